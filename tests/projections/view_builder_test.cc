#include "projections/view_builder.h"

#include <algorithm>

#include "eventstore/base/mutex.h"
#include "eventstore/memory/memory_store.h"
#include "projections/memory/memory_view_store.h"
#include "projections/rocksdb/rocksdb_view_store.h"
#include "tests/projections/projected_view.h"
#include "tests/projections/random_history.h"
#include "tests/projections/stream_count.h"
#include "tests/projections/view_dump.h"
#include "tests/support/temporary_folder.h"

namespace actionplan::projections {
namespace {

using eventstore::Position;

class ViewBuilderTest : public testing::Test {
 protected:
  // Loads after every few events, so that what one load leaves is changed by
  // the next.
  static constexpr ViewBuilder::Options kManyLoads = {.bytes_per_view = 1,
                                                      .slice_events = 64};

  // Builds what is ordered and waits until all of it is done.
  std::vector<Built> Build(ViewStore& views, std::vector<BuildOrder> orders,
                           const ViewBuilder::Options& options = kManyLoads) {
    std::vector<Built> built;
    eventstore::PositionSignal done;
    base::Mutex mutex;
    ViewBuilder builder(log_, views, options, [&](Built one) {
      base::MutexLock lock(mutex);
      built.push_back(std::move(one));
      done.Publish(built.size());
    });
    for (BuildOrder& order : orders) order.progress = &progress_;
    builder.Submit(orders);
    EXPECT_OK(done.Wait(orders.size(), absl::Minutes(1)));
    builder.Stop();
    return built;
  }

  // Every view of the product equals what is made of it event by event.
  void ExpectEqualViews(ViewStore& views, const ViewBuilder::Options& options) {
    const auto projections = AllProjections();
    std::vector<BuildOrder> orders;
    for (const auto& projection : projections) {
      orders.push_back({.projection = projection.get()});
    }
    for (const Built& built : Build(views, orders, options)) {
      ASSERT_OK(built.failure);
      const ProjectedView incremental(*built.projection, log_, 3);
      EXPECT_EQ(built.position, log_.head().Get());
      EXPECT_FALSE(Dump(incremental.rows()).empty());
      EXPECT_EQ(Dump(**built.generation->Snapshot()), Dump(incremental.rows()))
          << built.projection->name();
      EXPECT_EQ(*views.Find(built.projection->name()), built.generation);
      EXPECT_EQ(built.generation->checkpoint()->position(), built.position);
      EXPECT_EQ(built.generation->checkpoint()->log_id(), log_.LogId());
    }
  }

  eventstore::MemoryStore log_;
  MemoryViewStore views_;
  std::atomic<Position> progress_ = 0;
};

TEST_F(ViewBuilderTest, BuildsTheSameRowsAsFollowingTheLogDoes) {
  RandomHistory(log_, 5).Grow(1500);

  ExpectEqualViews(views_, kManyLoads);
}

TEST_F(ViewBuilderTest, BuildsTheSameRowsOnDisk) {
  RandomHistory(log_, 6).Grow(1500);
  const support::TemporaryFolder folder;
  const auto views = *RocksdbViewStore::Open({.path = folder.Path("views")});

  ExpectEqualViews(*views, kManyLoads);
}

TEST_F(ViewBuilderTest, BuildsTheSameRowsInOneLoad) {
  RandomHistory(log_, 7).Grow(700);
  const support::TemporaryFolder folder;
  const auto views = *RocksdbViewStore::Open({.path = folder.Path("views")});

  ExpectEqualViews(*views, ViewBuilder::Options());
}

TEST_F(ViewBuilderTest, BuildsAViewOfAnEmptyLog) {
  const StreamCount projection;

  const auto built = Build(views_, {{.projection = &projection}});

  EXPECT_OK(built[0].failure);
  EXPECT_EQ(built[0].position, 0U);
  EXPECT_TRUE(Dump(**built[0].generation->Snapshot()).empty());
}

TEST_F(ViewBuilderTest, TellsHowFarItHasCome) {
  RandomHistory(log_, 1).Grow(300);
  const StreamCount projection;

  Build(views_, {{.projection = &projection}});

  EXPECT_EQ(progress_, 300U);
}

TEST_F(ViewBuilderTest, EndsBeforeAnEventThatCannotBeApplied) {
  RandomHistory(log_, 1).Grow(300);
  const StreamCount stopped({.fails_at = 201});
  const StreamCount other({.name = "other"});

  const auto built =
      Build(views_, {{.projection = &stopped}, {.projection = &other}});

  for (const Built& one : built) {
    ASSERT_OK(one.failure);
    const Position last = one.projection == &stopped ? 200 : 300;
    EXPECT_EQ(one.position, last);
    // And nothing is left of what the event changed before it failed.
    EXPECT_EQ(Dump(**one.generation->Snapshot()),
              StreamCount::Expected(log_, last));
  }
}

TEST_F(ViewBuilderTest, StopsInTheMiddleAndLeavesNothing) {
  RandomHistory(log_, 1).Grow(300);
  Gate gate;
  const StreamCount projection({.waits_at = 100, .gate = &gate});
  bool done = false;
  ViewBuilder builder(log_, views_, kManyLoads, [&](Built) { done = true; });
  builder.Submit({{.projection = &projection, .progress = &progress_}});
  gate.AwaitArrival();

  std::thread stop([&] { builder.Stop(); });
  gate.Open();
  stop.join();

  // It may have been done before it saw that it is to stop.
  EXPECT_EQ(*views_.Find(projection.name()) != nullptr, done);
}

}  // namespace
}  // namespace actionplan::projections
