// A board's spreadsheet becomes its plan, and stays in step with it.
#include <algorithm>
#include <fstream>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "actionplan/v1/action_plan_service.pb.h"
#include "actionplan/v1/action_service.pb.h"
#include "actionplan/v1/audit_trail_service.pb.h"
#include "actionplan/v1/plan_service.pb.h"
#include "gmock/gmock.h"
#include "services/client/method.h"
#include "tests/scenarios/board_scenario.h"
#include "tests/services/cli/cli_run.h"
#include "tests/services/client/generic_server.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temporary_folder.h"

namespace actionplan::support {
namespace {

using cli::ExitCode;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;
using v1::Action;
using v1::ActionImport;

constexpr char kSheet[] =
    "Northshire composite plan,,,,,,,,\n"
    "\n"
    "Ref,Action to be taken,Lead agency,Responsible officer,By when,"
    "Success measures,BRAG,Progress update,Board notes\n"
    "1.1,Date every plan,Health,Head of Safeguarding,31/03/2026,"
    "Nine of ten have dates,Amber,Form drafted,x\n"
    "1.2,Agree one referral form,Police,Head of Service,Mar-26,,Green,,\n"
    "1.3,Train all staff,Health,Jane Smith,ongoing,,,,\n"
    ",Publish the protocol,,,TBC,,,,\n";

class ImportTest : public BoardScenario {
 protected:
  CliRun Import(const std::string& sheet,
                const std::vector<std::string>& flags = {},
                const std::string& who = "manager-1") {
    return ImportAt(server_.address(), sheet, flags, who);
  }

  CliRun ImportAt(const std::string& address, const std::string& sheet,
                  const std::vector<std::string>& flags = {},
                  const std::string& who = "manager-1") {
    {
      std::ofstream file(folder_.Path("plan.csv"), std::ios::binary);
      file << sheet;
    }
    std::vector<std::string> args = {"import",
                                     "boards/ncc/plans/composite",
                                     folder_.Path("plan.csv"),
                                     "--server",
                                     address,
                                     "--as",
                                     who + ",role=board-manager"};
    args.insert(args.end(), flags.begin(), flags.end());
    return RunCli(args);
  }

  // The same sheet with some words replaced.
  static std::string With(
      const std::vector<std::pair<std::string, std::string>>& changes) {
    const std::string changed = absl::StrReplaceAll(kSheet, changes);
    EXPECT_NE(changed, kSheet);
    return changed;
  }

  // The actions of the board by the key of their row.
  std::map<std::string, Action> Actions() { return ActionsOf(server_); }

  static std::map<std::string, Action> ActionsOf(const RunningServer& server) {
    std::map<std::string, Action> actions;
    const auto page = server.Manager().Call<v1::ListActionsResponse>(
        "ActionService.ListActions", "parent: 'boards/ncc' page_size: 1000");
    EXPECT_OK(page);
    if (!page.ok()) return actions;
    for (const Action& action : page->actions()) {
      const std::string& key = action.imported().key();
      actions[absl::StartsWith(key, "text:") ? "text" : key] = action;
    }
    return actions;
  }

  static v1::Plan PlanOf(const RunningServer& server) {
    const auto plan = server.Manager().Call<v1::Plan>(
        "PlanService.GetPlan", About("boards/ncc/plans/composite"));
    EXPECT_OK(plan);
    return plan.value_or(v1::Plan());
  }

