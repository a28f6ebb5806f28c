#include "projections/rocksdb/rocksdb_view_store.h"
#include "tests/projections/projector_fixture.h"
#include "tests/support/temporary_folder.h"

namespace actionplan::projections {
namespace {

using support::FailsWith;
using testing::ElementsAre;

class ProjectorRebuildTest : public ProjectorTest {
 protected:
  // Gives the view that is there another checkpoint, as if somebody else had
  // written it.
  void Recheckpoint(const v1::Checkpoint& checkpoint) {
    const auto generation = *views_->Find("stream-count");
    ASSERT_OK(views_->Write({{.generation = generation,
                              .changes = {{.kind = RowChange::Kind::kPut,
                                           .key = "untrue",
                                           .value = "row"}},
                              .checkpoint = checkpoint}}));
  }

  // That of the view which is there.
  v1::Checkpoint Present() const {
    return *(*views_->Find("stream-count"))->checkpoint();
  }

  // Starts again and expects every row to be made anew.
  void ExpectBuiltAnew(StreamCount::Options options) {
    std::atomic<int> applied = 0;
    options.applied = &applied;
    Start({options});
    ASSERT_OK(WaitFor("stream-count"));
    EXPECT_EQ(RowsOf("stream-count"), Expected());
    projector_->Stop();
    EXPECT_EQ(applied, static_cast<int>(log_.head().Get()));
  }

