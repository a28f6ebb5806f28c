#include "tests/projections/told_events.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <random>
#include <string>

#include "absl/strings/str_cat.h"
#include "eventstore/base/logging.h"
#include "projections/event_codec.h"
#include "projections/resources/fold.h"
#include "projections/resources/instant.h"

namespace actionplan::projections {

using events::v1::Event;
using events::v1::EventContext;

absl::Time RecordedAt(const Event& event) {
  return resources::ToTime(event.context().record_time());
}

absl::Time OccurredAt(const Event& event) {
  return resources::ToTime(resources::OccurTime(event.context()));
}

Events AtRandomTimes(Events events, uint32_t seed) {
  std::mt19937 random(seed);
  const auto below = [&](uint32_t limit) { return random() % limit; };
  absl::Time now = absl::FromUnixSeconds(1'700'000'000);
  const absl::Time begin = now - absl::Hours(24 * 400);
  std::map<std::string, absl::Time> last;
  for (Event& event : events) {
    constexpr absl::Duration kSteps[] = {
        absl::ZeroDuration(), absl::Nanoseconds(1), absl::Milliseconds(300),
        absl::Minutes(1),     absl::Hours(7),       absl::Hours(70)};
    now += kSteps[below(std::size(kSteps))];
    EventContext& context = *event.mutable_context();
    absl::Time& since = last.try_emplace(context.stream(), begin).first->second;
    // Whole hours, so that facts of several streams happen in one instant.
    const absl::Time occurred =
        std::max(since, now - absl::Hours(1) * below(2) * below(2000));
    if (!event.action().has_comment_added()) since = occurred;
    *context.mutable_record_time() = resources::ToTimestamp(now);
    *context.mutable_occur_time() = resources::ToTimestamp(occurred);
  }
  return events;
}

Events Only(const Events& events,
            const std::function<bool(const Event&)>& passes) {
  Events only;
  std::copy_if(events.begin(), events.end(), std::back_inserter(only), passes);
  return only;
}

Events ByOccurrence(Events events) {
  std::stable_sort(events.begin(), events.end(),
                   [](const Event& a, const Event& b) {
                     return OccurredAt(a) < OccurredAt(b);
                   });
  return events;
}

void Tell(const Events& events, eventstore::EventStore& log,
          Recording recording) {
  std::map<std::string, eventstore::Revision> revisions;
  int requests = 0;
  for (const Event& event : events) {
    const EventContext& context = event.context();
    const absl::Time occurred = OccurredAt(event);
    const auto committed = log.Commit(
        recording == Recording::kAsItHappened ? occurred : RecordedAt(event),
        {{.stream = context.stream(),
          .expected = revisions[context.stream()]++,
          .events = {Encode(event)},
          .request = {.actor = context.actor(), .id = absl::StrCat(++requests)},
          .affiliation = context.affiliation(),
          .occur_time = occurred}});
    if (!committed.ok()) base::Fatal(committed.status().ToString());
    if (!committed->front().ok()) {
      base::Fatal(committed->front().status().ToString());
    }
  }
}

}  // namespace actionplan::projections
