#include "services/cli/dates.h"

#include <string>

#include "gtest/gtest.h"
#include "tests/support/status_matchers.h"

namespace actionplan::cli {
namespace {

using support::StatusIs;

absl::TimeZone London() {
  absl::TimeZone zone;
  absl::LoadTimeZone("Europe/London", &zone);
  return zone;
}

// Half past midnight of 21 November in London.
const Moment kMoment = {
    .now = absl::FromCivil(absl::CivilMinute(2026, 11, 21, 0, 30), London()),
    .time_zone = London()};

TEST(DatesTest, DaysAreWrittenInThreeForms) {
  EXPECT_EQ(*ParseDay("2026-02-28", kMoment), absl::CivilDay(2026, 2, 28));
  EXPECT_EQ(*ParseDay("today", kMoment), absl::CivilDay(2026, 11, 21));
  EXPECT_EQ(*ParseDay("+10d", kMoment), absl::CivilDay(2026, 12, 1));
  EXPECT_EQ(*ParseDay("-21d", kMoment), absl::CivilDay(2026, 10, 31));
}

TEST(DatesTest, WhatIsNoDayIsRefused) {
  for (const char* text :
       {"", "tomorrow", "20/11/2026", "2026-11-31", "2026-02-29", "2026-13-01",
        "2026-1-1", "0000-01-01", "2026-11-20T00:00:00Z", "+d", "+10", "10d",
        "+-3d", "+999999d", " 2026-11-20"}) {
    EXPECT_THAT(ParseDay(text, kMoment),
                StatusIs(absl::StatusCode::kInvalidArgument))
        << text;
  }
  EXPECT_EQ(*ParseDay("2028-02-29", kMoment), absl::CivilDay(2028, 2, 29));
}

TEST(DatesTest, TimesAreWrittenInThreeForms) {
  EXPECT_EQ(*ParseTime("now", kMoment), kMoment.now);
  EXPECT_EQ(Rfc3339(*ParseTime("2026-07-01T09:00:00+01:00", kMoment)),
            "2026-07-01T08:00:00Z");
  // A local hour: summer time in July, none in November.
  EXPECT_EQ(Rfc3339(*ParseTime("2026-07-01 09:00", kMoment)),
            "2026-07-01T08:00:00Z");
  EXPECT_EQ(Rfc3339(*ParseTime("-1d 16:30", kMoment)), "2026-11-20T16:30:00Z");
}

TEST(DatesTest, WhatIsNoTimeIsRefused) {
  for (const char* text :
       {"", "09:00", "today", "2026-11-20", "2026-11-20 24:00",
        "2026-11-20 9:00", "infinite-future", "2026-11-20T09:00:00"}) {
    EXPECT_THAT(ParseTime(text, kMoment),
                StatusIs(absl::StatusCode::kInvalidArgument))
        << text;
  }
}

TEST(DatesTest, DatesAreShownAsPeopleReadThem) {
  google::type::Date date;
  EXPECT_EQ(IsoDay(date), "");
  SetDate(absl::CivilDay(2026, 3, 2), date);

  EXPECT_EQ(IsoDay(date), "2026-03-02");
  EXPECT_EQ(LongDay(date), "2 March 2026");
}

TEST(DatesTest, TimestampsKeepTheirNanoseconds) {
  google::protobuf::Timestamp timestamp;
  const absl::Time before_epoch =
      absl::UnixEpoch() - absl::Seconds(1) + absl::Nanoseconds(7);

  SetTimestamp(before_epoch, timestamp);

  EXPECT_EQ(timestamp.seconds(), -1);
  EXPECT_EQ(timestamp.nanos(), 7);
  EXPECT_EQ(TimeOf(timestamp), before_epoch);
}

}  // namespace
}  // namespace actionplan::cli
