// Which actions an answer is narrowed to.
#ifndef ACTIONPLAN_SERVICES_QUERIES_ACTION_FILTER_H_
#define ACTIONPLAN_SERVICES_QUERIES_ACTION_FILTER_H_

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "actionplan/projections/v1/rows.pb.h"
#include "actionplan/v1/action_filter.pb.h"
#include "projections/action_plan_view.h"
#include "services/queries/page.h"
#include "services/queries/plan_reading.h"

namespace actionplan::queries {

// Whether the row is one of those that the filter leaves.
bool Passes(const projections::v1::ActionPlanRow& row,
            const v1::ActionFilter& filter);

// The same, and the agency leads it unless it is "".
bool Passes(const projections::v1::ActionPlanRow& row,
            const v1::ActionFilter& filter, absl::string_view agency);

// What an answer is narrowed to has to exist, or a misspelt name would look
// like an empty plan: NOT_FOUND as PlanReading::GetSetting().
absl::Status CheckExists(const PlanReading& reading,
                         const v1::ActionFilter& filter,
                         absl::string_view agency);

// What a list of a board's actions reads a page from: pinned to the page, and
// everything that narrows the list exists.
template <typename Request>
absl::StatusOr<PlanReading> ReadingForPage(
    const PlanSources& sources, const Request& request, absl::Time now,
    Page& page,
    absl::string_view view = projections::ActionPlanProjection::kName) {
  PlanQuestion question = QuestionOf(request, request.parent(), now, page);
  question.view = view;
  auto reading = PlanReading::Begin(sources, question);
  if (!reading.ok()) return reading.status();
  const absl::Status exists =
      CheckExists(*reading, request.filter(), request.agency());
  if (!exists.ok()) return exists;
  reading->Pin(page);
  return reading;
}

}  // namespace actionplan::queries

#endif  // ACTIONPLAN_SERVICES_QUERIES_ACTION_FILTER_H_
