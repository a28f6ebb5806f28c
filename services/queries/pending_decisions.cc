#include "services/queries/pending_decisions.h"

#include <algorithm>
#include <map>
#include <utility>

#include "eventstore/base/status.h"
#include "projections/resources/instant.h"
#include "projections/row_key.h"
#include "services/queries/action_filter.h"
#include "services/queries/board_reading.h"
#include "services/queries/decisions_waiting.h"
#include "services/queries/sorted_page.h"

namespace actionplan::queries {
namespace {

using v1::ListPendingDecisionsRequest;
using v1::PendingDecision;

bool Wanted(const PendingDecision& decision,
            const ListPendingDecisionsRequest& request) {
  const auto& kinds = request.kinds();
  const auto& deciders = decision.deciders();
  return (kinds.empty() || std::find(kinds.begin(), kinds.end(),
                                     decision.kind()) != kinds.end()) &&
         (request.decider() == PendingDecision::DECIDER_UNSPECIFIED ||
          std::find(deciders.begin(), deciders.end(), request.decider()) !=
              deciders.end());
}

// Byte order is the order of the list.
std::string KeyOf(const PendingDecision& decision) {
  std::string key;
  // Moved up, so that times before 1970 come first.
  projections::AppendNumber(
      uint64_t{1} << 63 ^ static_cast<uint64_t>(decision.since().seconds()),
      key);
  key += decision.action();
  key.push_back(projections::kTextEnd);
  key.push_back(static_cast<char>(decision.kind()));
  key += decision.escalation();
  return key;
}

// Whether the days that it waits may still change with the calendar.
bool CountsProvisionalDays(const PendingDecision& decision,
                           const PlanReading& reading) {
  const Yardstick& yardstick = reading.yardstick();
  const absl::CivilDay since =
      absl::ToCivilDay(resources::ToTime(decision.since()), yardstick.zone);
  return yardstick.calendar.WorkingDaysBetween(since, yardstick.due_on)
      .provisional;
}

}  // namespace

absl::StatusOr<v1::ListPendingDecisionsResponse> PendingDecisions(
    const PlanSources& sources, const ListPendingDecisionsRequest& request,
    absl::Time now, Page& page, std::string& last_key) {
  ASSIGN_OR_RETURN(const PlanReading reading,
                   ReadingForPage(sources, request, now, page));

  SortedPage<PendingDecision> sorted(page);
  std::map<PendingDecision::Kind, int> counts;
  bool provisional = false;
  RETURN_IF_ERROR(reading.Scan([&](const PlanReading::Row& row) {
    if (!Passes(row, request.filter(), request.agency())) return true;
    for (PendingDecision& decision :
         DecisionsWaiting(row, reading.yardstick())) {
      if (!Wanted(decision, request)) continue;
      ++counts[decision.kind()];
      provisional = provisional || CountsProvisionalDays(decision, reading);
      std::string key = KeyOf(decision);
      sorted.Offer(std::move(key), std::move(decision));
    }
    return true;
  }));

  v1::ListPendingDecisionsResponse response;
  last_key = sorted.last_key();
  for (PendingDecision& decision : sorted.TakeRows()) {
    *response.add_decisions() = std::move(decision);
  }
  for (const auto& [kind, decisions] : counts) {
    auto& count = *response.add_counts();
    count.set_kind(kind);
    count.set_decisions(decisions);
  }
  *response.mutable_reading() = ToldOf(reading);
  if (provisional) response.mutable_reading()->set_provisional(true);
  return response;
}

}  // namespace actionplan::queries
