#include "projections/resources/civil_date.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "eventstore/base/status.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace actionplan::resources {
namespace {

google::type::Date DateOf(int year, int month, int day) {
  google::type::Date date;
  date.set_year(year);
  date.set_month(month);
  date.set_day(day);
  return date;
}

absl::Time Utc(absl::string_view text) {
  absl::Time instant;
  std::string error;
  EXPECT_TRUE(absl::ParseTime(absl::RFC3339_full, text, &instant, &error))
      << error;
  return instant;
}

TEST(LocalDateTest, FollowsTheClocksOfTheZoneThroughTheYear) {
  // In winter London keeps UTC, in summer it is an hour ahead.
  EXPECT_EQ(*LocalDate(Utc("2026-12-01T23:59:59Z"), "Europe/London"),
            absl::CivilDay(2026, 12, 1));
  EXPECT_EQ(*LocalDate(Utc("2026-07-01T22:59:59Z"), "Europe/London"),
            absl::CivilDay(2026, 7, 1));
  EXPECT_EQ(*LocalDate(Utc("2026-07-01T23:00:00Z"), "Europe/London"),
            absl::CivilDay(2026, 7, 2));
}

TEST(LocalDateTest, IsRightOnTheDaysTheClocksChange) {
  // 29 March 2026 has 23 hours in London and 25 October has 25.
  EXPECT_EQ(*LocalDate(Utc("2026-03-29T00:00:00Z"), "Europe/London"),
            absl::CivilDay(2026, 3, 29));
  EXPECT_EQ(*LocalDate(Utc("2026-03-29T23:00:00Z"), "Europe/London"),
            absl::CivilDay(2026, 3, 30));
  EXPECT_EQ(*LocalDate(Utc("2026-10-24T23:00:00Z"), "Europe/London"),
            absl::CivilDay(2026, 10, 25));
  EXPECT_EQ(*LocalDate(Utc("2026-10-25T23:59:59Z"), "Europe/London"),
            absl::CivilDay(2026, 10, 25));
}

TEST(LocalDateTest, OneInstantIsTwoDatesInTwoZones) {
  const absl::Time instant = Utc("2026-11-20T12:00:00Z");
  EXPECT_EQ(*LocalDate(instant, "Pacific/Kiritimati"),
            absl::CivilDay(2026, 11, 21));
  EXPECT_EQ(*LocalDate(instant, "UTC"), absl::CivilDay(2026, 11, 20));
}

TEST(FindTimeZoneTest, RefusesWhatIsNotANameOfTheDatabase) {
  for (const absl::string_view name :
       {"", "Europe/Atlantis", "London", "europe/london", "localtime",
        "/usr/share/zoneinfo/Europe/London", "Europe/../Europe/London",
        "file:Europe/London", "Europe/London "}) {
    const auto zone = FindTimeZone(name);
    EXPECT_EQ(zone.status().code(), absl::StatusCode::kInvalidArgument) << name;
    EXPECT_EQ(base::ReasonOf(zone.status()), "TIME_ZONE_UNKNOWN") << name;
    EXPECT_EQ(LocalDate(absl::UnixEpoch(), name).status(), zone.status());
  }
}

TEST(FindTimeZoneTest, FindsNamesOfEveryShape) {
  for (const absl::string_view name :
       {"Europe/London", "UTC", "America/Port-au-Prince", "Etc/GMT+5",
        "America/Argentina/Buenos_Aires"}) {
    const auto zone = FindTimeZone(name);
    ASSERT_TRUE(zone.ok()) << zone.status();
    EXPECT_EQ(zone->name(), std::string(name));
  }
}

TEST(FromDateTest, KeepsEveryDayThatExists) {
  for (absl::CivilDay day(2023, 12, 25); day < absl::CivilDay(2025, 1, 5);
       ++day) {
    const auto again = FromDate(ToDate(day));
    ASSERT_TRUE(again.ok()) << again.status();
    EXPECT_EQ(*again, day);
  }
  EXPECT_EQ(*FromDate(DateOf(1, 1, 1)), absl::CivilDay(1, 1, 1));
  EXPECT_EQ(*FromDate(DateOf(9999, 12, 31)), absl::CivilDay(9999, 12, 31));
}

TEST(FromDateTest, RefusesDaysThatDoNotExistAndPartialDates) {
  for (const google::type::Date& date :
       {DateOf(2026, 2, 30), DateOf(2026, 2, 29), DateOf(1900, 2, 29),
        DateOf(2026, 4, 31), DateOf(2026, 13, 1), DateOf(2026, 1, 32),
        DateOf(2026, -1, 1), DateOf(2026, 1, -1), DateOf(2026, 11, 0),
        DateOf(2026, 0, 0), DateOf(0, 11, 20), DateOf(0, 0, 0),
        DateOf(10000, 1, 1), DateOf(-1, 1, 1)}) {
    const auto day = FromDate(date);
    EXPECT_EQ(day.status().code(), absl::StatusCode::kInvalidArgument)
        << date.ShortDebugString();
    EXPECT_EQ(base::ReasonOf(day.status()), "DATE_INVALID");
  }
}

TEST(FormatDateTest, WritesFourTwoAndTwoDigits) {
  EXPECT_EQ(FormatDate(absl::CivilDay(2026, 11, 20)), "2026-11-20");
  EXPECT_EQ(FormatDate(absl::CivilDay(2026, 1, 2)), "2026-01-02");
  EXPECT_EQ(FormatDate(absl::CivilDay(87, 1, 2)), "0087-01-02");
}

TEST(ParseDateTest, ReadsWhatFormatDateWrites) {
  for (const absl::CivilDay day :
       {absl::CivilDay(2026, 11, 20), absl::CivilDay(2024, 2, 29),
        absl::CivilDay(1, 1, 1), absl::CivilDay(9999, 12, 31)}) {
    const auto again = ParseDate(FormatDate(day));
    ASSERT_TRUE(again.ok()) << again.status();
    EXPECT_EQ(*again, day);
  }
}

TEST(ParseDateTest, RefusesEveryOtherText) {
  for (const absl::string_view text :
       {"", "2026-02-30", "2026-00-10", "2026-10-00", "0000-01-01", "2026-1-2",
        "26-01-02", "2026/01/02", "20260102", " 2026-01-02", "2026-01-02 ",
        "2026-01-02T00:00:00Z", "+026-01-02", "2026-+1-02", "2026--1-02",
        "2O26-01-02"}) {
    const auto day = ParseDate(text);
    EXPECT_EQ(day.status().code(), absl::StatusCode::kInvalidArgument) << text;
    EXPECT_EQ(base::ReasonOf(day.status()), "DATE_INVALID") << text;
    EXPECT_THAT(std::string(day.status().message()),
                testing::HasSubstr(std::string(text)));
  }
}

}  // namespace
}  // namespace actionplan::resources
