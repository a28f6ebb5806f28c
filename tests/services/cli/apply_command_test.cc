#include "services/cli/apply_command.h"

#include <fstream>
#include <string>
#include <vector>

#include "actionplan/v1/action.pb.h"
#include "actionplan/v1/action_lifecycle.pb.h"
#include "actionplan/v1/board.pb.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/cli/dates.h"
#include "services/client/request_id.h"
#include "tests/services/cli/cli_run.h"
#include "tests/services/client/generic_server.h"
#include "tests/support/temporary_folder.h"

namespace actionplan::cli {
namespace {

using support::CliRun;
using support::CliSetup;
using support::GenericServer;
using support::ReceivedCall;
using support::Reply;
using support::RunCli;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

constexpr char kHeader[] =
    R"({"namespace": "test", "anchor_board": "boards/ncc", "actors": {)"
    R"("lead": {"principal": "p1", "agency": "boards/ncc/agencies/health",)"
    R"( "roles": ["agency-lead"]}}})";

constexpr char kProgress[] =
    R"({"as": "lead", "call": "ActionService.RecordProgress", "request": {)"
    R"("name": "boards/ncc/actions/a12", "narrative": "n", )"
    R"("own_view": "ON_TRACK", "occur_time": "{{time -1 09:00}}"}})";

class ApplyCommandTest : public ::testing::Test {
 protected:
  ApplyCommandTest()
      : server_([this](const ReceivedCall& call) { return Answer(call); }) {}

  Reply Answer(const ReceivedCall& call) {
    if (call.method == "BoardService.GetBoard") {
      if (board_created_ == absl::InfinitePast()) {
        return Reply::Refusal(grpc::NOT_FOUND, "no board");
      }
      v1::Board board;
      SetTimestamp(board_created_, *board.mutable_create_time());
      return Reply::With(board);
    }
    if (call.method == refused_) {
      return Reply::Refusal(grpc::FAILED_PRECONDITION, "not now");
    }
    v1::Action action;
    action.set_name("boards/ncc/actions/a12");
    return Reply::With(action);
  }

  CliRun Apply(const std::vector<std::string>& lines,
               const std::vector<std::string>& flags = {}) {
    {
      std::ofstream file(folder_.Path("plan.jsonl"));
      for (const std::string& line : lines) file << line << "\n";
    }
    std::vector<std::string> args = {"apply", folder_.Path("plan.jsonl"),
                                     "--server", server_.address()};
    args.insert(args.end(), flags.begin(), flags.end());
    return RunCli(args, setup_);
  }

  // The calls but for those that read the board.
  std::vector<ReceivedCall> Commands() {
    std::vector<ReceivedCall> commands;
    for (const ReceivedCall& call : server_.calls()) {
      if (call.method != "BoardService.GetBoard") commands.push_back(call);
    }
    return commands;
  }

  std::string OccurTime(const ReceivedCall& call) {
    return Rfc3339(TimeOf(call.As<v1::RecordProgressRequest>().occur_time()));
  }

