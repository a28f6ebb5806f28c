#include "services/cli/program.h"

#include <string>
#include <vector>

#include "actionplan/v1/action.pb.h"
#include "actionplan/v1/action_lifecycle.pb.h"
#include "actionplan/v1/action_record.pb.h"
#include "actionplan/v1/action_service.pb.h"
#include "actionplan/v1/audit_trail_service.pb.h"
#include "gmock/gmock.h"
#include "google/protobuf/util/json_util.h"
#include "gtest/gtest.h"
#include "services/cli/dates.h"
#include "tests/services/cli/cli_run.h"
#include "tests/services/client/generic_server.h"

namespace actionplan::cli {
namespace {

using support::CliRun;
using support::CliSetup;
using support::GenericServer;
using support::ReceivedCall;
using support::Reply;
using support::RunCli;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr char kA12[] = "boards/ncc/actions/a12";

v1::Action A12() {
  v1::Action action;
  action.set_name(kA12);
  action.set_etag("\"7\"");
  action.set_title("Rewrite the \x1b[2Jpathway");
  action.set_state(v1::Action::IN_PROGRESS);
  SetDate(absl::CivilDay(2026, 11, 20), *action.mutable_due()->mutable_date());
  SetTimestamp(absl::FromUnixSeconds(1760000000),
               *action.mutable_update_time());
  return action;
}

class ProgramTest : public ::testing::Test {
 protected:
  ProgramTest() : server_([this](const ReceivedCall&) { return reply_; }) {}

  CliRun Run(std::vector<std::string> args) {
    args.insert(args.end(),
                {"--server", server_.address(), "--as", "p1,role=verifier"});
    return RunCli(args);
  }

  template <typename Request>
  Request Received() {
    return server_.calls().back().As<Request>();
  }

