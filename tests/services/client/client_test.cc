#include "services/client/client.h"

#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include "absl/time/time.h"
#include "actionplan/v1/action.pb.h"
#include "actionplan/v1/action_lifecycle.pb.h"
#include "actionplan/v1/action_service.pb.h"
#include "actionplan/v1/event_service.pb.h"
#include "gmock/gmock.h"
#include "google/rpc/error_details.pb.h"
#include "gtest/gtest.h"
#include "services/client/method.h"
#include "services/client/status.h"
#include "tests/services/client/generic_server.h"
#include "tests/support/status_matchers.h"

namespace actionplan::client {
namespace {

using support::GenericServer;
using support::ReceivedCall;
using support::Reply;
using support::StatusIs;
using ::testing::ElementsAre;
using ::testing::SizeIs;

ClientOptions OptionsFor(const GenericServer& server) {
  return {.address = server.address(),
          .identity = {.principal = "p1",
                       .agency = "boards/ncc/agencies/police",
                       .roles = {"agency-lead", "action-owner"}}};
}

v1::GetActionRequest GetA12() {
  v1::GetActionRequest request;
  request.set_name("boards/ncc/actions/a12");
  return request;
}

Reply EchoName(const ReceivedCall& call) {
  v1::Action action;
  action.set_name(call.As<v1::GetActionRequest>().name());
  return Reply::With(action);
}

TEST(ClientTest, CallsAMethodAndSaysWhoCalls) {
  GenericServer server(EchoName);
  ASSERT_OK_AND_ASSIGN(const Client client,
                       Client::Connect(OptionsFor(server)));

  ASSERT_OK_AND_ASSIGN(
      const v1::Action action,
      client.Call<v1::Action>("ActionService.GetAction", GetA12()));

  EXPECT_EQ(action.name(), "boards/ncc/actions/a12");
  ASSERT_THAT(server.calls(), SizeIs(1));
  const ReceivedCall call = server.calls()[0];
  EXPECT_EQ(call.method, "ActionService.GetAction");
  EXPECT_EQ(call.metadata.at("actionplan-principal"), "p1");
  EXPECT_EQ(call.metadata.at("actionplan-agency"),
            "boards/ncc/agencies/police");
  EXPECT_EQ(call.metadata.at("actionplan-roles"), "agency-lead,action-owner");
}

TEST(ClientTest, NobodySendsNoMetadata) {
  GenericServer server(EchoName);
  ASSERT_OK_AND_ASSIGN(const Client somebody,
                       Client::Connect(OptionsFor(server)));
  ASSERT_OK_AND_ASSIGN(const Client nobody, somebody.As({}));

  ASSERT_OK(nobody.Call<v1::Action>("ActionService.GetAction", GetA12()));

  EXPECT_EQ(server.calls()[0].metadata.count("actionplan-principal"), 0u);
  EXPECT_EQ(server.calls()[0].metadata.count("actionplan-agency"), 0u);
  EXPECT_EQ(server.calls()[0].metadata.count("actionplan-roles"), 0u);
}

TEST(ClientTest, AnIdentityCannotSmuggleMetadata) {
  GenericServer server(EchoName);
  ClientOptions options = OptionsFor(server);
  options.identity.principal = "p1\r\nactionplan-roles: independent-chair";

  EXPECT_THAT(Client::Connect(options),
              StatusIs(absl::StatusCode::kInvalidArgument));
}

TEST(ClientTest, AnUnknownMethodAndAWrongTypeAreRefusedHere) {
  GenericServer server(EchoName);
  ASSERT_OK_AND_ASSIGN(const Client client,
                       Client::Connect(OptionsFor(server)));

  EXPECT_THAT(client.Call<v1::Action>("ActionService.DropAction", GetA12()),
              StatusIs(absl::StatusCode::kUnimplemented));
  EXPECT_THAT(client.Call<v1::Action>("ActionService.AcceptAction", GetA12()),
              StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(server.calls(), SizeIs(0));
}

TEST(ClientTest, ARefusalKeepsItsDetails) {
  google::rpc::BadRequest bad_request;
  bad_request.add_field_violations()->set_field("owner_role");
  google::rpc::ErrorInfo info;
  info.set_reason("FIELDS_INVALID");
  GenericServer server([&](const ReceivedCall&) {
    return Reply::Refusal(grpc::INVALID_ARGUMENT, "1 field is wrong",
                          {&info, &bad_request});
  });
  ASSERT_OK_AND_ASSIGN(const Client client,
                       Client::Connect(OptionsFor(server)));

  const absl::Status status =
      client.Call<v1::Action>("ActionService.GetAction", GetA12()).status();

  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(status.message(), "1 field is wrong");
  EXPECT_EQ(ErrorInfoOf(status)->reason(), "FIELDS_INVALID");
  EXPECT_EQ(BadRequestOf(status)->field_violations(0).field(), "owner_role");
  EXPECT_FALSE(PreconditionFailureOf(status).has_value());
  EXPECT_THAT(server.calls(), SizeIs(1));
}

TEST(ClientTest, AnotherAttemptRepeatsTheRequestIdAndWaitsAsTold) {
  google::rpc::RetryInfo retry;
  retry.mutable_retry_delay()->set_seconds(7);
  std::atomic<int> attempts = 0;
  GenericServer server([&](const ReceivedCall&) {
    if (++attempts < 3) {
      return Reply::Refusal(grpc::RESOURCE_EXHAUSTED, "queue full", {&retry});
    }
    return Reply::With(v1::Action());
  });
  std::vector<absl::Duration> waits;
  ClientOptions options = OptionsFor(server);
  options.sleep = [&](absl::Duration wait) { waits.push_back(wait); };
  ASSERT_OK_AND_ASSIGN(const Client client, Client::Connect(options));
  v1::AcceptActionRequest request;
  request.set_request_id("3f1a");

  ASSERT_OK(client.Call<v1::Action>("ActionService.AcceptAction", request));

  EXPECT_THAT(waits, ElementsAre(absl::Seconds(7), absl::Seconds(7)));
  ASSERT_THAT(server.calls(), SizeIs(3));
  for (const ReceivedCall& call : server.calls()) {
    EXPECT_EQ(call.As<v1::AcceptActionRequest>().request_id(), "3f1a");
  }
}

TEST(ClientTest, AWaitThatTheTimeoutDoesNotAllowIsNotBegun) {
  google::rpc::RetryInfo retry;
  retry.mutable_retry_delay()->set_seconds(3600);
  GenericServer server([&](const ReceivedCall&) {
    return Reply::Refusal(grpc::UNAVAILABLE, "starting", {&retry});
  });
  ClientOptions options = OptionsFor(server);
  int waits = 0;
  options.sleep = [&](absl::Duration) { ++waits; };
  ASSERT_OK_AND_ASSIGN(const Client client, Client::Connect(options));

  EXPECT_THAT(client.Call<v1::Action>("ActionService.GetAction", GetA12()),
              StatusIs(absl::StatusCode::kUnavailable));
  EXPECT_EQ(waits, 0);
  EXPECT_THAT(server.calls(), SizeIs(1));
}

TEST(ClientTest, NobodyListeningIsUnavailable) {
  std::string address;
  { address = GenericServer(EchoName).address(); }
  ASSERT_OK_AND_ASSIGN(
      const Client client,
      Client::Connect({.address = address, .retry = {.attempts = 2}}));

  EXPECT_THAT(client.Call<v1::Action>("ActionService.GetAction", GetA12()),
              StatusIs(absl::StatusCode::kUnavailable));
}

TEST(ClientTest, ThreadsShareAConnection) {
  GenericServer server(EchoName);
  ASSERT_OK_AND_ASSIGN(const Client client,
                       Client::Connect(OptionsFor(server)));
  std::atomic<int> answered = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int call = 0; call < 25; ++call) {
        answered +=
            client.Call<v1::Action>("ActionService.GetAction", GetA12()).ok();
      }
    });
  }
  for (std::thread& thread : threads) thread.join();

  EXPECT_EQ(answered, 100);
}

