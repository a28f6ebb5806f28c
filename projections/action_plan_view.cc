#include "projections/action_plan_view.h"

#include <string>

#include "eventstore/base/status.h"
#include "projections/action_plan_row.h"
#include "projections/resources/names.h"
#include "projections/row_key.h"
#include "projections/row_parsing.h"

namespace actionplan::projections {

absl::Status ActionPlanProjection::Apply(const events::v1::Event& event,
                                         ViewWriter& rows) const {
  ASSIGN_OR_RETURN(v1::ActionPlanRow * row, EditActionPlanRow(event, rows));
  if (row == nullptr) return absl::OkStatus();
  Evolve(event, *row);
  PutHistory(event, *row, rows);
  return absl::OkStatus();
}

absl::StatusOr<bool> ActionPlanView::Get(absl::string_view action,
                                         v1::ActionPlanRow& row) const {
  return GetRow(rows_, ActionPlanKey(action), row);
}

absl::Status ActionPlanView::Scan(
    absl::string_view board,
    absl::FunctionRef<bool(const v1::ActionPlanRow& row)> visit) const {
  const std::string first = ActionPlanKey(
      resources::CollectionPrefix(board, resources::Kind::kAction));
  return ScanRows<v1::ActionPlanRow>(
      rows_, {.first = first, .last = PastPrefix(first)},
      [&](const v1::ActionPlanRow& row, absl::string_view) {
        return visit(row);
      });
}

absl::Status ActionPlanView::ScanPast(
    absl::string_view board, const Past& past, FoldAgain fold_again,
    absl::FunctionRef<bool(const v1::ActionPlanRow& row)> visit) const {
  return ScanHistory(rows_, board, past, fold_again, visit);
}

}  // namespace actionplan::projections
