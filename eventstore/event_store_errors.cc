#include "eventstore/event_store_errors.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "eventstore/base/status.h"

namespace actionplan::eventstore {

absl::Status RevisionMismatch(const RevisionConflict& conflict) {
  return base::Error(
      {.code = absl::StatusCode::kAborted,
       .reason = "REVISION_MISMATCH",
       .message = absl::StrCat("the stream ", conflict.stream,
                               " is at revision ", conflict.actual, ", not ",
                               conflict.expected, "; read it and try again"),
       .metadata = {{"stream", std::string(conflict.stream)},
                    {"expected", absl::StrCat(conflict.expected)},
                    {"actual", absl::StrCat(conflict.actual)}}});
}

absl::Status RequestIdReused(const RequestIdentity& request) {
  return base::Error(
      {.code = absl::StatusCode::kAlreadyExists,
       .reason = "REQUEST_ID_REUSED",
       .message = absl::StrCat("the request id ", request.id,
                               " was used for another request; use a new one"),
       .metadata = {{"request_id", request.id}}});
}

absl::Status PositionPastHead(Position first, Position head) {
  return base::Error(
      {.code = absl::StatusCode::kOutOfRange,
       .reason = "POSITION_PAST_HEAD",
       .message = absl::StrCat("position ", first, " is past the log's head ",
                               head, "; start at ", head + 1, " or before"),
       .metadata = {{"position", absl::StrCat(first)},
                    {"head", absl::StrCat(head)}}});
}

absl::Status EventDamaged(Position position, absl::string_view symptom) {
  return base::Error(
      {.code = absl::StatusCode::kDataLoss,
       .reason = "EVENT_DAMAGED",
       .message = absl::StrCat("the event at position ", position, " ", symptom,
                               "; restore the log from a backup"),
       .metadata = {{"position", absl::StrCat(position)}}});
}

absl::Status StreamDamaged(absl::string_view stream, Revision revision) {
  return base::Error(
      {.code = absl::StatusCode::kDataLoss,
       .reason = "STREAM_DAMAGED",
       .message = absl::StrCat("revision ", revision, " of the stream ", stream,
                               " is missing; restore the log from a backup"),
       .metadata = {{"stream", std::string(stream)},
                    {"revision", absl::StrCat(revision)}}});
}

absl::Status RequestDamaged(const RequestIdentity& request) {
  return base::Error({.code = absl::StatusCode::kDataLoss,
                      .reason = "REQUEST_DAMAGED",
                      .message = absl::StrCat(
                          "what the log keeps of the request id ", request.id,
                          " is damaged; restore the log from a backup"),
                      .metadata = {{"request_id", request.id}}});
}

}  // namespace actionplan::eventstore
