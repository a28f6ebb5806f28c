// The past instants that a question is asked for, found in the log.
#ifndef ACTIONPLAN_SERVICES_QUERIES_AS_AT_H_
#define ACTIONPLAN_SERVICES_QUERIES_AS_AT_H_

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "actionplan/v1/as_at.pb.h"
#include "eventstore/event_store.h"
#include "projections/past.h"
#include "projections/projection.h"

namespace actionplan::queries {

// With both instants in place of the meeting, which is named beside them.
// `asked` was checked for shape, and its times for not being in the future.
// `resources` is the view of resources.
//   NOT_FOUND         the meeting does not exist
//   INVALID_ARGUMENT  AS_AT_NOT_OVER: the day of the meeting is not over
absl::StatusOr<v1::AsAt> Resolve(const v1::AsAt& asked,
                                 const projections::ViewReader& resources,
                                 absl::Time now);

// What an answer as at these instants takes in, of the log up to `head`.
absl::StatusOr<projections::Past> PastOf(const v1::AsAt& resolved,
                                         const eventstore::EventStore& log,
                                         eventstore::Position head);

// The earlier of the instants, of which there is at least one.
absl::Time EarliestOf(const v1::AsAt& resolved);

// The last nanosecond of the day: a day ends where the next one begins, which
// may be 23 or 25 hours after it began.
absl::Time EndOfDay(absl::CivilDay day, const absl::TimeZone& zone);

// The first position of the log that was recorded at this time or later; one
// past `head` when there is none. Reads about log2(head) events.
absl::StatusOr<eventstore::Position> FirstRecordedAt(
    absl::Time time, const eventstore::EventStore& log,
    eventstore::Position head);

}  // namespace actionplan::queries

#endif  // ACTIONPLAN_SERVICES_QUERIES_AS_AT_H_
