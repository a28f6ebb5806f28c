// A resource as it was: folded from the part of its stream that counts.
#ifndef ACTIONPLAN_SERVICES_QUERIES_PAST_RESOURCE_H_
#define ACTIONPLAN_SERVICES_QUERIES_PAST_RESOURCE_H_

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "actionplan/events/v1/event.pb.h"
#include "eventstore/event_store.h"
#include "projections/past.h"
#include "projections/resources/resource.h"

namespace actionplan::queries {

// Visits the events of a stream that count, in order. Within a stream the order
// of occurrence is that of recording; only remarks, which change nothing, may
// be entered late. What was retracted is left out where the order is that of
// occurrence. The event is reused from call to call.
absl::Status ReadPast(
    const eventstore::EventStore& log, absl::string_view stream,
    const projections::Past& past,
    absl::FunctionRef<void(const events::v1::Event& event)> visit);

// The resource, whatever its kind. NOT_FOUND when there is no such resource
// (RESOURCE_NOT_FOUND), or none yet (NOT_THERE_YET, which says since when there
// is one). Costs as much as the stream is long.
absl::StatusOr<resources::Resource> PastResource(
    const eventstore::EventStore& log, absl::string_view name,
    const projections::Past& past);

// The resource that other facts of that time speak of: when it is said to have
// begun only later, it is taken as it began. A board that moves its actions
// into this program has been there before it was created here.
absl::StatusOr<resources::Resource> PastSetting(
    const eventstore::EventStore& log, absl::string_view name,
    const projections::Past& past);

}  // namespace actionplan::queries

#endif  // ACTIONPLAN_SERVICES_QUERIES_PAST_RESOURCE_H_
