#include "projections/plan_history.h"

#include <map>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "projections/action_plan_view.h"
#include "projections/resources/instant.h"
#include "tests/projections/projected_view.h"
#include "tests/projections/told_events.h"
#include "tests/projections/view_dump.h"
#include "tests/projections/view_history.h"
#include "tests/support/text_proto.h"

namespace actionplan::projections {
namespace {

using events::v1::Event;
using eventstore::MemoryStore;
using Rows = std::map<std::string, std::string>;  // By action, as text.
using testing::ElementsAre;
using testing::IsEmpty;

// Everything that the rows of an order are equal in.
std::string TextOf(v1::ActionPlanRow row, Past::Order order) {
  // When the log recorded the change, which is later than when it happened.
  if (order == Past::Order::kOccurred) {
    row.clear_clock_changed_seconds();
    for (v1::Moment* moment : {row.mutable_entered(), row.mutable_reported(),
                               row.mutable_rejected()}) {
      moment->clear_record_seconds();
    }
    row.mutable_pending_extension()->clear_recorded_seconds();
  }
  return row.DebugString();
}

Rows RowsNow(const MemoryStore& log, const std::set<std::string>& boards,
             Past::Order order) {
  const ActionPlanProjection projection;
  const ProjectedView projected(projection, log);
  Rows rows;
  for (const std::string& board : boards) {
    EXPECT_OK(ActionPlanView(projected.rows())
                  .Scan(board, [&](const v1::ActionPlanRow& row) {
                    // A row that only other streams speak of is no action yet.
                    if (*log.LastRevision(row.action()) > 0) {
                      rows.emplace(row.action(), TextOf(row, order));
                    }
                    return true;
                  }));
  }
  return rows;
}

absl::Status NothingWasRetracted(absl::string_view action, v1::ActionPlanRow&) {
  return absl::InternalError(absl::StrCat("asked to fold ", action, " again"));
}

// A log of these events.
struct Told {
  explicit Told(const Events& events,
                Recording recording = Recording::kAsTheySay) {
    Tell(events, log, recording);
  }
  MemoryStore log;
};

// The boards' histories, with times of chance.
class PlanHistoryTest : public ViewHistoryTest {
 protected:
  Rows RowsThen(const Past& past) const {
    Rows rows;
    for (const std::string& board : boards_) {
      std::string last;
      EXPECT_OK(view_.ScanPast(
          board, past, NothingWasRetracted, [&](const v1::ActionPlanRow& row) {
            EXPECT_LT(last, row.action()) << "not in the order of names";
            last = row.action();
            rows.emplace(row.action(), TextOf(row, past.order));
            return true;
          }));
    }
    return rows;
  }

  // An instant of an event, or a nanosecond beside it.
  absl::Time SomeInstant(absl::Time (*of)(const Event&)) {
    const Event& event = events_[random_() % events_.size()];
    const int beside = static_cast<int>(random_() % 3) - 1;
    return of(event) + absl::Nanoseconds(beside);
  }

  eventstore::Position PositionAt(absl::Time instant) const {
    return Only(
               events_,
               [&](const Event& event) { return RecordedAt(event) <= instant; })
        .size();
  }

  const Events events_ = AtRandomTimes(ViewHistoryTest::events_, GetParam());
  const Told told_{events_};
  const ActionPlanProjection projection_;
  const ProjectedView projected_{projection_, told_.log};
  const ActionPlanView view_{projected_.rows()};
  std::mt19937 random_{GetParam()};
};

TEST_P(PlanHistoryTest, KnowsWhatALogThatEndedThenWouldKnow) {
  for (int i = 0; i < 40; ++i) {
    const absl::Time instant = SomeInstant(RecordedAt);
    const Past past{.position = PositionAt(instant), .occurred_by = instant};
    const Told prefix(Only(events_, [&](const Event& event) {
      return RecordedAt(event) <= instant;
    }));
    EXPECT_EQ(RowsThen(past), RowsNow(prefix.log, boards_, past.order))
        << "as known at " << instant;
  }
}

TEST_P(PlanHistoryTest, KnowsWhatHadHappenedThenInTheOrderInWhichItDid) {
  for (int i = 0; i < 40; ++i) {
    const absl::Time instant = SomeInstant(OccurredAt);
    const Past past{.occurred_by = instant, .order = Past::Order::kOccurred};
    const Told happened(ByOccurrence(Only(events_,
                                          [&](const Event& event) {
                                            return OccurredAt(event) <= instant;
                                          })),
                        Recording::kAsItHappened);
    EXPECT_EQ(RowsThen(past), RowsNow(happened.log, boards_, past.order))
        << "as it was at " << instant;
  }
}

TEST_P(PlanHistoryTest, KnowsWhatWasKnownAtOneTimeToHaveHappenedByAnother) {
  for (int i = 0; i < 40; ++i) {
    const absl::Time known = SomeInstant(RecordedAt);
    const absl::Time instant = SomeInstant(OccurredAt);
    const Past past{.position = PositionAt(known),
                    .occurred_by = instant,
                    .order = Past::Order::kOccurred};
    const Told happened(ByOccurrence(Only(events_,
                                          [&](const Event& event) {
                                            return RecordedAt(event) <= known &&
                                                   OccurredAt(event) <= instant;
                                          })),
                        Recording::kAsItHappened);
    EXPECT_EQ(RowsThen(past), RowsNow(happened.log, boards_, past.order))
        << "as it was at " << instant << " by what was known at " << known;
  }
}

TEST_P(PlanHistoryTest, EndsWithTheRowsOfNow) {
  const Past past;
  EXPECT_EQ(RowsThen(past), RowsNow(told_.log, boards_, past.order));
}

INSTANTIATE_TEST_SUITE_P(Seeds, PlanHistoryTest, testing::Range(1U, 5U));

// One action, told fact by fact.
class OneActionsPastTest : public testing::Test {
 protected:
  struct At {
    absl::Duration recorded;
    absl::Duration occurred;
  };

