#include "services/client/retry.h"

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "eventstore/base/status.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace actionplan::client {
namespace {

const RetryPolicy kPolicy = {.attempts = 4,
                             .first_backoff = absl::Milliseconds(100),
                             .longest_backoff = absl::Milliseconds(300)};

TEST(RetryTest, OnlyWhatLaterMaySucceedIsTriedAgain) {
  EXPECT_TRUE(RetryDelay(kPolicy, 1, absl::UnavailableError("")));
  EXPECT_TRUE(RetryDelay(kPolicy, 1, absl::ResourceExhaustedError("")));

  EXPECT_FALSE(RetryDelay(kPolicy, 1, absl::OkStatus()));
  EXPECT_FALSE(RetryDelay(kPolicy, 1, absl::AbortedError("")));
  EXPECT_FALSE(RetryDelay(kPolicy, 1, absl::DeadlineExceededError("")));
  EXPECT_FALSE(RetryDelay(kPolicy, 1, absl::InternalError("")));
  EXPECT_FALSE(RetryDelay(kPolicy, 1, absl::InvalidArgumentError("")));
}

TEST(RetryTest, AttemptsAreBounded) {
  EXPECT_TRUE(RetryDelay(kPolicy, 3, absl::UnavailableError("")));
  EXPECT_FALSE(RetryDelay(kPolicy, 4, absl::UnavailableError("")));
  EXPECT_FALSE(RetryDelay(kPolicy, 5, absl::UnavailableError("")));
}

TEST(RetryTest, WaitsDoubleUpToABound) {
  const absl::Status failure = absl::UnavailableError("");
  const absl::Duration bounds[] = {absl::Milliseconds(100),
                                   absl::Milliseconds(200),
                                   absl::Milliseconds(300)};
  for (int attempt = 1; attempt <= 3; ++attempt) {
    const absl::Duration delay = *RetryDelay(kPolicy, attempt, failure);
    EXPECT_GE(delay, bounds[attempt - 1] / 2);
    EXPECT_LE(delay, bounds[attempt - 1]);
  }
}

TEST(RetryTest, AServerIsNeverAskedSoonerThanItSaid) {
  const absl::Status failure = base::WithRetryDelay(
      absl::ResourceExhaustedError("queue full"), absl::Milliseconds(1250));

  EXPECT_EQ(RetryDelay(kPolicy, 1, failure), absl::Milliseconds(1250));
}

}  // namespace
}  // namespace actionplan::client
