#include "services/queries/asks.h"

#include "actionplan/v1/action.pb.h"
#include "projections/resources/civil_date.h"
#include "services/domain/escalation_levels.h"
#include "services/queries/silence.h"

namespace actionplan::queries {
namespace {

using projections::v1::ActionPlanRow;
using projections::v1::OpenEscalation;
using v1::Action;
using v1::Ask;

Ask AskFor(Ask::Kind kind, int32_t by_day) {
  Ask ask;
  ask.set_kind(kind);
  if (by_day != 0) *ask.mutable_by() = resources::ToDate(ToDay(by_day));
  return ask;
}

// Whether the lead agency is the one that was told.
bool IsToAgency(const OpenEscalation& escalation, const ActionPlanRow& row) {
  return escalation.level() <= domain::kHighestLevelOfAgency &&
         !escalation.paused() && escalation.recovery_day() == 0 &&
         !row.lead_agency().empty() && escalation.agency() == row.lead_agency();
}

void AddEscalations(const ActionPlanRow& row, Ask::Kind kind,
                    std::vector<Ask>& asks) {
  for (const OpenEscalation& escalation : row.open_escalations()) {
    if (!IsToAgency(escalation, row)) continue;
    const bool acknowledged = escalation.acknowledged_seconds() != 0;
    if (acknowledged != (kind == Ask::ANSWER_ESCALATION)) continue;
    if (acknowledged && escalation.respond_by_day() == 0) continue;
    asks.push_back(AskFor(kind, acknowledged
                                    ? escalation.respond_by_day()
                                    : escalation.acknowledge_by_day()));
    asks.back().set_escalation(escalation.escalation());
  }
}

bool IsWorkedOn(const ActionPlanRow& row) {
  return row.state() == Action::ACCEPTED ||
         row.state() == Action::IN_PROGRESS || row.state() == Action::BLOCKED;
}

}  // namespace

std::vector<Ask> AsksOf(const ActionPlanRow& row, const Yardstick& yardstick) {
  std::vector<Ask> asks;
  if (row.state() == Action::ASSIGNED) {
    asks.push_back(AskFor(Ask::ACCEPT_OR_DECLINE, 0));
  }
  AddEscalations(row, Ask::ACKNOWLEDGE_ESCALATION, asks);
  AddEscalations(row, Ask::ANSWER_ESCALATION, asks);
  if (!IsWorkedOn(row)) return asks;
  const int32_t today = DayNumber(yardstick.due_on);
  if (row.due_day() != 0 && row.due_day() < today && !row.extension_pending()) {
    asks.push_back(AskFor(Ask::COMPLETE_OR_EXTEND, row.due_day()));
  }
  if (IsSilent(row, yardstick)) {
    asks.push_back(AskFor(Ask::REPORT_PROGRESS, 0));
  }
  if (row.block_review_day() != 0 && row.block_review_day() <= today) {
    asks.push_back(AskFor(Ask::REVIEW_BLOCK, row.block_review_day()));
  }
  return asks;
}

}  // namespace actionplan::queries
