#include "services/cli/table.h"

#include <string>
#include <vector>

#include "absl/strings/str_split.h"
#include "gtest/gtest.h"
#include "services/cli/terminal_text.h"

namespace actionplan::cli {
namespace {

const Palette kPlain(Colour::kOff);

Table Actions() {
  Table table({{.heading = "DAYS", .align = Align::kRight},
               {.heading = "TITLE", .fit = Fit::kWrap},
               {.heading = "OWNER", .fit = Fit::kTruncate},
               {.heading = "DUE"}});
  table.AddRow({{"7"},
                {"Rewrite the housing pathway for families"},
                {"Head of Housing Options"},
                {"2026-11-20"}});
  table.AddRow({{"128"}, {"Train"}, {"Lead"}, {"2026-01-05"}});
  return table;
}

TEST(TableTest, ColumnsAreAsWideAsTheirWidestCell) {
  EXPECT_EQ(Actions().Render(0, kPlain),
            "DAYS  TITLE                                     OWNER"
            "                    DUE\n"
            "   7  Rewrite the housing pathway for families  Head of Housing "
            "Options  2026-11-20\n"
            " 128  Train                                     Lead"
            "                     2026-01-05\n");
}

TEST(TableTest, TextIsWrappedAndCutToTheWidthOfTheTerminal) {
  EXPECT_EQ(Actions().Render(60, kPlain),
            "DAYS  TITLE                 OWNER                 DUE\n"
            "   7  Rewrite the housing   Head of Housing Opt…  2026-11-20\n"
            "      pathway for families\n"
            " 128  Train                 Lead                  2026-01-05\n");
}

TEST(TableTest, NoLineIsWiderThanTheTerminal) {
  for (int width = 46; width <= 120; ++width) {
    const std::string text = Actions().Render(width, kPlain);
    for (absl::string_view line : absl::StrSplit(text, '\n')) {
      EXPECT_LE(DisplayWidth(line), width) << line;
    }
  }
}

TEST(TableTest, WhatMayBeLeftOutMakesRoomForText) {
  Table table({{.heading = "TITLE", .fit = Fit::kWrap},
               {.heading = "STATE", .need = Need::kIfRoom},
               {.heading = "DUE"},
               {.heading = "NOTE", .need = Need::kIfRoom}});
  table.AddRow({{"Rewrite the housing pathway"},
                {"in progress"},
                {"2026-11-20"},
                {"a note"}});

  EXPECT_EQ(table.Render(60, kPlain),
            "TITLE                        STATE        DUE         NOTE\n"
            "Rewrite the housing pathway  in progress  2026-11-20  a note\n");
  EXPECT_EQ(table.Render(52, kPlain),
            "TITLE                        STATE        DUE\n"
            "Rewrite the housing pathway  in progress  2026-11-20\n");
  EXPECT_EQ(table.Render(40, kPlain),
            "TITLE                        DUE\n"
            "Rewrite the housing pathway  2026-11-20\n");
  EXPECT_EQ(table.Render(32, kPlain),
            "TITLE                DUE\n"
            "Rewrite the housing  2026-11-20\n"
            "pathway\n");
}

TEST(TableTest, WhatBelongsToACellStandsBelowItOrAfterItInAFile) {
  Table table({{.heading = "DUE"}, {.heading = "TITLE"}});
  table.AddRow({{.text = "2026-11-20", .below = "was 2026-09-01"}, {"Train"}});

  EXPECT_EQ(table.Render(60, kPlain),
            "DUE             TITLE\n"
            "2026-11-20      Train\n"
            "was 2026-09-01\n");
  EXPECT_EQ(table.Render(0, kPlain),
            "DUE                          TITLE\n"
            "2026-11-20 · was 2026-09-01  Train\n");
}

TEST(TableTest, NumbersAndDatesAreNeverCut) {
  const std::string text = Actions().Render(20, kPlain);

  EXPECT_NE(text.find("128"), std::string::npos);
  EXPECT_NE(text.find("2026-11-20"), std::string::npos);
}

TEST(TableTest, ColoursDoNotChangeTheColumns) {
  Table table({{.heading = "RATING"}, {.heading = "TITLE"}});
  table.AddRow({{"red", Tone::kRed}, {"Train"}});

  EXPECT_EQ(table.Render(0, Palette(Colour::kOn)),
            "\x1b[1mRATING\x1b[0m  \x1b[1mTITLE\x1b[0m\n"
            "\x1b[1;31mred\x1b[0m     Train\n");
}

TEST(TableTest, CellsCannotBreakTheTable) {
  Table table({{.heading = "TITLE"}});
  table.AddRow({{"one\ntwo\x1b[31m"}});

  EXPECT_EQ(table.Render(0, kPlain), "TITLE\none two\\x1b[31m\n");
}

}  // namespace
}  // namespace actionplan::cli
