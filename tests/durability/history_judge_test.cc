// The judge of histories, on histories that no right server gives.
#include <functional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/durability/history.h"
#include "tests/durability/logged_streams.h"
#include "tests/support/text_proto.h"

namespace actionplan::durability {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr char kA[] = "boards/ncc/actions/a1";
constexpr char kB[] = "boards/ncc/actions/b1";

// Four requests, one after the other: a1 is proposed, b1 is proposed, a1 and
// then b1 are commented on. Each is asked at ten times its position and
// answered three later; reads follow at 100.
class HistoryJudgeTest : public testing::Test {
 protected:
  HistoryJudgeTest() {
    Write(kA, 1, "action_proposed { details { title: 'A' } }");
    Write(kB, 1, "action_proposed { details { title: 'B' } }");
    Write(kA, 2, "comment_added {}");
    Write(kB, 2, "comment_added {}");
    const resources::Resource a = Fold(kA, 2), b = Fold(kB, 2);
    Read(Call::Kind::kGet, kA, {a});
    Read(Call::Kind::kGet, kB, {b});
    Read(Call::Kind::kList, "boards/ncc", {a, b});
    Read(Call::Kind::kWatch, "the log", {});
    history_.calls.back().watched = history_.log;
    history_.calls.back().caught_up = 4;
  }

  void Write(const char* stream, uint64_t revision, const std::string& fact) {
    const int64_t position = history_.log.size() + 1;
    history_.log.push_back(support::FromText<events::v1::Event>(absl::StrCat(
        "context { position: ", position, " stream: '", stream,
        "' revision: ", revision, " actor: 'office' request_id: 'r", position,
        "' record_time { seconds: ", 1000 + position,
        " } occur_time { seconds: 1000 } } action { ", fact, " }")));
    const absl::Duration asked = absl::Seconds(10 * position);
    history_.calls.push_back({.kind = Call::Kind::kCommand,
                              .outcome = Call::Outcome::kAnswered,
                              .client = "writer",
                              .asked = asked,
                              .answered = asked + absl::Seconds(3),
                              .name = stream,
                              .actor = "office",
                              .request_id = absl::StrCat("r", position),
                              .expected = revision - 1,
                              .seen = {Fold(stream, revision)}});
  }

  void Read(Call::Kind kind, const char* name,
            std::vector<resources::Resource> seen) {
    history_.calls.push_back({.kind = kind,
                              .outcome = Call::Outcome::kAnswered,
                              .client = "reader",
                              .asked = absl::Seconds(100),
                              .answered = absl::Seconds(101),
                              .name = name,
                              .seen = std::move(seen)});
  }

  resources::Resource Fold(const std::string& stream, uint64_t revision) const {
    resources::Resource state = *resources::EmptyResource(stream);
    for (const events::v1::Event& event : history_.log) {
      if (event.context().stream() == stream && revision-- > 0) {
        resources::Evolve(event, state);
      }
    }
    return state;
  }

  events::v1::EventContext& Context(int position) {
    return *history_.log[position - 1].mutable_context();
  }

  // Of the request that wrote the event at this position.
  Call& Writing(int position) { return history_.calls[position - 1]; }
  Call& GetOfA() { return history_.calls[4]; }
  Call& List() { return history_.calls[6]; }
  Call& Watch() { return history_.calls[7]; }

  std::vector<std::string> Violations() const {
    return durability::Violations(history_);
  }

