// A clock that jumps, forwards and backwards, by a second and by years, while
// people work and the scheduler looks: the log's times stay in order, and no
// escalation comes twice, too early or not at all.
#include <cstdio>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/durability/clock_office.h"
#include "tests/durability/sanitized.h"
#include "tests/support/effort.h"
#include "tests/support/text_proto.h"

namespace actionplan::durability {
namespace {

using testing::HasSubstr;

constexpr unsigned kFirstSeed = 300;
constexpr int kSteps = 80;

std::string DateText(absl::CivilDay day) {
  return absl::StrCat("year: ", day.year(), " month: ", day.month(),
                      " day: ", day.day());
}

// What chance does to an office, under a seed.
class Chance {
 public:
  Chance(ClockOffice& office, unsigned seed) : office_(office), random_(seed) {}

  void Step() {
    const unsigned chance = Below(100);
    if (chance < 20) return Jump();
    if (chance < 45) return Work();
    if (chance < 50) return Claim();
    if (chance < 53) return office_.Restart();
    if (chance < 58) return LookByHand();
    if (chance < 65) return GoBackSeveralTimes();
    if (chance < 75) {
      office_.LetPass(absl::Hours(1 + Below(72)));
    } else {
      office_.LetPass(absl::Seconds(61 + Below(300)));
    }
    office_.Look();
  }

  // So long that the clock is believed again.
  void Settle() {
    for (int i = 0; i < 12; ++i) {
      office_.LetPass(absl::Seconds(61));
      office_.Look();
    }
  }

 private:
  unsigned Below(unsigned count) { return random_() % count; }

  void Jump() {
    static constexpr int64_t kHours[] = {
        24,        -24,           1,       -1, 25, -23, 24 * 365,
        -24 * 365, -24 * 365 * 3, 24 * 14, 0};
    switch (Below(6)) {
      case 0:  // The hour that there is twice, or not at all.
        return office_.clock().JumpTo(absl::FromCivil(
            Below(2) == 0 ? absl::CivilMinute(2026, 3, 29, 0, 59)
                          : absl::CivilMinute(2026, 10, 25, 0, 59),
            absl::UTCTimeZone()));
      case 1:  // So little that it need not be noticed, or only just.
        return JumpBy(absl::Milliseconds(1999 + Below(3)));
      case 2:  // Somebody puts it right.
        return office_.clock().JumpTo(support::FakeClock::DefaultStart() +
                                      office_.clock().Monotonic());
      default:
        return JumpBy(absl::Hours(kHours[Below(std::size(kHours))]));
    }
  }

  void JumpBy(absl::Duration duration) {
    office_.clock().JumpTo(office_.clock().Now() + duration);
  }

  void GoBackSeveralTimes() {
    for (int i = 0; i < 4; ++i) {
      JumpBy(-absl::Hours(24));
      Work();
      office_.LetPass(absl::Seconds(61));
      office_.Look();
    }
  }

  void Work() {
    if (actions_.empty() || Below(3) == 0) return Accept();
    const std::string name = actions_[Below(actions_.size())];
    switch (Below(5)) {
      case 0:
        return office_.Happen(name, "action { completion_submitted {} }");
      case 1:
        return office_.Happen(name, "action { completion_rejected {} }");
      case 2:
        return office_.Happen(name, Below(3) == 0
                                        ? "action { action_cancelled {} }"
                                        : "action { comment_added {} }");
      default:
        return office_.Happen(
            name, absl::StrCat("action { extension_approved { due_date { ",
                               DateText(DueDate()), " } } }"));
    }
  }

  absl::CivilDay DueDate() {
    return office_.BelievedDay() + static_cast<int>(Below(12)) - 4;
  }

  void Accept() {
    const std::string name = absl::StrCat("actions/a", actions_.size() + 1);
    const std::string due = DateText(DueDate());
    actions_.push_back(name);
    office_.Happen(name, "action { action_proposed { details {} } }");
    office_.Happen(
        name, absl::StrCat("action { action_assigned { lead_agency: "
                           "'boards/ncc/agencies/police' priority: ",
                           Below(2) == 0 ? "HIGH" : "MEDIUM", " due { date { ",
                           due, " } } details {} } }"));
    office_.Happen(name, absl::StrCat("action { action_accepted { "
                                      "original_due_date { ",
                                      due, " } } }"));
  }

  // Some time before or after what the clock says.
  void Claim() {
    if (actions_.empty()) return;
    office_.Happen(
        actions_[Below(actions_.size())], "action { comment_added {} }",
        office_.clock().Now() + absl::Hours(Below(49)) - absl::Hours(24));
  }

  // By hand, the day of the clock counts; one that is ahead is not looked at.
  void LookByHand() {
    if (office_.clock().Now() <= office_.believed()) office_.EvaluateByHand();
  }