  Reply reply_ = Reply::With(A12());
  GenericServer server_;
};

TEST_F(ProgramTest, ACommandLineBecomesARequest) {
  const CliRun run = Run({"action", "submit", kA12, "--completed-on", "today",
                          "--outcome-statement", "Done", "--evidence",
                          "title=A,uri=u:1", "--evidence=title=B,uri=u:2",
                          "--etag", "\"7\"", "--occur-time", "-1d 16:30"});

  EXPECT_EQ(run.code, ExitCode::kDone) << run.err;
  EXPECT_EQ(server_.calls().back().method, "ActionService.SubmitCompletion");
  const auto request = Received<v1::SubmitCompletionRequest>();
  EXPECT_EQ(request.name(), kA12);
  EXPECT_EQ(IsoDay(request.completed_on()), "2026-03-02");
  EXPECT_EQ(request.outcome_statement(), "Done");
  ASSERT_EQ(request.evidence_size(), 2);
  EXPECT_EQ(request.evidence(1).uri(), "u:2");
  EXPECT_EQ(request.etag(), "\"7\"");
  EXPECT_EQ(Rfc3339(TimeOf(request.occur_time())), "2026-03-01T16:30:00Z");
  EXPECT_THAT(request.request_id(), SizeIs(36));
}

TEST_F(ProgramTest, EveryRunHasARequestIdOfItsOwnUnlessOneIsGiven) {
  Run({"action", "accept", kA12});
  const std::string first = Received<v1::AcceptActionRequest>().request_id();
  Run({"action", "accept", kA12});
  EXPECT_NE(Received<v1::AcceptActionRequest>().request_id(), first);

  Run({"action", "accept", kA12, "--request-id", first});
  EXPECT_EQ(Received<v1::AcceptActionRequest>().request_id(), first);
}

TEST_F(ProgramTest, TheFieldsOfANewResourceAreFlags) {
  Run({"action", "propose", "boards/ncc", "--action-id", "a12", "--title", "T",
       "--sources", "resource=boards/ncc/audits/x/findings/f", "--sources",
       "external-reference=Inspection, 2025"});

  const auto request = Received<v1::ProposeActionRequest>();
  EXPECT_EQ(request.parent(), "boards/ncc");
  EXPECT_EQ(request.action_id(), "a12");
  EXPECT_EQ(request.action().title(), "T");
  EXPECT_EQ(request.action().sources(1).external_reference(),
            "Inspection, 2025");
}

TEST_F(ProgramTest, AChangeNamesTheFieldsThatItChanges) {
  Run({"action", "amend", kA12, "--title", "T", "--success-measure", "M",
       "--reason", "R", "--etag", "\"7\""});

  const auto request = Received<v1::AmendActionRequest>();
  EXPECT_EQ(request.action().name(), kA12);
  EXPECT_EQ(request.action().etag(), "\"7\"");
  EXPECT_EQ(request.reason(), "R");
  EXPECT_THAT(request.update_mask().paths(),
              ElementsAre("title", "success_measure"));
}

TEST_F(ProgramTest, TheTrailOfAResourceNamesItsBoard) {
  reply_ = Reply::With(v1::ListTrailEntriesResponse());
  Run({"trail", kA12});
  EXPECT_EQ(Received<v1::ListTrailEntriesRequest>().parent(), "boards/ncc");
  EXPECT_EQ(Received<v1::ListTrailEntriesRequest>().resource(), kA12);

  Run({"trail", "boards/ncc"});
  EXPECT_EQ(Received<v1::ListTrailEntriesRequest>().parent(), "boards/ncc");
  EXPECT_EQ(Received<v1::ListTrailEntriesRequest>().resource(), "");

  Run({"trail", "boards/ncc", "--only-itself"});
  EXPECT_EQ(Received<v1::ListTrailEntriesRequest>().parent(), "boards/ncc");
  EXPECT_EQ(Received<v1::ListTrailEntriesRequest>().resource(), "boards/ncc");

  Run({"trail"});
  EXPECT_EQ(Received<v1::ListTrailEntriesRequest>().parent(), "boards/-");
}

TEST_F(ProgramTest, OneThingIsShownAFieldALine) {
  const CliRun run = Run({"action", "get", kA12});

  EXPECT_EQ(run.out,
            "name         boards/ncc/actions/a12\n"
            "etag         \"7\"\n"
            "update time  2025-10-09 09:53\n"
            "title        Rewrite the \\x1b[2Jpathway\n"
            "state        in progress\n"
            "due\n"
            "  date  2026-11-20\n");
}

TEST_F(ProgramTest, JsonHasTheNamesOfTheProto) {
  const CliRun run = Run({"action", "get", kA12, "--output", "json"});

  EXPECT_THAT(run.out, HasSubstr("\"update_time\": \"2025-10-09T08:53:20Z\""));
  EXPECT_THAT(run.out, HasSubstr("\"state\": \"IN_PROGRESS\""));
  EXPECT_THAT(run.out, HasSubstr("\"times_re_dated\": 0"));
  EXPECT_THAT(run.out, HasSubstr("Rewrite the \\u001b[2Jpathway"));
}

TEST_F(ProgramTest, CsvHasARowForEachItem) {
  v1::ListActionsResponse answer;
  *answer.add_actions() = A12();
  answer.add_actions()->set_title("=cmd, \"x\"");
  reply_ = Reply::With(answer);

  const CliRun run = Run({"action", "list", "boards/ncc", "--output", "csv"});

  EXPECT_EQ(run.out,
            "\xef\xbb\xbf"
            "name,title,state,priority,lead_agency,owner_role,due.date,"
            "original_due_date,times_re_dated\r\n"
            "boards/ncc/actions/a12,Rewrite the \\x1b[2Jpathway,IN_PROGRESS,,"
            ",,2026-11-20,,0\r\n"
            ",\"'=cmd, \"\"x\"\"\",,,,,,,0\r\n");
}

TEST_F(ProgramTest, AListIsATable) {
  v1::ListActionsResponse answer;
  *answer.add_actions() = A12();
  answer.set_next_page_token("t2");
  reply_ = Reply::With(answer);

  const CliRun run = Run({"action", "list", "boards/ncc"});

  EXPECT_THAT(run.out, HasSubstr("NAME                    TITLE"));
  EXPECT_THAT(run.out, HasSubstr("boards/ncc/actions/a12  Rewrite the "
                                 "\\x1b[2Jpathway  in progress"));
  EXPECT_EQ(run.err, "There is more: add --all, or --page-token t2\n");
}

TEST(ProgramPagesTest, AllPagesAreOneAnswer) {
  GenericServer server([](const ReceivedCall& call) {
    const auto request = call.As<v1::ListActionsRequest>();
    v1::ListActionsResponse answer;
    answer.add_actions()->set_name("a" + request.page_token());
    if (request.page_token().empty()) answer.set_next_page_token("2");
    if (request.page_token() == "2") answer.set_next_page_token("3");
    return Reply::With(answer);
  });

  const CliRun run =
      RunCli({"action", "list", "boards/ncc", "--states", "draft", "--all",
              "--output", "csv", "--server", server.address()});

  EXPECT_THAT(run.out, HasSubstr("\r\na,,,,,,,,0\r\na2,,,,,,,,0\r\na3,,,,,"));
  EXPECT_THAT(run.err, IsEmpty());
  ASSERT_THAT(server.calls(), SizeIs(3));
  for (const ReceivedCall& call : server.calls()) {
    const auto request = call.As<v1::ListActionsRequest>();
    EXPECT_EQ(request.page_size(), 1000);
    EXPECT_THAT(request.states(), ElementsAre(v1::Action::DRAFT));
  }
}

// A trail of five events, one on a page, of which the second shows none.
class ProgramTrailTest : public ::testing::Test {
 protected:
  ProgramTrailTest()
      : server_([this](const ReceivedCall& call) {
          return PageOf(call.As<v1::ListTrailEntriesRequest>());
        }) {}

