#include "services/client/retry.h"

#include <algorithm>
#include <cmath>

#include "absl/random/random.h"
#include "services/client/status.h"

namespace actionplan::client {
namespace {

absl::Duration AskedFor(const absl::Status& failure) {
  const auto info = RetryInfoOf(failure);
  if (!info) return absl::ZeroDuration();
  return absl::Seconds(info->retry_delay().seconds()) +
         absl::Nanoseconds(info->retry_delay().nanos());
}

}  // namespace

std::optional<absl::Duration> RetryDelay(const RetryPolicy& policy, int attempt,
                                         const absl::Status& failure) {
  if (!absl::IsUnavailable(failure) && !absl::IsResourceExhausted(failure)) {
    return std::nullopt;
  }
  if (attempt >= policy.attempts) return std::nullopt;
  const absl::Duration bound =
      std::min(policy.longest_backoff,
               policy.first_backoff * std::exp2(std::min(attempt - 1, 30)));
  absl::InsecureBitGen random;
  const absl::Duration backoff =
      bound * absl::Uniform(absl::IntervalClosed, random, 0.5, 1.0);
  return std::max(backoff, AskedFor(failure));
}

}  // namespace actionplan::client
