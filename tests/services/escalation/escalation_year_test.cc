// Whole years of a small board: what the scheduler does can be repeated from
// what people did, and does not depend on how often it runs.
#include "tests/services/escalation/escalation_year.h"

#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace actionplan::escalation {
namespace {

TEST(EscalationYearTest, IsRepeatedFromWhatPeopleDid) {
  const EscalationYear::Plan plan{.actions = 60, .days = 200, .seed = 7};
  EscalationYear year;
  year.Live(plan);
  EscalationYear again;
  again.Repeat(year, plan);

  EXPECT_EQ(again.History(), year.History());
}

TEST(EscalationYearTest, IsTheSameWhenTheSchedulerRunsMoreOften) {
  EscalationYear year;
  year.Live({.actions = 40, .days = 150, .seed = 8});
  EscalationYear thrice;
  thrice.Live({.actions = 40, .days = 150, .seed = 8, .evaluations_a_day = 3});

  EXPECT_EQ(thrice.History(), year.History());
}

TEST(EscalationYearTest, SeesEveryRuleAndEveryLevel) {
  EscalationYear year;
  year.Live({.actions = 150, .days = 250, .seed = 9});
  std::string all;
  for (const std::string& line : year.History()) all += line + "\n";

  for (const char* seen :
       {"OVERDUE_BY", "NOT_ACCEPTED", "DECLINED", "STALE",
        "BLOCKED_PAST_REVIEW", "EXTENSION_CAP_REACHED", "REJECTED_TWICE",
        "NO_ACKNOWLEDGEMENT", "NO_RESPONSE", "RECOVERY_MISSED", "level: 4",
        "escalation_paused", "escalation_resumed", "SUBJECT_VERIFIED",
        "SUBJECT_RE_DATED", "SUBJECT_ANSWERED", "SUBJECT_UPDATED"}) {
    EXPECT_TRUE(absl::StrContains(all, seen)) << seen;
  }
  EXPECT_FALSE(absl::StrContains(all, "level: 5"));
}

}  // namespace
}  // namespace actionplan::escalation
