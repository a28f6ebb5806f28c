#include "services/cli/rebuild_wait.h"

#include <atomic>
#include <string>
#include <vector>

#include "actionplan/v1/admin_service.pb.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/services/cli/cli_run.h"
#include "tests/services/client/generic_server.h"

namespace actionplan::cli {
namespace {

using support::CliRun;
using support::GenericServer;
using support::ReceivedCall;
using support::Reply;
using ::testing::HasSubstr;
using ::testing::SizeIs;

// A rebuild of a log of 100 events that is a quarter further each time it is
// looked at, and then stands as `end` says.
class RebuildWaitTest : public ::testing::Test {
 protected:
  RebuildWaitTest()
      : server_([this](const ReceivedCall& call) { return Answer(call); }) {}

  Reply Answer(const ReceivedCall& call) {
    v1::Projection projection;
    projection.set_name("projections/overdue");
    projection.set_position(90);
    projection.set_lag_events(10);
    projection.set_rebuild_position(25 * quarters_);
    projection.set_state(quarters_ < 4 ? v1::Projection::REBUILDING : end_);
    if (end_ == v1::Projection::STOPPED) projection.set_failure("bad event");
    ++quarters_;
    if (call.method == "AdminService.RebuildProjection") {
      return Reply::With(projection);
    }
    v1::ListProjectionsResponse answer;
    answer.add_projections()->set_name("projections/other");
    if (listed_) *answer.add_projections() = projection;
    return Reply::With(answer);
  }

  CliRun Rebuild(const std::vector<std::string>& flags) {
    std::vector<std::string> args = {"projection", "rebuild",
                                     "projections/overdue", "--server",
                                     server_.address()};
    args.insert(args.end(), flags.begin(), flags.end());
    return support::RunCli(args);
  }

  std::atomic<int> quarters_ = 0;
  v1::Projection::State end_ = v1::Projection::FOLLOWING;
  bool listed_ = true;
  GenericServer server_;
};

TEST_F(RebuildWaitTest, ShowsHowFarItIsUntilItIsOver) {
  const CliRun run = Rebuild({"--wait"});

  EXPECT_EQ(run.code, ExitCode::kDone);
  EXPECT_EQ(run.err, "25 of 100\n50 of 100\n75 of 100\n");
  EXPECT_THAT(run.out, HasSubstr("following"));
  EXPECT_THAT(server_.calls(), SizeIs(5));
}

TEST_F(RebuildWaitTest, OnlyBeginsItWithoutTheFlag) {
  const CliRun run = Rebuild({});

  EXPECT_EQ(run.code, ExitCode::kDone);
  EXPECT_THAT(run.out, HasSubstr("rebuilding"));
  EXPECT_THAT(server_.calls(), SizeIs(1));
}

TEST_F(RebuildWaitTest, AProjectionThatStopsIsAFailure) {
  end_ = v1::Projection::STOPPED;

  const CliRun run = Rebuild({"--wait"});

  EXPECT_EQ(run.code, ExitCode::kConflict);
  EXPECT_THAT(run.err, HasSubstr("has stopped: bad event"));
}

TEST_F(RebuildWaitTest, AProjectionThatIsGoneIsAFailure) {
  listed_ = false;

  EXPECT_EQ(Rebuild({"--wait"}).code, ExitCode::kNotFound);
}

}  // namespace
}  // namespace actionplan::cli
