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
  IndexAgency(event, rows);
  ASSIGN_OR_RETURN(v1::ActionPlanRow * row, EditActionPlanRow(event, rows));
  if (row == nullptr) return absl::OkStatus();
  const LedPlace before = LedPlaceOf(*row);
  Evolve(event, *row);
  PutHistory(event, *row, rows);
  return MoveInIndex(row->action(), before, LedPlaceOf(*row), rows);
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

absl::Status ActionPlanView::ScanLed(
    const LedQuery& query,
    absl::FunctionRef<bool(const v1::ActionPlanRow& row, absl::string_view key)>
        visit) const {
  v1::ActionPlanRow row;
  absl::Status read;
  RETURN_IF_ERROR(projections::ScanLed(
      rows_, query, [&](absl::string_view action, absl::string_view key) {
        const absl::StatusOr<bool> found = Get(action, row);
        read = found.status();
        return found.ok() && (!*found || visit(row, key));
      }));
  return read;
}

absl::Status ActionPlanView::ListAgencies(
    absl::string_view organization,
    absl::FunctionRef<bool(absl::string_view agency)> visit) const {
  return ScanAgencies(rows_, organization, visit);
}

}  // namespace actionplan::projections
