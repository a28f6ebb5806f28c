#include "services/queries/due_actions.h"

#include <cstdint>
#include <limits>
#include <utility>

#include "eventstore/base/status.h"
#include "projections/overdue_view.h"
#include "projections/resources/civil_date.h"
#include "services/queries/action_filter.h"
#include "services/queries/action_order.h"
#include "services/queries/ageing.h"
#include "services/queries/plan_reading.h"
#include "services/queries/sorted_page.h"
#include "services/queries/standing.h"

namespace actionplan::queries {

using projections::v1::ActionPlanRow;

namespace {

// What the answer says beside the facts of the row.
void AddStanding(const ActionPlanRow& row, const Standing& standing,
                 const Yardstick& yardstick, v1::DueAction& due) {
  due.set_due_state(standing.due_state);
  due.set_working_days_overdue(standing.working_days_overdue);
  due.set_calendar_days_overdue(standing.calendar_days_overdue);
  if (standing.ageing_band) {
    *due.mutable_ageing_band() =
        DaysOfBand(*standing.ageing_band, yardstick.rules.policy);
  }
  if (standing.working_days_past_original) {
    due.set_working_days_past_original(*standing.working_days_past_original);
  }
  due.set_working_days_since_update(standing.working_days_since_update);
  due.set_stale(standing.stale);
  due.set_rating(standing.rating);
  due.set_computed_rating(standing.computed_rating);
  due.set_rating_overridden(standing.rating_overridden);
  if (standing.rating_overridden) {
    *due.mutable_rating_override_end_date() =
        resources::ToDate(ToDay(row.given_rating_last_day()));
  }
}

}  // namespace

v1::DueAction DueActionOf(const ActionPlanRow& row, const Standing& standing,
                          const Yardstick& yardstick) {
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
  AddStanding(row, standing, yardstick, due);
  due.set_times_re_dated(row.times_re_dated());
  due.set_escalation_level(EscalationLevel(row));
  due.set_extension_pending(row.extension_pending());
  if (row.latest_progress_seconds() != 0) {
    due.mutable_latest_progress_time()->set_seconds(
        row.latest_progress_seconds());
  }
  return due;
}

namespace {

template <typename Request>
bool Wanted(const ActionPlanRow& row, const Request& request) {
  return Passes(row, request.filter(), request.agency()) &&
         (request.priority() == v1::Action::PRIORITY_UNSPECIFIED ||
          request.priority() == row.priority());
}

// Where a row lies, in the order of due dates, of those that are asked for.
enum class Place { kBefore, kAmong, kAfter };

// Makes a page of the rows between the query's days that `place` puts among
// those asked for, by their standing on this yardstick.
template <typename Request, typename PlaceOf>
class PageMaker {
 public:
  PageMaker(const PlanReading& reading, const Request& request,
            const Yardstick& yardstick, PlaceOf place)
      : reading_(reading),
        request_(request),
        yardstick_(yardstick),
        place_(place) {}

  template <typename Response>
  absl::Status Fill(projections::DueQuery query, const Page& page,
                    std::string& last_key, Response& response) {
    query.board = request_.parent();
    // The shape of the words was checked when the request came in.
    const ActionOrder order =
        ParseActionOrder(request_.order_by()).value_or(ActionOrder::kDueDate);
    RETURN_IF_ERROR(order == ActionOrder::kDueDate
                        ? FillByDate(query, page, last_key, response)
                        : FillBy(order, query, page, last_key, response));
    *response.mutable_basis() = reading_.Basis();
    if (provisional_) response.mutable_basis()->set_provisional(true);
    return absl::OkStatus();
  }

 private:
  // `take` is given what is wanted and says whether to go on.
  template <typename Take>
  absl::Status Scan(const projections::DueQuery& query, Take take) {
    return reading_.ScanDue(
        query, [&](const ActionPlanRow& row, absl::string_view key) {
          const Standing standing = StandingOf(row, yardstick_);
          const Place place = place_(standing);
          if (place == Place::kAfter) return false;
          if (place == Place::kBefore || !Wanted(row, request_)) return true;
          if (!take(row, standing, key)) return false;
          provisional_ = provisional_ || standing.provisional;
          return true;
        });
  }

