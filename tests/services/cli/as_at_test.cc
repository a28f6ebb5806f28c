#include "services/cli/as_at.h"

#include <string>
#include <vector>

#include "actionplan/v1/action.pb.h"
#include "actionplan/v1/action_plan_service.pb.h"
#include "actionplan/v1/action_service.pb.h"
#include "actionplan/v1/audit_trail_service.pb.h"
#include "actionplan/v1/board.pb.h"
#include "actionplan/v1/plan_change.pb.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/services/cli/cli_run.h"
#include "tests/services/client/generic_server.h"
#include "tests/support/status_matchers.h"
#include "tests/support/text_proto.h"

namespace actionplan::cli {
namespace {

using support::CliRun;
using support::FromText;
using support::GenericServer;
using support::IsText;
using support::ReceivedCall;
using support::Reply;
using testing::HasSubstr;
using testing::StartsWith;

absl::TimeZone Zone(const char* name) {
  absl::TimeZone zone;
  EXPECT_TRUE(absl::LoadTimeZone(name, &zone));
  return zone;
}

v1::AsAt Parsed(const std::string& text) {
  const absl::TimeZone london = Zone("Europe/London");
  v1::AsAt as_at;
  EXPECT_OK(
      ParseAsAt(text,
                {.now = absl::FromCivil(absl::CivilDay(2026, 3, 30), london),
                 .time_zone = london},
                as_at));
  return as_at;
}

TEST(ParseAsAtTest, TakesADayAsItsEnd) {
  EXPECT_THAT(Parsed("2026-03-20"),
              IsText("record_time { seconds: 1774051199 nanos: 999999999 }"));
  // An hour shorter: summer time begins.
  EXPECT_THAT(Parsed("2026-03-29"),
              IsText("record_time { seconds: 1774825199 nanos: 999999999 }"));
  EXPECT_THAT(Parsed("-1d"), IsText(Parsed("2026-03-29").DebugString()));
}

TEST(ParseAsAtTest, TakesTodayAsNow) {
  EXPECT_THAT(Parsed("today"), IsText(Parsed("2026-03-30").DebugString()));
  EXPECT_THAT(Parsed("today"), IsText("record_time { seconds: 1774825200 }"));
}

TEST(ParseAsAtTest, TakesAnInstantAsItIs) {
  EXPECT_THAT(Parsed("2026-03-20T09:00:00Z"),
              IsText("record_time { seconds: 1773997200 }"));
  EXPECT_THAT(Parsed("2026-03-20 09:00"),
              IsText("record_time { seconds: 1773997200 }"));
}

TEST(ParseAsAtTest, TakesTheNameOfAMeeting) {
  EXPECT_THAT(Parsed("boards/ncc/meetings/m1"),
              IsText("meeting: 'boards/ncc/meetings/m1'"));
}

TEST(ParseAsAtTest, SaysWhichFormsThereAre) {
  v1::AsAt as_at;
  EXPECT_THAT(
      std::string(
          ParseAsAt("m1", {.now = absl::FromUnixSeconds(1774800000)}, as_at)
              .message()),
      HasSubstr("\"m1\" is neither a day"));
}

// Answers GetBoard with a board of this zone, and everything else with what it
// is given.
class AsAtCommandTest : public testing::Test {
 protected:
  AsAtCommandTest()
      : server_([this](const ReceivedCall& call) {
          return call.method == "BoardService.GetBoard" ? Reply::With(board_)
                                                        : reply_;
        }) {}

  CliRun Run(std::vector<std::string> args) {
    args.insert(args.end(),
                {"--server", server_.address(), "--as", "p1,role=inspector"});
    return support::RunCli(args);
  }

  template <typename Request>
  Request Received() {
    return server_.calls().back().As<Request>();
  }

