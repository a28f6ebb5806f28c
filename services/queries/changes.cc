#include "services/queries/changes.h"

#include <algorithm>
#include <map>
#include <utility>

#include "eventstore/base/status.h"
#include "projections/resources/instant.h"
#include "services/queries/action_filter.h"
#include "services/queries/as_at.h"
#include "services/queries/board_reading.h"
#include "services/queries/plan_changes.h"
#include "services/queries/query_errors.h"
#include "services/queries/sorted_page.h"

namespace actionplan::queries {
namespace {

using v1::ListChangesRequest;
using v1::PlanChange;
using Row = PlanReading::Row;

// What is recorded meanwhile counts on no page.
PlanQuestion SinceOf(const ListChangesRequest& request, absl::Time now,
                     const Page& page) {
  return {.board = request.parent(),
          .as_at = request.since(),
          .now = now,
          .pinned_position = page.position};
}

// A list that goes up to now ends, on every page, where it did on the first.
PlanQuestion UntilOf(const ListChangesRequest& request, absl::Time now,
                     const Page& page) {
  PlanQuestion question{.board = request.parent(),
                        .now = now,
                        .pinned_day = page.due_day,
                        .pinned_position = page.position};
  if (request.has_until()) question.as_at = request.until();
  if (!request.has_until() && page.position != 0) {
    question.as_at.emplace();
    *question.as_at->mutable_record_time() = resources::ToTimestamp(now);
  }
  return question;
}

// The instant that the reading is about.
absl::Time InstantOf(const PlanReading& reading, absl::Time now) {
  return reading.as_at() ? EarliestOf(*reading.as_at()) : now;
}

// Counts and keeps what changed, action by action.
class Collector {
 public:
  Collector(const ListChangesRequest& request, const Page& page)
      : request_(request), sorted_(page) {}

  void See(const Moment& before, const Moment& after) {
    const auto& filter = request_.filter();
    if (!Passes(after.row, filter, request_.agency()) &&
        !Passes(before.row, filter, request_.agency())) {
      return;
    }
    ++actions_;
    PlanChange change = ChangeBetween(before, after);
    if (change.kinds().empty()) return;
    ++changed_;
    for (const int kind : change.kinds()) {
      ++counts_[static_cast<PlanChange::Kind>(kind)];
    }
    if (!Wanted(change)) return;
    std::string key = change.action();
    sorted_.Offer(std::move(key), std::move(change));
  }

  v1::ListChangesResponse Finish(std::string& last_key) {
    v1::ListChangesResponse response;
    last_key = sorted_.last_key();
    for (PlanChange& change : sorted_.TakeRows()) {
      *response.add_changes() = std::move(change);
    }
    for (const auto& [kind, actions] : counts_) {
      auto& count = *response.add_counts();
      count.set_kind(kind);
      count.set_actions(actions);
    }
    response.set_changed(changed_);
    response.set_actions(actions_);
    return response;
  }

 private:
  bool Wanted(const PlanChange& change) const {
    const auto& kinds = request_.kinds();
    return kinds.empty() ||
           std::any_of(kinds.begin(), kinds.end(), [&](int kind) {
             return std::find(change.kinds().begin(), change.kinds().end(),
                              kind) != change.kinds().end();
           });
  }

  const ListChangesRequest& request_;
  SortedPage<PlanChange> sorted_;
  std::map<PlanChange::Kind, int> counts_;
  int changed_ = 0;
  int actions_ = 0;
};

}  // namespace

absl::StatusOr<v1::ListChangesResponse> Changes(
    const PlanSources& sources, const ListChangesRequest& request,
    absl::Time now, Page& page, std::string& last_key) {
  ASSIGN_OR_RETURN(const PlanReading until,
                   PlanReading::Begin(sources, UntilOf(request, now, page)));
  ASSIGN_OR_RETURN(const PlanReading since,
                   PlanReading::Begin(sources, SinceOf(request, now, page)));
  if (InstantOf(since, now) >= InstantOf(until, now)) {
    return SinceNotBeforeUntil(InstantOf(since, now), InstantOf(until, now));
  }
  RETURN_IF_ERROR(CheckExists(until, request.filter(), request.agency()));
  until.Pin(page);

  std::map<std::string, Row> before;
  RETURN_IF_ERROR(since.Scan([&](const Row& row) {
    before.emplace(row.action(), row);
    return true;
  }));
  Collector collector(request, page);
  const Row none;
  RETURN_IF_ERROR(until.Scan([&](const Row& row) {
    const auto found = before.find(row.action());
    collector.See({.row = found == before.end() ? none : found->second,
                   .yardstick = since.yardstick()},
                  {.row = row, .yardstick = until.yardstick()});
    return true;
  }));
  v1::ListChangesResponse response = collector.Finish(last_key);
  *response.mutable_since() = ToldOf(since);
  *response.mutable_until() = ToldOf(until);
  return response;
}

}  // namespace actionplan::queries
