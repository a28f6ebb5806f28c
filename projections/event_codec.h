// Between what the log stores and what everything above it works with.
#ifndef ACTIONPLAN_PROJECTIONS_EVENT_CODEC_H_
#define ACTIONPLAN_PROJECTIONS_EVENT_CODEC_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "actionplan/events/v1/event.pb.h"
#include "actionplan/eventstore/v1/envelope.pb.h"
#include "eventstore/event_store.h"

namespace actionplan::projections {

// The name of the fact in an event, such as "ActionAssigned"; "" when it has
// none that this program knows.
absl::string_view FactName(const events::v1::Event& event);

// The event as the log takes it: its fact without its context.
eventstore::NewEvent Encode(const events::v1::Event& event);

// Fills `event` from a stored envelope; `event` may be reused from call to
// call. DATA_LOSS when the payload cannot be read. A fact of a newer program is
// FAILED_PRECONDITION unless the envelope says it may be passed over; then
// `event` has a context and no fact.
absl::Status Decode(const eventstore::v1::Envelope& envelope,
                    events::v1::Event& event);

// Appends to `bytes` the event that Decode() makes of an envelope, serialised.
// A fact that this program knows is passed on as it was stored, unparsed: its
// own bytes are then the reader's to check. `scratch` may be reused from call
// to call. Nothing is appended on an error.
absl::Status AppendDecoded(const eventstore::v1::Envelope& envelope,
                           events::v1::Event& scratch, std::string& bytes);

}  // namespace actionplan::projections

#endif  // ACTIONPLAN_PROJECTIONS_EVENT_CODEC_H_