  void Record(const std::string& stream, const std::string& fact, At at) {
    Event event = support::FromText<Event>(fact);
    events::v1::EventContext& context = *event.mutable_context();
    context.set_stream("boards/b/" + stream);
    *context.mutable_record_time() =
        resources::ToTimestamp(kBegin + at.recorded);
    *context.mutable_occur_time() =
        resources::ToTimestamp(kBegin + at.occurred);
    events_.push_back(std::move(event));
  }

  // What is told of the actions at that time.
  std::vector<std::string> Then(
      const Past& past, std::string (*tell)(const v1::ActionPlanRow&),
      FoldAgain fold_again = NothingWasRetracted) const {
    const Told told(events_);
    const ActionPlanProjection projection;
    const ProjectedView projected(projection, told.log);
    std::vector<std::string> rows;
    EXPECT_OK(ActionPlanView(projected.rows())
                  .ScanPast("boards/b", past, fold_again,
                            [&](const v1::ActionPlanRow& row) {
                              rows.push_back(tell(row));
                              return true;
                            }));
    return rows;
  }

  static std::string Title(const v1::ActionPlanRow& row) { return row.title(); }
  static std::string Plans(const v1::ActionPlanRow& row) {
    return absl::StrJoin(row.plans(), " ");
  }

  static Past OccurredBy(absl::Duration occurred) {
    return {.occurred_by = kBegin + occurred, .order = Past::Order::kOccurred};
  }
  static Past KnownAt(eventstore::Position position, absl::Duration recorded) {
    return {.position = position, .occurred_by = kBegin + recorded};
  }

  static constexpr char kProposed[] =
      "action { action_proposed { details { title: 'first' } } }";
  static constexpr char kAmended[] =
      "action { details_amended { details { title: 'second' } } }";

