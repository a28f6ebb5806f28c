// The overdue list: the actions whose clock runs, by due date.
//
//   key                                   value
//   "d" board \0 against day action       ActionPlanRow
//
// beside the rows of action_plan_row.h. `against` is one byte, `day` eight.
// The value has what an answer needs, so that its cost grows with the answer
// and not with the plan.
#ifndef ACTIONPLAN_PROJECTIONS_OVERDUE_VIEW_H_
#define ACTIONPLAN_PROJECTIONS_OVERDUE_VIEW_H_

#include <cstdint>
#include <string>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "actionplan/projections/v1/rows.pb.h"
#include "projections/projection.h"

namespace actionplan::projections {

// Which of an action's dates is meant.
enum class DueDate {
  kCurrent,
  kOriginal,  // The one in force when the action was first accepted.
};

// The day under which the action is listed; 0 when it is not.
int32_t ListedDay(const v1::ActionPlanRow& row, DueDate against);

// The key under which an action is listed on that day.
std::string ListedKey(const v1::ActionPlanRow& row, DueDate against,
                      int32_t day);

class OverdueProjection final : public Projection {
 public:
  static constexpr absl::string_view kName = "overdue";

  absl::string_view name() const override { return kName; }
  int version() const override { return 3; }
  absl::Status Apply(const events::v1::Event& event,
                     ViewWriter& rows) const override;
};

// Days are counted from 1970-01-01. Actions without the date are not in it.
struct DueQuery {
  std::string board;  // By resource name.
  DueDate against = DueDate::kCurrent;
  int32_t first_day = 0;
  int32_t last_day = 0;   // Inclusive.
  std::string after_key;  // Goes on after this row of the same query, or empty.
};

// Thread-safe. The reader outlives it.
class OverdueView {
 public:
  explicit OverdueView(const ViewReader& rows) : rows_(rows) {}

  // The actions that fall due on these days, by day, then by name, until
  // `visit` returns false. The row is reused from call to call.
  absl::Status ScanDue(const DueQuery& query,
                       absl::FunctionRef<bool(const v1::ActionPlanRow& row,
                                              absl::string_view key)>
                           visit) const;

 private:
  const ViewReader& rows_;
};

}  // namespace actionplan::projections

#endif  // ACTIONPLAN_PROJECTIONS_OVERDUE_VIEW_H_
