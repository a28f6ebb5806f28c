#include "services/queries/query_errors.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "eventstore/base/status.h"

namespace actionplan::queries {

absl::Status PositionPastHead(int64_t position, uint64_t head) {
  return base::Error(
      {.code = absl::StatusCode::kOutOfRange,
       .reason = "POSITION_PAST_HEAD",
       .message = absl::StrCat("Position ", position,
                               " is past the head of the log, ", head,
                               ". Ask for a position that was answered by "
                               "this server."),
       .metadata = {{"position", absl::StrCat(position)},
                    {"head", absl::StrCat(head)}}});
}

absl::Status ReadTooLate() {
  return base::Error(
      {.code = absl::StatusCode::kDeadlineExceeded,
       .reason = "READ_TOO_LATE",
       .message = "The views did not catch up before the deadline. Try again, "
                  "or with a longer deadline."});
}

absl::Status TooManyReads() {
  return base::WithRetryDelay(
      base::Error(
          {.code = absl::StatusCode::kResourceExhausted,
           .reason = "TOO_MANY_READS",
           .message = "Too many reads are waiting. Try again shortly."}),
      absl::Milliseconds(200));
}

}  // namespace actionplan::queries