  support::TemporaryFolder folder_;
  CliSetup setup_;
  absl::Time board_created_ = absl::InfinitePast();
  std::string refused_;
  GenericServer server_;
};

TEST_F(ApplyCommandTest, LinesAreSentInOrderByThoseWhomTheyName) {
  const CliRun run = Apply(
      {"# a comment", kHeader, "", kProgress,
       R"({"as": {"principal": "p2", "roles": ["verifier", "board-manager"]},)"
       R"( "call": "ActionService.AcceptAction", "request": {"name": "x"}})"});

  EXPECT_EQ(run.code, ExitCode::kDone) << run.err;
  EXPECT_THAT(run.out, HasSubstr("2 commands of "));
  const auto calls = Commands();
  ASSERT_THAT(calls, SizeIs(2));
  EXPECT_EQ(calls[0].method, "ActionService.RecordProgress");
  EXPECT_EQ(calls[0].metadata.at("actionplan-principal"), "p1");
  EXPECT_EQ(calls[0].metadata.at("actionplan-agency"),
            "boards/ncc/agencies/health");
  EXPECT_EQ(calls[1].metadata.at("actionplan-principal"), "p2");
  EXPECT_EQ(calls[1].metadata.at("actionplan-roles"), "verifier,board-manager");
}

TEST_F(ApplyCommandTest, DaysCountFromTheDayOfTheBoard) {
  Apply({kHeader, kProgress});
  EXPECT_EQ(OccurTime(Commands()[0]), "2026-03-01T09:00:00Z");  // Today's.

  board_created_ =
      absl::FromCivil(absl::CivilHour(2025, 6, 11, 12), absl::UTCTimeZone());
  Apply({kHeader, kProgress});
  EXPECT_EQ(OccurTime(Commands()[1]), "2025-06-10T08:00:00Z");

  Apply({kHeader, kProgress}, {"--anchor", "2026-01-10"});
  EXPECT_EQ(OccurTime(Commands()[2]), "2026-01-09T09:00:00Z");
}

TEST_F(ApplyCommandTest, TheBoardIsReadBySomebodyOfTheFile) {
  Apply({kHeader, kProgress}, {"--as", "other-manager,role=board-manager"});

  const ReceivedCall read = server_.calls().front();
  EXPECT_EQ(read.method, "BoardService.GetBoard");
  EXPECT_EQ(read.metadata.at("actionplan-principal"), "p1");
}

TEST_F(ApplyCommandTest, ASecondRunSendsTheVeryRequestsOfTheFirst) {
  const std::vector<std::string> lines = {kHeader, kProgress, kProgress};
  board_created_ = absl::UnixEpoch();
  Apply(lines);
  Apply(lines);

  const auto calls = Commands();
  ASSERT_THAT(calls, SizeIs(4));
  EXPECT_EQ(calls[0].request, calls[2].request);
  EXPECT_EQ(calls[1].request, calls[3].request);
  EXPECT_NE(calls[0].request, calls[1].request);
}

TEST_F(ApplyCommandTest, RequestIdsAreDerivedAsTheReadmeSays) {
  Apply({kHeader, kProgress,
         R"({"as": "lead", "key": "k1", "call": "ActionService.AcceptAction", )"
         R"("request": {"name": "x"}})",
         R"({"as": "lead", "call": "ActionService.AcceptAction", )"
         R"("request": {"name": "x", "request_id": "given"}})"});

  const std::string name_space =
      *client::NamedRequestId(client::kUrlNamespace, "test");
  const auto calls = Commands();
  ASSERT_THAT(calls, SizeIs(3));
  EXPECT_EQ(calls[0].As<v1::RecordProgressRequest>().request_id(),
            *client::NamedRequestId(
                name_space,
                "ActionService.RecordProgress boards/ncc/actions/a12 #1"));
  EXPECT_EQ(calls[1].As<v1::AcceptActionRequest>().request_id(),
            *client::NamedRequestId(name_space, "k1"));
  EXPECT_EQ(calls[2].As<v1::AcceptActionRequest>().request_id(), "given");
}

TEST_F(ApplyCommandTest, EveryWrongLineIsToldAndNothingIsSent) {
  const CliRun run = Apply(
      {kHeader, R"({"as": "nobody", "call": "X.Y", "request": {}})",
       R"({"call": "ActionService.AcceptAction", "requests": {}})",
       R"({"as": "lead", "call": "ActionService.AcceptAction", )"
       R"("request": {"nam": "x"}})",
       R"({"key": "a", "call": "ActionService.AcceptAction", "request": {}})",
       R"({"key": "a", "call": "ActionService.AcceptAction", "request": {}})",
       R"({"call": "EventService.WatchEvents", "request": {}})"});

  EXPECT_EQ(run.code, ExitCode::kUsage);
  for (const char* problem :
       {"line 2: \"as\": the header has no actor nobody",
        "line 2: \"call\": X.Y is not a method",
        "line 3: \"requests\" is not one of as, call, key, request",
        "line 3: \"request\" is missing",
        "line 4: nam: expects nothing: AcceptActionRequest has no such field",
        "line 6: the key \"a\" is that of an earlier line",
        "line 7: \"call\": EventService.WatchEvents is not a method"}) {
    EXPECT_THAT(run.err, HasSubstr(problem));
  }
  EXPECT_THAT(Commands(), IsEmpty());
}

TEST_F(ApplyCommandTest, AFileThatIsNoneIsRefused) {
  EXPECT_THAT(Apply({}).err, HasSubstr("the file has no lines"));
  EXPECT_THAT(Apply({"{\"call\": 1}"}).err,
              HasSubstr("\"call\" is not one of actors, anchor_board, "
                        "namespace, time_zone"));
  EXPECT_THAT(Apply({"{}"}).err, HasSubstr("the first line is the header"));
  EXPECT_THAT(Apply({kHeader, "{]", "7"}).err,
              HasSubstr("line 2: not a JSON object"));
  EXPECT_THAT(Apply({R"({"namespace": "n", "time_zone": "Mars/North"})"}).err,
              HasSubstr("there is no time zone Mars/North"));
  EXPECT_THAT(RunCli({"apply", "/no/such/file"}).err,
              HasSubstr("the file /no/such/file cannot be read"));
  EXPECT_THAT(RunCli({"apply"}).err, HasSubstr("name one FILE"));
}

TEST_F(ApplyCommandTest, TheFirstRefusalEndsTheRunAndNamesTheLine) {
  refused_ = "ActionService.RecordProgress";
  const CliRun run =
      Apply({kHeader, kProgress,
             R"({"as": "lead", "call": "ActionService.AcceptAction", )"
             R"("request": {"name": "x"}})"});

  EXPECT_EQ(run.code, ExitCode::kConflict);
  EXPECT_THAT(run.err, HasSubstr("plan.jsonl, line 2, "
                                 "ActionService.RecordProgress "
                                 "boards/ncc/actions/a12\n"));
  EXPECT_THAT(run.err, HasSubstr("not now (FAILED_PRECONDITION)"));
  EXPECT_THAT(Commands(), SizeIs(1));
}

TEST_F(ApplyCommandTest, ADryRunOnlyChecks) {
  const CliRun run = Apply({kHeader, kProgress}, {"--dry-run"});

  EXPECT_EQ(run.code, ExitCode::kDone);
  EXPECT_EQ(run.out, "1 commands are well formed; day 0 is 2026-03-02\n");
  EXPECT_THAT(Commands(), IsEmpty());
}

TEST_F(ApplyCommandTest, ProgressIsABarOnATerminalAndLinesElsewhere) {
  const CliRun file = Apply({kHeader, kProgress, kProgress});
  setup_.kind = Stream::kTerminal;
  setup_.width = 60;
  const CliRun terminal = Apply({kHeader, kProgress, kProgress});

  EXPECT_EQ(file.err, "1 of 2\n2 of 2\n");
  EXPECT_THAT(terminal.err, HasSubstr("████████████░░░░░░░░░░░░ 1/2 "));
  EXPECT_THAT(terminal.err, Not(HasSubstr("\n")));
}

}  // namespace
}  // namespace actionplan::cli
