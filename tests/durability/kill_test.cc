// kill -9 of the real server under 64 clients, at any moment, over and over on
// one data folder.
#include <cstdio>
#include <memory>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "tests/durability/sanitized.h"
#include "tests/durability/server_process.h"
#include "tests/durability/stopped_log.h"
#include "tests/durability/trial.h"
#include "tests/support/effort.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temporary_folder.h"

namespace actionplan::durability {
namespace {

using support::TemporaryFolder;
using ::testing::IsEmpty;

constexpr size_t kCyclesOfABoard = 100;  // Keeps streams from growing for ever.
constexpr size_t kCyclesOfAStartKill = 10;
constexpr size_t kCyclesOfAStoppedCheck = 25;

void Print(size_t cycles, const LogCheck& log) {
  std::printf("%zu cycles, %s; %lld events\n", cycles,
              InWords(log.totals()).c_str(),
              static_cast<long long>(log.head()));
  std::fflush(stdout);  // A long run is watched.
}

absl::Status Kill(ServerProcess& server) { return server.Kill(); }

class KillTest : public ::testing::Test {
 protected:
  // Kills the server under load, and every now and then also while it starts;
  // then starts it and checks.
  void KillAndCheck(size_t cycle) {
    ASSERT_OK(trial_.LoadUntil(
        trial_.Between(absl::Milliseconds(20), absl::Milliseconds(150)), Kill));
    if (cycle % kCyclesOfAStartKill == 0) {
      ASSERT_OK(trial_.CrashDuringStart(StartDelay(), Kill));
    }
    // Opening the log repairs it, which is mostly left to the server.
    if (cycle % kCyclesOfAStoppedCheck == 0) {
      ASSERT_THAT(stopped_.Check(trial_.log()), IsEmpty());
    }
    ASSERT_OK(trial_.Start());
    trial_.Check();
    ASSERT_THAT(trial_.log().problems(), IsEmpty());
  }

  absl::Duration StartDelay() {
    return trial_.Between(absl::ZeroDuration(), absl::Milliseconds(60));
  }

  const unsigned seed_ = NewSeed();
  TemporaryFolder folder_;
  Trial trial_{{.data = folder_.path()}, seed_};
  StoppedLog stopped_{folder_.path()};
};

TEST_F(KillTest, LosesNothingAnsweredAndDoesNothingTwice) {
  const size_t cycles =
      WhenSanitized(support::CountOf({.short_form = 50, .long_form = 2'000}));
  ASSERT_OK(trial_.Start());
  for (size_t cycle = 0; cycle < cycles; ++cycle) {
    SCOPED_TRACE(absl::StrCat("cycle ", cycle, ", seed ", seed_));
    if (cycle % kCyclesOfABoard == 0) {
      Print(cycle, trial_.log());
      ASSERT_OK(trial_.OpenBoard());
    }
    ASSERT_NO_FATAL_FAILURE(KillAndCheck(cycle));
  }
  trial_.CheckWholeLog();
  EXPECT_THAT(trial_.log().problems(), IsEmpty());
  ASSERT_OK(trial_.Kill());
  EXPECT_THAT(stopped_.Check(trial_.log()), IsEmpty());
  Print(cycles, trial_.log());
}

TEST_F(KillTest, NeverLeavesAFolderThatCannotBeOpened) {
  const size_t cycles =
      WhenSanitized(support::CountOf({.short_form = 10, .long_form = 200}));
  for (size_t cycle = 0; cycle < cycles; ++cycle) {
    SCOPED_TRACE(absl::StrCat("cycle ", cycle, ", seed ", seed_));
    const TemporaryFolder fresh;
    Trial trial({.data = fresh.Path("data")}, seed_);
    // Twice: what the first start left is met by one that is killed, too.
    ASSERT_OK(trial.CrashDuringStart(StartDelay(), Kill));
    ASSERT_OK(trial.CrashDuringStart(StartDelay(), Kill));
    ASSERT_OK(trial.Start());
    ASSERT_OK(trial.OpenBoard());
    ASSERT_OK(trial.Kill());
    ASSERT_OK(trial.Start());
    trial.Check();
    ASSERT_THAT(trial.log().problems(), IsEmpty());
  }
}

}  // namespace
}  // namespace actionplan::durability
