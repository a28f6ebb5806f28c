#include "services/queries/my_actions.h"

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <utility>
#include <vector>

#include "eventstore/base/status.h"
#include "projections/action_plan_view.h"
#include "projections/resources/names.h"
#include "services/queries/asks.h"
#include "services/queries/board_reading.h"
#include "services/queries/due_actions.h"
#include "services/queries/query_errors.h"
#include "services/queries/sorted_page.h"

namespace actionplan::queries {
namespace {

using projections::LedQuery;
using v1::ListMyActionsRequest;
using Row = PlanReading::Row;

// The boards of an answer, each read once.
using Readings = std::map<std::string, PlanReading>;

absl::StatusOr<std::vector<std::string>> AgenciesAsked(
    const ListMyActionsRequest& request,
    const projections::ActionPlanView& view) {
  if (!request.agency().empty()) {
    return std::vector<std::string>{request.agency()};
  }
  std::vector<std::string> agencies;
  RETURN_IF_ERROR(
      view.ListAgencies(request.organization(), [&](absl::string_view agency) {
        agencies.emplace_back(agency);
        return true;
      }));
  if (agencies.empty()) return OrganizationNotFound(request.organization());
  return agencies;
}

// Reads the boards of the agencies. On a board that was not there yet an
// organization had nothing to do.
absl::StatusOr<Readings> ReadBoards(const PlanSources& sources,
                                    const ListMyActionsRequest& request,
                                    const std::vector<std::string>& agencies,
                                    absl::Time now, Page& page) {
  Readings readings;
  for (const std::string& agency : agencies) {
    const std::string board(resources::BoardOf(agency));
    if (readings.contains(board)) continue;
    auto reading =
        PlanReading::Begin(sources, QuestionOf(request, board, now, page));
    if (reading.status().code() == absl::StatusCode::kNotFound &&
        request.agency().empty() && request.has_as_at()) {
      continue;
    }
    RETURN_IF_ERROR(reading.status());
    reading->Pin(page);
    readings.emplace(board, *std::move(reading));
  }
  return readings;
}

bool IsOpenState(int state) {
  Row row;
  row.set_state(state);
  return IsOpen(row);
}

// The range of the list that can have what is asked for.
LedQuery RangeOf(const ListMyActionsRequest& request, const Readings& readings,
                 const Page& page) {
  LedQuery query{.agency = request.agency(),
                 .organization = request.organization(),
                 .after_key = page.after_key};
  if (std::any_of(request.states().begin(), request.states().end(),
                  [](int state) { return !IsOpenState(state); })) {
    query.standing = LedQuery::Standing::kAny;
  }
  const int ahead = request.within_working_days();
  if (!request.overdue_only() && ahead == 0) return query;
  query.standing = LedQuery::Standing::kOpen;
  query.last_day = 0;
  for (const auto& [board, reading] : readings) {
    const Yardstick& yardstick = reading.yardstick();
    // Up to the day before one more working day has passed.
    const absl::CivilDay last =
        request.overdue_only()
            ? yardstick.due_on - 1
            : yardstick.calendar.AddWorkingDays(yardstick.due_on, ahead + 1)
                      .value -
                  1;
    query.last_day = std::max(query.last_day, DayNumber(last));
  }
  return query;
}

bool IsDueWithin(const Standing& standing, int working_days) {
  return (standing.due_state == v1::DUE_TODAY ||
          standing.due_state == v1::DUE_SOON ||
          standing.due_state == v1::NOT_DUE) &&
         -standing.working_days_overdue <= working_days;
}

bool Wanted(const ListMyActionsRequest& request, const Row& row,
            const Standing& standing) {
  const auto& states = request.states();
  const bool in_state = states.empty() ? IsOpen(row)
                                       : std::find(states.begin(), states.end(),
                                                   row.state()) != states.end();
  return in_state &&
         (!request.overdue_only() || standing.due_state == v1::OVERDUE) &&
         (request.within_working_days() == 0 ||
          IsDueWithin(standing, request.within_working_days()));
}

// Makes a page of the rows that are wanted.
class Lister {
 public:
  Lister(const ListMyActionsRequest& request, const Readings& readings,
         const Page& page)
      : request_(request), readings_(readings), filler_(page.size) {}

  // Rows come in the order of their keys. Returns whether to go on.
  bool See(const Row& row, absl::string_view key) {
    const std::string board(resources::BoardOf(row.action()));
    const auto reading = readings_.find(board);
    if (reading == readings_.end()) return true;  // It was not there yet.
    const Yardstick& yardstick = reading->second.yardstick();
    const Standing standing = StandingOf(row, yardstick);
    if (!Wanted(request_, row, standing)) return true;
    std::vector<v1::Ask> asks = AsksOf(row, yardstick);
    if (request_.asked_only() && asks.empty()) return true;
    if (!filler_.Take(key)) return false;
    v1::DueAction& action = *response_.add_actions();
    action = DueActionOf(row, standing, yardstick);
    for (v1::Ask& ask : asks) *action.add_asks() = std::move(ask);
    if (standing.provisional) provisional_.insert(board);
    return true;
  }

  v1::ListMyActionsResponse Finish(std::string& last_key) {
    last_key = filler_.last_key();
    for (const auto& [board, reading] : readings_) {
      v1::BoardReading& told = *response_.add_readings();
      told = ToldOf(reading);
      if (provisional_.contains(board)) told.set_provisional(true);
    }
    return std::move(response_);
  }

 private:
  const ListMyActionsRequest& request_;
  const Readings& readings_;
  PageFiller filler_;
  std::set<std::string> provisional_;  // Boards.
  v1::ListMyActionsResponse response_;
};

// The past has no index: its rows are put into the order of the list.
absl::Status ListPast(const Readings& readings, const LedQuery& query,
                      const std::vector<std::string>& agencies,
                      Lister& lister) {
  const std::set<std::string> asked(agencies.begin(), agencies.end());
  std::map<std::string, Row> sorted;
  for (const auto& [board, reading] : readings) {
    RETURN_IF_ERROR(reading.Scan([&](const Row& row) {
      if (!asked.contains(row.lead_agency())) return true;
      std::string key =
          projections::LedKey(projections::LedPlaceOf(row), row.action());
      if (key > query.after_key) sorted.emplace(std::move(key), row);
      return true;
    }));
  }
  for (const auto& [key, row] : sorted) {
    if (!lister.See(row, key)) break;
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<v1::ListMyActionsResponse> MyActions(
    const PlanSources& sources, const ListMyActionsRequest& request,
    absl::Time now, Page& page, std::string& last_key) {
  ASSIGN_OR_RETURN(
      const std::unique_ptr<projections::ViewReader> rows,
      sources.projector.Read(projections::ActionPlanProjection::kName));
  const projections::ActionPlanView view(*rows);
  ASSIGN_OR_RETURN(const std::vector<std::string> agencies,
                   AgenciesAsked(request, view));
  ASSIGN_OR_RETURN(const Readings readings,
                   ReadBoards(sources, request, agencies, now, page));
  if (!request.agency().empty()) {
    RETURN_IF_ERROR(readings.begin()
                        ->second.GetSetting<v1::Agency>(request.agency())
                        .status());
  }
  const LedQuery query = RangeOf(request, readings, page);
  Lister lister(request, readings, page);
  if (request.has_as_at()) {
    RETURN_IF_ERROR(ListPast(readings, query, agencies, lister));
  } else {
    RETURN_IF_ERROR(
        view.ScanLed(query, [&](const Row& row, absl::string_view key) {
          return lister.See(row, key);
        }));
  }
  return lister.Finish(last_key);
}

}  // namespace actionplan::queries
