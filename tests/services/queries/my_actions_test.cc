#include "services/queries/my_actions.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/substitute.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "projections/event_codec.h"
#include "tests/services/queries/recorded_plan.h"
#include "tests/support/status_matchers.h"
#include "tests/support/text_proto.h"

namespace actionplan::queries {
namespace {

using support::FailsWith;
using support::FromText;
using support::StatusIs;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr absl::CivilDay kToday(2026, 3, 2);  // A Monday.

class MyActionsTest : public testing::Test {
 protected:
  MyActionsTest() {
    RecordOn("boards/east",
             "board { board_created { title: 'East' division: SCOTLAND "
             "time_zone: 'Europe/London' } }");
    for (const char* agency :
         {"boards/ncc/agencies/force", "boards/east/agencies/force"}) {
      RecordOn(agency,
               "agency { agency_created { title: 'Force' type: POLICE "
               "organization: 'county-police' } }");
    }
  }

  void RecordOn(const std::string& stream, const std::string& fact) {
    plan_.RecordRaw(stream,
                    projections::Encode(FromText<events::v1::Event>(fact)));
  }

  // On the other board.
  void AcceptInTheEast(const std::string& id, absl::CivilDay due) {
    const std::string name = "boards/east/actions/" + id;
    RecordOn(name, "action { action_proposed { details { title: 'Do' } } }");
    RecordOn(name, absl::Substitute(
                       "action { action_assigned { lead_agency: "
                       "'boards/east/agencies/force' owner_role: 'Chief' "
                       "priority: LOW due { date { $0 } } } }",
                       DateText(due)));
    RecordOn(name, "action { action_accepted {} }");
  }

  absl::StatusOr<v1::ListMyActionsResponse> Mine(const std::string& request,
                                                 Page& page) {
    return MyActions(plan_.sources(),
                     FromText<v1::ListMyActionsRequest>(request),
                     plan_.clock().Now(), page, last_key_);
  }

  // "ncc a1" of what is listed.
  std::vector<std::string> Ids(const std::string& request) {
    Page page;
    const auto response = Mine(request, page);
    EXPECT_OK(response);
    std::vector<std::string> ids;
    if (!response.ok()) return ids;
    for (const v1::DueAction& action : response->actions()) {
      ids.push_back(absl::StrCat(
          action.action().substr(7, action.action().find('/', 7) - 7), " ",
          action.action().substr(action.action().rfind('/') + 1)));
    }
    return ids;
  }

  std::vector<std::string> OfForce(const std::string& request = "") {
    return Ids("organization: 'county-police' " + request);
  }

