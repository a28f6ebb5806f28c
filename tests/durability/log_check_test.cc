// The check that the harnesses rely on sees each kind of damage.
#include "tests/durability/log_check.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"

namespace actionplan::durability {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr char kStream[] = "streams/a";

// A log in which "one" wrote an event and "three" wrote three, of one stream.
std::vector<RecordedEvent> Events() {
  std::vector<RecordedEvent> events;
  for (const char* request : {"one", "three", "three", "three"}) {
    const auto number = static_cast<int64_t>(events.size()) + 1;
    events.push_back({.position = number,
                      .stream = kStream,
                      .revision = number,
                      .record_time = absl::FromUnixSeconds(number),
                      .request_id = request,
                      .fact = absl::StrCat("fact ", number)});
  }
  return events;
}

Request One() {
  return {.id = "one",
          .events = 1,
          .answer = Place{.stream = kStream, .revision = 1, .position = 1}};
}

Request Three() {
  return {.id = "three",
          .events = 3,
          .answer = Place{.stream = kStream, .revision = 4, .position = 4}};
}

Request Unanswered(Request request) {
  request.answer.reset();
  return request;
}

class LogCheckTest : public ::testing::Test {
 protected:
  void Read(const std::vector<RecordedEvent>& events) {
    for (const RecordedEvent& event : events) check_.Read(event);
  }

  LogCheck check_;
};

TEST_F(LogCheckTest, FindsNothingWrongWithAWholeLog) {
  Read(Events());
  check_.Judge({One(), Three()});
  EXPECT_THAT(check_.problems(), IsEmpty());
  EXPECT_EQ(check_.totals().answered, 2);
  EXPECT_EQ(check_.head(), 4);
}

TEST_F(LogCheckTest, SeesAnAnsweredRequestThatIsLost) {
  std::vector<RecordedEvent> events = Events();
  events.resize(1);
  Read(events);
  check_.Judge({One(), Three()});
  EXPECT_EQ(check_.totals().lost, 1);
  EXPECT_THAT(check_.problems(), ElementsAre(HasSubstr("is lost")));
}

TEST_F(LogCheckTest, SeesARequestThatIsThereInPart) {
  std::vector<RecordedEvent> events = Events();
  events.resize(3);
  Read(events);
  check_.Judge({One(), Unanswered(Three())});
  EXPECT_EQ(check_.totals().halved, 1);
  EXPECT_THAT(check_.problems(), ElementsAre(HasSubstr("has 2 of 3 events")));
}

TEST_F(LogCheckTest, SeesARequestThatIsThereTwice) {
  std::vector<RecordedEvent> events = Events();
  events[1].request_id = "one";
  events.resize(2);
  Read(events);
  check_.Judge({Unanswered(One())});
  EXPECT_EQ(check_.totals().twice, 1);
  EXPECT_THAT(check_.problems(), ElementsAre(HasSubstr("instead of 1")));
}

TEST_F(LogCheckTest, SeesARequestThatIsRecordedAgainLater) {
  std::vector<RecordedEvent> events = Events();
  RecordedEvent again = events.back();
  Read(events);
  check_.Judge({One(), Three()});
  ++again.position;
  ++again.revision;
  again.request_id = "one";
  check_.Read(again);
  EXPECT_EQ(check_.totals().twice, 1);
  EXPECT_THAT(check_.problems(), ElementsAre(HasSubstr("again at 5")));
}

TEST_F(LogCheckTest, SeesEventsOfOneRequestThatStandApart) {
  std::vector<RecordedEvent> events = Events();
  std::swap(events[0].request_id, events[2].request_id);
  Read(events);
  Request one = One();
  one.answer = Place{.stream = kStream, .revision = 3, .position = 3};
  check_.Judge({one, Three()});
  EXPECT_THAT(check_.problems(), ElementsAre(HasSubstr("stand together")));
}

TEST_F(LogCheckTest, LetsAnUnansweredRequestBeThereOrNot) {
  std::vector<RecordedEvent> events = Events();
  events.resize(1);
  Read(events);
  check_.Judge({Unanswered(One()), Unanswered(Three())});
  EXPECT_THAT(check_.problems(), IsEmpty());
  EXPECT_EQ(check_.totals().unanswered, 2);
  EXPECT_EQ(check_.totals().unanswered_recorded, 1);
}

TEST_F(LogCheckTest, LetsAnUnansweredRequestBeRecordedAfterIt) {
  std::vector<RecordedEvent> events = Events();
  check_.Read(events[0]);
  check_.Judge({One(), Unanswered(Three())});
  events.erase(events.begin());
  Read(events);
  check_.Judge({Three()});
  EXPECT_THAT(check_.problems(), IsEmpty());
}

TEST_F(LogCheckTest, SeesAnAnswerThatNamedAnotherPlace) {
  for (const Place& wrong :
       {Place{kStream, 4, 3}, Place{kStream, 3, 4}, Place{"streams/b", 4, 4}}) {
    LogCheck check;
    for (const RecordedEvent& event : Events()) check.Read(event);
    Request three = Three();
    three.answer = wrong;
    check.Judge({One(), three});
    EXPECT_THAT(check.problems(), ElementsAre(HasSubstr("was answered with")));
  }
}

TEST_F(LogCheckTest, SeesEventsThatNobodyAskedFor) {
  Read(Events());
  check_.Judge({One()});
  EXPECT_THAT(check_.problems(),
              ElementsAre(HasSubstr("nobody sent request three")));
}

TEST_F(LogCheckTest, SeesAGapInThePositions) {
  std::vector<RecordedEvent> events = Events();
  events.back().position = 5;
  Read(events);
  EXPECT_THAT(check_.problems(), ElementsAre(HasSubstr("position 5 stands")));
}

TEST_F(LogCheckTest, SeesAGapInTheRevisionsOfAStream) {
  std::vector<RecordedEvent> events = Events();
  events.back().revision = 5;
  Read(events);
  EXPECT_THAT(check_.problems(), ElementsAre(HasSubstr("has revision 5")));
}

TEST_F(LogCheckTest, SeesARecordTimeThatGoesBack) {
  std::vector<RecordedEvent> events = Events();
  events.back().record_time = events.front().record_time;
  Read(events);
  EXPECT_THAT(check_.problems(), ElementsAre(HasSubstr("record time")));
}

TEST_F(LogCheckTest, KnowsAnEventAgain) {
  Read(Events());
  RecordedEvent event = Events()[2];
  EXPECT_TRUE(check_.WasRead(event));
  event.fact = "another";
  EXPECT_FALSE(check_.WasRead(event));
  event = Events()[2];
  event.position = 5;
  EXPECT_FALSE(check_.WasRead(event));
}

TEST_F(LogCheckTest, NamesTheFirstProblemsOnly) {
  for (int64_t position = 100; position > 0; --position) {
    check_.Read({.position = -position, .stream = kStream});
  }
  EXPECT_EQ(check_.problems().size(), 20);
}

}  // namespace
}  // namespace actionplan::durability
