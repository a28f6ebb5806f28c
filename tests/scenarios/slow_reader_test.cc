// A reader that does not keep up with a stream of events.
#include <optional>
#include <string>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "actionplan/v1/event_service.pb.h"
#include "tests/scenarios/board_scenario.h"
#include "tests/scenarios/raw_call.h"
#include "tests/support/error_metadata.h"
#include "tests/support/status_matchers.h"

namespace actionplan::support {
namespace {

class SlowReaderTest : public BoardScenario {
 protected:
  RawStream Watch(int64_t after_position, int window_bytes = 64 * 1024) {
    v1::WatchEventsRequest request;
    request.set_after_position(after_position);
    return RawStream({.address = server_.address(),
                      .path = "/actionplan.v1.EventService/WatchEvents",
                      .bytes = request.SerializeAsString(),
                      .window_bytes = window_bytes});
  }

  absl::Status Comment() {
    return server_.Lead().Try("ActionService.AddComment",
                              absl::StrCat(About(ActionName("a1")), "text: '",
                                           std::string(3900, 'x'), "'"));
  }

  // Half a minute passes between any two looks of the server, for so long that
  // it looks at least once.
  void LetItBecomeLate() {
    for (int i = 0; i < 100; ++i) {
      clock_.Advance(absl::Seconds(31));
      absl::SleepFor(absl::Milliseconds(20));
    }
  }
};

int64_t PositionOf(const std::string& bytes) {
  v1::WatchEventsResponse message;
  EXPECT_TRUE(message.ParseFromString(bytes));
  return message.event().context().position();
}

TEST_F(SlowReaderTest, IsEndedAndToldFromWhereToResume) {
  // Far more than a connection buffers.
  constexpr int kComments = 200;
  ASSERT_OK(Propose("a1"));
  for (int i = 0; i < kComments; ++i) ASSERT_OK(Comment());

  // Half a minute and more between any two messages that it reads. Between two
  // looks of the server the stream may go on; it cannot end well.
  RawStream slow = Watch(0);
  int64_t last = 0;
  while (const std::optional<std::string> bytes = slow.Read()) {
    last = PositionOf(*bytes);
    if (last == 0) break;
    clock_.Advance(absl::Seconds(31));
    absl::SleepFor(absl::Milliseconds(20));
  }

  EXPECT_THAT(slow.end(), StatusIs(absl::StatusCode::kResourceExhausted));
  EXPECT_THAT(slow.end(), FailsWith("READER_TOO_SLOW"));
  EXPECT_LT(last, server_.Head());
  // What was on its way when the stream ended may come once more; nothing is
  // left out.
  int64_t told = 0;
  ASSERT_TRUE(absl::SimpleAtoi(MetadataOf(slow.end(), "position"), &told));
  EXPECT_GT(told, 0);
  EXPECT_LE(told, last);
  RawStream resumed = Watch(told);
  const std::optional<std::string> next = resumed.Read();
  ASSERT_TRUE(next.has_value());
  EXPECT_EQ(PositionOf(*next), told + 1);
}

TEST_F(SlowReaderTest, IsToldWhereItBeganWhenItTookNothing) {
  ASSERT_OK(Propose("a1"));
  const int64_t began = server_.Head();
  ASSERT_OK(Comment());

  // A server that was not given the processor in time has not looked yet.
  absl::Status end;
  for (int i = 0; i < 20 && end.ok(); ++i) {
    RawStream slow = Watch(began, /*window_bytes=*/100);
    LetItBecomeLate();
    // The event that was on its way comes first.
    slow.Read();
    if (!slow.Read()) end = slow.end();
  }
  EXPECT_THAT(end, FailsWith("READER_TOO_SLOW"));
  EXPECT_EQ(MetadataOf(end, "position"), absl::StrCat(began));
}

}  // namespace
}  // namespace actionplan::support
