// GoogleTest matchers for absl::Status and absl::StatusOr, which the packaged
// Abseil does not have.
//
//   EXPECT_OK(signal.Wait(3, absl::ZeroDuration()));
//   ASSERT_OK_AND_ASSIGN(const auto committed, Commit(append));
//   EXPECT_THAT(Commit(append), StatusIs(absl::StatusCode::kAborted));
//   EXPECT_THAT(Commit(append), FailsWith("REVISION_MISMATCH"));
#ifndef ACTIONPLAN_TESTS_SUPPORT_STATUS_MATCHERS_H_
#define ACTIONPLAN_TESTS_SUPPORT_STATUS_MATCHERS_H_

#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "eventstore/base/status.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace actionplan::support {

inline const absl::Status& StatusOf(const absl::Status& status) {
  return status;
}

template <typename T>
const absl::Status& StatusOf(const absl::StatusOr<T>& result) {
  return result.status();
}

MATCHER(IsOk, "is OK") {
  const absl::Status& status = StatusOf(arg);
  if (!status.ok()) *result_listener << status.ToString();
  return status.ok();
}

MATCHER_P(StatusIs, code, "has code " + absl::StatusCodeToString(code)) {
  const absl::Status& status = StatusOf(arg);
  *result_listener << status.ToString();
  return status.code() == code;
}

// Matches the stable reason that base::Error() attached.
MATCHER_P(FailsWith, reason, "fails with reason " + std::string(reason)) {
  const absl::Status& status = StatusOf(arg);
  *result_listener << status.ToString();
  return !status.ok() && base::ReasonOf(status) == reason;
}

}  // namespace actionplan::support

#define EXPECT_OK(expression) \
  EXPECT_THAT(expression, ::actionplan::support::IsOk())
#define ASSERT_OK(expression) \
  ASSERT_THAT(expression, ::actionplan::support::IsOk())

#define ASSERT_OK_AND_ASSIGN(target, expression) \
  ACTIONPLAN_ASSERT_OK_AND_ASSIGN(               \
      ACTIONPLAN_CONCAT(asserted_status_or_, __LINE__), target, expression)

#define ACTIONPLAN_ASSERT_OK_AND_ASSIGN(result, target, expression) \
  auto result = (expression);                                       \
  ASSERT_OK(result);                                                \
  target = *std::move(result)

#endif  // ACTIONPLAN_TESTS_SUPPORT_STATUS_MATCHERS_H_
