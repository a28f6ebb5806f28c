#include "services/queries/asks.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/text_proto.h"

namespace actionplan::queries {
namespace {

using projections::v1::ActionPlanRow;
using support::FromText;
using testing::ElementsAre;
using testing::IsEmpty;
using v1::Ask;

constexpr absl::CivilDay kToday(2026, 3, 2);  // A Monday, day 20514.

std::vector<Ask> AsksFor(const std::string& row) {
  const Yardstick yardstick{.calendar = domain::WorkingCalendar::Latest(
                                domain::Division::kEnglandAndWales),
                            .zone = absl::UTCTimeZone(),
                            .due_on = kToday};
  // Heard of on that day.
  return AsksOf(FromText<ActionPlanRow>("action: 'a1' lead_agency: 'police' "
                                        "started_seconds: 1772409600 " +
                                        row),
                yardstick);
}

std::vector<int> KindsFor(const std::string& row) {
  std::vector<int> kinds;
  for (const Ask& ask : AsksFor(row)) kinds.push_back(ask.kind());
  return kinds;
}

TEST(AsksTest, AsksNothingOfWhatGoesWell) {
  EXPECT_THAT(AsksFor("state: 4 due_day: 20514"), IsEmpty());
  EXPECT_THAT(AsksFor("state: 6 due_day: 20500"), IsEmpty());
  EXPECT_THAT(AsksFor("state: 8 due_day: 20500"), IsEmpty());
}

TEST(AsksTest, AsksToAcceptOrDeclineAndNothingElseYet) {
  EXPECT_THAT(KindsFor("state: 2 due_day: 20500"),
              ElementsAre(Ask::ACCEPT_OR_DECLINE));
}

TEST(AsksTest, AsksToCompleteWhatIsOverdueUnlessMoreTimeIsAskedFor) {
  const auto asks = AsksFor("state: 4 due_day: 20513");
  ASSERT_EQ(asks.size(), 1u);
  EXPECT_THAT(asks[0], support::IsText("kind: COMPLETE_OR_EXTEND "
                                       "by { year: 2026 month: 3 day: 1 }"));
  EXPECT_THAT(AsksFor("state: 4 due_day: 20513 extension_pending: true"),
              IsEmpty());
}

TEST(AsksTest, AsksForAWordWhenNothingWasHeardForTooLong) {
  // From 30 January to 2 March are 21 working days.
  EXPECT_THAT(KindsFor("state: 4 started_seconds: 1769760000"),
              ElementsAre(Ask::REPORT_PROGRESS));
  EXPECT_THAT(KindsFor("state: 4 started_seconds: 1769760000 "
                       "latest_progress_seconds: 1772236800"),
              IsEmpty());
}

TEST(AsksTest, AsksToLookAtABlockOnceItsReviewHasCome) {
  EXPECT_THAT(KindsFor("state: 5 block_review_day: 20514"),
              ElementsAre(Ask::REVIEW_BLOCK));
  EXPECT_THAT(KindsFor("state: 5 block_review_day: 20515"), IsEmpty());
}

TEST(AsksTest, AsksForAnswersToEscalationsToTheAgency) {
  const auto asks = AsksFor(
      "state: 4 "
      "open_escalations { escalation: 'e1' level: 1 agency: 'police' "
      "  acknowledged_seconds: 5 respond_by_day: 20520 } "
      "open_escalations { escalation: 'e2' level: 2 agency: 'police' "
      "  acknowledge_by_day: 20515 }");
  ASSERT_EQ(asks.size(), 2u);
  EXPECT_THAT(asks[0], support::IsText("kind: ACKNOWLEDGE_ESCALATION "
                                       "by { year: 2026 month: 3 day: 3 } "
                                       "escalation: 'e2'"));
  EXPECT_THAT(asks[1], support::IsText("kind: ANSWER_ESCALATION "
                                       "by { year: 2026 month: 3 day: 8 } "
                                       "escalation: 'e1'"));
}

TEST(AsksTest, LeavesOutWhatOthersHaveToAnswer) {
  for (const char* escalation :
       {"level: 3 agency: 'police'", "level: 1 agency: 'health'",
        "level: 1 agency: 'police' paused: true",
        "level: 1 agency: 'police' recovery_day: 20600",
        "level: 1 agency: 'police' acknowledged_seconds: 5"}) {
    EXPECT_THAT(KindsFor(std::string("state: 4 open_escalations { ") +
                         escalation + " }"),
                IsEmpty())
        << escalation;
  }
}

}  // namespace
}  // namespace actionplan::queries
