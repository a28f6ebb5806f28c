#include "services/queries/changes.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/substitute.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/services/queries/recorded_plan.h"
#include "tests/support/status_matchers.h"
#include "tests/support/text_proto.h"

namespace actionplan::queries {
namespace {

using support::FailsWith;
using support::FromText;
using support::IsText;
using support::StatusIs;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr absl::CivilDay kToday(2026, 3, 2);  // A Monday.

class ChangesTest : public testing::Test {
 protected:
  absl::StatusOr<v1::ListChangesResponse> List(const std::string& request,
                                               Page& page) {
    return Changes(
        plan_.sources(),
        FromText<v1::ListChangesRequest>("parent: 'boards/ncc' " + request),
        plan_.clock().Now(), page, last_key_);
  }

  v1::ListChangesResponse Since(absl::Time since,
                                const std::string& request = "") {
    Page page;
    const auto response = List(SinceText(since) + request, page);
    EXPECT_OK(response);
    return response.ok() ? *response : v1::ListChangesResponse();
  }

  static std::string SinceText(absl::Time since) {
    return absl::Substitute("since { record_time { seconds: $0 } } ",
                            absl::ToUnixSeconds(since));
  }

  static std::vector<std::string> IdsOf(
      const v1::ListChangesResponse& response) {
    std::vector<std::string> ids;
    for (const auto& change : response.changes()) {
      ids.push_back(change.action().substr(sizeof("boards/ncc/actions/") - 1));
    }
    return ids;
  }

  // An hour passes.
  absl::Time Later() {
    const absl::Time now = plan_.clock().Now();
    plan_.clock().Advance(absl::Hours(1));
    return now;
  }

  void ReDate(const std::string& id, absl::CivilDay from, absl::CivilDay to) {
    plan_.Record(
        "actions/" + id,
        absl::Substitute("action { extension_approved { "
                         "previous_due_date { $0 } due_date { $1 } } }",
                         DateText(from), DateText(to)));
  }

