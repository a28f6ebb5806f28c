#include "services/verify/event_order.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/eventstore/export/exported_log.h"

namespace actionplan::verify {
namespace {

using eventstore::EventAt;
using eventstore::v1::Envelope;
using testing::HasSubstr;

// The event of another stream at this position of it.
Envelope Of(const std::string& stream, uint64_t revision, uint64_t position) {
  Envelope event = EventAt(position);
  event.set_stream(stream);
  event.set_revision(revision);
  return event;
}

class EventOrderTest : public testing::Test {
 protected:
  std::string Next(const Envelope& event) {
    return order_.Check(++position_, event.SerializeAsString());
  }
  std::string Next(const std::string& stream, uint64_t revision) {
    return Next(Of(stream, revision, position_ + 1));
  }
  void Withhold() {
    ++position_;
    order_.Withhold();
  }

  EventOrder order_;
  uint64_t position_ = 0;
};

TEST_F(EventOrderTest, AcceptsEventsInTheirPlaces) {
  for (uint64_t position = 1; position <= 30; ++position) {
    EXPECT_EQ(Next(EventAt(position)), "");
  }
  EXPECT_EQ(order_.streams(), 7u);
  ASSERT_TRUE(order_.recorded());
  EXPECT_EQ(TimeText(order_.recorded()->first), "2026-02-25 06:13:20 UTC");
  EXPECT_EQ(TimeText(order_.recorded()->last), "2026-02-25 06:13:29 UTC");
}

TEST_F(EventOrderTest, RefusesBytesThatAreNoEvent) {
  EXPECT_EQ(order_.Check(1, "\xff\xff"), "its bytes are no event");
}

TEST_F(EventOrderTest, RefusesTextThatIsNotUtf8) {
  std::string bytes = EventAt(1).SerializeAsString();
  bytes.replace(bytes.find("streams"), 1, "\xff");
  EXPECT_EQ(order_.Check(1, bytes), "its bytes are no event");
}

TEST_F(EventOrderTest, RefusesAnEventOfAnotherPlace) {
  EXPECT_EQ(Next(EventAt(2)), "it names itself position 2");
}

TEST_F(EventOrderTest, RefusesTimeThatRunsBackwards) {
  EXPECT_EQ(Next("a", 1), "");
  Envelope earlier = Of("a", 2, 2);
  earlier.mutable_record_time()->set_seconds(earlier.record_time().seconds() -
                                             1);
  EXPECT_EQ(Next(earlier),
            "it was recorded at 2026-02-25 06:13:19 UTC, before an earlier "
            "event, which was recorded at 2026-02-25 06:13:20 UTC");
}

TEST_F(EventOrderTest, ComparesTimesToTheNanosecond) {
  Envelope event = EventAt(1);
  event.mutable_record_time()->set_nanos(2);
  EXPECT_EQ(Next(event), "");
  event = EventAt(2);
  event.mutable_record_time()->set_nanos(1);
  EXPECT_THAT(Next(event), HasSubstr("before an earlier event"));
}

TEST_F(EventOrderTest, RefusesAnEventWithoutATime) {
  Envelope event = EventAt(1);
  event.clear_record_time();
  EXPECT_EQ(Next(event), "it does not say when it was recorded");
  event.mutable_record_time()->set_nanos(1'000'000'000);
  EXPECT_EQ(order_.Check(1, event.SerializeAsString()),
            "it does not say when it was recorded");
}

TEST_F(EventOrderTest, RefusesARevisionThatIsMissing) {
  EXPECT_EQ(Next("a", 1), "");
  EXPECT_EQ(Next("a", 3),
            "it is revision 3 of a, which was at revision 1: 1 revisions are "
            "missing and 0 events were withheld between");
}

TEST_F(EventOrderTest, RefusesAStreamThatDoesNotBeginWithItsFirst) {
  EXPECT_THAT(Next("a", 2), HasSubstr("which was at revision 0"));
}

TEST_F(EventOrderTest, RefusesARevisionThatComesTwice) {
  EXPECT_EQ(Next("a", 1), "");
  EXPECT_EQ(Next("a", 1),
            "it is revision 1 of a, of which revision 1 came earlier");
}

TEST_F(EventOrderTest, RefusesRevisionZero) {
  EXPECT_THAT(Next("a", 0), HasSubstr("it is revision 0 of a"));
}

TEST_F(EventOrderTest, AllowsAGapWhereEventsWereWithheld) {
  EXPECT_EQ(Next("a", 1), "");
  Withhold();
  Withhold();
  EXPECT_EQ(Next("a", 4), "");
  EXPECT_EQ(order_.withheld(), 2u);
}

TEST_F(EventOrderTest, RefusesAGapThatIsLargerThanWhatWasWithheld) {
  Withhold();
  EXPECT_EQ(Next("a", 2), "");
  EXPECT_THAT(Next("a", 4), HasSubstr("1 revisions are missing and 0 events"));
}

TEST_F(EventOrderTest, RefusesARevisionThatGoesBackAmongWithheldEvents) {
  Withhold();
  EXPECT_EQ(Next("a", 2), "");
  Withhold();
  EXPECT_THAT(Next("a", 1), HasSubstr("of which revision 2 came earlier"));
}

}  // namespace
}  // namespace actionplan::verify
