#include "services/queries/due_actions.h"

#include <cstdint>
#include <limits>

#include "eventstore/base/status.h"
#include "projections/overdue_view.h"
#include "projections/resources/civil_date.h"
#include "services/queries/plan_reading.h"
#include "services/queries/standing.h"

namespace actionplan::queries {
namespace {

using projections::v1::ActionPlanRow;

v1::DueAction DueActionOf(const ActionPlanRow& row, const Standing& standing) {
  v1::DueAction due;
  due.set_action(row.action());
  due.set_title(row.title());
  due.set_state(static_cast<v1::Action::State>(row.state()));
  due.set_priority(static_cast<v1::Action::Priority>(row.priority()));
  due.set_lead_agency(row.lead_agency());
  due.set_owner_role(row.owner_role());
  if (row.due_day() != 0) {
    *due.mutable_due_date() = resources::ToDate(ToDay(row.due_day()));
  }
  if (row.original_due_day() != 0) {
    *due.mutable_original_due_date() =
        resources::ToDate(ToDay(row.original_due_day()));
  }
  due.set_due_state(standing.due_state);
  due.set_working_days_overdue(standing.working_days_overdue);
  due.set_calendar_days_overdue(standing.calendar_days_overdue);
  due.set_times_re_dated(row.times_re_dated());
  due.set_escalation_level(EscalationLevel(row));
  due.set_rating(standing.rating);
  due.set_extension_pending(row.extension_pending());
  if (row.latest_progress_seconds() != 0) {
    due.mutable_latest_progress_time()->set_seconds(
        row.latest_progress_seconds());
  }
  return due;
}

// The reading that the page is filled from, pinned to it.
template <typename Request>
absl::StatusOr<PlanReading> ReadingOf(const PlanSources& sources,
                                      const Request& request, absl::Time now,
                                      Page& page) {
  PlanQuestion question = QuestionOf(request, request.parent(), now, page);
  question.view = projections::OverdueProjection::kName;
  ASSIGN_OR_RETURN(PlanReading reading, PlanReading::Begin(sources, question));
  if (!request.agency().empty()) {
    RETURN_IF_ERROR(
        reading.GetSetting<v1::Agency>(request.agency()).status());
  }
  reading.Pin(page);
  return reading;
}

template <typename Request>
bool Wanted(const ActionPlanRow& row, const Request& request) {
  return (request.agency().empty() || request.agency() == row.lead_agency()) &&
         (request.priority() == v1::Action::PRIORITY_UNSPECIFIED ||
          request.priority() == row.priority());
}

// Fills the response from the rows between the query's days, as long as
// `in_range` holds for their standing by this yardstick.
template <typename Request, typename Response, typename InRange>
absl::Status FillPage(const PlanReading& reading, const Request& request,
                      projections::DueQuery query, const Yardstick& yardstick,
                      InRange in_range, const Page& page,
                      std::string& last_key, Response& response) {
  query.board = request.parent();
  query.after_key = page.after_key;
  PageFiller filler(page.size);
  bool provisional = false;
  RETURN_IF_ERROR(reading.ScanDue(
      query, [&](const ActionPlanRow& row, absl::string_view key) {
        const Standing standing = StandingOf(row, yardstick);
        if (!in_range(standing)) return false;
        if (!Wanted(row, request)) return true;
        if (!filler.Take(key)) return false;
        *response.add_actions() = DueActionOf(row, standing);
        provisional = provisional || standing.provisional;
        return true;
      }));
  last_key = filler.last_key();
  *response.mutable_basis() = reading.Basis();
  if (provisional) response.mutable_basis()->set_provisional(true);
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<v1::ListOverdueActionsResponse> OverdueActions(
    const PlanSources& sources, const v1::ListOverdueActionsRequest& request,
    absl::Time now, Page& page, std::string& last_key) {
  ASSIGN_OR_RETURN(const PlanReading reading,
                   ReadingOf(sources, request, now, page));
  Yardstick yardstick = reading.yardstick();
  if (request.against() == v1::ORIGINAL) yardstick.against = v1::ORIGINAL;
  v1::ListOverdueActionsResponse response;
  // Rows come by due date: after the first that is not overdue by enough, none
  // is.
  RETURN_IF_ERROR(FillPage(
      reading, request,
      {.against = yardstick.against == v1::ORIGINAL
                      ? projections::DueDate::kOriginal
                      : projections::DueDate::kCurrent,
       .first_day = std::numeric_limits<int32_t>::min(),
       .last_day = DayNumber(yardstick.due_on) - 1},
      yardstick,
      [&](const Standing& standing) {
        return standing.working_days_overdue >= request.min_working_days();
      },
      page, last_key, response));
  return response;
}

absl::StatusOr<v1::ListDueSoonActionsResponse> DueSoonActions(
    const PlanSources& sources, const v1::ListDueSoonActionsRequest& request,
    absl::Time now, Page& page, std::string& last_key) {
  ASSIGN_OR_RETURN(const PlanReading reading,
                   ReadingOf(sources, request, now, page));
  const Yardstick& yardstick = reading.yardstick();
  const int ahead = request.within_working_days() == 0
                        ? kDueSoonDays
                        : request.within_working_days();
  // Up to the day before one more working day has passed.
  const absl::CivilDay last_day =
      yardstick.calendar.AddWorkingDays(yardstick.due_on, ahead + 1).value - 1;
  v1::ListDueSoonActionsResponse response;
  RETURN_IF_ERROR(FillPage(
      reading, request,
      {.first_day = DayNumber(yardstick.due_on),
       .last_day = DayNumber(last_day)},
      yardstick, [](const Standing&) { return true; }, page, last_key,
      response));
  return response;
}

}  // namespace actionplan::queries
