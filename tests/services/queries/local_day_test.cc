// Days end when the board's day ends, also on the days on which its clocks are
// changed.
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "actionplan/v1/action.pb.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/queries/standing.h"
#include "services/queries/view_access.h"
#include "tests/support/text_proto.h"

namespace actionplan::queries {
namespace {

using absl::CivilDay;
using absl::CivilMinute;
using support::FromText;
using v1::Action;

absl::Time Utc(CivilMinute minute) {
  return absl::FromCivil(minute, absl::UTCTimeZone());
}

v1::Board BoardIn(const std::string& zone) {
  return FromText<v1::Board>(absl::StrCat("name: 'boards/ncc' time_zone: '",
                                          zone,
                                          "' division: ENGLAND_AND_WALES"));
}

// How an action due on the day stands at the instant.
v1::DueState StateAt(const v1::Board& board, CivilDay due, absl::Time now) {
  projections::v1::ActionPlanRow row;
  row.set_state(Action::IN_PROGRESS);
  row.set_due_day(DayNumber(due));
  return StandingOf(row, YardstickOf(board, now)).due_state;
}

struct Case {
  std::string zone;
  CivilDay due;
  absl::Time last_instant;  // The last minute of the day in that zone.
};

std::vector<Case> AllCases() {
  return {
      // An ordinary day in winter, and one in summer.
      {"Europe/London", CivilDay(2026, 1, 14),
       Utc(CivilMinute(2026, 1, 14, 23, 59))},
      {"Europe/London", CivilDay(2026, 7, 15),
       Utc(CivilMinute(2026, 7, 15, 22, 59))},
      // The days of the change, and those beside them. Clocks go forward at one
      // in the night to 29 March and back at two in that to 25 October.
      {"Europe/London", CivilDay(2026, 3, 28),
       Utc(CivilMinute(2026, 3, 28, 23, 59))},
      {"Europe/London", CivilDay(2026, 3, 29),
       Utc(CivilMinute(2026, 3, 29, 22, 59))},
      {"Europe/London", CivilDay(2026, 10, 24),
       Utc(CivilMinute(2026, 10, 24, 22, 59))},
      {"Europe/London", CivilDay(2026, 10, 25),
       Utc(CivilMinute(2026, 10, 25, 23, 59))},
      // A zone on the other side of the world, and one where the hour that was
      // left out was the first of the day: 4 November 2018 began at one.
      {"Pacific/Auckland", CivilDay(2026, 4, 5),
       Utc(CivilMinute(2026, 4, 5, 11, 59))},
      {"America/Sao_Paulo", CivilDay(2018, 11, 3),
       Utc(CivilMinute(2018, 11, 4, 2, 59))},
      {"America/Sao_Paulo", CivilDay(2018, 11, 4),
       Utc(CivilMinute(2018, 11, 5, 1, 59))},
  };
}

TEST(LocalDayTest, IsTheLastOnWhichAnActionIsOnTime) {
  for (const Case& c : AllCases()) {
    const v1::Board board = BoardIn(c.zone);
    EXPECT_EQ(StateAt(board, c.due, c.last_instant), v1::DUE_TODAY)
        << c.zone << " " << c.due;
    EXPECT_EQ(StateAt(board, c.due, c.last_instant + absl::Seconds(59)),
              v1::DUE_TODAY)
        << c.zone << " " << c.due;
    EXPECT_EQ(StateAt(board, c.due, c.last_instant + absl::Minutes(1)),
              v1::OVERDUE)
        << c.zone << " " << c.due;
  }
}

TEST(LocalDayTest, HasTwentyThreeOrTwentyFiveHoursWhenTheClocksChange) {
  const v1::Board board = BoardIn("Europe/London");
  const auto hours = [&](CivilDay day) {
    int count = 0;
    const absl::Time noon = Utc(CivilMinute(day) + 12 * 60);
    for (absl::Time hour = noon - absl::Hours(24);
         hour < noon + absl::Hours(24); hour += absl::Hours(1)) {
      if (YardstickOf(board, hour).due_on == day) ++count;
    }
    return count;
  };
  EXPECT_EQ(hours(CivilDay(2026, 3, 28)), 24);
  EXPECT_EQ(hours(CivilDay(2026, 3, 29)), 23);
  EXPECT_EQ(hours(CivilDay(2026, 10, 25)), 25);
}

TEST(LocalDayTest, OfAnUpdateIsTheBoardsToo) {
  // Half past midnight of 30 March in London is still the 29th in UTC: Monday,
  // so that one working day has passed on Tuesday.
  projections::v1::ActionPlanRow row;
  row.set_state(Action::IN_PROGRESS);
  row.set_due_day(DayNumber(CivilDay(2026, 9, 30)));
  row.set_latest_progress_seconds(
      absl::ToUnixSeconds(Utc(CivilMinute(2026, 3, 29, 23, 30))));
  const absl::Time tuesday = Utc(CivilMinute(2026, 3, 31, 8, 0));
  EXPECT_EQ(StandingOf(row, YardstickOf(BoardIn("Europe/London"), tuesday))
                .working_days_since_update,
            1);
  EXPECT_EQ(StandingOf(row, YardstickOf(BoardIn("UTC"), tuesday))
                .working_days_since_update,
            2);
}

}  // namespace
}  // namespace actionplan::queries
