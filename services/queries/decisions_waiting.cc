#include "services/queries/decisions_waiting.h"

#include <algorithm>
#include <initializer_list>
#include <utility>

#include "actionplan/v1/action.pb.h"
#include "projections/resources/civil_date.h"
#include "services/domain/action_completion.h"
#include "services/domain/action_extension.h"
#include "services/domain/escalation_levels.h"

namespace actionplan::queries {
namespace {

using projections::v1::ActionPlanRow;
using projections::v1::OpenEscalation;
using v1::Action;
using v1::PendingDecision;

// Lower ones are the agency's to answer.
constexpr int kLowestLevelOfBoard = domain::kHighestLevelOfAgency + 1;

// Any of them, of whom the rules of services/domain ask no more than that.
constexpr std::initializer_list<PendingDecision::Decider> kBoardOffice = {
    PendingDecision::BOARD_MANAGER, PendingDecision::SUB_GROUP_CHAIR,
    PendingDecision::INDEPENDENT_CHAIR};

google::type::Date DateOf(int32_t day) { return resources::ToDate(ToDay(day)); }

// Puts a row's decisions together.
class Collector {
 public:
  Collector(const ActionPlanRow& row, const Yardstick& yardstick)
      : row_(row), yardstick_(yardstick) {}

  PendingDecision& Add(
      PendingDecision::Kind kind, int64_t since_seconds,
      std::initializer_list<PendingDecision::Decider> deciders) {
    PendingDecision& decision = decisions_.emplace_back();
    decision.set_kind(kind);
    decision.set_action(row_.action());
    decision.set_title(row_.title());
    decision.set_lead_agency(row_.lead_agency());
    decision.set_priority(static_cast<Action::Priority>(row_.priority()));
    for (const PendingDecision::Decider decider : deciders) {
      decision.add_deciders(decider);
    }
    decision.mutable_since()->set_seconds(since_seconds);
    const absl::CivilDay since =
        absl::ToCivilDay(absl::FromUnixSeconds(since_seconds), yardstick_.zone);
    decision.set_working_days_waiting(std::max(
        0, yardstick_.calendar.WorkingDaysBetween(since, yardstick_.due_on)
               .value));
    if (row_.due_day() != 0) {
      *decision.mutable_due_date() = DateOf(row_.due_day());
    }
    return decision;
  }

  PendingDecision& AddReview(
      PendingDecision::Kind kind, int32_t day,
      std::initializer_list<PendingDecision::Decider> deciders) {
    PendingDecision& decision = Add(kind, BeginningOf(day), deciders);
    *decision.mutable_review_date() = DateOf(day);
    return decision;
  }

  // Of the day in the board's time zone.
  int64_t BeginningOf(int32_t day) const {
    return absl::ToUnixSeconds(absl::FromCivil(ToDay(day), yardstick_.zone));
  }

  std::vector<PendingDecision> Take() { return std::move(decisions_); }