class ClientWatchTest : public ::testing::Test {
 protected:
  static std::string Heartbeat(int position) {
    v1::WatchEventsResponse response;
    response.mutable_heartbeat()->set_position(position);
    return response.SerializeAsString();
  }

  const google::protobuf::MethodDescriptor& method_ =
      *FindMethod("EventService.WatchEvents");
  v1::WatchEventsResponse message_;
};

TEST_F(ClientWatchTest, HandsOnEveryMessageThenTheStatus) {
  GenericServer server([](const ReceivedCall&) {
    return Reply{.messages = {Heartbeat(1), Heartbeat(2), Heartbeat(3)},
                 .status = grpc::Status(grpc::RESOURCE_EXHAUSTED, "slow")};
  });
  ASSERT_OK_AND_ASSIGN(const Client client,
                       Client::Connect(OptionsFor(server)));
  std::vector<int> positions;

  const absl::Status status =
      client.Watch(method_, v1::WatchEventsRequest(), message_, [&] {
        positions.push_back(static_cast<int>(message_.heartbeat().position()));
        return absl::OkStatus();
      });

  EXPECT_THAT(positions, ElementsAre(1, 2, 3));
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kResourceExhausted));
  EXPECT_THAT(server.calls(), SizeIs(1));
}

TEST_F(ClientWatchTest, EndsWhenTheReaderHasHadEnough) {
  GenericServer server([](const ReceivedCall&) {
    return Reply{.messages = {Heartbeat(1), Heartbeat(2)}};
  });
  ASSERT_OK_AND_ASSIGN(const Client client,
                       Client::Connect(OptionsFor(server)));
  int seen = 0;

  const absl::Status status = client.Watch(
      method_, v1::WatchEventsRequest(), message_, [&]() -> absl::Status {
        ++seen;
        return absl::OutOfRangeError("enough");
      });

  EXPECT_THAT(status, StatusIs(absl::StatusCode::kOutOfRange));
  EXPECT_EQ(seen, 1);
}

TEST(MethodTest, EveryMethodIsFoundByItsName) {
  int methods = 0;
  for (const auto* service : Services()) {
    for (int i = 0; i < service->method_count(); ++i) {
      const auto* method = service->method(i);
      EXPECT_EQ(FindMethod(MethodName(*method)), method);
      ++methods;
    }
  }
  EXPECT_GT(methods, 50);
  EXPECT_EQ(FindMethod("ActionService"), nullptr);
  EXPECT_EQ(FindMethod("Nothing.GetAction"), nullptr);
}

}  // namespace
}  // namespace actionplan::client
