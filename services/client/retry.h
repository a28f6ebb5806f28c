// Whether a failed call is tried again, and after how long.
#ifndef ACTIONPLAN_SERVICES_CLIENT_RETRY_H_
#define ACTIONPLAN_SERVICES_CLIENT_RETRY_H_

#include <optional>

#include "absl/status/status.h"
#include "absl/time/time.h"

namespace actionplan::client {

struct RetryPolicy {
  // Attempts in all, the first one included; at least 1.
  int attempts = 5;

  // The longest wait before the second attempt; it doubles with each attempt.
  absl::Duration first_backoff = absl::Milliseconds(100);

  // No wait of our own is longer. A server may ask for more.
  absl::Duration longest_backoff = absl::Seconds(3);
};

// How long to wait before the next attempt after `attempt` of them, counted
// from 1, of which the last one ended with `failure`; nothing when it is not to
// be tried again. Only UNAVAILABLE and RESOURCE_EXHAUSTED are: nothing was
// done, or a repeated request id returns the first answer. Waits are between
// half of the bound and all of it, so that many clients do not come back at
// the same moment, and never shorter than a RetryInfo asks.
std::optional<absl::Duration> RetryDelay(const RetryPolicy& policy, int attempt,
                                         const absl::Status& failure);

}  // namespace actionplan::client

#endif  // ACTIONPLAN_SERVICES_CLIENT_RETRY_H_
