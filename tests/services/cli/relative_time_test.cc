#include "services/cli/relative_time.h"

#include <string>

#include "gtest/gtest.h"
#include "tests/support/status_matchers.h"

namespace actionplan::cli {
namespace {

using support::StatusIs;

// A Friday.
Anchor Friday() {
  Anchor anchor = {.day = absl::CivilDay(2026, 11, 20)};
  absl::LoadTimeZone("Europe/London", &anchor.time_zone);
  return anchor;
}

std::string Expand(absl::string_view text) {
  const auto expanded = ExpandRelative(text, Friday());
  return expanded.ok() ? *expanded : std::string(expanded.status().message());
}

TEST(RelativeTimeTest, DaysCountFromTheAnchor) {
  EXPECT_EQ(Expand("{{day 0}}"), "2026-11-20");
  EXPECT_EQ(Expand("{{day -20}}"), "2026-10-31");
  EXPECT_EQ(Expand("{{day 42}}"), "2027-01-01");
}

TEST(RelativeTimeTest, WeekdaysLeaveOutSaturdayAndSunday) {
  EXPECT_EQ(Expand("{{day 1w}}"), "2026-11-23");
  EXPECT_EQ(Expand("{{day 5w}}"), "2026-11-27");
  EXPECT_EQ(Expand("{{day -5w}}"), "2026-11-13");
  EXPECT_EQ(Expand("{{day 0w}}"), "2026-11-20");
}

TEST(RelativeTimeTest, TimesAreLocalHours) {
  EXPECT_EQ(Expand("{{time 0 09:00}}"), "2026-11-20T09:00:00Z");
  // Summer time still held on 1 October.
  EXPECT_EQ(Expand("{{time -50 09:30}}"), "2026-10-01T08:30:00Z");
  EXPECT_EQ(Expand("{{time -1w 16:00}}"), "2026-11-19T16:00:00Z");
}

TEST(RelativeTimeTest, TheyMayStandInsideAText) {
  EXPECT_EQ(Expand("from {{day -1}} to {{day 1}}."),
            "from 2026-11-19 to 2026-11-21.");
  EXPECT_EQ(Expand("nothing {relative}"), "nothing {relative}");
}

TEST(RelativeTimeTest, WhatIsNeitherIsRefused) {
  for (const char* text : {"{{day}}", "{{day x}}", "{{day 1 09:00}}",
                           "{{time 1}}", "{{time 1 25:00}}", "{{hour 1}}",
                           "{{day 1", "{{}}", "{{day 999999}}"}) {
    EXPECT_THAT(ExpandRelative(text, Friday()),
                StatusIs(absl::StatusCode::kInvalidArgument))
        << text;
  }
}

}  // namespace
}  // namespace actionplan::cli
