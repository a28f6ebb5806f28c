#include "services/domain/escalation_levels.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "eventstore/base/status.h"
#include "projections/resources/civil_date.h"
#include "projections/resources/fold.h"
#include "services/domain/board_calendar.h"
#include "services/domain/escalation.h"
#include "services/domain/escalation_by_rule.h"
#include "services/domain/escalation_deadlines.h"
#include "services/domain/escalation_errors.h"
#include "services/domain/preconditions.h"
#include "services/domain/working_calendar.h"

namespace actionplan::domain {
namespace {

using events::v1::EscalationFact;
using v1::Escalation;

constexpr int kHighestLevelOfOffice = 3;
constexpr int kLongestRecoveryUnlessSaid = 20;
constexpr int kDaysAhead = 366;

// The day by which something that is still awaited had to come; nullptr when
// nothing is, or the rule awaits nothing.
const google::type::Date* AwaitedBy(Escalation::Rule rule,
                                    const Escalation& state) {
  const bool holds = state.has_recovery_date();
  switch (rule) {
    case Escalation::NO_ACKNOWLEDGEMENT:
      return !holds && state.state() == Escalation::RAISED &&
                     state.has_acknowledge_by()
                 ? &state.acknowledge_by()
                 : nullptr;
    case Escalation::NO_RESPONSE:
      return !holds && state.has_respond_by() ? &state.respond_by() : nullptr;
    case Escalation::RECOVERY_MISSED:
      return holds ? &state.recovery_date() : nullptr;
    default:
      return nullptr;
  }
}

std::string ReasonFor(Escalation::Rule rule, absl::CivilDay missed) {
  const std::string day = resources::FormatDate(missed);
  switch (rule) {
    case Escalation::NO_ACKNOWLEDGEMENT:
      return absl::StrCat("Not acknowledged by ", day, ".");
    case Escalation::NO_RESPONSE:
      return absl::StrCat("No recovery plan by ", day, ".");
    default:
      return absl::StrCat("The recovery agreed for ", day, " did not come.");
  }
}

// That what is awaited is what the rule missed, and late.
absl::StatusOr<absl::CivilDay> CheckMissed(const Escalation& state,
                                           const RaiseLevel& command,
                                           const Circumstances& now) {
  const google::type::Date* const awaited = AwaitedBy(command.rule, state);
  if (state.level() != command.from || awaited == nullptr ||
      !resources::IsSameDate(*awaited, command.grounds.missed_date())) {
    return EvaluationStale(command.subject, "something else is awaited");
  }
  ASSIGN_OR_RETURN(const absl::CivilDay missed, resources::FromDate(*awaited));
  if (missed >= now.today) {
    return EvaluationStale(command.subject, "the day is not past");
  }
  return missed;
}

absl::Status CheckOpen(const Escalation& state, absl::string_view verb) {
  if (state.state() == Escalation::RESOLVED ||
      state.state() == Escalation::PAUSED) {
    return StateForbids(
        {.name = state.name(),
         .state = Escalation::State_Name(state.state()),
         .verb = verb,
         .states = {"RAISED", "ACKNOWLEDGED", "RECOVERY_AGREED"}});
  }
  return absl::OkStatus();
}

// What an agency may give itself.
absl::Status CheckOwnRecovery(const Escalation& state, absl::CivilDay recovery,
                              const Circumstances& now) {
  RETURN_IF_ERROR(CheckRecipient(state, now));
  if (state.has_recovery_date()) return RecoveryAlreadyAgreed(state);
  ASSIGN_OR_RETURN(const v1::Board* const board, FindBoard(now));
  const int given = board->escalation_policy().longest_recovery();
  const int longest = given == 0 ? kLongestRecoveryUnlessSaid : given;
  const absl::CivilDay last =
      CalendarOf(*board).AddWorkingDays(now.occurred_on, longest).value;
  return recovery > last ? RecoveryNeedsBoard(state.name(), longest, last)
                         : absl::OkStatus();
}

}  // namespace

absl::Status CheckDecider(const Escalation& state, absl::string_view verb,
                          const Circumstances& now) {
  if (state.level() <= kHighestLevelOfOffice)
    return CheckBoardOffice(verb, now);
  return now.caller.agency.empty() && now.caller.Has(Role::kIndependentChair)
             ? absl::OkStatus()
             : NotPermitted(
                   {.verb = verb,
                    .for_whom = "the independent chair from level 4 on"});
}

Facts<EscalationFact> Decide(const Escalation& state, const RaiseLevel& command,
                             const Circumstances& now) {
  ASSIGN_OR_RETURN(const v1::Action* const subject,
                   FindSubject(state, command.subject, now));
  ASSIGN_OR_RETURN(const v1::Board* const board, FindBoard(now));
  if (state.state() == Escalation::PAUSED ||
      ResolutionIn(subject->state()) != Escalation::RESOLUTION_UNSPECIFIED) {
    return EvaluationStale(command.subject, "its clocks stand still");
  }
  ASSIGN_OR_RETURN(const absl::CivilDay missed,
                   CheckMissed(state, command, now));
  EscalationFact fact;
  auto& raised = *fact.mutable_escalation_level_raised();
  raised.set_previous_level(state.level());
  raised.set_level(state.level() + 1);
  raised.set_rule(
      resources::SameValue<events::v1::EscalationRule>(command.rule));
  *raised.mutable_reason() = Written(ReasonFor(command.rule, missed), now);
  *raised.mutable_grounds() = FactGrounds(command.grounds);
  SetDeadlines(*board, now.today, raised);
  return Just(std::move(fact));
}

std::vector<std::string> RelatedNames(const RaiseLevel& command) {
  return {command.subject};
}

Facts<EscalationFact> Decide(const Escalation& state,
                             const v1::AgreeRecoveryPlanRequest& command,
                             const Circumstances& now) {
  RETURN_IF_ERROR(CheckChange(state, now));
  RETURN_IF_ERROR(CheckOpen(state, "given a recovery date"));
  ASSIGN_OR_RETURN(const absl::CivilDay recovery,
                   resources::FromDate(command.recovery_date()));
  if (recovery < now.occurred_on || recovery > now.occurred_on + kDaysAhead) {
    return RecoveryDateOutOfRange(recovery, now.occurred_on, kDaysAhead);
  }
  if (state.level() <= kHighestLevelOfAgency && !now.caller.IsBoardOffice()) {
    RETURN_IF_ERROR(CheckOwnRecovery(state, recovery, now));
  } else {
    RETURN_IF_ERROR(CheckDecider(state, "agree recovery plans", now));
  }
  EscalationFact fact;
  auto& agreed = *fact.mutable_recovery_plan_agreed();
  if (state.has_recovery_date()) {
    *agreed.mutable_previous_recovery_date() = state.recovery_date();
  }
  *agreed.mutable_recovery_date() = command.recovery_date();
  *agreed.mutable_plan() = Written(command.plan(), now);
  return Just(std::move(fact));
}

Facts<EscalationFact> Decide(const Escalation& state,
                             const v1::LowerEscalationRequest& command,
                             const Circumstances& now) {
  RETURN_IF_ERROR(CheckChange(state, now));
  RETURN_IF_ERROR(CheckDecider(state, "lower escalations", now));
  RETURN_IF_ERROR(CheckOpen(state, "lowered"));
  if (command.level() >= state.level()) {
    return LevelNotLower(state.name(), state.level());
  }
  ASSIGN_OR_RETURN(const v1::Board* const board, FindBoard(now));
  EscalationFact fact;
  auto& lowered = *fact.mutable_escalation_lowered();
  lowered.set_previous_level(state.level());
  lowered.set_level(command.level());
  *lowered.mutable_reason() = Written(command.reason(), now);
  if (!state.has_recovery_date()) SetDeadlines(*board, now.today, lowered);
  return Just(std::move(fact));
}

}  // namespace actionplan::domain
