// A disk that breaks under the real server while 64 clients work: from the
// first sync that fails on nothing is answered, and the process ends, since
// nobody can know what of the failed sync is on disk.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "eventstore/base/clock.h"
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

using ::testing::IsEmpty;

TEST(FailedSyncTest, EndsTheServerBeforeItAnswersAnythingMore) {
  if (kIsSanitized) {
    GTEST_SKIP() << "nothing can be loaded before a sanitizer";
  }
  const size_t cycles = support::CountOf({.short_form = 10, .long_form = 200});
  const unsigned seed = NewSeed();
  const support::TemporaryFolder folder;
  const std::string broken = folder.Path("broken");
  const std::string data = folder.Path("data");
  Trial trial({.data = data,
               .environment = {"LD_PRELOAD=" ACTIONPLAN_FAILED_SYNC_SHIM,
                               "ACTIONPLAN_SYNCS_FAIL=" + broken}},
              seed);
  StoppedLog stopped(data);
  const base::SystemClock clock;
  absl::Duration longest = absl::ZeroDuration();
  ASSERT_OK(trial.Start());
  ASSERT_OK(trial.OpenBoard());
  for (size_t cycle = 0; cycle < cycles; ++cycle) {
    SCOPED_TRACE(absl::StrCat("cycle ", cycle, ", seed ", seed));
    ASSERT_OK(trial.LoadUntil(
        trial.Between(absl::Milliseconds(20), absl::Milliseconds(150)),
        [&](ServerProcess& server) {
          const absl::Duration start = clock.Monotonic();
          const std::ofstream sign(broken);
          const absl::Status ended = server.AwaitEnd();
          longest = std::max(longest, clock.Monotonic() - start);
          return ended;
        }));
    ASSERT_THAT(stopped.Check(trial.log()), IsEmpty());
    std::filesystem::remove(broken);
    ASSERT_OK(trial.Start());
    trial.Check();
    ASSERT_THAT(trial.log().problems(), IsEmpty());
  }
  std::printf("%zu failed syncs, %s; ended after %s at most\n", cycles,
              InWords(trial.log().totals()).c_str(),
              absl::FormatDuration(longest).c_str());
}

}  // namespace
}  // namespace actionplan::durability
