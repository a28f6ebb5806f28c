// The errors that every event store answers with, spelled once.
#ifndef ACTIONPLAN_EVENTSTORE_EVENT_STORE_ERRORS_H_
#define ACTIONPLAN_EVENTSTORE_EVENT_STORE_ERRORS_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "eventstore/event_store.h"

namespace actionplan::eventstore {

struct RevisionConflict {
  absl::string_view stream;
  Revision expected;
  Revision actual;
};

// ABORTED, REVISION_MISMATCH.
absl::Status RevisionMismatch(const RevisionConflict& conflict);

// ALREADY_EXISTS, REQUEST_ID_REUSED.
absl::Status RequestIdReused(const RequestIdentity& request);

// OUT_OF_RANGE, POSITION_PAST_HEAD.
absl::Status PositionPastHead(Position first, Position head);

// DATA_LOSS, EVENT_DAMAGED: the event at this position is missing or is not
// what was written.
absl::Status EventDamaged(Position position, absl::string_view symptom);

// DATA_LOSS, STREAM_DAMAGED: a stream's revisions do not follow each other.
absl::Status StreamDamaged(absl::string_view stream, Revision revision);

// DATA_LOSS, REQUEST_DAMAGED: what is kept of the request is not what was
// written.
absl::Status RequestDamaged(const RequestIdentity& request);

}  // namespace actionplan::eventstore

#endif  // ACTIONPLAN_EVENTSTORE_EVENT_STORE_ERRORS_H_