  Reply PageOf(const v1::ListTrailEntriesRequest& request) {
    const int page =
        request.page_token().empty() ? 0 : request.page_token()[0] - '0';
    if (page == refused_) return Reply::Refusal(grpc::INTERNAL, "broken");
    v1::ListTrailEntriesResponse answer;
    answer.set_position(5);
    if (page != 1) {
      auto& entry = *answer.add_entries();
      entry.set_summary(page == 2 ? "=late" : "Done");
      entry.set_reason("r" + request.page_token());
      entry.set_recorded_days_later(page);
      auto& change = *entry.add_changes();
      change.set_field("due_date");
      change.set_current("2026-11-20");
    }
    if (page < 4) {
      answer.set_next_page_token(std::string(1, static_cast<char>('1' + page)));
      answer.set_reached_position(5 - page);
    }
    return Reply::With(answer);
  }

  CliRun Run(std::vector<std::string> args, const CliSetup& setup = {}) {
    args.insert(args.begin(), {"trail", "boards/ncc"});
    args.insert(args.end(), {"--server", server_.address(), "--as", "p1"});
    return RunCli(args, setup);
  }

  int refused_ = -1;
  GenericServer server_;
};

TEST_F(ProgramTrailTest, ASpreadsheetHasEveryPageUnderOneHeading) {
  const CliRun run = Run({"--output", "csv"});

  EXPECT_EQ(run.out,
            "\xef\xbb\xbf"
            "record_time,event,resource,revision,kind,actor,agency,summary,"
            "changes,reason,occur_time,recorded_days_later,cause,"
            "retracted,retraction_reason\r\n"
            ",,,0,,,,Done,due date: (none) -> 2026-11-20,r,,0,,no,\r\n"
            ",,,0,,,,'=late,due date: (none) -> 2026-11-20,r2,,2,,no,\r\n"
            ",,,0,,,,Done,due date: (none) -> 2026-11-20,r3,,3,,no,\r\n"
            ",,,0,,,,Done,due date: (none) -> 2026-11-20,r4,,4,,no,\r\n");
  EXPECT_THAT(run.err, IsEmpty());
  for (const ReceivedCall& call : server_.calls()) {
    EXPECT_EQ(call.As<v1::ListTrailEntriesRequest>().page_size(), 1000);
  }
}

TEST_F(ProgramTrailTest, JsonIsOneAnswerOfEveryPage) {
  const CliRun run = Run({"--output", "json"});

  v1::ListTrailEntriesResponse answer;
  ASSERT_TRUE(
      google::protobuf::util::JsonStringToMessage(run.out, &answer).ok());
  EXPECT_EQ(answer.entries_size(), 4);
  EXPECT_EQ(answer.entries(3).reason(), "r4");
  EXPECT_EQ(answer.position(), 5);
  EXPECT_EQ(answer.reached_position(), 0);
  EXPECT_EQ(answer.next_page_token(), "");
}

TEST_F(ProgramTrailTest, APageThatIsAskedForIsOnePage) {
  const CliRun csv = Run({"--output", "csv", "--page-size", "1"});
  EXPECT_THAT(server_.calls(), SizeIs(1));
  EXPECT_EQ(csv.err, "There is more: add --all, or --page-token 1\n");

  Run({"--output", "json", "--page-token", "2"});
  EXPECT_THAT(server_.calls(), SizeIs(2));

  Run({});
  EXPECT_THAT(server_.calls(), SizeIs(3));
}

TEST_F(ProgramTrailTest, ATerminalShowsHowFarItIsAndNoMark) {
  const CliRun run = Run({"--output", "csv"}, {.kind = Stream::kTerminal});

  EXPECT_THAT(run.out, ::testing::StartsWith("record_time,"));
  EXPECT_THAT(run.err, HasSubstr("1/5 of the log read"));
  EXPECT_THAT(run.err, HasSubstr("3/5 of the log read"));
  EXPECT_THAT(run.err, ::testing::EndsWith("\r\x1b[K"));
}

TEST_F(ProgramTrailTest, WhatCameBeforeAFailureIsThere) {
  refused_ = 3;
  const CliRun run = Run({"--output", "csv"});

  EXPECT_EQ(run.code, ExitCode::kOther);
  EXPECT_THAT(run.out, HasSubstr("'=late"));
  EXPECT_THAT(run.err, HasSubstr("broken"));
}

TEST_F(ProgramTrailTest, HasNoDaysForACalendar) {
  const CliRun run = Run({"--output", "ics"});

  EXPECT_EQ(run.code, ExitCode::kUsage);
  EXPECT_THAT(run.err, HasSubstr("only `actionplan calendar` has days"));
  EXPECT_THAT(server_.calls(), IsEmpty());
}

TEST_F(ProgramTest, ACalendarIsOfOpenActionsAndWhole) {
  v1::ListActionsResponse answer;
  *answer.add_actions() = A12();
  reply_ = Reply::With(answer);

  const CliRun ics = Run({"calendar", "boards/ncc", "--lead-agency",
                          "boards/ncc/agencies/housing", "--output", "ics"});

  EXPECT_EQ(server_.calls().back().method, "ActionService.ListActions");
  const auto request = Received<v1::ListActionsRequest>();
  EXPECT_EQ(request.parent(), "boards/ncc");
  EXPECT_EQ(request.lead_agency(), "boards/ncc/agencies/housing");
  EXPECT_EQ(request.page_size(), 1000);
  EXPECT_THAT(request.states(), SizeIs(6));
  EXPECT_THAT(ics.out, ::testing::StartsWith("BEGIN:VCALENDAR\r\n"));
  EXPECT_THAT(ics.out, HasSubstr("DTSTART;VALUE=DATE:20261120\r\n"));

  EXPECT_THAT(Run({"calendar", "boards/ncc"}).out,
              HasSubstr("2026-11-20  due   Rewrite the \\x1b[2Jpathway"));
  EXPECT_THAT(Run({"calendar", "boards/ncc", "--output", "csv"}).out,
              HasSubstr("\r\n2026-11-20,due,Rewrite"));
  EXPECT_THAT(Run({"calendar", "boards/ncc", "--output", "json"}).out,
              HasSubstr("\"actions\": ["));
}

TEST_F(ProgramTest, ARefusalEndsWithItsCode) {
  reply_ = Reply::Refusal(grpc::ABORTED, "it has changed");

  const CliRun run = Run({"action", "accept", kA12});

  EXPECT_EQ(run.code, ExitCode::kConflict);
  EXPECT_THAT(run.out, IsEmpty());
  EXPECT_THAT(run.err, HasSubstr("it has changed (ABORTED)"));
}

TEST_F(ProgramTest, EveryProblemIsToldAndNothingIsSent) {
  const CliRun run = Run({"action", "submit", kA12, "more", "--completed-on",
                          "soon", "--outcome", "x", "--evidence", "a=b"});

  EXPECT_EQ(run.code, ExitCode::kUsage);
  EXPECT_THAT(run.err, HasSubstr("\"more\" is too much"));
  EXPECT_THAT(run.err, HasSubstr("--completed-on: \"soon\" is not a day"));
  EXPECT_THAT(run.err, HasSubstr("--outcome is not a flag here"));
  EXPECT_THAT(run.err, HasSubstr("--evidence: \"a\" is not one of title"));
  EXPECT_THAT(server_.calls(), IsEmpty());
}

TEST_F(ProgramTest, AWordThatIsMissingIsNamed) {
  EXPECT_THAT(Run({"overdue"}).err, HasSubstr("the BOARD is missing"));
  EXPECT_THAT(Run({"action", "get"}).err, HasSubstr("the ACTION is missing"));
}

TEST(ProgramHelpTest, HelpIsThereAtEveryLevel) {
  const CliRun program = RunCli({"--help"});
  const CliRun noun = RunCli({"action", "--help"});
  const CliRun verb = RunCli({"help", "action", "submit"});
  const CliRun local = RunCli({"apply", "--help"});

  for (const CliRun& run : {program, noun, verb, local}) {
    EXPECT_EQ(run.code, ExitCode::kDone);
    EXPECT_THAT(run.out, HasSubstr("Usage: actionplan "));
    EXPECT_THAT(run.out, HasSubstr("\nExample\n  actionplan "));
  }
  EXPECT_THAT(program.out, HasSubstr("overdue BOARD"));
  EXPECT_THAT(noun.out, HasSubstr("request-extension ACTION"));
  EXPECT_THAT(verb.out, HasSubstr("--completed-on DATE\n        Required."));
  EXPECT_THAT(local.out, HasSubstr("--anchor-board BOARD"));
}

TEST(ProgramHelpTest, NothingAndANounAloneShowHelpAsAnError) {
  EXPECT_EQ(RunCli({}).code, ExitCode::kUsage);
  EXPECT_EQ(RunCli({"action"}).code, ExitCode::kUsage);
  EXPECT_THAT(RunCli({"action"}).err, HasSubstr("propose BOARD"));
}

TEST(ProgramHelpTest, AnUnknownCommandIsToldWithTheNearest) {
  const CliRun noun = RunCli({"actoin", "list"});
  const CliRun verb = RunCli({"action", "submitt"});

  EXPECT_EQ(noun.code, ExitCode::kUsage);
  EXPECT_THAT(noun.err, HasSubstr("did you mean \"action\"?"));
  EXPECT_EQ(verb.code, ExitCode::kUsage);
  EXPECT_THAT(verb.err, HasSubstr("did you mean \"submit\"?"));
  EXPECT_THAT(RunCli({"zzzzzz"}).err, HasSubstr("commands are action, "));
}

TEST(ProgramHelpTest, TheVersionIsANumber) {
  EXPECT_THAT(RunCli({"version"}).out,
              ::testing::MatchesRegex("[0-9]+\\.[0-9]+\\.[0-9]+\n"));
}

}  // namespace
}  // namespace actionplan::cli