  History history_;
};

TEST_F(HistoryJudgeTest, FindsNothingWrongWithWhatIsRight) {
  EXPECT_THAT(Violations(), IsEmpty());
}

TEST_F(HistoryJudgeTest, NamesAGapInTheLog) {
  Context(4).set_position(5);
  EXPECT_THAT(Violations(), Contains(HasSubstr("gap in the log: position 5")));
}

TEST_F(HistoryJudgeTest, NamesAPositionThatIsTakenTwice) {
  Context(4).set_position(3);
  EXPECT_THAT(Violations(), Contains(HasSubstr("gap in the log: position 3")));
}

TEST_F(HistoryJudgeTest, NamesAGapInAStream) {
  Context(3).set_revision(3);
  EXPECT_THAT(Violations(), Contains(HasSubstr(absl::StrCat("gap in ", kA))));
}

TEST_F(HistoryJudgeTest, NamesARequestThatWasWrittenTwice) {
  history_.log.push_back(history_.log[2]);
  Context(5).set_position(5);
  Context(5).set_revision(3);
  EXPECT_THAT(Violations(), Contains(HasSubstr("duplicate: request r3")));
}

TEST_F(HistoryJudgeTest, NamesAnAcknowledgedRequestThatIsNotInTheLog) {
  history_.log.pop_back();
  EXPECT_THAT(Violations(), Contains(HasSubstr("lost: request r4")));
}

TEST_F(HistoryJudgeTest, NamesARefusedRequestThatIsInTheLog) {
  Writing(4).outcome = Call::Outcome::kRefused;
  EXPECT_THAT(Violations(),
              Contains(HasSubstr("refused, and yet in the log: request r4")));
}

TEST_F(HistoryJudgeTest, LetsAnUnknownOutcomeBeEither) {
  Writing(4).outcome = Call::Outcome::kUnknown;
  Writing(4).seen.clear();
  EXPECT_THAT(Violations(), IsEmpty());
  history_.log.pop_back();
  history_.calls.resize(4);
  EXPECT_THAT(Violations(), IsEmpty());
}

TEST_F(HistoryJudgeTest, NamesTwoAnswersToOneRequest) {
  Call again = Writing(3);
  std::get<v1::Action>(again.seen[0]).set_title("Other");
  history_.calls.push_back(again);
  EXPECT_THAT(Violations(), Contains(HasSubstr("two answers to request r3")));
}

TEST_F(HistoryJudgeTest, NamesTwoWinnersOfOneRevision) {
  Write(kA, 3, "comment_added {}");
  history_.calls.back().expected = 1;
  const auto violations = Violations();
  EXPECT_THAT(
      violations,
      Contains(HasSubstr(absl::StrCat("two winners of revision 2 of ", kA))));
  EXPECT_THAT(violations, Contains(HasSubstr("condition ignored: request r5")));
}

TEST_F(HistoryJudgeTest, NamesTheLaterOfTwoThatStandsFirst) {
  Writing(3).asked = absl::Seconds(50);
  Writing(3).answered = absl::Seconds(53);
  EXPECT_THAT(Violations(), Contains(HasSubstr("order: request r3")));
}

TEST_F(HistoryJudgeTest, LetsTwoAtTheSameTimeStandInEitherOrder) {
  Writing(3).asked = absl::Seconds(42);
  Writing(3).answered = absl::Seconds(50);
  EXPECT_THAT(Violations(), IsEmpty());
}

TEST_F(HistoryJudgeTest, NamesARecordTimeThatDecreases) {
  Context(4).mutable_record_time()->set_seconds(1002);
  EXPECT_THAT(Violations(),
              Contains(HasSubstr("record_time decreases at position 4")));
}

TEST_F(HistoryJudgeTest, NamesAnOccurTimeAfterTheRecordTime) {
  Context(4).mutable_occur_time()->set_seconds(1005);
  EXPECT_THAT(
      Violations(),
      Contains(HasSubstr("occur_time after record_time at position 4")));
}

TEST_F(HistoryJudgeTest, NamesAReadThatIsNotTheFold) {
  std::get<v1::Action>(GetOfA().seen[0]).set_comment_count(7);
  EXPECT_THAT(Violations(), Contains(HasSubstr("comment_count")));
}

TEST_F(HistoryJudgeTest, NamesAReadOfARevisionThatIsNotThere) {
  std::get<v1::Action>(GetOfA().seen[0]).set_etag("\"9\"");
  EXPECT_THAT(Violations(), Contains(HasSubstr("the log has no revision 9")));
}

TEST_F(HistoryJudgeTest, NamesAStaleRead) {
  GetOfA().seen = {Fold(kA, 1)};
  EXPECT_THAT(Violations(),
              Contains(HasSubstr("saw revision 1 of boards/ncc/actions/a1 when "
                                 "2 was known")));
}

TEST_F(HistoryJudgeTest, NamesAReadThatMissesWhatIsThere) {
  GetOfA().seen.clear();
  EXPECT_THAT(Violations(), Contains(HasSubstr("stale read: reader about "
                                               "boards/ncc/actions/a1")));
}

TEST_F(HistoryJudgeTest, LetsAReadBeAsOldAsWhatWasAcknowledgedMeanwhile) {
  GetOfA().seen = {Fold(kA, 1)};
  GetOfA().asked = absl::Seconds(32);
  EXPECT_THAT(Violations(), IsEmpty());
}

TEST_F(HistoryJudgeTest, NamesAReadThatIsOlderThanTheOneBefore) {
  Call later = GetOfA();
  later.seen = {Fold(kA, 1)};
  later.asked = absl::Seconds(200);
  later.answered = absl::Seconds(201);
  Writing(3).outcome = Call::Outcome::kUnknown;
  history_.calls.push_back(later);
  EXPECT_THAT(Violations(), Contains(HasSubstr("stale read: reader about")));
}

TEST_F(HistoryJudgeTest, NamesAReadFromTheFuture) {
  GetOfA().asked = absl::Seconds(25);
  GetOfA().answered = absl::Seconds(26);
  EXPECT_THAT(Violations(), Contains(HasSubstr("read from the future")));
}

TEST_F(HistoryJudgeTest, NamesAListThatShowsNoMoment) {
  List().asked = absl::Seconds(22);
  List().answered = absl::Seconds(50);
  List().seen = {Fold(kA, 1), Fold(kB, 2)};
  EXPECT_THAT(Violations(), Contains(HasSubstr("torn list")));
}

TEST_F(HistoryJudgeTest, NamesAListWithoutAResourceThatIsKnown) {
  List().seen.pop_back();
  EXPECT_THAT(Violations(),
              Contains(HasSubstr("saw revision 0 of boards/ncc/actions/b1")));
}

TEST_F(HistoryJudgeTest, NamesAStreamOfEventsThatLeavesOneOut) {
  Watch().watched.erase(Watch().watched.begin() + 1);
  EXPECT_THAT(Violations(), Contains(HasSubstr("was sent position 3 where")));
}

TEST_F(HistoryJudgeTest, NamesAStreamThatIsCaughtUpTooEarly) {
  Watch().watched.pop_back();
  EXPECT_THAT(Violations(),
              Contains(HasSubstr("was caught up at 4 and sent up to 3")));
  Watch().caught_up = 3;
  EXPECT_THAT(Violations(),
              Contains(HasSubstr("was caught up at 3 when 4 was known")));
}

}  // namespace
}  // namespace actionplan::durability