  ClockOffice& office_;
  std::mt19937 random_;
  std::vector<std::string> actions_;
};

TEST(ClockTest,
     KeepsTimesInOrderAndEscalatesOnceAndInTimeHoweverTheClockJumps) {
  const size_t seeds =
      WhenSanitized(support::CountOf({.short_form = 50, .long_form = 1000}));
  size_t events = 0, raised = 0, resolved = 0;
  for (unsigned seed = kFirstSeed; seed < kFirstSeed + seeds; ++seed) {
    ClockOffice office(seed % 5 == 0 ? ClockOffice::Storage::kDisk
                                     : ClockOffice::Storage::kMemory);
    Chance chance(office, seed);
    for (int i = 0; i < kSteps && office.violation().empty(); ++i) {
      chance.Step();
    }
    chance.Settle();
    for (const events::v1::Event& event : office.Log()) {
      ++events;
      raised += event.escalation().has_escalation_raised();
      resolved += event.escalation().has_escalation_resolved();
    }
    ASSERT_EQ(office.violation(), "") << "seed " << seed;
  }
  std::printf(
      "seeds %u to %zu: %zu events, %zu escalations raised and %zu "
      "resolved\n",
      kFirstSeed, kFirstSeed + seeds - 1, events, raised, resolved);
  EXPECT_GT(raised, seeds) << "too little happens for the harness to show";
}

// The judge itself, on logs that no right server writes.
class ClockJudgeTest : public testing::Test {
 protected:
  void Record(const std::string& stream, const std::string& fact,
              int64_t second = 0) {
    const size_t position = log_.size() + 1;
    if (second == 0) second = static_cast<int64_t>(position);
    log_.push_back(support::FromText<events::v1::Event>(
        absl::StrCat("context { position: ", position, " stream: '", stream,
                     "' record_time { seconds: ", second,
                     " } occur_time { seconds: 1 } } ", fact)));
  }

  void Raise(const std::string& escalation, int due_day) {
    Record(escalation,
           absl::StrCat("escalation { escalation_raised { subject: 'a1' "
                        "family: TIMELINESS level: 1 grounds { due_date { "
                        "day: ",
                        due_day, " } } } }"));
  }

  void Resolve(const std::string& escalation) {
    Record(escalation,
           "escalation { escalation_resolved { resolution: SUBJECT_RE_DATED } "
           "}");
  }

  void ReDate(int due_day) {
    Record("a1", absl::StrCat("action { extension_approved { due_date { day: ",
                              due_day, " } } }"));
  }

  std::vector<events::v1::Event> log_;
};

TEST_F(ClockJudgeTest, FindsNothingWrongWithWhatIsRight) {
  Raise("e1", 4);
  ReDate(9);
  Resolve("e1");
  Raise("e2", 9);
  ReDate(4);
  Resolve("e2");
  Raise("e3", 4);  // That date is back.
  EXPECT_EQ(ViolationOfTimes(log_), "");
  EXPECT_EQ(ViolationOfEpisodes(log_), "");
}

TEST_F(ClockJudgeTest, NamesTimesThatAreOutOfOrder) {
  Record("a1", "", 7);
  Record("a1", "", 6);
  EXPECT_THAT(ViolationOfTimes(log_), HasSubstr("decreases at position 2"));
  log_.pop_back();
  log_[0].mutable_context()->mutable_occur_time()->set_seconds(8);
  EXPECT_THAT(ViolationOfTimes(log_), HasSubstr("occur_time is after"));
}

TEST_F(ClockJudgeTest, NamesASecondEpisodeWhileOneIsOpen) {
  Raise("e1", 4);
  Raise("e2", 5);
  EXPECT_THAT(ViolationOfEpisodes(log_), HasSubstr("while e1 was open"));
}

TEST_F(ClockJudgeTest, NamesALevelThatIsRaisedTwice) {
  Raise("e1", 4);
  Raise("e1", 4);
  EXPECT_THAT(ViolationOfEpisodes(log_), HasSubstr("raised level 1 twice"));
}

TEST_F(ClockJudgeTest, NamesASecondEpisodeForOneDueDate) {
  Raise("e1", 4);
  Record("e1",
         "escalation { escalation_resolved { resolution: RESOLVED_BY_HAND } }");
  Raise("e2", 4);
  EXPECT_THAT(ViolationOfEpisodes(log_), HasSubstr("for which another was"));
}

TEST_F(ClockJudgeTest, NamesAnEpisodeThatEndsForNothing) {
  Raise("e1", 4);
  ReDate(4);
  Resolve("e1");
  EXPECT_THAT(ViolationOfEpisodes(log_), HasSubstr("as if its subject had"));
}

}  // namespace
}  // namespace actionplan::durability
