// Bytes that no typed client sends, and streams that cannot begin.
#include <string>

#include "absl/strings/str_cat.h"
#include "actionplan/v1/action_lifecycle.pb.h"
#include "actionplan/v1/event_service.pb.h"
#include "gmock/gmock.h"
#include "google/protobuf/stubs/logging.h"
#include "services/client/method.h"
#include "tests/scenarios/event_reader.h"
#include "tests/scenarios/raw_call.h"
#include "tests/support/bad_request.h"
#include "tests/support/fake_clock.h"
#include "tests/support/running_server.h"
#include "tests/support/status_matchers.h"

namespace actionplan::support {
namespace {

using google::protobuf::MethodDescriptor;
using ::testing::ElementsAre;
using ::testing::Pair;

class BadBytesTest : public ::testing::Test {
 protected:
  absl::Status Call(const MethodDescriptor& method, const std::string& bytes) {
    return CallRaw({.address = server_.address(),
                    .path = absl::StrCat("/", method.service()->full_name(),
                                         "/", method.name()),
                    .bytes = bytes})
        .status();
  }
  absl::Status Call(absl::string_view method, const std::string& bytes) {
    return Call(*client::FindMethod(method), bytes);
  }

  absl::Status Watch(const std::string& request) {
    return EventReader(server_.address(), request).AwaitEnd();
  }

  FakeClock clock_;
  RunningServer server_{clock_};
};

std::string Propose(const std::string& title) {
  v1::ProposeActionRequest request;
  request.set_parent("boards/ncc");
  request.mutable_action()->add_sources()->set_external_reference("A report");
  request.mutable_action()->set_title("four");
  std::string bytes = request.SerializeAsString();
  return bytes.replace(bytes.find("four"), 4, title);
}

TEST_F(BadBytesTest, NamesTheTextThatIsNotUtf8) {
  const google::protobuf::LogSilencer silencer;
  const absl::Status status =
      Call("ActionService.ProposeAction", Propose("a\xff\xfez"));
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(WrongFields(status),
              ElementsAre(Pair("action.title", "TEXT_NOT_UTF8")));
  EXPECT_EQ(server_.Head(), 0);
}

TEST_F(BadBytesTest, SaysOfEveryMethodThatTheBytesAreNoMessage) {
  for (const auto* service : client::Services()) {
    for (int i = 0; i < service->method_count(); ++i) {
      const MethodDescriptor& method = *service->method(i);
      SCOPED_TRACE(method.full_name());
      const absl::Status status = Call(method, "\x0a\xff\xff\xff\xff\x0f");
      EXPECT_THAT(status, StatusIs(absl::StatusCode::kInvalidArgument));
      EXPECT_THAT(WrongFields(status),
                  ElementsAre(Pair("", "MESSAGE_MALFORMED")));
    }
  }
  EXPECT_EQ(server_.Head(), 0);
}

TEST_F(BadBytesTest, RefusesWhatIsTooLargeBeforeItIsRead) {
  EXPECT_THAT(Call("ActionService.ProposeAction",
                   std::string(server_.options().max_message_bytes + 1, 'x')),
              StatusIs(absl::StatusCode::kResourceExhausted));
  EXPECT_EQ(server_.Head(), 0);
}

// Every command of the API is found here, also one that is added later.
TEST_F(BadBytesTest, RefusesEveryCommandThatSaysNothing) {
  int commands = 0;
  for (const auto* service : client::Services()) {
    for (int i = 0; i < service->method_count(); ++i) {
      const MethodDescriptor& method = *service->method(i);
      if (method.input_type()->FindFieldByName("request_id") == nullptr) {
        continue;
      }
      ++commands;
      SCOPED_TRACE(method.full_name());
      const absl::Status status = Call(method, "");
      EXPECT_THAT(status, StatusIs(absl::StatusCode::kInvalidArgument));
      const auto wrong = WrongFields(status);
      EXPECT_GE(wrong.size(), 2u);
      EXPECT_EQ(wrong.count("request_id"), 1u);
    }
  }
  EXPECT_GT(commands, 30);
  EXPECT_EQ(server_.Head(), 0);
}

TEST_F(BadBytesTest, RefusesToWatchFromAPositionThatIsNotThere) {
  const absl::Status past = Watch("after_position: 1");
  EXPECT_THAT(past, StatusIs(absl::StatusCode::kOutOfRange));
  EXPECT_THAT(past, FailsWith("POSITION_PAST_HEAD"));
  EXPECT_THAT(WrongFields(Watch("after_position: -1")),
              ElementsAre(Pair("after_position", "NUMBER_OUT_OF_RANGE")));
}

TEST_F(BadBytesTest, RefusesToWatchForAKindThatIsNotThere) {
  EXPECT_THAT(
      WrongFields(Watch("kinds: 'ActionProposed' kinds: 'ActionUpdated'")),
      ElementsAre(Pair("kinds[1]", "KIND_UNKNOWN")));
}

TEST_F(BadBytesTest, LetsNobodyWatchWhoDoesNotSayWhoHeIs) {
  RawStream stream({.address = server_.address(),
                    .path = "/actionplan.v1.EventService/WatchEvents",
                    .bytes = "",
                    .principal = ""});
  EXPECT_FALSE(stream.Read().has_value());
  EXPECT_THAT(stream.end(), FailsWith("CALLER_UNKNOWN"));
}

}  // namespace
}  // namespace actionplan::support