  v1::Board board_ = FromText<v1::Board>("time_zone: 'Asia/Tokyo'");
  Reply reply_ = Reply::With(v1::ActionPlanStatus());
  GenericServer server_;
};

TEST_F(AsAtCommandTest, MeansADayOfTheBoardWhereverItIsAsked) {
  const CliRun run = Run({"status", "boards/t", "--as-at", "2026-02-27"});
  EXPECT_EQ(run.code, ExitCode::kDone) << run.err;
  EXPECT_THAT(Received<v1::GetActionPlanStatusRequest>(), IsText(R"pb(
                name: "boards/t"
                as_at { record_time { seconds: 1772204399 nanos: 999999999 } }
              )pb"));
  EXPECT_THAT(run.out, StartsWith("As it was known at the end of 27 February "
                                  "2026, Asia/Tokyo\n"));
}

TEST_F(AsAtCommandTest, CanMeanWhatWasTrue) {
  const CliRun run = Run({"overdue", "boards/t", "--by", "occur-time",
                          "--as-at", "2026-02-27T09:00:00Z"});
  EXPECT_EQ(run.code, ExitCode::kDone) << run.err;
  EXPECT_THAT(Received<v1::ListOverdueActionsRequest>().as_at(),
              IsText("occur_time { seconds: 1772182800 }"));
  EXPECT_THAT(run.out, StartsWith("As it was at 18:00 on 27 February 2026, "
                                  "Asia/Tokyo, later corrections included\n"));
}

TEST_F(AsAtCommandTest, LeavesTheDayOfAMeetingToTheServer) {
  v1::ActionPlanStatus answer;
  *answer.mutable_basis()->mutable_as_at() = FromText<v1::AsAt>(
      "meeting: 'boards/t/meetings/m1' meeting_axis: OCCUR_TIME "
      "occur_time { seconds: 1772204399 nanos: 999999999 }");
  reply_ = Reply::With(answer);
  const CliRun run = Run({"status", "boards/t", "--as-at",
                          "boards/t/meetings/m1", "--by", "occur-time"});
  EXPECT_THAT(Received<v1::GetActionPlanStatusRequest>().as_at(),
              IsText("meeting: 'boards/t/meetings/m1' "
                     "meeting_axis: OCCUR_TIME"));
  EXPECT_THAT(run.out, StartsWith("As it was at the end of 27 February 2026, "
                                  "Asia/Tokyo (boards/t/meetings/m1)"));
}

TEST_F(AsAtCommandTest, IsSaidAboveAnswersThatDoNotSayIt) {
  reply_ = Reply::With(FromText<v1::Action>("name: 'boards/t/actions/a1'"));
  const CliRun run = Run({"action", "get", "boards/t/actions/a1", "--as-at",
                          "boards/t/meetings/m1"});
  EXPECT_THAT(run.out, StartsWith("As it was known at the end of the day of "
                                  "boards/t/meetings/m1\n"));
}

TEST_F(AsAtCommandTest, AsksTheTrailAsWell) {
  reply_ = Reply::With(v1::ListTrailEntriesResponse());
  const CliRun run =
      Run({"trail", "boards/t/actions/a1", "--as-at", "2026-02-27"});
  EXPECT_EQ(run.code, ExitCode::kDone) << run.err;
  EXPECT_TRUE(
      Received<v1::ListTrailEntriesRequest>().as_at().has_record_time());
}

TEST_F(AsAtCommandTest, LeavesOtherFormatsAsTheyAre) {
  const CliRun run =
      Run({"status", "boards/t", "--as-at", "2026-02-27", "--output", "json"});
  EXPECT_THAT(run.out, StartsWith("{"));
}

TEST_F(AsAtCommandTest, TakesTheReadersZoneForABoardWithoutOne) {
  board_.Clear();
  const CliRun run = Run({"status", "boards/t", "--as-at", "2026-02-27"});
  EXPECT_THAT(run.out, HasSubstr("27 February 2026, Europe/London"));
}

TEST_F(AsAtCommandTest, SaysOfAWrongInstantOnlyThatItIsWrong) {
  const CliRun run =
      Run({"status", "boards/t", "--by", "occur-time", "--as-at", "m1"});
  EXPECT_EQ(run.code, ExitCode::kUsage);
  EXPECT_THAT(run.err, HasSubstr("neither a day"));
  EXPECT_THAT(run.err, testing::Not(HasSubstr("is missing")));
}

TEST_F(AsAtCommandTest, SendsNothingForAnAxisOfNoInstant) {
  const CliRun run = Run({"status", "boards/t", "--by", "occur-time"});
  EXPECT_EQ(run.code, ExitCode::kUsage);
  EXPECT_THAT(run.err, HasSubstr("--by says which time --as-at means"));
  EXPECT_TRUE(server_.calls().empty());
}

TEST_F(AsAtCommandTest, MeansBothEndsOfWhatChanged) {
  reply_ = Reply::With(FromText<v1::ListChangesResponse>(
      "since { as_at { occur_time { seconds: 1772204399 nanos: 999999999 } } "
      "}"));
  const CliRun run =
      Run({"changes", "boards/t", "--since", "2026-02-27", "--until",
           "boards/t/meetings/m1", "--by", "occur-time"});
  EXPECT_EQ(run.code, ExitCode::kDone) << run.err;
  EXPECT_THAT(Received<v1::ListChangesRequest>(), IsText(R"pb(
                parent: "boards/t"
                since { occur_time { seconds: 1772204399 nanos: 999999999 } }
                until {
                  meeting: "boards/t/meetings/m1"
                  meeting_axis: OCCUR_TIME
                })pb"));
  EXPECT_THAT(run.out, StartsWith("From the end of 27 February 2026 to now\n"));
}

TEST_F(AsAtCommandTest, NeedsAMomentSinceWhen) {
  const CliRun run = Run({"changes", "boards/t", "--by", "occur-time"});
  EXPECT_EQ(run.code, ExitCode::kUsage);
  EXPECT_THAT(run.err, HasSubstr("--since"));
  EXPECT_TRUE(server_.calls().empty());
}

}  // namespace
}  // namespace actionplan::cli