  static const absl::Time kBegin;
  Events events_;
};

const absl::Time OneActionsPastTest::kBegin =
    absl::FromUnixSeconds(1'700'000'000);

TEST_F(OneActionsPastTest, BeginsWithItsFirstFact) {
  Record("actions/a", kProposed, {absl::Hours(2), absl::Hours(1)});
  EXPECT_THAT(Then(KnownAt(0, absl::Hours(2) - absl::Nanoseconds(1)), Title),
              IsEmpty());
  EXPECT_THAT(Then(KnownAt(1, absl::Hours(2)), Title), ElementsAre("first"));
  EXPECT_THAT(Then(OccurredBy(absl::Hours(1) - absl::Nanoseconds(1)), Title),
              IsEmpty());
  EXPECT_THAT(Then(OccurredBy(absl::Hours(1)), Title), ElementsAre("first"));
}

TEST_F(OneActionsPastTest, TakesTheLastFactOfAnInstant) {
  Record("actions/a", kProposed, {absl::Hours(1), absl::Hours(1)});
  Record("actions/a", kAmended, {absl::Hours(1), absl::Hours(1)});
  EXPECT_THAT(Then(KnownAt(2, absl::Hours(1)), Title), ElementsAre("second"));
  EXPECT_THAT(Then(OccurredBy(absl::Hours(1)), Title), ElementsAre("second"));
}

TEST_F(OneActionsPastTest, TellsFactsOfOneSecondApart) {
  Record("actions/a", kProposed, {absl::Seconds(1), absl::Seconds(1)});
  const absl::Duration later = absl::Seconds(1) + absl::Milliseconds(1);
  Record("actions/a", kAmended, {later, later});
  EXPECT_THAT(Then(OccurredBy(later - absl::Nanoseconds(1)), Title),
              ElementsAre("first"));
  EXPECT_THAT(Then(OccurredBy(later), Title), ElementsAre("second"));
}

TEST_F(OneActionsPastTest, LearnsLaterWhatHappenedEarlier) {
  Record("actions/a", kProposed, {absl::Hours(1), absl::Hours(1)});
  Record("actions/a", kAmended, {absl::Hours(9), absl::Hours(2)});
  EXPECT_THAT(Then(KnownAt(1, absl::Hours(8)), Title), ElementsAre("first"));
  EXPECT_THAT(Then(OccurredBy(absl::Hours(8)), Title), ElementsAre("second"));
}

TEST_F(OneActionsPastTest, JoinsPlansInTheOrderThatIsAskedFor) {
  Record("actions/a", kProposed, {absl::Hours(1), absl::Hours(1)});
  const char* const joined =
      "plan { action_added_to_plan { action: 'boards/b/actions/a' } }";
  Record("plans/p1", joined, {absl::Hours(4), absl::Hours(4)});
  Record("plans/p2", joined, {absl::Hours(5), absl::Hours(3)});
  EXPECT_THAT(Then(KnownAt(3, absl::Hours(5)), Plans),
              ElementsAre("boards/b/plans/p1 boards/b/plans/p2"));
  EXPECT_THAT(Then(OccurredBy(absl::Hours(5)), Plans),
              ElementsAre("boards/b/plans/p2 boards/b/plans/p1"));
  EXPECT_THAT(Then(OccurredBy(absl::Hours(3)), Plans),
              ElementsAre("boards/b/plans/p2"));
}

TEST_F(OneActionsPastTest, IsNotThereBeforeItsOwnFirstFact) {
  Record("actions/a", kProposed, {absl::Hours(1), absl::Hours(1)});
  Record("plans/p1",
         "plan { action_added_to_plan { action: 'boards/b/actions/a' } }",
         {absl::Hours(2), absl::Minutes(30)});
  EXPECT_THAT(Then(OccurredBy(absl::Minutes(40)), Plans), IsEmpty());
  EXPECT_THAT(Then(OccurredBy(absl::Hours(1)), Plans),
              ElementsAre("boards/b/plans/p1"));
}

TEST_F(OneActionsPastTest, IsFoldedAgainWhereARetractionSaysWhatNeverWas) {
  Record("actions/a", kProposed, {absl::Hours(1), absl::Hours(1)});
  Record("actions/a", "action { progress_recorded { own_view: AT_RISK } }",
         {absl::Hours(2), absl::Hours(2)});
  Record("actions/a",
         "action { entry_retracted { revision: 2 kind: PROGRESS } }",
         {absl::Hours(3), absl::Hours(3)});
  const auto own_view = [](const v1::ActionPlanRow& row) {
    return absl::StrCat(row.own_view());
  };
  const auto again = [](absl::string_view action, v1::ActionPlanRow& row) {
    EXPECT_EQ(action, "boards/b/actions/a");
    row.set_own_view(9);
    return absl::OkStatus();
  };
  EXPECT_THAT(Then(KnownAt(2, absl::Hours(2)), own_view), ElementsAre("2"));
  EXPECT_THAT(Then(KnownAt(3, absl::Hours(3)), own_view), ElementsAre("0"));
  EXPECT_THAT(Then(OccurredBy(absl::Hours(2)), own_view, again),
              ElementsAre("9"));
  // By what was known before the retraction, it was.
  Past before = OccurredBy(absl::Hours(2));
  before.position = 2;
  EXPECT_THAT(Then(before, own_view), ElementsAre("2"));
}

TEST_F(OneActionsPastTest, KeepsNoWordsOfOtherStreams) {
  Record("actions/a", kProposed, {absl::Hours(1), absl::Hours(1)});
  Record("escalations/e",
         "escalation { escalation_raised { subject: 'boards/b/actions/a'"
         " reason { clear: 'SECRET' subject: 'principals/p' } level: 2 } }",
         {absl::Hours(2), absl::Hours(2)});
  const Told told(events_);
  const ActionPlanProjection projection;
  const ProjectedView projected(projection, told.log);
  for (const auto& [key, value] : Dump(projected.rows())) {
    EXPECT_THAT(value, testing::Not(testing::HasSubstr("SECRET"))) << key;
  }
}

}  // namespace
}  // namespace actionplan::projections
