// The early returns that keep error paths on one line, and the one way to make
// an error that a program can act on.
#ifndef ACTIONPLAN_EVENTSTORE_BASE_STATUS_H_
#define ACTIONPLAN_EVENTSTORE_BASE_STATUS_H_

#include <initializer_list>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace actionplan::base {

// What a caller is told beside the sentence: `reason` is UPPER_SNAKE_CASE and
// stable, metadata are the values a program needs to act on it.
struct ErrorReason {
  absl::StatusCode code;
  absl::string_view reason;
  std::string message;  // What is wrong, then what to do next.
  std::initializer_list<std::pair<absl::string_view, std::string>> metadata =
      {};
};

// A status that carries a google.rpc.ErrorInfo of domain "actionplan" as a
// payload; the edge copies payloads into the details of the answer.
absl::Status Error(const ErrorReason& error);

// The reason that Error() attached, or "" when there is none.
std::string ReasonOf(const absl::Status& status);

// Adds a google.rpc.RetryInfo: try again after `delay`.
absl::Status WithRetryDelay(absl::Status status, absl::Duration delay);

}  // namespace actionplan::base

#define RETURN_IF_ERROR(expression)                     \
  do {                                                  \
    absl::Status return_if_error_status = (expression); \
    if (!return_if_error_status.ok()) {                 \
      return return_if_error_status;                    \
    }                                                   \
  } while (false)

#define ACTIONPLAN_CONCAT_INNER(a, b) a##b
#define ACTIONPLAN_CONCAT(a, b) ACTIONPLAN_CONCAT_INNER(a, b)

#define ASSIGN_OR_RETURN(target, expression)                                   \
  ACTIONPLAN_ASSIGN_OR_RETURN(ACTIONPLAN_CONCAT(status_or_, __LINE__), target, \
                              expression)

#define ACTIONPLAN_ASSIGN_OR_RETURN(result, target, expression) \
  auto result = (expression);                                   \
  if (!result.ok()) {                                           \
    return std::move(result).status();                          \
  }                                                             \
  target = *std::move(result)

#endif  // ACTIONPLAN_EVENTSTORE_BASE_STATUS_H_