  TemporaryFolder folder_;
};

TEST_F(ImportTest, ADryRunShowsWhatWouldBeDoneAndSendsNothing) {
  const int64_t before = server_.Head();
  const CliRun run = Import(kSheet);

  EXPECT_EQ(run.code, ExitCode::kDone) << run.err;
  EXPECT_EQ(server_.Head(), before);
  const std::string path = folder_.Path("plan.csv");
  EXPECT_EQ(
      absl::StrReplaceAll(run.out,
                          {{path, "plan.csv"}, {server_.address(), "SERVER"}}),
      R"(plan.csv into boards/ncc/plans/composite: 4 rows, headings in row 3, separated by commas
Columns: A Ref = reference; B Action to be taken = action; C Lead agency = lead_agency; D Responsible officer = owner; E By when = due_date; F Success measures = success_measure; G BRAG = rag; H Progress update = progress; I Board notes = not imported
4 new, 0 changed, 0 unchanged, 0 with errors, 0 not in the sheet any more

ROW  REFERENCE  ACTION                   RESULT
  4  1.1        Date every plan          new: assigned to health (Head of Safeguarding), due 2026-03-31
  5  1.2        Agree one referral form  new: assigned to police (Head of Service), due 2026-03-31
  6  1.3        Train all staff          new · stays a draft: no owner, "ongoing" needs a --review-date
  7             Publish the protocol     new · stays a draft: no lead agency, no owner, "TBC" needs a --review-date

Warnings
  row 3, column I (Board notes): is not a known heading, so the column is not imported; --column "Board notes"=FIELD says what it is, =ignore that it is left out. Fields: reference, recommendation, scope, action, lead_agency, supporting_agencies, owner, priority, due_date, milestones, state, progress, success_measure, outcome, completion, rag, evidence
  row 6, column D (Responsible officer): "Jane Smith" looks like a person's name and is left out: owners are roles. Say --owner "Jane Smith"="Head of Service", or the same text again if it is a role
  1 due date has a year of two digits, taken for 2000 to 2099 (row 5)

Nothing was sent. To import it:
  actionplan import boards/ncc/plans/composite plan.csv --server SERVER --as manager-1,role=board-manager --commit
)");
}

TEST_F(ImportTest, RowsBecomeActionsOfThePlanWithTheirClaims) {
  const CliRun run = Import(kSheet, {"--commit", "--review-date", "2026-09-30",
                                     "--owner", "Jane Smith=Training Lead"});

  EXPECT_EQ(run.code, ExitCode::kDone) << run.err << run.out;
  EXPECT_THAT(run.out, HasSubstr("imported, joined, assigned"));
  const auto actions = Actions();
  ASSERT_THAT(actions, SizeIs(4));
  EXPECT_THAT(PlanOf(server_).actions(), SizeIs(4));

  const Action& first = actions.at("1.1");
  EXPECT_EQ(first.state(), Action::ASSIGNED);
  EXPECT_EQ(first.title(), "Date every plan");
  EXPECT_EQ(first.success_measure(), "Nine of ten have dates");
  EXPECT_EQ(first.lead_agency(), "boards/ncc/agencies/health");
  EXPECT_EQ(first.owner_role(), "Head of Safeguarding");
  EXPECT_EQ(first.priority(), Action::MEDIUM);
  EXPECT_EQ(first.due().date().day(), 31);
  EXPECT_EQ(first.creator(), "manager-1");
  EXPECT_EQ(first.progress_count(), 0);
  ASSERT_THAT(first.sources(), SizeIs(1));
  EXPECT_EQ(first.sources(0).external_reference(),
            "plan.csv, row 4, reference 1.1");
  EXPECT_EQ(first.imported().row().rating(), "Amber");
  EXPECT_EQ(first.imported().row().progress(), "Form drafted");
  EXPECT_EQ(first.imported().standing(), ActionImport::CLAIMED_NOT_VERIFIED);

  EXPECT_EQ(actions.at("1.3").due().undated(), v1::DueDate::ONGOING);
  EXPECT_EQ(actions.at("1.3").owner_role(), "Training Lead");
  EXPECT_EQ(actions.at("text").state(), Action::DRAFT);
}

TEST_F(ImportTest, WhatIsClaimedIsShownAsThatUntilTheAgencyConfirmsIt) {
  Import(kSheet, {"--commit"});
  const std::string name = Actions().at("1.1").name();
  const auto show = [&] {
    return RunCli({"action", "get", name, "--server", server_.address(), "--as",
                   "manager-1,role=board-manager"})
        .out;
  };
  EXPECT_THAT(show(), HasSubstr("claimed by the sheet, not verified here"));

  ASSERT_OK(server_.Lead().Try("ActionService.AcceptAction", About(name)));

  EXPECT_THAT(show(), HasSubstr("confirmed by the lead agency"));
  EXPECT_THAT(show(), Not(HasSubstr("not verified here")));
}

TEST_F(ImportTest, ImportedActionsAreOverdueLikeAllOthers) {
  Import(kSheet, {"--commit"});
  MoveTo(absl::CivilDay(2026, 4, 7));
  EXPECT_THAT(Overdue(), SizeIs(2));
}

TEST_F(ImportTest, TheSameSheetAgainChangesNothingWhoeverImportsIt) {
  Import(kSheet, {"--commit"});
  const int64_t before = server_.Head();
  for (const char* who : {"manager-1", "manager-2"}) {
    const CliRun run = Import(kSheet, {"--commit"}, who);
    EXPECT_EQ(run.code, ExitCode::kDone) << run.err;
    EXPECT_THAT(run.out, HasSubstr("0 new, 0 changed, 4 unchanged"));
    EXPECT_THAT(run.out, HasSubstr("There was nothing to import"));
  }
  EXPECT_EQ(server_.Head(), before);
}

TEST_F(ImportTest, AColleaguesChangesAmendTheActionsOfTheFirstImport) {
  Import(kSheet, {"--commit"});
  const std::string sheet =
      With({{"Date every plan", "Date and sign every plan"},
            {"Amber,Form drafted", "Green,Form in use"},
            {"Mar-26", "30/06/2026"}});

  const CliRun run = Import(sheet, {"--commit"}, "manager-2");

  EXPECT_EQ(run.code, ExitCode::kDone) << run.err << run.out;
  EXPECT_THAT(run.out, HasSubstr("0 new, 2 changed, 2 unchanged"));
  const auto actions = Actions();
  ASSERT_THAT(actions, SizeIs(4));
  EXPECT_EQ(actions.at("1.1").title(), "Date and sign every plan");
  EXPECT_EQ(actions.at("1.1").imported().row().rating(), "Green");
  EXPECT_EQ(actions.at("1.1").imported().importer(), "manager-2");
  EXPECT_EQ(actions.at("1.1").creator(), "manager-1");
  EXPECT_EQ(actions.at("1.2").due().date().month(), 6);

  const auto trail = server_.Manager().Call<v1::ListTrailEntriesResponse>(
      "AuditTrailService.ListTrailEntries",
      absl::StrCat("parent: 'boards/ncc' kind: 'ActionImported' "
                   "resource: '",
                   actions.at("1.1").name(), "'"));
  ASSERT_OK(trail);
  ASSERT_THAT(trail->entries(), SizeIs(2));
  EXPECT_THAT(trail->DebugString(), HasSubstr("Form drafted"));
  EXPECT_THAT(trail->DebugString(), HasSubstr("claimed by the sheet"));
}

// The request ids of the first import must not stand in the way.
TEST_F(ImportTest, ASheetThatGoesBackIsFollowedBack) {
  const std::string other = With({{"Date every plan", "Sign every plan"}});
  for (const std::string& sheet :
       {std::string(kSheet), other, std::string(kSheet), other}) {
    EXPECT_EQ(Import(sheet, {"--commit"}).code, ExitCode::kDone);
    EXPECT_EQ(Actions().at("1.1").title(),
              sheet == other ? "Sign every plan" : "Date every plan");
  }
}

TEST_F(ImportTest, AfterAcceptanceADueDateIsOnlyClaimed) {
  Import(kSheet, {"--commit"});
  const std::string name = Actions().at("1.1").name();
  ASSERT_OK(server_.Lead().Try("ActionService.AcceptAction", About(name)));

  const CliRun run = Import(With({{"31/03/2026", "30/06/2026"}}), {"--commit"});

  EXPECT_EQ(run.code, ExitCode::kDone) << run.err;
  EXPECT_THAT(run.out, HasSubstr("due date not applied; ask for an extension"));
  const Action action = Actions().at("1.1");
  EXPECT_EQ(action.due().date().month(), 3);
  EXPECT_EQ(action.times_re_dated(), 0);
  EXPECT_EQ(action.imported().row().due(), "30/06/2026");
  EXPECT_EQ(action.imported().standing(), ActionImport::CLAIMED_NOT_VERIFIED);
}

TEST_F(ImportTest, AMissingRowIsListedAndItsActionKept) {
  Import(kSheet, {"--commit"});
  const Action before = Actions().at("1.2");
  std::string sheet = kSheet;
  const std::size_t row = sheet.find("1.2,");
  sheet.erase(row, sheet.find('\n', row) + 1 - row);

  const CliRun run = Import(sheet, {"--commit"});

  EXPECT_EQ(run.code, ExitCode::kDone);
  EXPECT_THAT(run.out, HasSubstr(absl::StrCat(
                           "Not in the sheet any more; nothing is done to "
                           "them\n  ",
                           before.name(), "  Agree one referral form\n")));
  EXPECT_EQ(Actions().at("1.2").etag(), before.etag());
  EXPECT_THAT(PlanOf(server_).actions(), SizeIs(4));
}

TEST_F(ImportTest, OneErrorStopsAllUnlessItsRowIsLeftOut) {
  const std::string sheet = With({{"31/03/2026", "ASAP"}});
  const int64_t before = server_.Head();
  CliRun run = Import(sheet, {"--commit"});
  EXPECT_EQ(run.code, ExitCode::kInvalid);
  EXPECT_THAT(run.out, HasSubstr("Errors\n  row 4, column E (By when): "
                                 "\"ASAP\" is not one date"));
  EXPECT_THAT(run.out, HasSubstr("--commit --skip-rows-with-errors\n"));
  EXPECT_EQ(server_.Head(), before);

  run = Import(sheet, {"--commit", "--skip-rows-with-errors"});
  EXPECT_EQ(run.code, ExitCode::kDone) << run.err;
  EXPECT_THAT(Actions(), SizeIs(3));
}

TEST_F(ImportTest, OnlyTheBoardManagerImports) {
  {
    std::ofstream file(folder_.Path("plan.csv"));
    file << kSheet;
  }
  const CliRun run =
      RunCli({"import", "boards/ncc/plans/composite", folder_.Path("plan.csv"),
              "--server", server_.address(), "--as",
              "lead-1,agency=boards/ncc/agencies/health,role=agency-lead",
              "--commit"});
  EXPECT_EQ(run.code, ExitCode::kNotAllowed);
  EXPECT_THAT(run.err, HasSubstr("ROLE_NEEDED"));
  EXPECT_THAT(run.out, HasSubstr("0 rows are done"));
  EXPECT_THAT(Actions(), SizeIs(0));
}

TEST_F(ImportTest, APlanThatIsNotThereIsTold) {
  {
    std::ofstream file(folder_.Path("plan.csv"));
    file << kSheet;
  }
  const CliRun run = RunCli(
      {"import", "boards/ncc/plans/none", folder_.Path("plan.csv"), "--server",
       server_.address(), "--as", "manager-1,role=board-manager"});
  EXPECT_EQ(run.code, ExitCode::kNotFound);
}

TEST_F(ImportTest, APassedDueDateIsTakenWithTheDayOfAgreement) {
  const std::string sheet = With({{"31/03/2026", "27/02/2026"}});
  EXPECT_THAT(Import(sheet).out, HasSubstr("due 2026-02-27, which has passed"));

  Import(sheet, {"--commit", "--occur-time", "2026-02-02T09:00:00Z"});

  EXPECT_EQ(Actions().at("1.1").state(), Action::ASSIGNED);
  EXPECT_THAT(Overdue(), SizeIs(1));
}

TEST_F(ImportTest, ReportsAreForProgramsToo) {
  const CliRun json = Import(kSheet, {"--output", "json"});
  EXPECT_EQ(json.code, ExitCode::kDone);
  EXPECT_THAT(json.out, HasSubstr("\"committed\": false"));
  EXPECT_THAT(json.out, HasSubstr("\"due_date\": \"2026-03-31\""));
  EXPECT_THAT(json.out, HasSubstr("\"heading\": \"Responsible officer\""));
  const CliRun csv = Import(kSheet, {"--output", "csv"});
  EXPECT_THAT(csv.out, HasSubstr("row,reference,key,outcome,action,result,"
                                 "notes\r\n4,1.1,1.1,new,,"));
}

// What the actions and the plan say, without what differs from run to run.
std::string EndState(const RunningServer& server,
                     std::map<std::string, Action> actions) {
  std::string state;
  for (auto& [key, action] : actions) {
    for (const char* field : {"create_time", "update_time", "last_occur_time",
                              "state_occur_time", "last_position"}) {
      action.GetReflection()->ClearField(
          &action, action.GetDescriptor()->FindFieldByName(field));
    }
    action.mutable_imported()->clear_occur_time();
    absl::StrAppend(&state, key, " ", action.DebugString());
  }
  const auto plan = server.Manager().Call<v1::Plan>(
      "PlanService.GetPlan", About("boards/ncc/plans/composite"));
  EXPECT_OK(plan);
  return absl::StrCat(state, plan->actions_size(), " in the plan");
}

// Passes calls on to the server until so many commands have got through; then
// either the call or its answer is lost.
class CutLine {
 public:
  enum class Loses { kCall, kAnswer };

