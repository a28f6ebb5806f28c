#include "services/queries/pending_decisions.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/services/queries/recorded_plan.h"
#include "tests/support/status_matchers.h"
#include "tests/support/text_proto.h"

namespace actionplan::queries {
namespace {

using support::FromText;
using support::IsText;
using support::StatusIs;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr absl::CivilDay kToday(2026, 3, 2);  // A Monday.

class PendingDecisionsTest : public testing::Test {
 protected:
  absl::StatusOr<v1::ListPendingDecisionsResponse> Decisions(
      const std::string& request, Page& page) {
    return PendingDecisions(plan_.sources(),
                            FromText<v1::ListPendingDecisionsRequest>(
                                "parent: 'boards/ncc' " + request),
                            plan_.clock().Now(), page, last_key_);
  }

  // The ids of the actions.
  std::vector<std::string> Ids(const std::string& request = "") {
    Page page;
    const auto response = Decisions(request, page);
    EXPECT_OK(response);
    return response.ok() ? IdsOf(*response) : std::vector<std::string>();
  }

  static std::vector<std::string> IdsOf(
      const v1::ListPendingDecisionsResponse& response) {
    std::vector<std::string> ids;
    for (const auto& decision : response.decisions()) {
      ids.push_back(
          decision.action().substr(sizeof("boards/ncc/actions/") - 1));
    }
    return ids;
  }

  // Claimed so long ago to be done.
  void Submit(const std::string& id, absl::Duration earlier) {
    plan_.Accept({.id = id, .due = kToday + 9});
    plan_.Record("actions/" + id, "action { completion_submitted {} }",
                 {.earlier = earlier});
  }

  RecordedPlan plan_;
  std::string last_key_;
};

TEST_F(PendingDecisionsTest, TheLongestWaitingComesFirst) {
  Submit("a1", absl::Hours(2));
  Submit("a2", absl::Hours(30));
  Submit("a3", absl::Hours(1));
  EXPECT_THAT(Ids(), ElementsAre("a2", "a1", "a3"));
}

TEST_F(PendingDecisionsTest, AreCountedOverAllPages) {
  Submit("a1", absl::Hours(3));
  Submit("a2", absl::Hours(2));
  plan_.Accept({.id = "a3", .due = kToday + 9});
  plan_.Record("actions/a3", "action { extension_requested {} }");
  Page page{.size = 2};
  ASSERT_OK_AND_ASSIGN(const auto first, Decisions("", page));
  EXPECT_THAT(IdsOf(first), ElementsAre("a1", "a2"));
  page.after_key = last_key_;
  ASSERT_OK_AND_ASSIGN(const auto second, Decisions("", page));
  EXPECT_THAT(IdsOf(second), ElementsAre("a3"));
  for (const auto& response : {first, second}) {
    ASSERT_EQ(response.counts_size(), 2);
    EXPECT_THAT(response.counts(0), IsText("kind: EXTENSION decisions: 1"));
    EXPECT_THAT(response.counts(1), IsText("kind: VERIFICATION decisions: 2"));
  }
}

TEST_F(PendingDecisionsTest, StayWhereTheyAreWhileOthersAreDecided) {
  for (int i = 1; i <= 4; ++i) {
    Submit(absl::StrCat("a", i), absl::Hours(10 - i));
  }
  Page page{.size = 2};
  ASSERT_OK(Decisions("", page));
  page.after_key = last_key_;
  plan_.Record("actions/a1", "action { completion_rejected {} }");
  plan_.Record("actions/a2", "action { completion_rejected {} }");
  Submit("a5", absl::Hours(20));
  ASSERT_OK_AND_ASSIGN(const auto second, Decisions("", page));
  EXPECT_THAT(IdsOf(second), ElementsAre("a3", "a4"));
}

TEST_F(PendingDecisionsTest, AreNarrowedToKindDeciderAgencyAndPlan) {
  Submit("a1", absl::Hours(3));
  plan_.Accept({.id = "a2", .due = kToday + 9, .agency = "health"});
  plan_.Record("actions/a2", "action { action_declined {} }");
  plan_.Record("plans/p1", "plan { plan_created { title: 'Neglect' } }");
  plan_.Record(
      "plans/p1",
      "plan { action_added_to_plan { action: 'boards/ncc/actions/a1' } }");
  EXPECT_THAT(Ids("kinds: VERIFICATION"), ElementsAre("a1"));
  EXPECT_THAT(Ids("kinds: SIGN_OFF"), IsEmpty());
  EXPECT_THAT(Ids("decider: VERIFIER"), ElementsAre("a1"));
  EXPECT_THAT(Ids("decider: INDEPENDENT_CHAIR"), ElementsAre("a2"));
  EXPECT_THAT(Ids("agency: 'boards/ncc/agencies/health'"), ElementsAre("a2"));
  EXPECT_THAT(Ids("filter { plan: 'boards/ncc/plans/p1' }"), ElementsAre("a1"));
  Page page;
  EXPECT_THAT(Decisions("filter { plan: 'boards/ncc/plans/p2' }", page),
              StatusIs(absl::StatusCode::kNotFound));
  EXPECT_THAT(Decisions("agency: 'boards/ncc/agencies/x1'", page),
              StatusIs(absl::StatusCode::kNotFound));
}

TEST_F(PendingDecisionsTest, AreThoseOfThePastWhenAsked) {
  Submit("a1", absl::ZeroDuration());
  const auto then = absl::ToUnixSeconds(plan_.clock().Now());
  plan_.clock().Advance(absl::Hours(24));
  plan_.Record("actions/a1", "action { completion_rejected {} }");
  EXPECT_THAT(Ids(), IsEmpty());
  EXPECT_THAT(
      Ids(absl::StrCat("as_at { record_time { seconds: ", then, " } }")),
      ElementsAre("a1"));
}

}  // namespace
}  // namespace actionplan::queries