  // The rows come in the order of the list.
  template <typename Response>
  absl::Status FillByDate(projections::DueQuery query, const Page& page,
                          std::string& last_key, Response& response) {
    query.after_key = page.after_key;
    PageFiller filler(page.size);
    RETURN_IF_ERROR(
        Scan(query, [&](const ActionPlanRow& row, const Standing& standing,
                        absl::string_view key) {
          if (!filler.Take(key)) return false;
          *response.add_actions() = DueActionOf(row, standing, yardstick_);
          return true;
        }));
    last_key = filler.last_key();
    return absl::OkStatus();
  }

  // All of them are looked at for every page.
  template <typename Response>
  absl::Status FillBy(ActionOrder order, const projections::DueQuery& query,
                      const Page& page, std::string& last_key,
                      Response& response) {
    SortedPage<v1::DueAction> sorted(page);
    RETURN_IF_ERROR(
        Scan(query, [&](const ActionPlanRow& row, const Standing& standing,
                        absl::string_view) {
          const int32_t day = query.against == projections::DueDate::kOriginal
                                  ? row.original_due_day()
                                  : row.due_day();
          sorted.Offer(OrderKey(order, row, day),
                       DueActionOf(row, standing, yardstick_));
          return true;
        }));
    last_key = sorted.last_key();
    for (v1::DueAction& action : sorted.TakeRows()) {
      *response.add_actions() = std::move(action);
    }
    return absl::OkStatus();
  }

  const PlanReading& reading_;
  const Request& request_;
  const Yardstick& yardstick_;
  const PlaceOf place_;
  bool provisional_ = false;
};

}  // namespace

absl::StatusOr<v1::ListOverdueActionsResponse> OverdueActions(
    const PlanSources& sources, const v1::ListOverdueActionsRequest& request,
    absl::Time now, Page& page, std::string& last_key) {
  ASSIGN_OR_RETURN(const PlanReading reading,
                   ReadingForPage(sources, request, now, page,
                                  projections::OverdueProjection::kName));
  Yardstick yardstick = reading.yardstick();
  if (request.against() == v1::ORIGINAL) yardstick.against = v1::ORIGINAL;
  // Rows come by due date, the longest overdue first.
  const auto place = [&](const Standing& standing) {
    const int days = standing.working_days_overdue;
    if (days < request.min_working_days()) return Place::kAfter;
    const int most = request.max_working_days();
    return most != 0 && days > most ? Place::kBefore : Place::kAmong;
  };
  v1::ListOverdueActionsResponse response;
  RETURN_IF_ERROR(PageMaker(reading, request, yardstick, place)
                      .Fill({.against = yardstick.against == v1::ORIGINAL
                                            ? projections::DueDate::kOriginal
                                            : projections::DueDate::kCurrent,
                             .first_day = std::numeric_limits<int32_t>::min(),
                             .last_day = DayNumber(yardstick.due_on) - 1},
                            page, last_key, response));
  return response;
}

absl::StatusOr<v1::ListDueSoonActionsResponse> DueSoonActions(
    const PlanSources& sources, const v1::ListDueSoonActionsRequest& request,
    absl::Time now, Page& page, std::string& last_key) {
  ASSIGN_OR_RETURN(const PlanReading reading,
                   ReadingForPage(sources, request, now, page,
                                  projections::OverdueProjection::kName));
  const Yardstick& yardstick = reading.yardstick();
  const int ahead = request.within_working_days() == 0
                        ? yardstick.rules.policy.due_soon_days()
                        : request.within_working_days();
  // Up to the day before one more working day has passed.
  const absl::CivilDay last_day =
      yardstick.calendar.AddWorkingDays(yardstick.due_on, ahead + 1).value - 1;
  v1::ListDueSoonActionsResponse response;
  RETURN_IF_ERROR(PageMaker(reading, request, yardstick,
                            [](const Standing&) { return Place::kAmong; })
                      .Fill({.first_day = DayNumber(yardstick.due_on),
                             .last_day = DayNumber(last_day)},
                            page, last_key, response));
  return response;
}

}  // namespace actionplan::queries
