#include "services/queries/action_order.h"

#include <limits>

#include "actionplan/v1/action.pb.h"
#include "projections/row_key.h"
#include "services/queries/standing.h"

namespace actionplan::queries {
namespace {

using projections::v1::ActionPlanRow;

// Numbers below zero come before the others.
void AppendOrdered(int64_t number, std::string& key) {
  projections::AppendNumber(uint64_t{1} << 63 ^ static_cast<uint64_t>(number),
                            key);
}

int64_t NumberOf(ActionOrder order, const ActionPlanRow& row) {
  switch (order) {
    case ActionOrder::kPriority:
      return row.priority() == v1::Action::PRIORITY_UNSPECIFIED
                 ? std::numeric_limits<int64_t>::max()
                 : row.priority();
    case ActionOrder::kEscalationLevel:
      return -EscalationLevel(row);
    case ActionOrder::kTimesReDated:
      return -row.times_re_dated();
    case ActionOrder::kLatestProgress:
      return row.latest_progress_seconds();
    case ActionOrder::kDueDate:
    case ActionOrder::kLeadAgency:
      break;
  }
  return 0;
}

}  // namespace

std::optional<ActionOrder> ParseActionOrder(absl::string_view order_by) {
  if (order_by.empty() || order_by == "due_date") return ActionOrder::kDueDate;
  if (order_by == "priority") return ActionOrder::kPriority;
  if (order_by == "lead_agency") return ActionOrder::kLeadAgency;
  if (order_by == "escalation_level") return ActionOrder::kEscalationLevel;
  if (order_by == "times_re_dated") return ActionOrder::kTimesReDated;
  if (order_by == "latest_progress") return ActionOrder::kLatestProgress;
  return std::nullopt;
}

std::string OrderKey(ActionOrder order, const ActionPlanRow& row,
                     int32_t due_day) {
  std::string key;
  AppendOrdered(NumberOf(order, row), key);
  if (order == ActionOrder::kLeadAgency) key += row.lead_agency();
  key.push_back(projections::kTextEnd);
  AppendOrdered(due_day == 0 ? std::numeric_limits<int32_t>::max() : due_day,
                key);
  key += row.action();
  return key;
}

}  // namespace actionplan::queries