  RecordedPlan plan_;
  std::string last_key_;
};

TEST_F(MyActionsTest, AnOrganizationSeesAllItsBoardsByDueDate) {
  plan_.Accept({.id = "a1", .due = kToday + 9, .agency = "force"});
  plan_.Accept({.id = "a2", .due = kToday - 2, .agency = "force"});
  plan_.Accept({.id = "a3", .due = kToday, .agency = "health"});
  AcceptInTheEast("a1", kToday + 1);
  EXPECT_THAT(OfForce(), ElementsAre("ncc a2", "east a1", "ncc a1"));
  EXPECT_THAT(Ids("agency: 'boards/ncc/agencies/force'"),
              ElementsAre("ncc a2", "ncc a1"));
}

TEST_F(MyActionsTest, TellsEachBoardByWhatItWasComputed) {
  AcceptInTheEast("a1", kToday + 1);
  Page page;
  ASSERT_OK_AND_ASSIGN(const auto mine,
                       Mine("organization: 'county-police'", page));
  ASSERT_EQ(mine.readings_size(), 2);
  EXPECT_EQ(mine.readings(0).board(), "boards/east");
  EXPECT_EQ(mine.readings(0).calendar_version(), "scotland/2026-1");
  EXPECT_EQ(mine.readings(1).calendar_version(), "england-and-wales/2026-1");
}

TEST_F(MyActionsTest, FollowsAnActionToItsNewLead) {
  plan_.Accept({.id = "a1", .due = kToday, .agency = "force"});
  plan_.Record("actions/a1", "action { action_declined {} }");
  EXPECT_THAT(OfForce(), ElementsAre("ncc a1"));
  plan_.Record("actions/a1",
               "action { decline_resolved { decision: ASSIGN_AGAIN "
               "lead_agency: 'boards/ncc/agencies/health' owner_role: 'Nurse' "
               "due { date { year: 2026 month: 5 day: 1 } } } }");
  EXPECT_THAT(OfForce(), IsEmpty());
  EXPECT_THAT(Ids("agency: 'boards/ncc/agencies/health'"),
              ElementsAre("ncc a1"));
}

TEST_F(MyActionsTest, ShowsWhatIsOpenUnlessStatesAreAskedFor) {
  plan_.Accept({.id = "done", .due = kToday, .agency = "force"});
  plan_.Accept({.id = "open", .due = kToday + 1, .agency = "force"});
  plan_.Record("actions/done", "action { completion_submitted {} }");
  EXPECT_THAT(OfForce(), ElementsAre("ncc done", "ncc open"));
  plan_.Record("actions/done", "action { completion_verified {} }");
  EXPECT_THAT(OfForce(), ElementsAre("ncc open"));
  EXPECT_THAT(OfForce("states: VERIFIED"), ElementsAre("ncc done"));
  EXPECT_THAT(OfForce("states: VERIFIED states: ACCEPTED"),
              ElementsAre("ncc open", "ncc done"));
  EXPECT_THAT(OfForce("states: BLOCKED"), IsEmpty());
}

TEST_F(MyActionsTest, LooksAheadInTheWorkingDaysOfEachBoard) {
  // 6 April 2026 is Easter Monday, a holiday in England and not in Scotland.
  plan_.Accept(
      {.id = "a1", .due = absl::CivilDay(2026, 4, 8), .agency = "force"});
  AcceptInTheEast("a1", absl::CivilDay(2026, 4, 8));
  const std::string on = "due_on { year: 2026 month: 4 day: 2 } ";
  EXPECT_THAT(OfForce(on + "within_working_days: 2"), ElementsAre("ncc a1"));
  EXPECT_THAT(OfForce(on + "within_working_days: 3"),
              ElementsAre("east a1", "ncc a1"));
}

TEST_F(MyActionsTest, TellsWhatIsOverdueAloneWhenAsked) {
  plan_.Accept({.id = "a1", .due = kToday - 1, .agency = "force"});
  plan_.Accept({.id = "a2", .due = kToday, .agency = "force"});
  plan_.Accept({.id = "a3", .due = kToday - 5, .agency = "force"});
  plan_.Record("actions/a3", "action { completion_submitted {} }");
  EXPECT_THAT(OfForce("overdue_only: true"), ElementsAre("ncc a1"));
}

TEST_F(MyActionsTest, TellsWhatIsAsked) {
  plan_.Accept({.id = "a1", .due = kToday + 60, .agency = "force"});
  plan_.Accept({.id = "a2", .due = kToday - 1, .agency = "force"});
  EXPECT_THAT(OfForce("asked_only: true"), ElementsAre("ncc a2"));
  Page page;
  ASSERT_OK_AND_ASSIGN(const auto mine,
                       Mine("organization: 'county-police'", page));
  ASSERT_EQ(mine.actions_size(), 2);
  ASSERT_EQ(mine.actions(0).asks_size(), 1);
  EXPECT_EQ(mine.actions(0).asks(0).kind(), v1::Ask::COMPLETE_OR_EXTEND);
  EXPECT_EQ(mine.actions(1).asks_size(), 0);
}

TEST_F(MyActionsTest, GoesOnWhereThePageBeforeEndedWhileOthersCome) {
  for (int i = 1; i <= 5; ++i) {
    plan_.Accept(
        {.id = absl::StrCat("a", i), .due = kToday + i, .agency = "force"});
  }
  Page page{.size = 2};
  ASSERT_OK_AND_ASSIGN(const auto first,
                       Mine("organization: 'county-police'", page));
  EXPECT_EQ(first.actions(1).action(), "boards/ncc/actions/a2");
  page.after_key = last_key_;
  plan_.Accept({.id = "a0", .due = kToday, .agency = "force"});
  plan_.Accept({.id = "a35", .due = kToday + 3, .agency = "force"});
  page.size = 9;
  ASSERT_OK_AND_ASSIGN(const auto second,
                       Mine("organization: 'county-police'", page));
  ASSERT_EQ(second.actions_size(), 4);
  EXPECT_EQ(second.actions(0).action(), "boards/ncc/actions/a3");
  EXPECT_EQ(second.actions(1).action(), "boards/ncc/actions/a35");
  EXPECT_EQ(last_key_, "");
}

TEST_F(MyActionsTest, AnswersAsItWasKnownThenInTheSameOrder) {
  plan_.Accept({.id = "a1", .due = kToday + 5, .agency = "force"});
  plan_.Accept({.id = "a2", .due = kToday + 2, .agency = "force"});
  AcceptInTheEast("a3", kToday + 3);
  const std::string then =
      absl::StrCat("as_at { record_time { seconds: ",
                   absl::ToUnixSeconds(plan_.clock().Now()), " } } ");
  plan_.clock().Advance(absl::Hours(1));
  plan_.Record("actions/a1", "action { completion_submitted {} }");
  plan_.Record("actions/a1", "action { completion_verified {} }");
  EXPECT_THAT(OfForce(), ElementsAre("ncc a2", "east a3"));
  EXPECT_THAT(OfForce(then), ElementsAre("ncc a2", "east a3", "ncc a1"));

  Page page{.size = 2};
  ASSERT_OK(Mine("organization: 'county-police' " + then, page));
  page.after_key = last_key_;
  ASSERT_OK_AND_ASSIGN(const auto second,
                       Mine("organization: 'county-police' " + then, page));
  ASSERT_EQ(second.actions_size(), 1);
  EXPECT_EQ(second.actions(0).action(), "boards/ncc/actions/a1");
}

TEST_F(MyActionsTest, LeavesOutABoardThatWasNotThereYet) {
  plan_.Accept({.id = "a1", .due = kToday, .agency = "force"});
  const auto then = absl::ToUnixSeconds(plan_.clock().Now());
  plan_.clock().Advance(absl::Hours(1));
  RecordOn("boards/west",
           "board { board_created { title: 'West' division: SCOTLAND "
           "time_zone: 'Europe/London' } }");
  RecordOn("boards/west/agencies/force",
           "agency { agency_created { title: 'Force' type: POLICE "
           "organization: 'county-police' } }");
  const std::string as_at =
      absl::StrCat("as_at { record_time { seconds: ", then, " } } ");
  EXPECT_THAT(OfForce(as_at), ElementsAre("ncc a1"));
  Page page;
  EXPECT_THAT(Mine("agency: 'boards/west/agencies/force' " + as_at, page),
              FailsWith("NOT_THERE_YET"));
}

TEST_F(MyActionsTest, DoesNotKnowWhatIsNotThere) {
  Page page;
  EXPECT_THAT(Mine("organization: 'county'", page),
              FailsWith("ORGANIZATION_NOT_FOUND"));
  EXPECT_THAT(Mine("agency: 'boards/ncc/agencies/polcie'", page),
              StatusIs(absl::StatusCode::kNotFound));
  EXPECT_THAT(OfForce(), IsEmpty());
}

}  // namespace
}  // namespace actionplan::queries
