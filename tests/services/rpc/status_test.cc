#include "services/rpc/status.h"

#include "eventstore/base/status.h"
#include "gmock/gmock.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "gtest/gtest.h"

namespace actionplan::rpc {
namespace {

TEST(StatusTest, CarriesReasonAndMetadataToTheCaller) {
  const grpc::Status answer =
      ToGrpc(base::Error({.code = absl::StatusCode::kAborted,
                          .reason = "ETAG_STALE",
                          .message = "Read it again.",
                          .metadata = {{"current", "\"7\""}}}));

  EXPECT_EQ(answer.error_code(), grpc::StatusCode::ABORTED);
  EXPECT_EQ(answer.error_message(), "Read it again.");
  google::rpc::Status details;
  ASSERT_TRUE(details.ParseFromString(answer.error_details()));
  google::rpc::ErrorInfo info;
  ASSERT_TRUE(details.details(0).UnpackTo(&info));
  EXPECT_EQ(info.reason(), "ETAG_STALE");
  EXPECT_EQ(info.domain(), "actionplan");
  EXPECT_EQ(info.metadata().at("current"), "\"7\"");
}

TEST(StatusTest, CarriesWhenToTryAgain) {
  const grpc::Status answer = ToGrpc(base::WithRetryDelay(
      base::Error({.code = absl::StatusCode::kResourceExhausted,
                   .reason = "QUEUE_FULL",
                   .message = "Try again shortly."}),
      absl::Milliseconds(1500)));
  google::rpc::Status details;
  ASSERT_TRUE(details.ParseFromString(answer.error_details()));
  google::rpc::RetryInfo retry;
  bool found = false;
  for (const auto& detail : details.details()) {
    found = detail.UnpackTo(&retry) || found;
  }
  EXPECT_TRUE(found);
  EXPECT_EQ(retry.retry_delay().seconds(), 1);
  EXPECT_EQ(retry.retry_delay().nanos(), 500'000'000);
}

TEST(StatusTest, KeepsTheTextOfAnUnnamedErrorFromTheCaller) {
  const grpc::Status answer = ToGrpc(absl::InternalError("secret path"));
  EXPECT_EQ(answer.error_code(), grpc::StatusCode::INTERNAL);
  EXPECT_THAT(answer.error_message(),
              ::testing::Not(::testing::HasSubstr("secret")));
}

}  // namespace
}  // namespace actionplan::rpc
