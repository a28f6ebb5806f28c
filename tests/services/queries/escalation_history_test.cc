#include "services/queries/escalation_history.h"

#include "absl/time/civil_time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "projections/resources/civil_date.h"
#include "tests/services/queries/recorded_plan.h"
#include "tests/support/status_matchers.h"
#include "tests/support/text_proto.h"

namespace actionplan::queries {
namespace {

using support::FromText;

constexpr char kRaised[] =
    "escalation { escalation_raised { level: 1 family: TIMELINESS episode: 1 "
    "subject: 'boards/ncc/actions/a1' reason { clear: 'Late' } } }";

class EscalationHistoryTest : public testing::Test {
 protected:
  EscalationHistoryTest() {
    plan_.Accept({.id = "a1", .due = absl::CivilDay(2026, 3, 20)});
  }

  void At(absl::CivilMinute minute) {
    const absl::TimeZone london = *resources::FindTimeZone("Europe/London");
    plan_.clock().JumpTo(absl::FromCivil(minute, london));
  }

  v1::EscalationHistory History() {
    const auto history =
        EscalationHistoryOf(plan_.sources(),
                            FromText<v1::GetEscalationHistoryRequest>(
                                "name: 'boards/ncc/actions/a1'"),
                            plan_.clock().Now());
    EXPECT_OK(history);
    return history.ok() ? *history : v1::EscalationHistory();
  }

  RecordedPlan plan_;
};

TEST_F(EscalationHistoryTest, OfAnActionThatWasNeverEscalatedIsEmpty) {
  EXPECT_THAT(History(), support::IsText(R"pb(
                subject: "boards/ncc/actions/a1"
                title: "Do a1"
                position: 6
                calendar_version: "england-and-wales/2026-1")pb"));
}

TEST_F(EscalationHistoryTest, TellsEpisodesInTheOrderOfTheirRaising) {
  plan_.Record("escalations/zz", kRaised);
  plan_.Record("escalations/zz", "escalation { escalation_resolved {} }");
  plan_.Record("escalations/aa", kRaised);
  const v1::EscalationHistory history = History();
  ASSERT_EQ(history.episodes_size(), 2);
  EXPECT_EQ(history.episodes(0).escalation().name(),
            "boards/ncc/escalations/zz");
  EXPECT_EQ(history.episodes(0).steps_size(), 2);
  EXPECT_EQ(history.episodes(1).escalation().name(),
            "boards/ncc/escalations/aa");
  EXPECT_EQ(history.position(), 9);
}

TEST_F(EscalationHistoryTest, HasNoResponseTimesUntilSomebodyResponds) {
  plan_.Record("escalations/e1", kRaised);
  const v1::EscalationHistory history = History();
  ASSERT_EQ(history.episodes_size(), 1);
  EXPECT_FALSE(history.episodes(0).has_working_days_to_acknowledge());
  EXPECT_FALSE(history.episodes(0).has_working_days_to_resolve());
}

TEST_F(EscalationHistoryTest, CountsResponseTimesInTheBoardsWorkingDays) {
  // Thursday before Easter; Good Friday and Easter Monday are holidays.
  At(absl::CivilMinute(2026, 4, 2, 9, 0));
  plan_.Record("escalations/e1", kRaised);
  At(absl::CivilMinute(2026, 4, 7, 9, 0));
  plan_.Record("escalations/e1", "escalation { escalation_acknowledged {} }");
  At(absl::CivilMinute(2026, 4, 13, 9, 0));
  plan_.Record("escalations/e1", "escalation { escalation_resolved {} }");
  const v1::EscalationHistory history = History();
  ASSERT_EQ(history.episodes_size(), 1);
  EXPECT_EQ(history.episodes(0).working_days_to_acknowledge(), 1);
  EXPECT_EQ(history.episodes(0).working_days_to_resolve(), 5);
  EXPECT_FALSE(history.provisional());
}

TEST_F(EscalationHistoryTest, IsProvisionalWhereTheCalendarIs) {
  At(absl::CivilMinute(2042, 4, 2, 9, 0));
  plan_.Record("escalations/e1", kRaised);
  At(absl::CivilMinute(2042, 4, 7, 9, 0));
  plan_.Record("escalations/e1", "escalation { escalation_acknowledged {} }");
  EXPECT_TRUE(History().provisional());
}

TEST_F(EscalationHistoryTest, CountsAResponseOnTheSameDayAsNone) {
  plan_.Record("escalations/e1", kRaised);
  plan_.clock().Advance(absl::Hours(2));
  plan_.Record("escalations/e1", "escalation { escalation_acknowledged {} }");
  const v1::EscalationHistory history = History();
  ASSERT_EQ(history.episodes_size(), 1);
  EXPECT_TRUE(history.episodes(0).has_working_days_to_acknowledge());
  EXPECT_EQ(history.episodes(0).working_days_to_acknowledge(), 0);
}

TEST_F(EscalationHistoryTest, CountsTheBoardsDaysAndNotThoseOfUtc) {
  // A quarter of an hour apart, and midnight in London between them.
  At(absl::CivilMinute(2026, 6, 30, 23, 55));
  plan_.Record("escalations/e1", kRaised);
  At(absl::CivilMinute(2026, 7, 1, 0, 10));
  plan_.Record("escalations/e1", "escalation { escalation_acknowledged {} }");
  const v1::EscalationHistory history = History();
  ASSERT_EQ(history.episodes_size(), 1);
  EXPECT_EQ(history.episodes(0).working_days_to_acknowledge(), 1);
}

TEST_F(EscalationHistoryTest, DoesNotKnowAnActionThatIsNotThere) {
  EXPECT_THAT(EscalationHistoryOf(plan_.sources(),
                                  FromText<v1::GetEscalationHistoryRequest>(
                                      "name: 'boards/ncc/actions/a9'"),
                                  plan_.clock().Now()),
              support::StatusIs(absl::StatusCode::kNotFound));
}

}  // namespace
}  // namespace actionplan::queries
