#include "services/cli/icalendar.h"

#include <map>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace actionplan::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;

// A reader of calendars, written from RFC 5545 and not from the writer: lines
// unfolded, each a property with its value, checked on the way.
using Component = std::multimap<std::string, std::string>;

std::vector<std::string> Unfolded(const std::string& text) {
  EXPECT_THAT(text, EndsWith("\r\n"));
  std::vector<std::string> lines;
  for (absl::string_view line :
       absl::StrSplit(text, "\r\n", absl::SkipEmpty())) {
    EXPECT_LE(line.size(), 75U) << line;
    EXPECT_FALSE(absl::StrContains(line, "\n")) << line;
    if (line[0] == ' ') {
      EXPECT_FALSE(lines.empty());
      absl::StrAppend(&lines.back(), line.substr(1));
    } else {
      lines.emplace_back(line);
    }
  }
  return lines;
}

std::string Unescaped(const std::string& value) {
  std::string text;
  for (size_t i = 0; i < value.size(); ++i) {
    EXPECT_FALSE(value[i] == ',' || value[i] == ';') << value;
    if (value[i] != '\\') {
      text.push_back(value[i]);
      continue;
    }
    ++i;
    EXPECT_THAT(value[i], testing::AnyOf('\\', ';', ',', 'n', 'N')) << value;
    text.push_back(value[i] == 'n' || value[i] == 'N' ? '\n' : value[i]);
  }
  return text;
}

// The components of one kind.
std::vector<Component> ComponentsOf(const std::string& text,
                                    const std::string& kind) {
  std::vector<Component> components;
  std::vector<std::string> open;
  for (const std::string& line : Unfolded(text)) {
    const std::pair<std::string, std::string> property =
        absl::StrSplit(line, absl::MaxSplits(':', 1));
    if (property.first == "BEGIN") {
      open.push_back(property.second);
      if (property.second == kind) components.emplace_back();
    } else if (property.first == "END") {
      EXPECT_FALSE(open.empty());
      EXPECT_EQ(open.back(), property.second);
      open.pop_back();
    } else if (!open.empty() && open.back() == kind) {
      components.back().insert(property);
    }
  }
  EXPECT_TRUE(open.empty());
  return components;
}

std::string Only(const Component& component, const std::string& property) {
  EXPECT_EQ(component.count(property), 1U) << property;
  const auto found = component.find(property);
  return found == component.end() ? "" : found->second;
}

CalendarEvent SomeEvent() {
  return {.uid = "boards/ncc/actions/a12#due",
          .sequence = 7,
          .change_time = absl::FromUnixSeconds(1'760'000'000),
          .day = absl::CivilDay(2026, 11, 6),
          .summary = "Due: Plans",
          .description = "One\nTwo"};
}

TEST(IcalendarTest, IsWrittenAsTheStandardSays) {
  EXPECT_EQ(IcsText({.title = "Actions", .events = {SomeEvent()}}),
            "BEGIN:VCALENDAR\r\n"
            "VERSION:2.0\r\n"
            "PRODID:-//actionplan//actionplan//EN\r\n"
            "CALSCALE:GREGORIAN\r\n"
            "NAME:Actions\r\n"
            "X-WR-CALNAME:Actions\r\n"
            "REFRESH-INTERVAL;VALUE=DURATION:PT12H\r\n"
            "BEGIN:VEVENT\r\n"
            "UID:boards/ncc/actions/a12#due\r\n"
            "SEQUENCE:7\r\n"
            "DTSTAMP:20251009T085320Z\r\n"
            "LAST-MODIFIED:20251009T085320Z\r\n"
            "DTSTART;VALUE=DATE:20261106\r\n"
            "TRANSP:TRANSPARENT\r\n"
            "SUMMARY:Due: Plans\r\n"
            "DESCRIPTION:One\\nTwo\r\n"
            "END:VEVENT\r\n"
            "END:VCALENDAR\r\n");
}

TEST(IcalendarTest, HasWhatEveryEventMustHave) {
  const auto events =
      ComponentsOf(IcsText({.events = {SomeEvent(), SomeEvent()}}), "VEVENT");
  ASSERT_EQ(events.size(), 2U);
  for (const Component& event : events) {
    EXPECT_NE(Only(event, "UID"), "");
    EXPECT_NE(Only(event, "DTSTAMP"), "");
    EXPECT_EQ(Only(event, "DTSTART;VALUE=DATE"), "20261106");
    EXPECT_EQ(event.count("DTEND"), 0U);
  }
}

TEST(IcalendarTest, TextsComeBackWhateverIsInThem) {
  for (const std::string text :
       {"a,b;c\\d", "one\ntwo\n\nthree", "\\n is no line end", "Tŷ Gwyn – é",
        "BEGIN:VEVENT", "a:b", ""}) {
    CalendarEvent event = SomeEvent();
    event.summary = text;
    const auto events = ComponentsOf(IcsText({.events = {event}}), "VEVENT");
    ASSERT_EQ(events.size(), 1U);
    EXPECT_EQ(Unescaped(Only(events[0], "SUMMARY")), text);
  }
}

// What somebody wrote cannot become a property or another event.
TEST(IcalendarTest, NothingIsPutInBetween) {
  CalendarEvent event = SomeEvent();
  event.summary = "x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:y";
  const auto events = ComponentsOf(IcsText({.events = {event}}), "VEVENT");
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(events[0].count("UID"), 1U);
}

TEST(IcalendarTest, ControlCharactersAreShown) {
  EXPECT_EQ(IcsEscaped("a\x1b[2J\x07"), "a\\\\x1b[2J\\\\x07");
}

TEST(IcalendarTest, LongLinesAreFoldedBetweenCharacters) {
  for (const std::string letter : {"a", "ŷ", "漢", "😀"}) {
    for (int before = 0; before < 4; ++before) {
      std::string value(before, 'x');
      for (int i = 0; i < 200; ++i) value += letter;
      const std::string folded = IcsLine("SUMMARY", value);
      EXPECT_THAT(Unfolded(folded),
                  ElementsAre(absl::StrCat("SUMMARY:", value)));
      for (absl::string_view line :
           absl::StrSplit(folded, "\r\n ", absl::SkipEmpty())) {
        EXPECT_NE(static_cast<unsigned char>(line[0]) & 0xc0, 0x80) << line;
        // Not before it has to be.
        if (!absl::EndsWith(line, "\r\n")) {
          EXPECT_GE(line.size(), 70U) << line;
        }
      }
    }
  }
}

TEST(IcalendarTest, ALineOfExactlyTheLengthIsNotFolded) {
  const std::string property = "SUMMARY";
  EXPECT_EQ(IcsLine(property, std::string(67, 'a')),
            absl::StrCat("SUMMARY:", std::string(67, 'a'), "\r\n"));
  EXPECT_EQ(IcsLine(property, std::string(68, 'a')),
            absl::StrCat("SUMMARY:", std::string(67, 'a'), "\r\n a\r\n"));
}

// The standard wants a component in every calendar.
TEST(IcalendarTest, WithoutEventsItIsACalendarAllTheSame) {
  const std::string text = IcsText({.title = "Nothing"});
  EXPECT_TRUE(ComponentsOf(text, "VEVENT").empty());
  const auto zones = ComponentsOf(text, "VTIMEZONE");
  ASSERT_EQ(zones.size(), 1U);
  EXPECT_EQ(Only(zones[0], "TZID"), "UTC");
  EXPECT_THAT(text, HasSubstr("TZOFFSETTO:+0000\r\n"));
}

}  // namespace
}  // namespace actionplan::cli
