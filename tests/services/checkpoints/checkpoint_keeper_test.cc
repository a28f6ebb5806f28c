#include "services/checkpoints/checkpoint_keeper.h"

#include <memory>
#include <string>
#include <vector>

#include "eventstore/base/mutex.h"
#include "eventstore/memory/memory_store.h"
#include "eventstore/merkle/checkpoint.h"
#include "gtest/gtest.h"
#include "tests/contracts/wish.h"
#include "tests/support/fake_clock.h"
#include "tests/support/status_matchers.h"

namespace actionplan::checkpoints {
namespace {

class CheckpointKeeperTest : public ::testing::Test {
 protected:
  void Append(uint64_t revision) {
    ASSERT_OK(log_.Commit(
        clock_.Now(),
        {eventstore::AppendFor(
            {.request_id = std::to_string(revision), .expected = revision})}));
  }

  void Keep() {
    keeper_ = std::make_unique<CheckpointKeeper>(
        log_,
        eventstore::NoteSigner::FromSeed(OriginOf(log_.LogId()),
                                         std::string(32, 's'))
            .value(),
        clock_, [this](const SignedCheckpoint& checkpoint) {
          base::MutexLock lock(mutex_);
          told_.push_back(checkpoint);
        });
  }

  eventstore::Checkpoint Opened(const SignedCheckpoint& checkpoint) {
    return eventstore::OpenCheckpoint(checkpoint.note,
                                      {.origin = OriginOf(log_.LogId()),
                                       .keys = {keeper_->verifier()}})
        .value();
  }

  support::FakeClock clock_;
  eventstore::MemoryStore log_;
  base::Mutex mutex_;
  std::vector<SignedCheckpoint> told_ ABSL_GUARDED_BY(mutex_);
  std::unique_ptr<CheckpointKeeper> keeper_;
};

TEST_F(CheckpointKeeperTest, SignsWhatTheLogHoldsFromTheStart) {
  Append(0);
  Keep();
  const SignedCheckpoint newest = keeper_->Newest();
  EXPECT_EQ(newest.tree, log_.tree_head());
  EXPECT_EQ(newest.sign_time, clock_.Now());
  EXPECT_EQ(Opened(newest).size, 1);
  EXPECT_EQ(Opened(newest).root, newest.tree.root);
}

TEST_F(CheckpointKeeperTest, CoversWhatIsAcknowledgedAtOnce) {
  Keep();
  for (uint64_t revision = 0; revision < 20; ++revision) {
    Append(revision);
    const SignedCheckpoint newest = keeper_->Newest();
    EXPECT_EQ(newest.tree.size, revision + 1);
    EXPECT_EQ(Opened(newest).size, revision + 1);
  }
}

TEST_F(CheckpointKeeperTest, TellsTheLastCheckpointBeforeItEnds) {
  Keep();
  Append(0);
  Append(1);
  keeper_->Stop();
  base::MutexLock lock(mutex_);
  ASSERT_FALSE(told_.empty());
  EXPECT_EQ(told_.back().tree, log_.tree_head());
}

TEST_F(CheckpointKeeperTest, TellsNothingTwice) {
  Append(0);
  Keep();
  keeper_->Stop();
  base::MutexLock lock(mutex_);
  EXPECT_EQ(told_.size(), 1);
}

}  // namespace
}  // namespace actionplan::checkpoints
