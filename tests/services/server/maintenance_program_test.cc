// The program as an operator types it, on the data of a stopped server.
#include <sys/wait.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>

#include "absl/strings/str_cat.h"
#include "eventstore/merkle/checkpoint.h"
#include "eventstore/rocksdb/log_store.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/contracts/wish.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temporary_folder.h"

namespace actionplan::server {
namespace {

namespace fs = std::filesystem;

using eventstore::LogStore;
using testing::AllOf;
using testing::HasSubstr;

struct Ended {
  int code = 0;
  std::string output;  // Both streams.
};

class MaintenanceProgramTest : public testing::Test {
 protected:
  static absl::StatusOr<std::unique_ptr<LogStore>> OpenIn(
      const std::string& data) {
    return LogStore::Open({.path = data + "/log"});
  }

  // Adds events to the log of the data folder.
  void Add(eventstore::Revision from, eventstore::Revision to) {
    ASSERT_OK_AND_ASSIGN(const auto store, OpenIn(data_));
    for (eventstore::Revision revision = from; revision < to; ++revision) {
      ASSERT_OK(store->Commit(
          absl::UnixEpoch() + absl::Hours(500'000),
          {eventstore::AppendFor(
              {.request_id = absl::StrCat(revision), .expected = revision})}));
    }
    head_ = store->tree_head();
  }

  static Ended Run(const std::string& arguments) {
    const std::string command =
        absl::StrCat(ACTIONPLAN_SERVER_PROGRAM, " ", arguments, " 2>&1");
    std::FILE* const pipe = popen(command.c_str(), "r");
    Ended ended;
    for (int letter = fgetc(pipe); letter != EOF; letter = fgetc(pipe)) {
      ended.output.push_back(static_cast<char>(letter));
    }
    ended.code = WEXITSTATUS(pclose(pipe));
    return ended;
  }

  Ended BackUp() const {
    return Run(absl::StrCat("backup --data=", data_, " --to=", backups_));
  }

  Ended Restore(const std::string& more) const {
    return Run(absl::StrCat("restore --from=", backups_, " ", more));
  }

  // The flags of a checkpoint of the log as it is now.
  std::string SignedCheckpoint(const eventstore::TreeHead& head) const {
    const auto signer = eventstore::NoteSigner::FromSeed("board.example/log",
                                                         std::string(32, 's'))
                            .value();
    const std::string path = folder_.Path("checkpoint");
    std::ofstream(path) << eventstore::SignCheckpoint(
                               {.origin = "board.example/log",
                                .size = head.size,
                                .root = head.root},
                               signer)
                               .value();
    return absl::StrCat(" --checkpoint=", path,
                        " --key=", signer.verifier().ToString());
  }

  const support::TemporaryFolder folder_;
  const std::string data_ = folder_.Path("data");
  const std::string backups_ = folder_.Path("backups");
  eventstore::TreeHead head_;
};

TEST_F(MaintenanceProgramTest, BacksUpTriesAndRestores) {
  Add(0, 5);
  const Ended backup = BackUp();
  EXPECT_EQ(backup.code, 0) << backup.output;
  EXPECT_THAT(backup.output,
              AllOf(HasSubstr("backup 1 of "), HasSubstr(": 5 events"),
                    HasSubstr("keep the key apart")));
  const std::string elsewhere = folder_.Path("elsewhere");
  const Ended drill = Restore(
      absl::StrCat("--drill --data=", elsewhere, SignedCheckpoint(head_)));
  EXPECT_EQ(drill.code, 0) << drill.output;
  EXPECT_THAT(drill.output, AllOf(HasSubstr("agrees with the checkpoint"),
                                  HasSubstr("The backup is good")));
  EXPECT_FALSE(fs::exists(elsewhere + "/log"));
  const Ended restored = Restore("--data=" + elsewhere);
  EXPECT_EQ(restored.code, 0) << restored.output;
  EXPECT_THAT(restored.output, AllOf(HasSubstr("not matched with a signed"),
                                     HasSubstr("only one of the two")));
  ASSERT_OK_AND_ASSIGN(const auto store, OpenIn(elsewhere));
  EXPECT_EQ(store->tree_head(), head_);
  const Ended listed = Restore("--list");
  EXPECT_EQ(listed.code, 0);
  EXPECT_THAT(listed.output, HasSubstr("backup 1 of "));
}

TEST_F(MaintenanceProgramTest, ACheckpointOfAnotherHistoryFailsTheDrill) {
  Add(0, 5);
  ASSERT_EQ(BackUp().code, 0);
  head_.root[0] ^= 1;
  const Ended drill = Restore(absl::StrCat(
      "--drill --data=", folder_.Path("elsewhere"), SignedCheckpoint(head_)));
  EXPECT_EQ(drill.code, 5);
  EXPECT_THAT(drill.output, HasSubstr("CHECKPOINT_DISAGREES"));
}

TEST_F(MaintenanceProgramTest, GoingBackNeedsTheLossToBeAccepted) {
  Add(0, 5);
  ASSERT_EQ(BackUp().code, 0);
  Add(5, 7);
  fs::remove_all(data_ + "/log");
  const Ended refused = Restore("--data=" + data_);
  EXPECT_EQ(refused.code, 3);
  EXPECT_THAT(refused.output, HasSubstr("--accept-loss-after=5"));
  const Ended restored =
      Restore(absl::StrCat("--data=", data_, " --accept-loss-after=5"));
  EXPECT_EQ(restored.code, 0) << restored.output;
  EXPECT_THAT(restored.output,
              AllOf(HasSubstr("in epoch 2"),
                    HasSubstr("after position 5 is given up")));
  EXPECT_OK(OpenIn(data_));
}

TEST_F(MaintenanceProgramTest, VerifiesAndTellsWhatIsWrong) {
  Add(0, 5);
  const Ended whole = Run("verify --data=" + data_);
  EXPECT_EQ(whole.code, 0) << whole.output;
  EXPECT_THAT(whole.output, HasSubstr("Nothing is wrong"));
  fs::remove(data_ + "/log.mark");
  const Ended found = Run("verify --data=" + data_);
  EXPECT_EQ(found.code, 5);
  EXPECT_THAT(found.output,
              AllOf(HasSubstr("MARK_UNUSABLE"), HasSubstr("position 5")));
}

TEST_F(MaintenanceProgramTest, RecoversIntoAnotherFolderOnceToldTo) {
  Add(0, 5);
  fs::remove(data_ + "/log.mark");
  const Ended asked = Run("recover --data=" + data_);
  EXPECT_EQ(asked.code, 5);
  EXPECT_THAT(asked.output, HasSubstr("--accept-loss-after=5"));
  EXPECT_THAT(OpenIn(data_), support::FailsWith("MARK_MISSING"));
  const std::string to = folder_.Path("saved");
  const Ended saved = Run(absl::StrCat("recover --data=", data_, " --to=", to,
                                       " --accept-loss-after=5"));
  EXPECT_EQ(saved.code, 0) << saved.output;
  EXPECT_THAT(saved.output, HasSubstr("in epoch 2"));
  ASSERT_OK_AND_ASSIGN(const auto store, OpenIn(to));
  EXPECT_EQ(store->tree_head(), head_);
}

TEST_F(MaintenanceProgramTest, WritesALostSlotOfTheMarkAnewOnceToldTo) {
  Add(0, 4);
  // The sixth mark, the newest, stands in the first slot.
  {
    std::fstream mark(data_ + "/log.mark",
                      std::ios::in | std::ios::out | std::ios::binary);
    mark.seekp(4096);
    mark << std::string(4096, '?');
  }
  const Ended asked = Run("recover --data=" + data_);
  EXPECT_EQ(asked.code, 5) << asked.output;
  EXPECT_THAT(asked.output, HasSubstr("--rewrite-mark"));
  EXPECT_THAT(OpenIn(data_), support::FailsWith("MARK_DAMAGED"));
  const Ended rewritten = Run("recover --rewrite-mark --data=" + data_);
  EXPECT_EQ(rewritten.code, 0) << rewritten.output;
  EXPECT_OK(OpenIn(data_));
  EXPECT_EQ(Run("recover --rewrite-mark --data=" + data_).code, 3);
}

TEST_F(MaintenanceProgramTest, LeavesDataAloneThatAServerUses) {
  Add(0, 1);
  ASSERT_OK_AND_ASSIGN(const auto store, OpenIn(data_));
  const Ended backup = BackUp();
  EXPECT_EQ(backup.code, 3);
  EXPECT_THAT(backup.output, HasSubstr("actionplan backup create"));
  EXPECT_EQ(Run("verify --data=" + data_).code, 3);
}

TEST_F(MaintenanceProgramTest, WrongFlagsAndAbsentDataAreToldApart) {
  EXPECT_EQ(Run("backup").code, 2);
  EXPECT_EQ(Run("verify --data=" + data_).code, 3);
  EXPECT_EQ(BackUp().code, 3);
  EXPECT_FALSE(fs::exists(data_));
  EXPECT_EQ(Run("restore --help").code, 0);
  EXPECT_THAT(Run("--help").output, HasSubstr("backup|restore|verify|recover"));
}

}  // namespace
}  // namespace actionplan::server
