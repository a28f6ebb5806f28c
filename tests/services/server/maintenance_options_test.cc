#include "services/server/maintenance_options.h"

#include <string>
#include <vector>

#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/status_matchers.h"

namespace actionplan::server {
namespace {

using support::FailsWith;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

std::vector<std::string> Problems(Task task,
                                  const std::vector<const char*>& words) {
  const auto options = ParseMaintenanceOptions(task, words);
  EXPECT_THAT(options, FailsWith("FLAGS_INVALID"));
  return absl::StrSplit(options.status().message(), '\n');
}

TEST(MaintenanceOptionsTest, FourWordsAreTasks) {
  EXPECT_EQ(TaskCalled("backup"), Task::kBackup);
  EXPECT_EQ(TaskCalled("restore"), Task::kRestore);
  EXPECT_EQ(TaskCalled("verify"), Task::kVerify);
  EXPECT_EQ(TaskCalled("recover"), Task::kRecover);
  EXPECT_EQ(TaskCalled("--data=folder"), std::nullopt);
}

TEST(MaintenanceOptionsTest, ReadEveryFlagOfARestore) {
  ASSERT_OK_AND_ASSIGN(
      const MaintenanceOptions options,
      ParseMaintenanceOptions(
          Task::kRestore,
          {"--data=d", "--from=f", "--backup=3", "--checkpoint=c",
           "--key=board+1+a=", "--accept-loss-after=0"}));
  EXPECT_EQ(options.data, "d");
  EXPECT_EQ(options.from, "f");
  EXPECT_EQ(options.backup, 3);
  EXPECT_EQ(options.checkpoint, "c");
  EXPECT_EQ(options.key, "board+1+a=");
  EXPECT_EQ(options.accept_loss_after, 0);
  EXPECT_FALSE(options.drill);
}

TEST(MaintenanceOptionsTest, NameEveryWrongFlagAtOnce) {
  EXPECT_THAT(
      Problems(Task::kBackup, {"--from=f", "--drill", "extra"}),
      ElementsAre("--from=f is no flag of backup",
                  "--drill is no flag of backup", "extra is no flag of backup",
                  StartsWith("--data=FOLDER is required"),
                  StartsWith("--to=FOLDER is required")));
}

TEST(MaintenanceOptionsTest, RefuseValuesThatAreNone) {
  EXPECT_THAT(
      Problems(Task::kRestore, {"--data=d", "--from=f", "--backup=0",
                                "--drill=yes", "--accept-loss-after=last"}),
      ElementsAre("--backup must be a number from 1", "--drill takes no value",
                  "--accept-loss-after must be a position"));
}

TEST(MaintenanceOptionsTest, WantWhatBelongsTogether) {
  EXPECT_THAT(Problems(Task::kVerify, {"--data=d", "--key=k"}),
              ElementsAre(HasSubstr("--checkpoint and --key")));
  EXPECT_THAT(Problems(Task::kRecover, {"--data=d", "--to=t"}),
              ElementsAre(HasSubstr("--to and --accept-loss-after")));
  EXPECT_THAT(Problems(Task::kRecover, {"--data=d", "--accept-loss-after=4"}),
              ElementsAre(HasSubstr("--to and --accept-loss-after")));
  EXPECT_THAT(Problems(Task::kRecover, {"--data=d", "--to=t", "--rewrite-mark",
                                        "--accept-loss-after=4"}),
              ElementsAre(HasSubstr("--rewrite-mark")));
  EXPECT_THAT(Problems(Task::kRestore, {"--data=d", "--from=f", "--drill",
                                        "--accept-loss-after=4"}),
              ElementsAre(HasSubstr("--drill gives up nothing")));
  EXPECT_OK(ParseMaintenanceOptions(Task::kRestore, {"--from=f", "--list"}));
}

TEST(MaintenanceHelpTest, EveryTaskHasItsOwnWithTheExitCodes) {
  for (const char* name : {"backup", "restore", "verify", "recover"}) {
    const Task task = *TaskCalled(name);
    EXPECT_THAT(MaintenanceHelp(task),
                HasSubstr(std::string("  actionplan-server ") + name + " --"));
    EXPECT_THAT(MaintenanceHelp(task), HasSubstr("Exit codes: 0 good"));
    ASSERT_OK_AND_ASSIGN(const MaintenanceOptions options,
                         ParseMaintenanceOptions(task, {"--help", "--wrong"}));
    EXPECT_TRUE(options.help);
  }
}

}  // namespace
}  // namespace actionplan::server
