#include "services/cli/error_view.h"

#include <string>
#include <vector>

#include "absl/strings/cord.h"
#include "google/rpc/error_details.pb.h"
#include "gtest/gtest.h"
#include "services/cli/api_comments.h"
#include "services/cli/exit_code.h"
#include "services/client/method.h"

namespace actionplan::cli {
namespace {

void Attach(const google::protobuf::Message& detail, absl::Status& status) {
  status.SetPayload("type.googleapis.com/" + detail.GetTypeName(),
                    absl::Cord(detail.SerializeAsString()));
}

google::rpc::ErrorInfo Info(const std::string& reason) {
  google::rpc::ErrorInfo info;
  info.set_reason(reason);
  return info;
}

class ErrorViewTest : public ::testing::Test {
 protected:
  ErrorViewTest()
      : flags_(FlagsOf(*client::FindMethod("ActionService.ProposeAction"),
                       "parent", comments_)) {}

  std::string Text(const absl::Status& status) {
    return RefusalText(status, {.command = "action propose",
                                .server = "localhost:1",
                                .request_id = "3f1a",
                                .argument = "parent",
                                .argument_name = "BOARD",
                                .flags = flags_});
  }

  const ApiComments comments_;
  const std::vector<RequestFlag> flags_;
};

TEST_F(ErrorViewTest, EveryWrongFieldIsNamedAsItIsTyped) {
  absl::Status status = absl::InvalidArgumentError("4 fields are wrong");
  google::rpc::BadRequest bad_request;
  const auto add = [&](const char* field, const char* description) {
    auto* violation = bad_request.add_field_violations();
    violation->set_field(field);
    violation->set_description(description);
  };
  add("parent", "is not a board");
  add("action.title", "is empty");
  add("action.sources[1].resource", "is of another board");
  add("something", "is odd");
  Attach(bad_request, status);
  Attach(Info("FIELDS_INVALID"), status);

  EXPECT_EQ(Text(status),
            "actionplan: 4 fields are wrong (INVALID_ARGUMENT, "
            "FIELDS_INVALID)\n"
            "  BOARD: is not a board\n"
            "  --title: is empty\n"
            "  --sources (action.sources[1].resource): is of another board\n"
            "  something: is odd\n"
            "`actionplan action propose --help` shows every flag.\n");
}

TEST_F(ErrorViewTest, AStateThatForbidsItIsToldWithItsValues) {
  absl::Status status =
      absl::FailedPreconditionError("the action is over; reopen it first");
  google::rpc::ErrorInfo info = Info("ACTION_CLOSED");
  (*info.mutable_metadata())["state"] = "CLOSED";
  (*info.mutable_metadata())["meeting"] = "boards/ncc/meetings/m1";
  (*info.mutable_metadata())["action"] = "boards/ncc/actions/a12";
  google::rpc::PreconditionFailure failure;
  failure.add_violations()->set_subject("boards/ncc/actions/a12");
  failure.mutable_violations(0)->set_description("is over");
  Attach(info, status);
  Attach(failure, status);

  EXPECT_EQ(Text(status),
            "actionplan: the action is over; reopen it first "
            "(FAILED_PRECONDITION, ACTION_CLOSED)\n"
            "  boards/ncc/actions/a12: is over\n"
            "  meeting: boards/ncc/meetings/m1, state: CLOSED\n");
}

TEST_F(ErrorViewTest, NothingIsSaidTwice) {
  absl::Status status = absl::FailedPreconditionError(
      "VerifyCompletion works in SUBMITTED; boards/ncc/actions/a12 is DRAFT. "
      "It "
      "lacks outcome and measure.");
  google::rpc::ErrorInfo info = Info("STATE_FORBIDS");
  auto& metadata = *info.mutable_metadata();
  metadata["name"] = "boards/ncc/actions/a12";
  metadata["state"] = "DRAFT";
  metadata["missing"] = "outcome, measure";
  metadata["agency"] = "";
  metadata["replacement"] = "boards/ncc/actions/a1";
  metadata["commands"] = "VerifyCompletion, CancelAction";
  Attach(info, status);

  EXPECT_EQ(Text(status),
            "actionplan: `action verify` works in SUBMITTED; "
            "boards/ncc/actions/a12 is DRAFT. It lacks outcome and measure. "
            "(FAILED_PRECONDITION, STATE_FORBIDS)\n"
            "  commands: VerifyCompletion, CancelAction, "
            "replacement: boards/ncc/actions/a1\n");
}

TEST_F(ErrorViewTest, AHintSaysWhatToDoNext) {
  EXPECT_EQ(Text(absl::DeadlineExceededError("late")),
            "actionplan: late (DEADLINE_EXCEEDED)\n"
            "Whether it was done is not known. Repeat the command with "
            "--request-id 3f1a and a longer --timeout: it is done once.\n");
  EXPECT_EQ(Text(absl::UnauthenticatedError("who")),
            "actionplan: who (UNAUTHENTICATED)\n"
            "Say who you are: --as PRINCIPAL,role=ROLE, or a profile.\n");
}

TEST_F(ErrorViewTest, AServersWordsCannotDriveTheTerminal) {
  EXPECT_EQ(Text(absl::NotFoundError("no \x1b[31mred\n")),
            "actionplan: no \\x1b[31mred  (NOT_FOUND)\n");
}

TEST(UsageTextTest, EveryProblemIsTold) {
  EXPECT_EQ(UsageText("overdue", {"one", "two"}),
            "actionplan: the command was not sent\n  one\n  two\n"
            "`actionplan overdue --help` shows an example and every flag.\n");
}

TEST(ExitCodeTest, EachKindOfFailureHasItsCode) {
  EXPECT_EQ(ExitCodeOf(absl::OkStatus()), ExitCode::kDone);
  EXPECT_EQ(ExitCodeOf(absl::InvalidArgumentError("")), ExitCode::kInvalid);
  EXPECT_EQ(ExitCodeOf(absl::OutOfRangeError("")), ExitCode::kInvalid);
  EXPECT_EQ(ExitCodeOf(absl::NotFoundError("")), ExitCode::kNotFound);
  EXPECT_EQ(ExitCodeOf(absl::AbortedError("")), ExitCode::kConflict);
  EXPECT_EQ(ExitCodeOf(absl::AlreadyExistsError("")), ExitCode::kConflict);
  EXPECT_EQ(ExitCodeOf(absl::FailedPreconditionError("")), ExitCode::kConflict);
  EXPECT_EQ(ExitCodeOf(absl::PermissionDeniedError("")), ExitCode::kNotAllowed);
  EXPECT_EQ(ExitCodeOf(absl::UnauthenticatedError("")), ExitCode::kNotAllowed);
  EXPECT_EQ(ExitCodeOf(absl::UnavailableError("")), ExitCode::kUnavailable);
  EXPECT_EQ(ExitCodeOf(absl::DeadlineExceededError("")),
            ExitCode::kUnavailable);
  EXPECT_EQ(ExitCodeOf(absl::ResourceExhaustedError("")),
            ExitCode::kUnavailable);
  EXPECT_EQ(ExitCodeOf(absl::InternalError("")), ExitCode::kOther);
  EXPECT_EQ(ExitCodeOf(absl::DataLossError("")), ExitCode::kOther);
}

}  // namespace
}  // namespace actionplan::cli
