#include "services/cli/reassign_command.h"

#include <string>
#include <vector>

#include "actionplan/v1/action.pb.h"
#include "actionplan/v1/action_record.pb.h"
#include "actionplan/v1/action_service.pb.h"
#include "actionplan/v1/agency_service.pb.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
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

// Two pages of an agency's actions: a1 and a3 are the leaver's.
class ReassignCommandTest : public ::testing::Test {
 protected:
  ReassignCommandTest()
      : server_([this](const ReceivedCall& call) { return Answer(call); }) {}

  Reply Answer(const ReceivedCall& call) {
    if (call.method == "ActionService.ListActions") {
      const auto request = call.As<v1::ListActionsRequest>();
      v1::ListActionsResponse page;
      if (request.page_token().empty()) {
        Add("a1", "Head of Housing", page);
        Add("a2", "Head of Legal", page);
        page.set_next_page_token("more");
      } else {
        Add("a3", "Head of Housing", page);
      }
      return Reply::With(page);
    }
    if (call.method == "AgencyService.GetAgency") {
      return Reply::With(call.As<v1::GetAgencyRequest>());
    }
    const auto request = call.As<v1::ReassignActionRequest>();
    if (request.name() == refused_) {
      return Reply::Refusal(grpc::PERMISSION_DENIED, "not yours");
    }
    v1::Action action;
    action.set_name(request.name());
    return Reply::With(action);
  }

  static void Add(const std::string& id, const std::string& owner,
                  v1::ListActionsResponse& page) {
    v1::Action& action = *page.add_actions();
    action.set_name("boards/ncc/actions/" + id);
    action.set_title("Do " + id);
    action.set_owner_role(owner);
    action.set_etag("\"4\"");
  }

  CliRun Reassign(std::vector<std::string> more = {}) {
    std::vector<std::string> args = {
        "reassign",          "boards/ncc/agencies/housing",
        "--from-owner-role", "Head of Housing",
        "--owner-role",      "Head of Prevention",
        "--handover-note",   "Files are in the folder",
        "--server",          server_.address()};
    args.insert(args.end(), more.begin(), more.end());
    return RunCli(args, setup_);
  }

  // What the server was asked to reassign, in order.
  std::vector<v1::ReassignActionRequest> Requests() {
    std::vector<v1::ReassignActionRequest> requests;
    for (const ReceivedCall& call : server_.calls()) {
      if (call.method == "ActionService.ReassignAction") {
        requests.push_back(call.As<v1::ReassignActionRequest>());
      }
    }
    return requests;
  }

  std::vector<std::string> Reassigned() {
    std::vector<std::string> names;
    for (const auto& request : Requests()) names.push_back(request.name());
    return names;
  }

  std::string refused_;
  CliSetup setup_;
  GenericServer server_;
};

TEST_F(ReassignCommandTest, HandsOverEveryActionOfTheOwnerAndNoOther) {
  const CliRun run = Reassign();

  EXPECT_EQ(run.code, ExitCode::kDone) << run.err;
  EXPECT_THAT(Reassigned(),
              ElementsAre("boards/ncc/actions/a1", "boards/ncc/actions/a3"));
  EXPECT_THAT(run.out, HasSubstr("2 of 2 open actions of Head of Housing went "
                                 "to Head of Prevention."));
}

TEST_F(ReassignCommandTest, IsTheSameRequestWhenItIsRunAgain) {
  Reassign();
  Reassign();

  const auto requests = Requests();
  ASSERT_EQ(requests.size(), 4u);
  EXPECT_EQ(requests[0].request_id(), requests[2].request_id());
  EXPECT_EQ(requests[1].request_id(), requests[3].request_id());
  EXPECT_NE(requests[0].request_id(), requests[1].request_id());
}

TEST_F(ReassignCommandTest, GoesOnAfterARefusalAndEndsWithIt) {
  refused_ = "boards/ncc/actions/a1";
  const CliRun run = Reassign();

  EXPECT_NE(run.code, ExitCode::kDone);
  EXPECT_THAT(Reassigned(),
              ElementsAre("boards/ncc/actions/a1", "boards/ncc/actions/a3"));
  EXPECT_THAT(run.err, HasSubstr("not yours"));
  EXPECT_THAT(run.out, HasSubstr("1 of 2 open actions"));
}

TEST_F(ReassignCommandTest, SaysWhoElseThereIsWhenTheOwnerHasNothing) {
  const CliRun run =
      RunCli({"reassign", "boards/ncc/agencies/housing", "--from-owner-role",
              "Head of House", "--owner-role", "Head of Prevention",
              "--handover-note", "Files", "--server", server_.address()},
             setup_);

  EXPECT_THAT(Reassigned(), IsEmpty());
  EXPECT_THAT(run.out, HasSubstr("Owners of its open actions: Head of Housing; "
                                 "Head of Legal."));
}

TEST_F(ReassignCommandTest, OnlyListsWhenAskedTo) {
  const CliRun run = Reassign({"--dry-run"});

  EXPECT_THAT(Reassigned(), IsEmpty());
  EXPECT_THAT(run.out, HasSubstr("boards/ncc/actions/a3  Do a3"));
  EXPECT_THAT(run.out, HasSubstr("would go to Head of Prevention"));
}

TEST_F(ReassignCommandTest, NamesEverythingThatIsMissing) {
  const CliRun run = RunCli({"reassign", "boards/ncc"}, setup_);

  EXPECT_EQ(run.code, ExitCode::kUsage);
  EXPECT_THAT(run.err, HasSubstr("name one AGENCY"));
  EXPECT_THAT(run.err, HasSubstr("--from-owner-role TEXT is missing"));
  EXPECT_THAT(run.err, HasSubstr("--owner-role TEXT is missing"));
  EXPECT_THAT(run.err, HasSubstr("--handover-note TEXT is missing"));
}

}  // namespace
}  // namespace actionplan::cli
