// The action plan: where every action of a board stands, and where it stood.
//
// Rows are those of action_plan_row.h, agency_index.h and plan_history.h.
#ifndef ACTIONPLAN_PROJECTIONS_ACTION_PLAN_VIEW_H_
#define ACTIONPLAN_PROJECTIONS_ACTION_PLAN_VIEW_H_

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "actionplan/projections/v1/rows.pb.h"
#include "projections/agency_index.h"
#include "projections/past.h"
#include "projections/plan_history.h"
#include "projections/projection.h"

namespace actionplan::projections {

class ActionPlanProjection final : public Projection {
 public:
  static constexpr absl::string_view kName = "action-plan";

  absl::string_view name() const override { return kName; }
  int version() const override { return 4; }
  absl::Status Apply(const events::v1::Event& event,
                     ViewWriter& rows) const override;
};

// Thread-safe. The reader outlives it.
class ActionPlanView {
 public:
  explicit ActionPlanView(const ViewReader& rows) : rows_(rows) {}

  // Fills `row` and returns true, or returns false when there is no such
  // action.
  absl::StatusOr<bool> Get(absl::string_view action,
                           v1::ActionPlanRow& row) const;

  // The actions of the board, by name, until `visit` returns false. The row is
  // reused from call to call.
  absl::Status Scan(
      absl::string_view board,
      absl::FunctionRef<bool(const v1::ActionPlanRow& row)> visit) const;

  // The actions of the board as they were, likewise: see ScanHistory().
  absl::Status ScanPast(
      absl::string_view board, const Past& past, FoldAgain fold_again,
      absl::FunctionRef<bool(const v1::ActionPlanRow& row)> visit) const;

  // The actions that an agency or an organization leads, open ones first, each
  // by due date, then by name, until `visit` returns false. The row is reused
  // from call to call. Costs as much as the rows visited.
  absl::Status ScanLed(const LedQuery& query,
                       absl::FunctionRef<bool(const v1::ActionPlanRow& row,
                                              absl::string_view key)>
                           visit) const;

  // The agencies of an organization on all boards, by resource name, until
  // `visit` returns false.
  absl::Status ListAgencies(
      absl::string_view organization,
      absl::FunctionRef<bool(absl::string_view agency)> visit) const;

 private:
  const ViewReader& rows_;
};

}  // namespace actionplan::projections

#endif  // ACTIONPLAN_PROJECTIONS_ACTION_PLAN_VIEW_H_
