// Escalation by the board's own days: its closures, and the change of its
// clocks.
#include <string>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/services/escalation/escalation_office.h"
#include "tests/support/status_matchers.h"

namespace actionplan::escalation {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class BoardDaysTest : public EscalationOffice {
 protected:
  BoardDaysTest() { AdoptPolicy(); }

  // Both clocks go on to this minute in UTC.
  void GoOnTo(absl::CivilMinute minute) {
    plan_.clock().Advance(absl::FromCivil(minute, absl::UTCTimeZone()) -
                          plan_.clock().Now());
  }
};

TEST_F(BoardDaysTest, DoNotCountWhileTheOfficeIsClosed) {
  plan_.Accept({.id = "a1", .due = absl::CivilDay(2026, 3, 6)});
  Happen("",
         "board { closures_adopted { closures { version: 4 closures { date "
         "{ year: 2026 month: 3 day: 11 } label: 'Move' } } } }");
  // Five working days after Friday the 6th, without Wednesday the 11th.
  Morning(absl::CivilDay(2026, 3, 13));
  EXPECT_THAT(Outcome(), IsEmpty());
  Morning(absl::CivilDay(2026, 3, 16));
  EXPECT_THAT(Outcome(), ElementsAre("a1-timeliness-1 RAISED"));
  EXPECT_EQ(Escalation("a1-timeliness-1").grounds().calendar_version(),
            "england-and-wales/2026-1+closures/4");
}

TEST_F(BoardDaysTest, BeginAnHourEarlierOnceTheClocksHaveGoneForward) {
  // Due on the Friday before the change; Monday is the first working day late.
  plan_.Accept(
      {.id = "a1", .due = absl::CivilDay(2026, 3, 27), .priority = "HIGH"});
  GoOnTo(absl::CivilMinute(2026, 3, 29, 22, 59));
  EXPECT_THAT(Outcome(), IsEmpty());
  GoOnTo(absl::CivilMinute(2026, 3, 29, 23, 0));
  EXPECT_THAT(Outcome(), ElementsAre("a1-timeliness-1 RAISED"));
}

TEST_F(BoardDaysTest, BeginAnHourLaterOnceTheClocksHaveGoneBack) {
  plan_.Accept(
      {.id = "a1", .due = absl::CivilDay(2026, 10, 23), .priority = "HIGH"});
  GoOnTo(absl::CivilMinute(2026, 10, 25, 23, 59));
  EXPECT_THAT(Outcome(), IsEmpty());
  GoOnTo(absl::CivilMinute(2026, 10, 26, 0, 0));
  EXPECT_THAT(Outcome(), ElementsAre("a1-timeliness-1 RAISED"));
}

}  // namespace
}  // namespace actionplan::escalation