  RecordedPlan plan_;
  std::string last_key_;
};

TEST_F(ChangesTest, ListsWhatChangedAndNothingElse) {
  plan_.Accept({.id = "same", .due = kToday + 60});
  plan_.Accept({.id = "moved", .due = kToday + 60});
  const absl::Time since = Later();
  ReDate("moved", kToday + 60, kToday + 90);
  ReDate("moved", kToday + 90, kToday + 95);
  plan_.Accept({.id = "new", .due = kToday + 30});
  const auto changes = Since(since);
  EXPECT_THAT(IdsOf(changes), ElementsAre("moved", "new"));
  EXPECT_THAT(
      changes.changes(0), IsText(R"pb(
        action: "boards/ncc/actions/moved"
        title: "Do moved"
        lead_agency: "boards/ncc/agencies/police"
        kinds: DUE_DATE
        kinds: RATING
        times_re_dated: 2
        values {
          field: "due_date"
          previous: "2026-05-01"
          current: "2026-06-05"
        }
        values { field: "rating" previous: "GREY" current: "AMBER" })pb"));
  EXPECT_EQ(changes.changed(), 2);
  EXPECT_EQ(changes.actions(), 3);
  ASSERT_EQ(changes.counts_size(), 5);
  EXPECT_THAT(changes.counts(0), IsText("kind: NEW actions: 1"));
}

TEST_F(ChangesTest, EndsWhereItIsAskedTo) {
  const absl::Time since = Later();
  plan_.Accept({.id = "a1", .due = kToday + 60});
  const absl::Time until = Later();
  plan_.Accept({.id = "a2", .due = kToday + 60});
  const auto changes =
      Since(since, absl::Substitute("until { record_time { seconds: $0 } }",
                                    absl::ToUnixSeconds(until)));
  EXPECT_THAT(IdsOf(changes), ElementsAre("a1"));
  EXPECT_TRUE(changes.until().has_as_at());
  EXPECT_FALSE(Since(since).until().has_as_at());
}

TEST_F(ChangesTest, TakesAMeetingForTheEndOfItsDay) {
  plan_.Record("meetings/m1",
               "meeting { meeting_recorded { forum: 'Board' meeting_date { "
               "year: 2026 month: 3 day: 2 } } }");
  plan_.Accept({.id = "a1", .due = kToday + 60});
  Page page;
  const std::string since = "since { meeting: 'boards/ncc/meetings/m1' }";
  EXPECT_THAT(List(since, page), FailsWith("AS_AT_NOT_OVER"));
  plan_.clock().Advance(absl::Hours(24));
  plan_.Accept({.id = "a2", .due = kToday + 60});
  ASSERT_OK_AND_ASSIGN(const auto changes, List(since, page));
  EXPECT_THAT(IdsOf(changes), ElementsAre("a2"));
  EXPECT_EQ(changes.since().as_at().meeting(), "boards/ncc/meetings/m1");
  EXPECT_THAT(changes.since().due_on(), IsText("year: 2026 month: 3 day: 2"));
}

TEST_F(ChangesTest, TellsWhatBecameLateWithoutAnyFact) {
  plan_.Accept({.id = "a1", .due = kToday + 1});
  const absl::Time since = Later();
  plan_.clock().Advance(absl::Hours(72));
  const auto changes = Since(since);
  ASSERT_EQ(changes.changes_size(), 1);
  EXPECT_THAT(changes.changes(0).kinds(), ElementsAre(v1::PlanChange::RATING));
}

TEST_F(ChangesTest, LeavesOutNothingOfAnEscalation) {
  plan_.Accept({.id = "a1", .due = kToday + 60});
  const absl::Time since = Later();
  plan_.Record("escalations/e1",
               "escalation { escalation_raised { level: 2 family: BY_HAND "
               "subject: 'boards/ncc/actions/a1' } }");
  plan_.Record("escalations/e1", "escalation { escalation_resolved {} }");
  const auto changes = Since(since);
  ASSERT_EQ(changes.changes_size(), 1);
  EXPECT_EQ(changes.changes(0).escalations_raised(), 1);
  EXPECT_EQ(changes.changes(0).escalations_resolved(), 1);
}

TEST_F(ChangesTest, CountsEveryWayAndListsThoseAskedFor) {
  plan_.Accept({.id = "a1", .due = kToday + 60});
  plan_.Accept({.id = "a2", .due = kToday + 60, .agency = "health"});
  const absl::Time since = Later();
  ReDate("a1", kToday + 60, kToday + 90);
  plan_.Record("actions/a2",
               "action { action_reassigned { owner_role: 'Nurse' } }");
  const auto moved = Since(since, "kinds: DUE_DATE");
  EXPECT_THAT(IdsOf(moved), ElementsAre("a1"));
  EXPECT_EQ(moved.changed(), 2);
  EXPECT_THAT(IdsOf(Since(since, "agency: 'boards/ncc/agencies/health'")),
              ElementsAre("a2"));
  EXPECT_THAT(IdsOf(Since(since, "kinds: ENDED")), IsEmpty());
}

// A lead that changed concerns both.
TEST_F(ChangesTest, ShowsAnAgencyWhatItLost) {
  plan_.Accept({.id = "a1", .due = kToday + 60});
  const absl::Time since = Later();
  plan_.Record("actions/a1", "action { action_declined {} }");
  plan_.Record("actions/a1",
               "action { decline_resolved { decision: ASSIGN_AGAIN "
               "lead_agency: 'boards/ncc/agencies/health' owner_role: 'Nurse' "
               "due { date { year: 2026 month: 5 day: 1 } } } }");
  for (const char* agency : {"police", "health"}) {
    EXPECT_THAT(IdsOf(Since(since, absl::StrCat("agency: 'boards/ncc/agencies/",
                                                agency, "'"))),
                ElementsAre("a1"));
  }
}

TEST_F(ChangesTest, EveryPageEndsWhereTheFirstOneDid) {
  const absl::Time since = Later();
  for (const char* id : {"a1", "a3", "a5"}) {
    plan_.Accept({.id = id, .due = kToday + 60});
  }
  Page page{.size = 2};
  ASSERT_OK_AND_ASSIGN(const auto first, List(SinceText(since), page));
  EXPECT_THAT(IdsOf(first), ElementsAre("a1", "a3"));
  page.after_key = last_key_;
  Later();
  plan_.Accept({.id = "a4", .due = kToday + 60});
  ReDate("a5", kToday + 60, kToday + 90);
  ASSERT_OK_AND_ASSIGN(const auto second, List(SinceText(since), page));
  EXPECT_THAT(IdsOf(second), ElementsAre("a5"));
  EXPECT_EQ(second.changes(0).times_re_dated(), 0);
  EXPECT_EQ(second.changed(), first.changed());
  EXPECT_EQ(last_key_, "");
}

TEST_F(ChangesTest, EveryPageBeginsWhereTheFirstOneDid) {
  for (const char* id : {"a1", "a3", "a5"}) {
    plan_.Accept({.id = id, .due = kToday + 60});
  }
  Later();
  const absl::Time since = Later();
  for (const char* id : {"a1", "a5"}) ReDate(id, kToday + 60, kToday + 90);
  const std::string request = absl::Substitute(
      "since { occur_time { seconds: $0 } } ", absl::ToUnixSeconds(since));
  Page page{.size = 1};
  ASSERT_OK_AND_ASSIGN(const auto first, List(request, page));
  EXPECT_THAT(IdsOf(first), ElementsAre("a1"));
  page.after_key = last_key_;
  // It had happened before that instant, and is recorded only now.
  plan_.Record("actions/a3", "action { progress_recorded {} }",
               {.earlier = plan_.clock().Now() - since + absl::Minutes(1)});
  ASSERT_OK_AND_ASSIGN(const auto second, List(request, page));
  EXPECT_THAT(IdsOf(second), ElementsAre("a5"));
}

TEST_F(ChangesTest, IsRefusedWhenItWouldGoBack) {
  const absl::Time now = Later();
  Page page;
  EXPECT_THAT(List(SinceText(plan_.clock().Now()) +
                       absl::Substitute("until { record_time { seconds: $0 } }",
                                        absl::ToUnixSeconds(now)),
                   page),
              FailsWith("SINCE_NOT_BEFORE_UNTIL"));
  EXPECT_THAT(List(SinceText(now - absl::Hours(1000)), page),
              FailsWith("NOT_THERE_YET"));
  EXPECT_THAT(List(SinceText(now) + "agency: 'boards/ncc/agencies/x1'", page),
              StatusIs(absl::StatusCode::kNotFound));
}

}  // namespace
}  // namespace actionplan::queries
