#include "services/commands/command_errors.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "eventstore/base/status.h"

namespace actionplan::commands {

absl::Status EtagStale(absl::string_view name, absl::string_view etag,
                       absl::string_view current) {
  return base::Error(
      {.code = absl::StatusCode::kAborted,
       .reason = "ETAG_STALE",
       .message = absl::StrCat(name, " has changed since etag ", etag,
                               " was read; it is now at ", current,
                               ". Read it again and decide anew."),
       .metadata = {{"name", std::string(name)},
                    {"etag", std::string(etag)},
                    {"current", std::string(current)}}});
}

absl::Status TooManyReaders() {
  return base::WithRetryDelay(
      base::Error(
          {.code = absl::StatusCode::kResourceExhausted,
           .reason = "TOO_MANY_READS",
           .message = "Too many reads are waiting. Try again shortly."}),
      absl::Milliseconds(200));
}

}  // namespace actionplan::commands
