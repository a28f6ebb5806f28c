#include "services/queries/trail.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "projections/event_codec.h"
#include "tests/services/queries/recorded_plan.h"
#include "tests/support/circumstances.h"
#include "tests/support/status_matchers.h"
#include "tests/support/text_proto.h"

namespace actionplan::queries {
namespace {

using support::FromText;
using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> EventsOf(const v1::ListTrailEntriesResponse& page) {
  std::vector<std::string> events;
  for (const v1::TrailEntry& entry : page.entries()) {
    events.push_back(entry.event());
  }
  return events;
}

// Three events at 09:00: the board and its agencies. Every later one comes an
// hour after the one before.
class TrailTest : public testing::Test {
 protected:
  void Comment(const std::string& action, const RecordedBy& by = {}) {
    plan_.clock().Advance(absl::Hours(1));
    plan_.Record("actions/" + action,
                 "action { comment_added { text { clear: 'Hm' } } }", by);
  }

  absl::StatusOr<v1::ListTrailEntriesResponse> PageOf(
      const std::string& request, Page& page) {
    return Trail(plan_.sources(),
                 FromText<v1::ListTrailEntriesRequest>("parent: 'boards/ncc' " +
                                                       request),
                 plan_.clock().Now(), page, last_key_);
  }

  std::vector<std::string> Events(const std::string& request = "") {
    Page page;
    const auto response = PageOf(request, page);
    EXPECT_OK(response);
    return response.ok() ? EventsOf(*response) : std::vector<std::string>();
  }

  // "start_time { … }", so many hours after nine.
  std::string Time(const char* field, absl::Duration after_nine) {
    const auto time =
        support::ToTimestamp(support::FakeClock::DefaultStart() + after_nine);
    return absl::StrCat(field, " { ", time.ShortDebugString(), " } ");
  }

