// The same events told again: at other times, in part, or in another order. For
// tests that compare what a log says of the past with a log that ends there.
#ifndef ACTIONPLAN_TESTS_PROJECTIONS_TOLD_EVENTS_H_
#define ACTIONPLAN_TESTS_PROJECTIONS_TOLD_EVENTS_H_

#include <cstdint>
#include <functional>
#include <vector>

#include "absl/time/time.h"
#include "actionplan/events/v1/event.pb.h"
#include "eventstore/event_store.h"

namespace actionplan::projections {

using Events = std::vector<events::v1::Event>;

absl::Time RecordedAt(const events::v1::Event& event);
absl::Time OccurredAt(const events::v1::Event& event);

// The events with times of chance: recorded in their order, some in the same
// instant, some a nanosecond or days apart; happened at any time since the last
// change of the same stream, often long before they were recorded. What follows
// a remark may have happened before it.
Events AtRandomTimes(Events events, uint32_t seed);

// Those that pass, in order.
Events Only(const Events& events,
            const std::function<bool(const events::v1::Event&)>& passes);

// Ordered by when they happened; those of one time stay as they are.
Events ByOccurrence(Events events);

// Appends the events to a log that is empty, at the times that they say; with
// Recording::kAsItHappened each is recorded when it happened.
enum class Recording { kAsTheySay, kAsItHappened };
void Tell(const Events& events, eventstore::EventStore& log,
          Recording recording = Recording::kAsTheySay);

}  // namespace actionplan::projections

#endif  // ACTIONPLAN_TESTS_PROJECTIONS_TOLD_EVENTS_H_
