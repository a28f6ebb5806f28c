// In which order a list of actions comes.
//
// Pure; safe from any thread.
#ifndef ACTIONPLAN_SERVICES_QUERIES_ACTION_ORDER_H_
#define ACTIONPLAN_SERVICES_QUERIES_ACTION_ORDER_H_

#include <cstdint>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "actionplan/projections/v1/rows.pb.h"

namespace actionplan::queries {

enum class ActionOrder {
  kDueDate,          // The earliest first: the longest overdue.
  kPriority,         // HIGH, MEDIUM, LOW, none.
  kLeadAgency,       // By resource name.
  kEscalationLevel,  // The highest first.
  kTimesReDated,     // The most often first.
  kLatestProgress,   // The longest silent first.
};

// The words of the API: `priority` and so on; "" is `due_date`. Empty for any
// other.
std::optional<ActionOrder> ParseActionOrder(absl::string_view order_by);

// Byte order is the order asked for, then that of `due_day`, then of names; 0
// for no day, which comes last. Every row has a key of its own.
std::string OrderKey(ActionOrder order,
                     const projections::v1::ActionPlanRow& row,
                     int32_t due_day);

}  // namespace actionplan::queries

#endif  // ACTIONPLAN_SERVICES_QUERIES_ACTION_ORDER_H_