  CutLine(const client::Client& to, int commands, Loses loses)
      : to_(to), left_(commands), loses_(loses) {}

  std::string address() const { return line_.address(); }

 private:
  Reply Pass(const ReceivedCall& call) {
    const auto& method = *client::FindMethod(call.method);
    const auto* factory = google::protobuf::MessageFactory::generated_factory();
    const std::unique_ptr<google::protobuf::Message> request(
        const_cast<google::protobuf::MessageFactory*>(factory)
            ->GetPrototype(method.input_type())
            ->New());
    const std::unique_ptr<google::protobuf::Message> answer(
        const_cast<google::protobuf::MessageFactory*>(factory)
            ->GetPrototype(method.output_type())
            ->New());
    request->ParseFromString(call.request);
    const bool is_command =
        method.input_type()->FindFieldByName("request_id") != nullptr;
    const bool is_cut = is_command && left_-- <= 0;
    if (!is_cut || loses_ == Loses::kAnswer) {
      const absl::Status status = to_.Call(method, *request, *answer);
      EXPECT_OK(status) << call.method;
    }
    if (is_cut) return Reply::Refusal(grpc::DEADLINE_EXCEEDED, "lost");
    return Reply::With(*answer);
  }

  const client::Client to_;
  int left_;
  const Loses loses_;
  GenericServer line_{[this](const ReceivedCall& call) { return Pass(call); }};
};

// A run that was cut off anywhere is completed by running again.
TEST_F(ImportTest, ARunThatWasCutOffIsCompletedByTheNext) {
  const std::string changed =
      With({{"Date every plan", "Date and sign every plan"},
            {"Amber,Form drafted", "Green,Form in use"},
            {"Mar-26", "30/06/2026"}});
  Import(kSheet, {"--commit"});
  const std::string first_end = EndState(server_, Actions());
  Import(changed, {"--commit"});
  const std::string second_end = EndState(server_, Actions());

  for (const CutLine::Loses loses :
       {CutLine::Loses::kCall, CutLine::Loses::kAnswer}) {
    for (int commands = 0;; ++commands) {
      SCOPED_TRACE(commands);
      RunningServer fresh(clock_);
      MakeBoard(fresh);
      CutLine first(fresh.Manager().client(), commands, loses);
      const bool cut = ImportAt(first.address(), kSheet, {"--commit"}).code !=
                       ExitCode::kDone;
      ImportAt(fresh.address(), kSheet, {"--commit"});
      EXPECT_EQ(EndState(fresh, ActionsOf(fresh)), first_end);

      CutLine second(fresh.Manager().client(), commands, loses);
      ImportAt(second.address(), changed, {"--commit"});
      ImportAt(fresh.address(), changed, {"--commit"});
      EXPECT_EQ(EndState(fresh, ActionsOf(fresh)), second_end);
      if (!cut) break;
    }
  }
}

}  // namespace
}  // namespace actionplan::support
