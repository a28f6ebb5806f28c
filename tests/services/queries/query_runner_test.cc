#include "services/queries/query_runner.h"

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "eventstore/base/thread_pool.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/projections/projector_fixture.h"
#include "tests/support/error_metadata.h"
#include "tests/support/status_matchers.h"

namespace actionplan::queries {
namespace {

using eventstore::PositionSignal;
using support::FailsWith;
using support::MetadataOf;
using support::StatusIs;

// What the work of one read was told.
class Told {
 public:
  QueryRunner::Work Work() {
    return [this](absl::Status status) {
      status_ = std::move(status);
      done_.Publish(1);
    };
  }
  bool IsDone() const { return done_.Get() == 1; }
  absl::Status Await() const {
    EXPECT_OK(done_.Wait(1, absl::Minutes(1)));
    return status_;
  }

 private:
  PositionSignal done_;
  absl::Status status_;
};

class QueryRunnerTest : public projections::ProjectorTest {
 protected:
  using Counts = std::vector<projections::StreamCount::Options>;

  // Starts views of these, and a runner of reads from them.
  void Follow(const Counts& counts) {
    Start(counts);
    runner_.emplace(log_, *projector_, readers_, clock_);
  }

  void Run(std::vector<absl::string_view> views, Told& told,
           int64_t min_position = 0,
           absl::Time deadline = absl::InfiniteFuture()) {
    runner_->Run(std::move(views), min_position, deadline, told.Work());
  }

  // Everything that was given to the reader before is done.
  void AwaitReader() {
    PositionSignal done;
    ASSERT_TRUE(readers_.Post([&] { done.Publish(1); }));
    ASSERT_OK(done.Wait(1, absl::Minutes(1)));
  }

  std::optional<QueryRunner> runner_;
  base::ThreadPool readers_{1, 2};
};

TEST_F(QueryRunnerTest, RunsWhenTheViewHasAppliedEverything) {
  Follow({{.name = "view"}});
  Append(3);
  Told told;
  Run({"view"}, told);
  EXPECT_OK(told.Await());
  EXPECT_EQ(RowsOf("view"), Expected());
}

TEST_F(QueryRunnerTest, RunsAtOnceWhatReadsNoView) {
  projections::Gate gate;
  Follow({{.name = "view", .waits_at = 1, .gate = &gate}});
  Append(1);
  gate.AwaitArrival();
  Told told;
  Run({}, told);
  EXPECT_OK(told.Await());
  gate.Open();
}

TEST_F(QueryRunnerTest, WaitsForEveryViewThatItReads) {
  for (const std::vector<absl::string_view>& views :
       {std::vector<absl::string_view>{"slow", "idle"}, {"idle", "slow"}}) {
    projections::Gate gate;
    const int64_t next = static_cast<int64_t>(log_.head().Get()) + 1;
    Follow(
        {{.name = "slow", .waits_at = next, .gate = &gate}, {.name = "idle"}});
    Append(1);
    gate.AwaitArrival();
    Told told;
    Run(views, told);
    AwaitReader();
    EXPECT_FALSE(told.IsDone());

    gate.Open();
    EXPECT_OK(told.Await());
    EXPECT_EQ(RowsOf("slow"), Expected());
  }
}

TEST_F(QueryRunnerTest, WaitsForNothingThatCameAfterIt) {
  Follow({{.name = "view", .fails_at = 3}});
  Append(2);
  ASSERT_OK(WaitFor("view"));
  Told told;
  Run({"view"}, told);
  Append(1);  // Never applied.
  EXPECT_OK(told.Await());
}

TEST_F(QueryRunnerTest, TakesAPositionUpToTheHead) {
  Follow({{.name = "view"}});
  Append(3);
  Told told;
  Run({"view"}, told, 3);
  EXPECT_OK(told.Await());
}

TEST_F(QueryRunnerTest, RefusesAPositionPastTheHead) {
  Follow({{.name = "view"}});
  Append(3);
  Told told;
  Run({"view"}, told, 4);
  ASSERT_TRUE(told.IsDone());
  EXPECT_THAT(told.Await(), StatusIs(absl::StatusCode::kOutOfRange));
  EXPECT_THAT(told.Await(), FailsWith("POSITION_PAST_HEAD"));
  EXPECT_EQ(MetadataOf(told.Await(), "position"), "4");
  EXPECT_EQ(MetadataOf(told.Await(), "head"), "3");
}

TEST_F(QueryRunnerTest, TellsThatAViewHasStopped) {
  Follow({{.name = "view", .fails_at = 2}});
  Append(2);
  Told told;
  Run({"view"}, told);
  EXPECT_THAT(told.Await(), FailsWith("PROJECTION_STOPPED"));
}

TEST_F(QueryRunnerTest, TellsThatViewsFollowNoMore) {
  Follow({{.name = "view"}});
  projector_->Stop();
  Append(1);
  Told told;
  Run({"view"}, told);
  EXPECT_THAT(told.Await(), StatusIs(absl::StatusCode::kUnavailable));
}

TEST_F(QueryRunnerTest, DoesNotKnowAViewThatIsNotThere) {
  Follow({{.name = "view"}});
  Told told;
  Run({"veiw"}, told);
  EXPECT_THAT(told.Await(), StatusIs(absl::StatusCode::kNotFound));
}

TEST_F(QueryRunnerTest, DoesNotRunAReadWhoseDeadlineHasPassed) {
  projections::Gate gate;
  Follow({{.name = "view", .waits_at = 1, .gate = &gate}});
  Append(1);
  gate.AwaitArrival();
  Told told;
  Run({"view"}, told, 0, clock_.Now() + absl::Seconds(30));
  clock_.Advance(absl::Seconds(31));
  gate.Open();
  EXPECT_THAT(told.Await(), StatusIs(absl::StatusCode::kDeadlineExceeded));
  EXPECT_THAT(told.Await(), FailsWith("READ_TOO_LATE"));
}

TEST_F(QueryRunnerTest, RefusesAReadWhenTooManyWait) {
  Follow({{.name = "view"}});
  PositionSignal opened, started;
  ASSERT_TRUE(readers_.Post([&] {
    started.Publish(1);
    EXPECT_OK(opened.Wait(1, absl::Minutes(1)));
  }));
  ASSERT_OK(started.Wait(1, absl::Minutes(1)));
  Told first, second, third;
  Run({"view"}, first);
  Run({"view"}, second);
  Run({"view"}, third);
  ASSERT_TRUE(third.IsDone());
  EXPECT_THAT(third.Await(), StatusIs(absl::StatusCode::kResourceExhausted));
  EXPECT_THAT(third.Await(), FailsWith("TOO_MANY_READS"));
  EXPECT_TRUE(
      third.Await().GetPayload("type.googleapis.com/google.rpc.RetryInfo"));
  opened.Publish(1);
  EXPECT_OK(first.Await());
  EXPECT_OK(second.Await());
}

}  // namespace
}  // namespace actionplan::queries