  void BuildOnce() {
    Append(50);
    Start({{}});
    ASSERT_OK(WaitFor("stream-count"));
    projector_ = nullptr;
  }
};

TEST_F(ProjectorRebuildTest, AViewAheadOfTheLogIsBuiltAnew) {
  BuildOnce();
  v1::Checkpoint ahead = Present();
  ahead.set_position(51);
  Recheckpoint(ahead);

  ExpectBuiltAnew({});
}

TEST_F(ProjectorRebuildTest, AViewOfAnotherLogIsBuiltAnew) {
  BuildOnce();
  v1::Checkpoint another = Present();
  another.set_log_id("another");
  Recheckpoint(another);

  ExpectBuiltAnew({});
}

TEST_F(ProjectorRebuildTest, AViewOfALogWithAnotherHistoryIsBuiltAnew) {
  BuildOnce();
  v1::Checkpoint another = Present();
  EXPECT_EQ(another.leaf_hash().size(), 32U);
  (*another.mutable_leaf_hash())[31] ^= 1;
  Recheckpoint(another);
  ExpectBuiltAnew({});

  another.clear_leaf_hash();
  Recheckpoint(another);
  ExpectBuiltAnew({});
}

TEST_F(ProjectorRebuildTest, AViewOfAnotherVersionIsBuiltAnew) {
  BuildOnce();

  ExpectBuiltAnew({.version = 2});
}

TEST_F(ProjectorRebuildTest, AViewThatNoProjectionWritesIsDropped) {
  BuildOnce();

  Start({{.name = "other"}});
  ASSERT_OK(WaitFor("other"));

  EXPECT_THAT(views_->Views(), ElementsAre("other"));
}

TEST_F(ProjectorRebuildTest, UntilItIsBuiltAViewHasNoRows) {
  Append(50);
  Gate gate;
  Start({{.waits_at = 10, .gate = &gate}});
  gate.AwaitArrival();

  EXPECT_TRUE(RowsOf("stream-count").empty());
  EXPECT_EQ((*projector_->Read("stream-count"))->position(), 0U);
  EXPECT_TRUE(StandingOf("stream-count").rebuilding);

  gate.Open();
  ASSERT_OK(WaitFor("stream-count"));
  EXPECT_EQ(RowsOf("stream-count"), Expected());
}

TEST_F(ProjectorRebuildTest, ThePresentViewAnswersUntilTheNewOneTakesOver) {
  Append(50);
  Start({{}});
  ASSERT_OK(WaitFor("stream-count"));
  projector_ = nullptr;
  Gate gate;
  Start({{.waits_at = 10, .gate = &gate}});
  const auto before = *views_->Find("stream-count");

  ASSERT_OK(projector_->Rebuild("stream-count"));
  gate.AwaitArrival();
  EXPECT_THAT(projector_->Rebuild("stream-count"),
              FailsWith("REBUILD_RUNNING"));
  EXPECT_TRUE(StandingOf("stream-count").rebuilding);
  Append(30);
  ASSERT_OK(WaitFor("stream-count"));
  EXPECT_EQ(RowsOf("stream-count"), Expected());
  EXPECT_EQ(*views_->Find("stream-count"), before);

  gate.Open();
  AwaitRebuilt("stream-count");

  EXPECT_NE(*views_->Find("stream-count"), before);
  EXPECT_EQ(StandingOf("stream-count").rebuild_position, 0U);
  EXPECT_EQ(RowsOf("stream-count"), Expected());
  Append(5);
  ASSERT_OK(WaitFor("stream-count"));
  EXPECT_EQ(RowsOf("stream-count"), Expected());
}

TEST_F(ProjectorRebuildTest, ARebuildTakesOverWhileTheLogGrows) {
  Append(500);
  Start({{}, {.name = "other"}});
  AwaitRebuilt("other");
  std::thread writer([&] { Append(3000); });
  for (int i = 0; i < 5; ++i) {
    ASSERT_OK(projector_->Rebuild("other"));
    AwaitRebuilt("other");
  }
  writer.join();

  for (const std::string name : {"stream-count", "other"}) {
    ASSERT_OK(WaitFor(name));
    EXPECT_EQ(RowsOf(name), Expected());
  }
}

TEST_F(ProjectorRebuildTest, AReaderKeepsTheRowsThatARebuildReplaces) {
  Append(50);
  Start({{}});
  ASSERT_OK(WaitFor("stream-count"));
  const auto reader = *projector_->Read("stream-count");

  ASSERT_OK(projector_->Rebuild("stream-count"));
  AwaitRebuilt("stream-count");
  Append(10);
  ASSERT_OK(WaitFor("stream-count"));

  EXPECT_EQ(reader->position(), 50U);
  EXPECT_EQ(Dump(*reader), Expected(50));
}

TEST_F(ProjectorRebuildTest, AStoppedProjectionIsStillStoppedAfterARebuild) {
  Append(50);
  Start({{.fails_at = 40}});
  ASSERT_THAT(WaitFor("stream-count"), FailsWith("PROJECTION_STOPPED"));

  ASSERT_OK(projector_->Rebuild("stream-count"));
  AwaitRebuilt("stream-count");

  EXPECT_THAT(WaitFor("stream-count"), FailsWith("PROJECTION_STOPPED"));
  EXPECT_EQ(RowsOf("stream-count"), Expected(39));
}

TEST_F(ProjectorRebuildTest, AStopInARebuildLeavesThePresentView) {
  Append(50);
  Start({{}});
  ASSERT_OK(WaitFor("stream-count"));
  const auto before = *views_->Find("stream-count");
  Gate gate;
  Start({{.waits_at = 10, .gate = &gate}});
  ASSERT_OK(projector_->Rebuild("stream-count"));
  gate.AwaitArrival();

  std::thread stop([&] { projector_->Stop(); });
  gate.Open();
  stop.join();

  EXPECT_EQ(RowsOf("stream-count"), Expected());
  Start({{}});
  ASSERT_OK(WaitFor("stream-count"));
  EXPECT_EQ(RowsOf("stream-count"), Expected());
}

TEST_F(ProjectorRebuildTest, ViewsOnDiskContinueWhereTheyWere) {
  const support::TemporaryFolder folder;
  const auto open = [&] {
    views_ = nullptr;
    views_ = *RocksdbViewStore::Open({.path = folder.Path("views")});
  };
  open();
  BuildOnce();
  open();
  Start({{}});
  Append(1000);
  ASSERT_OK(WaitFor("stream-count"));
  projector_ = nullptr;
  Append(20);
  open();
  std::atomic<int> applied = 0;

  Start({{.applied = &applied}});

  ASSERT_OK(WaitFor("stream-count"));
  EXPECT_EQ(RowsOf("stream-count"), Expected());
  EXPECT_EQ(applied, 20);
  projector_ = nullptr;
}

}  // namespace
}  // namespace actionplan::projections