  RecordedPlan plan_;
  std::string last_key_;
};

TEST_F(TrailTest, TellsTheNewestFirstUnlessAskedOtherwise) {
  EXPECT_THAT(Events(), ElementsAre("events/3", "events/2", "events/1"));
  EXPECT_THAT(Events("order_by: 'position desc'"),
              ElementsAre("events/3", "events/2", "events/1"));
  EXPECT_THAT(Events("order_by: 'position'"),
              ElementsAre("events/1", "events/2", "events/3"));
}

TEST_F(TrailTest, TellsWhatEachEventWas) {
  Comment("a1", {.actor = "lead-1", .agency = "police", .cause = 2});
  Page page{.size = 1};
  ASSERT_OK_AND_ASSIGN(const auto response, PageOf("", page));
  EXPECT_THAT(response, support::IsText(R"pb(
                entries {
                  event: "events/4"
                  resource: "boards/ncc/actions/a1"
                  revision: 1
                  kind: "CommentAdded"
                  record_time { seconds: 1772445600 }
                  occur_time { seconds: 1772445600 }
                  actor: "lead-1"
                  agency: "boards/ncc/agencies/police"
                  summary: "Comment: Hm"
                  cause: "events/2"
                }
                position: 4
                reached_position: 4)pb"));
}

TEST_F(TrailTest, NarrowsByEachFilterAndByAllOfThem) {
  Comment("a1");
  Comment("a2", {.actor = "lead-1", .agency = "police"});
  Comment("a1", {.actor = "lead-1", .agency = "police"});
  EXPECT_THAT(Events("resource: 'boards/ncc/actions/a1'"),
              ElementsAre("events/6", "events/4"));
  EXPECT_THAT(Events("actor: 'lead-1'"), ElementsAre("events/6", "events/5"));
  EXPECT_THAT(Events("agency: 'boards/ncc/agencies/police'"),
              ElementsAre("events/6", "events/5"));
  EXPECT_THAT(Events("kind: 'AgencyCreated'"),
              ElementsAre("events/3", "events/2"));
  EXPECT_THAT(Events("kind: 'CommentAdded' actor: 'manager-1' "
                     "resource: 'boards/ncc/actions/a1'"),
              ElementsAre("events/4"));
}

TEST_F(TrailTest, TellsWhatWasRecordedFromATimeOn) {
  Comment("a1");
  Comment("a1");
  EXPECT_THAT(Events(Time("start_time", absl::Hours(1))),
              ElementsAre("events/5", "events/4"));
  EXPECT_THAT(Events(Time("start_time", absl::Hours(1) + absl::Nanoseconds(1))),
              ElementsAre("events/5"));
  EXPECT_THAT(Events(Time("start_time", absl::Hours(3))), IsEmpty());
}

TEST_F(TrailTest, TellsWhatWasRecordedBeforeATime) {
  Comment("a1");
  Comment("a1");
  EXPECT_THAT(Events(Time("end_time", absl::Hours(2))),
              ElementsAre("events/4", "events/3", "events/2", "events/1"));
  EXPECT_THAT(Events(Time("end_time", absl::ZeroDuration())), IsEmpty());
  EXPECT_THAT(Events(Time("start_time", absl::Hours(1)) +
                     Time("end_time", absl::Hours(2))),
              ElementsAre("events/4"));
  EXPECT_THAT(Events(Time("start_time", absl::Hours(2)) +
                     Time("end_time", absl::Hours(1))),
              IsEmpty());
}

TEST_F(TrailTest, GoesByRecordTimeWhereSomebodyClaimsAnEarlierOne) {
  Comment("a1", {.earlier = absl::Hours(50)});
  EXPECT_THAT(Events(Time("start_time", absl::Hours(1))),
              ElementsAre("events/4"));
}

TEST_F(TrailTest, TurnsPagesInBothDirections) {
  for (const char* order : {"position", "position desc"}) {
    const std::string request = absl::StrCat("order_by: '", order, "'");
    const std::vector<std::string> whole = Events(request);
    std::vector<std::string> turned;
    Page page{.size = 2};
    do {
      ASSERT_OK_AND_ASSIGN(const auto response, PageOf(request, page));
      for (std::string& event : EventsOf(response)) {
        turned.push_back(std::move(event));
      }
      page.after_key = last_key_;
    } while (!last_key_.empty());
    EXPECT_EQ(turned, whole) << order;
  }
}

TEST_F(TrailTest, TellsOnEveryPageTheTrailAsItWasOnTheFirst) {
  for (const char* order : {"position", "position desc"}) {
    const std::string request = absl::StrCat("order_by: '", order, "'");
    const std::vector<std::string> whole = Events(request);
    Page page{.size = 1};
    ASSERT_OK_AND_ASSIGN(const auto first, PageOf(request, page));
    std::vector<std::string> turned = EventsOf(first);
    page.size = 100;
    page.after_key = last_key_;
    Comment("a1");
    ASSERT_OK_AND_ASSIGN(const auto second, PageOf(request, page));
    for (std::string& event : EventsOf(second)) {
      turned.push_back(std::move(event));
    }
    EXPECT_EQ(turned, whole) << order;
    EXPECT_EQ(second.position(), first.position());
  }
}

// A finding, an action because of it, an escalation of the action.
class TrailUnderTest : public TrailTest {
 protected:
  TrailUnderTest() {
    plan_.Record("audits/neglect", "audit { audit_created {} }");  // 4
    plan_.Record("audits/neglect/findings/f1",                     // 5
                 "finding { finding_recorded {} }");
    plan_.Record("actions/a1",  // 6
                 "action { action_proposed { sources { resource: "
                 "'boards/ncc/audits/neglect/findings/f1' } } }");
    plan_.Record("escalations/e1",  // 7
                 "escalation { escalation_raised { subject: "
                 "'boards/ncc/actions/a1' level: 1 } }");
    plan_.Record("plans/p1", "plan { plan_created {} }");         // 8
    plan_.Record("actions/a2", "action { action_proposed {} }");  // 9
    plan_.Record("escalations/e1",                                // 10
                 "escalation { escalation_acknowledged {} }");
  }

  void Join(const std::string& action) {
    plan_.Record("plans/p1",
                 absl::StrCat("plan { action_added_to_plan { action: "
                              "'boards/ncc/actions/",
                              action, "' } }"));
  }

  void Leave(const std::string& action) {
    plan_.Record("plans/p1",
                 absl::StrCat("plan { action_removed_from_plan { action: "
                              "'boards/ncc/actions/",
                              action, "' } }"));
  }
};

TEST_F(TrailUnderTest, TellsAResourceWithEverythingUnderIt) {
  EXPECT_THAT(Events("resource: 'boards/ncc/escalations/e1'"),
              ElementsAre("events/10", "events/7"));
  EXPECT_THAT(Events("resource: 'boards/ncc/actions/a1'"),
              ElementsAre("events/10", "events/7", "events/6"));
  EXPECT_THAT(Events("resource: 'boards/ncc/audits/neglect/findings/f1'"),
              ElementsAre("events/10", "events/7", "events/6", "events/5"));
  EXPECT_THAT(
      Events("resource: 'boards/ncc/audits/neglect' "
             "order_by: 'position'"),
      ElementsAre("events/4", "events/5", "events/6", "events/7", "events/10"));
  EXPECT_EQ(Events("resource: 'boards/ncc'"), Events());
}

TEST_F(TrailUnderTest, TellsAResourceAloneWhenAskedTo) {
  EXPECT_THAT(Events("resource: 'boards/ncc/actions/a1' only_itself: true"),
              ElementsAre("events/6"));
  EXPECT_THAT(Events("resource: 'boards/ncc' only_itself: true"),
              ElementsAre("events/1"));
}

TEST_F(TrailUnderTest, NarrowsWhatIsUnderAResourceByOtherFilters) {
  EXPECT_THAT(Events("resource: 'boards/ncc/audits/neglect' "
                     "kinds: 'EscalationRaised' kinds: 'ActionProposed'"),
              ElementsAre("events/7", "events/6"));
}

TEST_F(TrailUnderTest, APlanHasTheWholeHistoryOfItsActionsUntilTheyLeave) {
  Join("a1");   // 11
  Join("a2");   // 12
  Leave("a2");  // 13
  Comment("a2");
  Comment("a1");  // 15
  EXPECT_THAT(
      Events("resource: 'boards/ncc/plans/p1' order_by: 'position'"),
      ElementsAre("events/6", "events/7", "events/8", "events/9", "events/10",
                  "events/11", "events/12", "events/13", "events/15"));
}

TEST_F(TrailUnderTest, PagesStayTheSameWhileActionsJoinAndLeave) {
  Join("a1");
  for (const char* order : {"position", "position desc"}) {
    const std::string request =
        absl::StrCat("resource: 'boards/ncc/plans/p1' order_by: '", order, "'");
    const std::vector<std::string> whole = Events(request);
    Page page{.size = 1};
    std::vector<std::string> turned;
    for (int turn = 0;; ++turn) {
      ASSERT_OK_AND_ASSIGN(const auto response, PageOf(request, page));
      for (std::string& event : EventsOf(response)) {
        turned.push_back(std::move(event));
      }
      page.after_key = last_key_;
      if (last_key_.empty()) break;
      turn % 2 == 0 ? Leave("a1") : Join("a1");
      if (turn == 0) Join("a2");
      if (turn == 1) Leave("a2");
      Comment("a1");
    }
    EXPECT_EQ(turned, whole) << order;
    EXPECT_GT(turned.size(), 4U);
  }
}

TEST_F(TrailTest, TellsWhatOneOfSeveralDidOrOneOfSeveralKinds) {
  Comment("a1", {.actor = "lead-1", .agency = "police"});
  Comment("a1", {.actor = "lead-2", .agency = "health"});
  EXPECT_THAT(Events("actors: 'lead-1' actors: 'lead-2'"),
              ElementsAre("events/5", "events/4"));
  EXPECT_THAT(Events("actors: 'lead-1' actor: 'lead-2'"),
              ElementsAre("events/5", "events/4"));
  EXPECT_THAT(Events("agencies: 'boards/ncc/agencies/police' "
                     "agencies: 'boards/ncc/agencies/health'"),
              ElementsAre("events/5", "events/4"));
  EXPECT_THAT(Events("kinds: 'BoardCreated' kinds: 'CommentAdded' "
                     "actors: 'lead-1' actors: 'manager-1'"),
              ElementsAre("events/4", "events/1"));
}

TEST_F(TrailTest, TellsWhatHasATextAmongTheOtherConditions) {
  plan_.Record("actions/a1",
               "action { action_cancelled { reason { clear: 'Too late' } } }");
  plan_.Record("actions/a2",
               "action { action_cancelled { reason { clear: 'LATER' } } }");
  EXPECT_THAT(Events("text: 'late'"), ElementsAre("events/5", "events/4"));
  EXPECT_THAT(Events("text: 'late' resource: 'boards/ncc/actions/a2'"),
              ElementsAre("events/5"));
  EXPECT_THAT(Events("text: 'never'"), IsEmpty());
}

TEST_F(TrailTest, TellsWhatHappenedBetweenTwoTimesAsClaimed) {
  Comment("a1", {.earlier = absl::Hours(50)});  // 10:00, of 08:00 two days ago.
  Comment("a1");                                // 11:00
  EXPECT_THAT(Events(Time("occur_end_time", absl::ZeroDuration())),
              ElementsAre("events/4"));
  EXPECT_THAT(Events(Time("occur_start_time", absl::Minutes(30))),
              ElementsAre("events/5"));
  EXPECT_THAT(Events(Time("occur_start_time", -absl::Hours(49)) +
                     Time("occur_end_time", absl::Hours(2))),
              ElementsAre("events/4", "events/3", "events/2", "events/1"));
  // Both times at once: recorded after nine, happened before.
  EXPECT_THAT(Events(Time("start_time", absl::Minutes(1)) +
                     Time("occur_end_time", absl::ZeroDuration())),
              ElementsAre("events/4"));
}

TEST_F(TrailTest, TellsWhatHadHappenedByAPastInstantAlsoWhatWasEnteredLater) {
  Comment("a1", {.earlier = absl::Hours(50)});  // 10:00, of 08:00 two days ago.
  Comment("a1");                                // 11:00
  const auto as_at = [&](absl::Duration after_nine) {
    return absl::StrCat("as_at { ", Time("occur_time", after_nine), "}");
  };
  EXPECT_THAT(Events(as_at(-absl::Hours(49))), ElementsAre("events/4"));
  EXPECT_THAT(Events(as_at(-absl::Hours(49) - absl::Nanoseconds(1))),
              IsEmpty());
  EXPECT_THAT(Events(as_at(absl::Hours(1))),
              ElementsAre("events/4", "events/3", "events/2", "events/1"));
}

TEST_F(TrailTest, ReadsNoMoreThanItsShareForAPageThatFindsLittle) {
  const std::string rare =
      "action { action_cancelled { reason { clear: 'rare' } } }";
  plan_.Record("actions/a0", rare);
  for (size_t i = 0; i < kMostEventsRead; ++i) {
    plan_.Record("actions/a1", "action { action_accepted {} }");
  }
  plan_.Record("actions/a2", rare);
  Page page{.size = 50};
  ASSERT_OK_AND_ASSIGN(const auto first, PageOf("text: 'rare'", page));
  EXPECT_EQ(first.entries_size(), 1);
  EXPECT_EQ(first.position() - first.reached_position(),
            static_cast<int64_t>(kMostEventsRead) - 1);
  EXPECT_EQ(last_key_, absl::StrCat(first.reached_position()));

  page.after_key = last_key_;
  ASSERT_OK_AND_ASSIGN(const auto second, PageOf("text: 'rare'", page));
  EXPECT_THAT(EventsOf(second), ElementsAre("events/4"));
  EXPECT_EQ(last_key_, "");
  EXPECT_EQ(second.reached_position(), 0);
}

TEST_F(TrailTest, ReadsOnWhereEveryEventIsShown) {
  for (int i = 0; i < 20; ++i) Comment("a1");
  Page page{.size = 10};
  ASSERT_OK_AND_ASSIGN(const auto response, PageOf("", page));
  EXPECT_EQ(response.entries_size(), 10);
  EXPECT_EQ(response.reached_position(), 14);
}

TEST_F(TrailTest, MarksWhatWasRetractedAndNotBeforeItWas) {
  plan_.Record("actions/a1",
               "action { action_proposed { details { title: 'Agree' } } }");
  Comment("a1");
  plan_.clock().Advance(absl::Hours(1));
  plan_.Record("actions/a1",
               "action { entry_retracted { revision: 2 kind: COMMENT "
               "reason { clear: 'A slip' } } }");
  const auto marked = [&](const std::string& request) {
    std::vector<std::string> events;
    Page page;
    const auto response = PageOf(request, page);
    EXPECT_OK(response);
    for (const v1::TrailEntry& entry : response->entries()) {
      EXPECT_EQ(entry.retraction_reason(), entry.retracted() ? "A slip" : "");
      if (entry.retracted()) events.push_back(entry.event());
    }
    return events;
  };
  EXPECT_THAT(marked(""), ElementsAre("events/5"));
  EXPECT_THAT(marked(absl::StrCat("as_at { ",
                                  Time("record_time", absl::Minutes(90)), "}")),
              IsEmpty());
}

TEST_F(TrailTest, CallsAgenciesByTheirTitlesOfToday) {
  plan_.Record("actions/a1",
               "action { action_reassigned { owner_role: 'Deputy' } }");
  plan_.Record("actions/a2",
               "action { action_assigned { "
               "previous_lead_agency: 'boards/ncc/agencies/health' "
               "lead_agency: 'boards/ncc/agencies/police' "
               "owner_role: 'Inspector' priority: LOW } }");
  plan_.Record("agencies/police",
               "agency { agency_renamed { title: 'City Police' } }");
  Page page;
  ASSERT_OK_AND_ASSIGN(const auto response,
                       PageOf("resource: 'boards/ncc/actions/a2'", page));
  ASSERT_EQ(response.entries_size(), 1);
  EXPECT_EQ(response.entries(0).summary(),
            "Assigned to City Police (police), owner Inspector, priority low");
  EXPECT_EQ(response.entries(0).changes(0).previous(), "Health (health)");
  EXPECT_EQ(response.entries(0).changes(0).current(), "City Police (police)");
}

TEST_F(TrailTest, CountsTheDaysOfTheBoard) {
  // In summer, when it is half past eleven in Greenwich: the next day in
  // London.
  plan_.clock().Advance(absl::Hours(24 * 119 + 13) + absl::Minutes(30));
  Comment("a1", {.earlier = absl::Hours(1)});
  Comment("a1", {.earlier = absl::Hours(24 * 12)});
  Page page{.size = 2};
  ASSERT_OK_AND_ASSIGN(const auto response, PageOf("", page));
  EXPECT_EQ(response.entries(0).recorded_days_later(), 12);
  EXPECT_EQ(response.entries(1).recorded_days_later(), 1);
}

TEST_F(TrailTest, TellsOneBoardOrAll) {
  plan_.RecordRaw("boards/other",
                  projections::Encode(FromText<events::v1::Event>(
                      "board { board_created {} }")));
  EXPECT_THAT(Events("parent: 'boards/other'"), ElementsAre("events/4"));
  EXPECT_THAT(Events(), ElementsAre("events/3", "events/2", "events/1"));
  EXPECT_THAT(Events("parent: 'boards/-' kind: 'BoardCreated'"),
              ElementsAre("events/4", "events/1"));
}

TEST_F(TrailTest, DoesNotKnowABoardThatIsNotThere) {
  Page page;
  EXPECT_THAT(PageOf("parent: 'boards/other'", page),
              support::StatusIs(absl::StatusCode::kNotFound));
}

TEST_F(TrailTest, ShowsAlsoWhatANewerProgramRecorded) {
  plan_.RecordRaw("boards/ncc/actions/a1",
                  {.type = "ActionAudited", .ignorable = true});
  Page page{.size = 1};
  ASSERT_OK_AND_ASSIGN(const auto response, PageOf("", page));
  ASSERT_EQ(response.entries_size(), 1);
  EXPECT_EQ(response.entries(0).event(), "events/4");
  EXPECT_EQ(response.entries(0).kind(), "");
}

}  // namespace
}  // namespace actionplan::queries
