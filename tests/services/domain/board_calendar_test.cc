#include "services/domain/board_calendar.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "projections/resources/resource.h"
#include "services/domain/escalation_deadlines.h"
#include "tests/projections/resources/history.h"
#include "tests/support/status_matchers.h"
#include "tests/support/text_proto.h"

namespace actionplan::domain {
namespace {

using absl::CivilDay;
using resources::History;
using support::FailsWith;
using support::FromText;

constexpr char kBoard[] = "boards/ncc";
constexpr CivilDay kEve(2026, 12, 24);

const char kCreated[] = R"pb(
  board { board_created { title: "Northshire" division: ENGLAND_AND_WALES } }
)pb";

// Closes the office on one day of December 2026.
std::string Closing(int version, int day) {
  return absl::StrCat(
      "board { closures_adopted { closures { version: ", version,
      " closures { date { year: 2026 month: 12 day: ", day,
      " } label: 'Christmas' } } } }");
}

v1::Board BoardAfter(const std::vector<events::v1::Event>& history) {
  v1::Board board;
  for (const auto& event : history) resources::Evolve(event, board);
  return board;
}

TEST(CalendarOfTest, IsTheOneThatEveryBoardHadBeforeFactsNamedOne) {
  for (const auto& [division, version] :
       std::vector<std::pair<std::string, std::string>>{
           {"ENGLAND_AND_WALES", "england-and-wales/2026-1"},
           {"SCOTLAND", "scotland/2026-1"},
           {"NORTHERN_IRELAND", "northern-ireland/2026-1"}}) {
    const v1::Board board = BoardAfter(History(
        kBoard, {absl::StrCat("board { board_created { division: ", division,
                              " } }")}));
    EXPECT_EQ(board.calendar_version(), version);
    EXPECT_EQ(CalendarOf(board).version(), version);
  }
}

TEST(CalendarOfTest, IsTheOneThatTheBoardWasCreatedWith) {
  const v1::Board board =
      BoardAfter(History(kBoard, {"board { board_created { division: SCOTLAND "
                                  "calendar_version: 'scotland/2025-1' } }"}));
  EXPECT_EQ(CalendarOf(board).version(), "scotland/2025-1");
}

TEST(CalendarOfTest, IsTheOneAdoptedLast) {
  const v1::Board board = BoardAfter(
      History(kBoard, {"board { board_created { division: SCOTLAND } }",
                       "board { calendar_adopted { calendar_version: "
                       "'scotland/2025-1' } }"}));
  EXPECT_EQ(CalendarOf(board).version(), "scotland/2025-1");
  EXPECT_TRUE(CalendarOf(board).IsWorkingDay(CivilDay(2026, 6, 15)).value);
}

TEST(CalendarOfTest, IsTheNewestOfTheDivisionWhenTheVersionIsOfAnotherProgram) {
  EXPECT_EQ(
      CalendarOf(FromText<v1::Board>("division: SCOTLAND calendar_version: "
                                     "'scotland/2031-2'"))
          .version(),
      "scotland/2026-1");
}

TEST(CalendarOfTest, LeavesOutTheDaysOnWhichTheOfficeIsClosed) {
  const auto history = History(kBoard, {kCreated, Closing(1, 24)});
  const WorkingCalendar calendar = CalendarOf(BoardAfter(history));
  EXPECT_EQ(calendar.version(), "england-and-wales/2026-1+closures/1");
  EXPECT_FALSE(calendar.IsWorkingDay(kEve).value);
}

TEST(CalendarOfTest, MovesTheDeadlinesOfEscalations) {
  v1::Board board = BoardAfter(History(kBoard, {kCreated, Closing(1, 24)}));
  auto& level = *board.mutable_escalation_policy()->add_level_deadlines();
  level.set_level(1);
  level.set_acknowledge_within(2);
  level.set_respond_within(3);
  events::v1::EscalationRaised raised;
  raised.set_level(1);

  SetDeadlines(board, CivilDay(2026, 12, 22), raised);

  // The 23rd and then, past the closure and Christmas, the 29th and 30th.
  EXPECT_THAT(raised.acknowledge_by(),
              support::IsText("year: 2026 month: 12 day: 29"));
  EXPECT_THAT(raised.respond_by(),
              support::IsText("year: 2026 month: 12 day: 30"));
}

TEST(FindCalendarTest, GivesACalendarAgainAfterTheBoardHasAdoptedOthers) {
  const auto history = History(
      kBoard, {kCreated, Closing(1, 24), Closing(2, 31),
               "board { closures_adopted { closures { version: 3 } } }"});
  // An answer of each time, and the same answer later.
  for (const size_t events : {1u, 2u, 3u, 4u}) {
    const std::vector<events::v1::Event> then(history.begin(),
                                              history.begin() + events);
    const WorkingCalendar calendar = CalendarOf(BoardAfter(then));
    ASSERT_OK_AND_ASSIGN(const WorkingCalendar again,
                         FindCalendar(calendar.version(), history));
    EXPECT_EQ(again.version(), calendar.version());
    for (CivilDay day(2026, 12, 1); day < CivilDay(2027, 2, 1); ++day) {
      EXPECT_EQ(again.AddWorkingDays(day, 5), calendar.AddWorkingDays(day, 5));
    }
  }
}

TEST(FindCalendarTest, RefusesWhatTheBoardNeverAdopted) {
  const auto history = History(kBoard, {kCreated, Closing(1, 24)});
  for (const char* version : {"england-and-wales/2026-1+closures/2",
                              "england-and-wales/2026-1+closures/",
                              "wales/2026-1", "wales/2026-1+closures/1",
                              "england-and-wales/2026-1+closures/one", ""}) {
    EXPECT_THAT(FindCalendar(version, history),
                FailsWith("CALENDAR_VERSION_UNKNOWN"))
        << version;
  }
}

}  // namespace
}  // namespace actionplan::domain