 private:
  const ActionPlanRow& row_;
  const Yardstick& yardstick_;
  std::vector<PendingDecision> decisions_;
};

PendingDecision::Decider DeciderOf(domain::Role role) {
  return role == domain::Role::kIndependentChair
             ? PendingDecision::INDEPENDENT_CHAIR
             : PendingDecision::SUB_GROUP_CHAIR;
}

void AddExtension(const ActionPlanRow& row, Collector& decisions) {
  if (!row.extension_pending()) return;
  const auto& pending = row.pending_extension();
  const int cap =
      domain::ExtensionCap(static_cast<Action::Priority>(row.priority()));
  PendingDecision& decision =
      row.approved_extensions() < cap
          ? decisions.Add(PendingDecision::EXTENSION,
                          pending.requested_seconds(),
                          {PendingDecision::SUB_GROUP_CHAIR,
                           PendingDecision::INDEPENDENT_CHAIR})
          : decisions.Add(PendingDecision::EXTENSION,
                          pending.requested_seconds(),
                          {PendingDecision::INDEPENDENT_CHAIR});
  *decision.mutable_proposed_due_date() = DateOf(pending.proposed_day());
  decision.set_retrospective(pending.retrospective());
  decision.set_approved_extensions(row.approved_extensions());
  decision.set_extension_cap(cap);
}

void AddByState(const ActionPlanRow& row, Collector& decisions) {
  switch (row.state()) {
    case Action::DECLINED:
      decisions.Add(PendingDecision::DECLINE, row.entered().occur_seconds(),
                    {PendingDecision::SUB_GROUP_CHAIR,
                     PendingDecision::INDEPENDENT_CHAIR});
      return;
    case Action::SUBMITTED: {
      PendingDecision& decision = decisions.Add(PendingDecision::VERIFICATION,
                                                row.entered().occur_seconds(),
                                                {PendingDecision::VERIFIER});
      if (row.completed_day() != 0) {
        *decision.mutable_completed_on() = DateOf(row.completed_day());
      }
      return;
    }
    case Action::VERIFIED:
      decisions.Add(PendingDecision::SIGN_OFF, row.entered().occur_seconds(),
                    {DeciderOf(domain::SignerOf(
                        static_cast<Action::Priority>(row.priority())))});
      return;
    default:
      return;
  }
}

// Whether the board's office has to answer it, rather than an agency.
bool IsToBoard(const OpenEscalation& escalation) {
  return escalation.level() >= kLowestLevelOfBoard ||
         escalation.agency().empty();
}

// Since when an escalation to the board waits for its answer; 0 when it does
// not.
int64_t UnansweredSince(const OpenEscalation& escalation,
                        const Yardstick& yardstick,
                        const Collector& decisions) {
  if (!IsToBoard(escalation) || escalation.paused() ||
      escalation.recovery_day() != 0) {
    return 0;
  }
  if (escalation.acknowledged_seconds() == 0) {
    return escalation.level_seconds();
  }
  const int32_t by = escalation.respond_by_day();
  return by != 0 && by < DayNumber(yardstick.due_on)
             ? decisions.BeginningOf(by + 1)
             : 0;
}

void AddEscalations(const ActionPlanRow& row, const Yardstick& yardstick,
                    Collector& decisions) {
  for (const OpenEscalation& escalation : row.open_escalations()) {
    const int64_t since = UnansweredSince(escalation, yardstick, decisions);
    if (since == 0) continue;
    PendingDecision& decision =
        escalation.level() <= kLowestLevelOfBoard
            ? decisions.Add(PendingDecision::ESCALATION, since, kBoardOffice)
            : decisions.Add(PendingDecision::ESCALATION, since,
                            {PendingDecision::INDEPENDENT_CHAIR});
    decision.set_escalation(escalation.escalation());
    decision.set_escalation_level(escalation.level());
    const int32_t by = escalation.acknowledged_seconds() == 0
                           ? escalation.acknowledge_by_day()
                           : escalation.respond_by_day();
    if (by != 0) *decision.mutable_respond_by() = DateOf(by);
  }
}

void AddReviews(const ActionPlanRow& row, const Yardstick& yardstick,
                Collector& decisions) {
  const auto add_if_come = [&](PendingDecision::Kind kind, int32_t day) {
    if (day == 0 || day > DayNumber(yardstick.due_on)) return;
    decisions.AddReview(kind, day, kBoardOffice);
  };
  if (row.state() == Action::NOT_IMPLEMENTED) {
    return add_if_come(PendingDecision::NON_IMPLEMENTATION_REVIEW,
                       row.non_implementation_review_day());
  }
  if (row.state() == Action::BLOCKED) {
    add_if_come(PendingDecision::BLOCK_REVIEW, row.block_review_day());
  }
  if (IsOpen(row) && row.state() != Action::SUBMITTED && row.due_day() == 0) {
    add_if_come(PendingDecision::DATE_REVIEW, row.review_day());
  }
}

}  // namespace

std::vector<PendingDecision> DecisionsWaiting(const ActionPlanRow& row,
                                              const Yardstick& yardstick) {
  Collector decisions(row, yardstick);
  AddExtension(row, decisions);
  AddByState(row, decisions);
  AddEscalations(row, yardstick, decisions);
  AddReviews(row, yardstick, decisions);
  return decisions.Take();
}

}  // namespace actionplan::queries
