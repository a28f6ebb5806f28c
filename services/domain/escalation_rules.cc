#include "services/domain/escalation_rules.h"

#include <algorithm>
#include <string>

#include "projections/resources/civil_date.h"
#include "services/domain/action_clock.h"
#include "services/domain/action_extension.h"

namespace actionplan::domain {
namespace {

using v1::Action;
using v1::Escalation;
using Grounds = v1::Escalation::Grounds;

constexpr int kHighestLevelUnlessSaid = 4;

constexpr Escalation::Rule kRaisingRules[] = {
    Escalation::OVERDUE_BY,
    Escalation::NOT_ACCEPTED,
    Escalation::DECLINED,
    Escalation::STALE,
    Escalation::BLOCKED_PAST_REVIEW,
    Escalation::EXTENSION_CAP_REACHED,
    Escalation::REJECTED_TWICE,
};

// The grounds so far, and the day from which on the rule holds by them.
struct Holding {
  Grounds grounds;
  absl::CivilDay since;
};

int64_t DayNumber(absl::CivilDay day) {
  return day - absl::CivilDay(1970, 1, 1);
}

// Taken on and not yet called done.
bool IsUnderWay(Action::State state) {
  return state == Action::ACCEPTED || state == Action::IN_PROGRESS ||
         state == Action::BLOCKED;
}

std::optional<Holding> AfterReview(absl::CivilDay review,
                                   const WatchedAction& action,
                                   const EvaluationBasis& basis) {
  Holding holding{.since =
                      std::max(basis.calendar.AddWorkingDays(review, 1).value,
                               action.entered.recorded)};
  *holding.grounds.mutable_review_date() = resources::ToDate(review);
  return holding;
}

// So many working days have passed since the moment.
Holding After(const Moment& moment, int working_days,
              const EvaluationBasis& basis) {
  const absl::CivilDay passed =
      basis.calendar.AddWorkingDays(moment.day, working_days).value;
  Holding holding{.since = std::max(passed, moment.recorded)};
  holding.grounds.mutable_since_time()->set_seconds(moment.seconds);
  holding.grounds.set_working_days_passed(
      basis.calendar.WorkingDaysBetween(moment.day, holding.since).value);
  return holding;
}

// One for each rule that raises. Nullopt when it does not hold on any day.

std::optional<Holding> OverdueBy(const WatchedAction& action,
                                 const EvaluationBasis& basis) {
  const std::optional<int> allowed =
      AllowedWorkingDays(basis.policy, action.priority);
  if (!allowed || !action.due_date ||
      ClockIn(action.state) != ActionClock::kRunning) {
    return std::nullopt;
  }
  Holding holding{
      .since = std::max(
          basis.calendar.AddWorkingDays(*action.due_date, *allowed).value,
          action.unchanged_since)};
  *holding.grounds.mutable_due_date() = resources::ToDate(*action.due_date);
  holding.grounds.set_working_days_allowed(*allowed);
  return holding;
}

std::optional<Holding> NotAccepted(const WatchedAction& action,
                                   const EvaluationBasis& basis) {
  const int allowed = basis.policy.not_accepted_after();
  if (allowed == 0 || action.state != Action::ASSIGNED) return std::nullopt;
  // Nobody can answer what is not recorded yet.
  Moment sent = action.entered;
  sent.day = sent.recorded;
  Holding holding = After(sent, allowed, basis);
  holding.grounds.set_working_days_allowed(allowed);
  return holding;
}

std::optional<Holding> Declined(const WatchedAction& action,
                                const EvaluationBasis& basis) {
  if (!basis.policy.declined() || action.state != Action::DECLINED) {
    return std::nullopt;
  }
  return After(action.entered, 0, basis);
}

std::optional<Holding> Stale(const WatchedAction& action,
                             const EvaluationBasis& basis) {
  const int allowed = basis.policy.stale_after();
  if (allowed == 0 || !IsUnderWay(action.state)) return std::nullopt;
  if (action.review_date && *action.review_date < basis.as_of) {
    return AfterReview(*action.review_date, action, basis);
  }
  Holding holding = After(action.reported, allowed + 1, basis);
  holding.grounds.set_working_days_allowed(allowed);
  return holding;
}

std::optional<Holding> BlockedPastReview(const WatchedAction& action,
                                         const EvaluationBasis& basis) {
  if (!basis.policy.blocked_past_review() || action.state != Action::BLOCKED ||
      !action.block_review_date) {
    return std::nullopt;
  }
  return AfterReview(*action.block_review_date, action, basis);
}

std::optional<Holding> ExtensionCapReached(const WatchedAction& action,
                                           const EvaluationBasis& basis) {
  if (!basis.policy.extension_cap_reached() || action.extension_revision == 0 ||
      !IsUnderWay(action.state) ||
      action.approved_extensions < ExtensionCap(action.priority)) {
    return std::nullopt;
  }
  Holding holding{.since = action.extension_recorded};
  holding.grounds.set_extension_revision(action.extension_revision);
  return holding;
}

std::optional<Holding> RejectedTwice(const WatchedAction& action,
                                     const EvaluationBasis& basis) {
  const int allowed = basis.policy.rejected_times();
  if (allowed == 0 || action.rejections < allowed ||
      !IsUnderWay(action.state)) {
    return std::nullopt;
  }
  return After(action.rejected, 0, basis);
}

std::optional<Holding> Holds(Escalation::Rule rule, const WatchedAction& action,
                             const EvaluationBasis& basis) {
  switch (rule) {
    case Escalation::OVERDUE_BY:
      return OverdueBy(action, basis);
    case Escalation::NOT_ACCEPTED:
      return NotAccepted(action, basis);
    case Escalation::DECLINED:
      return Declined(action, basis);
    case Escalation::STALE:
      return Stale(action, basis);
    case Escalation::BLOCKED_PAST_REVIEW:
      return BlockedPastReview(action, basis);
    case Escalation::EXTENSION_CAP_REACHED:
      return ExtensionCapReached(action, basis);
    case Escalation::REJECTED_TWICE:
      return RejectedTwice(action, basis);
    default:  // Raised by people, or only to another level.
      return std::nullopt;
  }
}

}  // namespace

absl::Span<const Escalation::Rule> RaisingRules() { return kRaisingRules; }

Escalation::Family FamilyOf(Escalation::Rule rule) {
  switch (rule) {
    case Escalation::OVERDUE_BY:
      return Escalation::TIMELINESS;
    case Escalation::MANUAL:
      return Escalation::BY_HAND;
    case Escalation::NOT_ACCEPTED:
    case Escalation::DECLINED:
      return Escalation::ACCEPTANCE;
    case Escalation::STALE:
    case Escalation::BLOCKED_PAST_REVIEW:
      return Escalation::PROGRESS;
    case Escalation::EXTENSION_CAP_REACHED:
      return Escalation::EXTENSION;
    case Escalation::REJECTED_TWICE:
      return Escalation::QUALITY;
    case Escalation::IMMEDIATE_CONCERN:
      return Escalation::IMMEDIATE;
    default:  // It raises no episode.
      return Escalation::FAMILY_UNSPECIFIED;
  }
}

std::optional<Grounds> GroundsFor(Escalation::Rule rule,
                                  const WatchedAction& action,
                                  const EvaluationBasis& basis) {
  std::optional<Holding> holding = Holds(rule, action, basis);
  if (!holding) return std::nullopt;
  const absl::CivilDay since = std::max(holding->since, basis.in_force_since);
  if (since > basis.as_of) return std::nullopt;
  Grounds& grounds = holding->grounds;
  *grounds.mutable_as_of_date() = resources::ToDate(since);
  if (grounds.has_due_date()) {
    grounds.set_working_days_overdue(
        basis.calendar.WorkingDaysBetween(*action.due_date, since).value);
  }
  grounds.set_policy_version(basis.policy.version());
  grounds.set_calendar_version(std::string(basis.calendar.version()));
  return grounds;
}

bool IsTriggerGone(const OpenEscalation& open, const WatchedAction& action) {
  const auto is_day = [&](const std::optional<absl::CivilDay>& day) {
    return day && DayNumber(*day) == open.trigger;
  };
  switch (open.rule) {
    case Escalation::NOT_ACCEPTED:
      return action.state != Action::ASSIGNED ||
             action.entered.seconds != open.trigger;
    case Escalation::DECLINED:
      return action.state != Action::DECLINED ||
             action.entered.seconds != open.trigger;
    case Escalation::STALE:
      return !IsUnderWay(action.state) ||
             (action.reported.seconds != open.trigger &&
              !is_day(action.review_date));
    case Escalation::BLOCKED_PAST_REVIEW:
      return !is_day(action.block_review_date);
    case Escalation::EXTENSION_CAP_REACHED:
      return action.extension_revision != open.trigger;
    case Escalation::REJECTED_TWICE:
      return action.rejections == 0;
    default:
      return false;
  }
}

bool IsTriggerGone(const Escalation& open, const Action& action) {
  if (open.rule() == Escalation::REJECTED_TWICE) {
    return action.rejections() == 0;
  }
  switch (FamilyOf(open.rule())) {
    case Escalation::ACCEPTANCE:
    case Escalation::PROGRESS:
    case Escalation::EXTENSION:
      return !IsAsSeen(open.rule(), open.grounds(), action);
    default:
      return false;
  }
}

bool IsAsSeen(Escalation::Rule rule, const Grounds& grounds,
              const Action& action) {
  const int64_t entered = action.state_occur_time().seconds();
  const int64_t since = grounds.since_time().seconds();
  switch (rule) {
    case Escalation::OVERDUE_BY:
      return ClockIn(action.state()) == ActionClock::kRunning &&
             resources::IsSameDate(action.due().date(), grounds.due_date());
    case Escalation::NOT_ACCEPTED:
      return action.state() == Action::ASSIGNED && entered == since;
    case Escalation::DECLINED:
      return action.state() == Action::DECLINED && entered == since;
    case Escalation::STALE:
      if (!IsUnderWay(action.state())) return false;
      if (!grounds.has_review_date()) return LastReport(action) == since;
      return !action.due().has_date() &&
             resources::IsSameDate(action.due().review_date(),
                                   grounds.review_date());
    case Escalation::BLOCKED_PAST_REVIEW:
      return action.state() == Action::BLOCKED &&
             resources::IsSameDate(action.block().review_date(),
                                   grounds.review_date());
    case Escalation::EXTENSION_CAP_REACHED:
      return action.pending_extension().revision() ==
             grounds.extension_revision();
    case Escalation::REJECTED_TWICE:
      return IsUnderWay(action.state()) &&
             action.rejection_time().seconds() == since;
    default:
      return false;
  }
}

std::optional<int> AllowedWorkingDays(const v1::EscalationPolicy& policy,
                                      Action::Priority priority) {
  if (!policy.has_overdue_by()) return std::nullopt;
  switch (priority) {
    case Action::HIGH:
      return policy.overdue_by().high();
    case Action::MEDIUM:
      return policy.overdue_by().medium();
    case Action::LOW:
      return policy.overdue_by().low();
    default:  // Not said, and the values that protobuf adds to every enum.
      return std::nullopt;
  }
}

int HighestLevel(const v1::EscalationPolicy& policy) {
  return policy.highest_level() == 0 ? kHighestLevelUnlessSaid
                                     : policy.highest_level();
}

int64_t LastReport(const Action& action) {
  return std::max(action.latest_progress().occur_time().seconds(),
                  action.state_occur_time().seconds());
}

}  // namespace actionplan::domain
