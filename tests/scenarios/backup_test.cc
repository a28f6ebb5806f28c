// Backups and verification asked for through the API, while the server serves.
#include <filesystem>
#include <string>
#include <vector>

#include "actionplan/v1/admin_service.pb.h"
#include "eventstore/rocksdb/log_restore.h"
#include "gmock/gmock.h"
#include "tests/scenarios/board_scenario.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temporary_folder.h"

namespace actionplan::support {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

class BackupScenarioTest : public BoardScenario {
 protected:
  absl::StatusOr<v1::Backup> BackUp() {
    return server_.Manager().Call<v1::Backup>("AdminService.CreateBackup", "");
  }

  std::vector<v1::Backup> Backups() {
    const auto response = server_.Manager().Call<v1::ListBackupsResponse>(
        "AdminService.ListBackups", "");
    EXPECT_OK(response);
    return {response->backups().begin(), response->backups().end()};
  }
};

TEST_F(BackupScenarioTest, ABackupHoldsWhatWasAnsweredBefore) {
  ASSERT_OK(Accept("a1", kFriday));
  const int64_t head = server_.Head();
  ASSERT_OK_AND_ASSIGN(const v1::Backup backup, BackUp());
  EXPECT_EQ(backup.name(), "backups/1");
  EXPECT_EQ(backup.state(), v1::Backup::USABLE);
  EXPECT_GE(backup.head_position(), head);
  ASSERT_OK(Accept("a2", kFriday));
  ASSERT_OK_AND_ASSIGN(const v1::Backup later, BackUp());
  EXPECT_GT(later.head_position(), backup.head_position());
  ASSERT_THAT(Backups(), SizeIs(2));
  EXPECT_EQ(Backups()[0].root_hash(), backup.root_hash());

  const TemporaryFolder elsewhere;
  ASSERT_OK_AND_ASSIGN(
      const auto restored,
      eventstore::RestoreLog(
          {.backups = server_.options().backups, .log = elsewhere.Path("log")},
          [](eventstore::Position, eventstore::Position) { return true; }));
  EXPECT_THAT(restored.verification.problems, IsEmpty());
  EXPECT_EQ(restored.verification.head.size, later.head_position());
}

TEST_F(BackupScenarioTest, AServerWithARestoredLogServesIt) {
  ASSERT_OK(Accept("a1", kFriday));
  ASSERT_OK(BackUp());
  ASSERT_OK(Accept("a2", kFriday));
  server_.Stop();
  const std::string log = server_.options().data + "/log";
  std::filesystem::remove_all(log);
  const auto go_on = [](eventstore::Position, eventstore::Position) {
    return true;
  };
  eventstore::RestoreRequest request = {.backups = server_.options().backups,
                                        .log = log};
  ASSERT_THAT(eventstore::RestoreLog(request, go_on), FailsWith("MARK_NEWER"));
  ASSERT_OK_AND_ASSIGN(const auto backup,
                       eventstore::FindBackup(request.backups, 0));
  request.accept_loss_after = backup.mark.tree_size;
  ASSERT_OK(eventstore::RestoreLog(request, go_on));
  server_.Start();
  EXPECT_OK(server_.Manager().Try("ActionService.GetAction",
                                  About(ActionName("a1"))));
  EXPECT_THAT(
      server_.Manager().Try("ActionService.GetAction", About(ActionName("a2"))),
      StatusIs(absl::StatusCode::kNotFound));
  EXPECT_OK(Accept("a2", kFriday));
}

TEST_F(BackupScenarioTest, ThereAreNoneBeforeOneIsMade) {
  EXPECT_THAT(Backups(), IsEmpty());
}

TEST_F(BackupScenarioTest, TheLogIsVerifiedWhileItIsServed) {
  ASSERT_OK_AND_ASSIGN(const auto found,
                       server_.Manager().Call<v1::LogVerification>(
                           "AdminService.VerifyLog", ""));
  EXPECT_EQ(found.state(), v1::LogVerification::WHOLE);
  EXPECT_EQ(found.verified_events(), server_.Head());
  EXPECT_EQ(found.total_events(), found.verified_events());
  EXPECT_THAT(found.problems(), IsEmpty());
  EXPECT_THAT(found.root_hash(), SizeIs(44));
}

}  // namespace
}  // namespace actionplan::support
