#include "services/handlers/command_binding.h"

#include <set>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "actionplan/v1/action_extension.pb.h"
#include "actionplan/v1/board_service.pb.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/domain/action_extension.h"
#include "services/domain/action_proposal.h"
#include "services/domain/agency.h"
#include "services/domain/board.h"
#include "tests/support/bad_request.h"
#include "tests/support/circumstances.h"
#include "tests/support/status_matchers.h"
#include "tests/support/text_proto.h"

namespace actionplan::handlers {
namespace {

using commands::Command;
using commands::Target;
using support::FailsWith;
using support::FromText;
using support::IsText;
using support::StatusIs;
using support::WrongFields;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::StartsWith;
using ::testing::UnorderedElementsAre;

constexpr char kId[] = "11111111-2222-4333-8444-555555555555";
constexpr char kOtherId[] = "11111111-2222-4333-8444-555555555556";

const domain::Caller kManager = support::BoardManager();

template <typename Request>
void Unchecked(const Request&, rpc::FieldChecks&) {}

void NeedsReason(const v1::DeactivateAgencyRequest& request,
                 rpc::FieldChecks& check) {
  check.Text("reason", request.reason(), 5, rpc::Presence::kRequired);
}

std::string WithId(const std::string& text, const std::string& id = kId) {
  return "request_id: '" + id + "' " + text;
}

// A command about the police, where `more` may say everything anew.
absl::StatusOr<Command> Deactivate(const std::string& more = "") {
  return ExistingCommand<v1::Agency, v1::DeactivateAgencyRequest>(
      FromText<v1::DeactivateAgencyRequest>(WithId(
          "name: 'boards/ncc/agencies/police' etag: '\"7\"' reason: 'Gone' " +
          more)),
      kManager, NeedsReason, nullptr);
}

// An agency for boards/ncc, to which `more` may give an id.
absl::StatusOr<Command> Create(const std::string& more = "",
                               const domain::Caller& caller = kManager) {
  return NewCommand<v1::Agency, v1::CreateAgencyRequest>(
      FromText<v1::CreateAgencyRequest>(WithId("parent: 'boards/ncc' " + more)),
      caller, &v1::CreateAgencyRequest::agency_id,
      Unchecked<v1::CreateAgencyRequest>, nullptr);
}

absl::StatusOr<Command> CreateBoard(const std::string& more) {
  return NewCommand<v1::Board, v1::CreateBoardRequest>(
      FromText<v1::CreateBoardRequest>(WithId(more)), kManager,
      &v1::CreateBoardRequest::board_id, Unchecked<v1::CreateBoardRequest>,
      nullptr);
}

// A command about an action that says no more than that.
template <typename Request>
absl::StatusOr<Command> About(const std::string& text) {
  return ExistingCommand<v1::Action, Request>(FromText<Request>(text), kManager,
                                              Unchecked<Request>, nullptr);
}

TEST(ExistingCommandTest, IsAboutTheResourceThatTheRequestNames) {
  ASSERT_OK_AND_ASSIGN(const Command command, Deactivate());
  EXPECT_EQ(command.name, "boards/ncc/agencies/police");
  EXPECT_EQ(command.target, Target::kExisting);
  EXPECT_EQ(command.etag, "\"7\"");
  EXPECT_EQ(command.request_id, kId);
  EXPECT_EQ(command.caller.principal, kManager.principal);
  EXPECT_EQ(command.caller.roles, kManager.roles);
  EXPECT_EQ(command.cause, 0u);
}

// How long the caller waits is the call's to say.
TEST(ExistingCommandTest, HasNoDeadlineOfItsOwn) {
  ASSERT_OK_AND_ASSIGN(const Command command, Deactivate());
  EXPECT_EQ(command.deadline, absl::InfiniteFuture());
}

TEST(ExistingCommandTest, NeedsNoEtag) {
  ASSERT_OK_AND_ASSIGN(const Command command, Deactivate("etag: ''"));
  EXPECT_EQ(command.etag, "");
}

TEST(ExistingCommandTest, NamesEveryWrongFieldAtOnce) {
  const auto command = Deactivate(
      "name: 'boards/ncc/plans/p1' etag: '7' request_id: '42' reason: 'Closed' "
      "occur_time { nanos: -1 }");
  EXPECT_THAT(command, StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(command, FailsWith("FIELDS_INVALID"));
  EXPECT_THAT(WrongFields(command.status()),
              UnorderedElementsAre(Pair("name", "NAME_MALFORMED"),
                                   Pair("etag", "ETAG_MALFORMED"),
                                   Pair("request_id", "REQUEST_ID_MALFORMED"),
                                   Pair("occur_time", "TIME_INVALID"),
                                   Pair("reason", "TEXT_TOO_LONG")));
}

TEST(ExistingCommandTest, NeedsANameAndARequestId) {
  EXPECT_THAT(WrongFields(Deactivate("name: '' request_id: ''").status()),
              ElementsAre(Pair("name", "FIELD_MISSING"),
                          Pair("request_id", "FIELD_MISSING")));
}

TEST(ExistingCommandTest, FindsNameAndEtagInAnAgencyThatIsUpdated) {
  const auto update = [](const std::string& text) {
    return ExistingCommand<v1::Agency, v1::UpdateAgencyRequest>(
        FromText<v1::UpdateAgencyRequest>(WithId(text)), kManager,
        Unchecked<v1::UpdateAgencyRequest>, nullptr);
  };
  ASSERT_OK_AND_ASSIGN(
      const Command command,
      update("agency { name: 'boards/ncc/agencies/police' etag: '\"8\"' }"));
  EXPECT_EQ(command.name, "boards/ncc/agencies/police");
  EXPECT_EQ(command.etag, "\"8\"");
  EXPECT_THAT(WrongFields(update("agency { etag: '8' }").status()),
              ElementsAre(Pair("agency.etag", "ETAG_MALFORMED"),
                          Pair("agency.name", "FIELD_MISSING")));
}

TEST(ExistingCommandTest, FindsNameAndEtagInAnActionThatIsAmended) {
  ASSERT_OK_AND_ASSIGN(
      const Command command,
      About<v1::AmendActionRequest>(
          WithId("action { name: 'boards/ncc/actions/a1' etag: '\"8\"' }")));
  EXPECT_EQ(command.name, "boards/ncc/actions/a1");
  EXPECT_EQ(command.etag, "\"8\"");
  EXPECT_THAT(WrongFields(About<v1::AmendActionRequest>(
                              WithId("action { name: 'a1' etag: '8' }"))
                              .status()),
              ElementsAre(Pair("action.etag", "ETAG_MALFORMED"),
                          Pair("action.name", "NAME_MALFORMED")));
}

TEST(ExistingCommandTest, TakesOverWhenItIsClaimedToHaveHappened) {
  ASSERT_OK_AND_ASSIGN(
      const Command claimed,
      Deactivate("occur_time { seconds: 1700000000 nanos: 5 }"));
  EXPECT_EQ(claimed.occur_time,
            absl::FromUnixSeconds(1700000000) + absl::Nanoseconds(5));
  ASSERT_OK_AND_ASSIGN(const Command epoch, Deactivate("occur_time {}"));
  EXPECT_EQ(epoch.occur_time, absl::UnixEpoch());
  ASSERT_OK_AND_ASSIGN(const Command unclaimed, Deactivate());
  EXPECT_EQ(unclaimed.occur_time, std::nullopt);
}

TEST(ExistingCommandTest, AsksForTheResourcesThatItsDecisionLooksAt) {
  const auto request = FromText<v1::AmendActionRequest>(WithId(R"pb(
    action {
      name: 'boards/ncc/actions/a1'
      supporting_agencies: 'boards/ncc/agencies/health'
      supporting_agencies: 'boards/ncc/agencies/police'
    })pb"));
  ASSERT_OK_AND_ASSIGN(const Command command,
                       (ExistingCommand<v1::Action, v1::AmendActionRequest>(
                           request, kManager, Unchecked<v1::AmendActionRequest>,
                           domain::RelatedNames)));
  EXPECT_THAT(command.related, ElementsAre("boards/ncc/agencies/health",
                                           "boards/ncc/agencies/police"));
  ASSERT_OK_AND_ASSIGN(const Command alone, Deactivate());
  EXPECT_THAT(alone.related, IsEmpty());
}

TEST(ExistingCommandTest, IsDecidedWithAllThatTheRequestSays) {
  ASSERT_OK_AND_ASSIGN(const Command command, Deactivate());
  const auto decided = command.decide(
      FromText<v1::Agency>("name: 'boards/ncc/agencies/police' state: ACTIVE"),
      support::CircumstancesOf(command.name, command.caller));
  ASSERT_OK(decided);
  ASSERT_EQ(decided->size(), 1u);
  EXPECT_THAT(decided->front(), IsText(R"pb(
                agency {
                  agency_deactivated {
                    reason { clear: 'Gone' subject: 'principals/manager-1' }
                  }
                })pb"));
}

TEST(CommandContentTest, IsTheSameWhenTheRequestIsSentAgain) {
  ASSERT_OK_AND_ASSIGN(const Command first, Deactivate());
  ASSERT_OK_AND_ASSIGN(const Command again, Deactivate());
  EXPECT_EQ(first.content, again.content);
}

TEST(CommandContentTest, IsAnotherWhenAnyFieldIs) {
  std::set<std::string> contents;
  const std::vector<std::string> changes = {
      "",
      "name: 'boards/ncc/agencies/health'",
      "etag: ''",
      "request_id: '" + std::string(kOtherId) + "'",
      "reason: ''  reason: 'Over'",
      "occur_time {}"};
  for (const std::string& change : changes) {
    ASSERT_OK_AND_ASSIGN(const Command command, Deactivate(change));
    contents.insert(command.content);
  }
  EXPECT_EQ(contents.size(), changes.size());
}

// The two requests have the same fields, and so the same bytes.
TEST(CommandContentTest, IsAnotherWhenTheMethodIs) {
  const std::string text =
      WithId("name: 'boards/ncc/actions/a1' reason: 'No longer needed'");
  ASSERT_EQ(FromText<v1::RejectExtensionRequest>(text).SerializeAsString(),
            FromText<v1::WithdrawExtensionRequest>(text).SerializeAsString());
  ASSERT_OK_AND_ASSIGN(const Command rejection,
                       About<v1::RejectExtensionRequest>(text));
  ASSERT_OK_AND_ASSIGN(const Command withdrawal,
                       About<v1::WithdrawExtensionRequest>(text));
  EXPECT_NE(rejection.content, withdrawal.content);
}

TEST(NewCommandTest, MakesTheNameFromTheIdThatWasChosen) {
  ASSERT_OK_AND_ASSIGN(const Command command, Create("agency_id: 'police'"));
  EXPECT_EQ(command.name, "boards/ncc/agencies/police");
  EXPECT_EQ(command.target, Target::kNew);
  EXPECT_EQ(command.request_id, kId);
  EXPECT_EQ(command.caller.principal, kManager.principal);
  EXPECT_EQ(command.etag, "");
  EXPECT_EQ(command.deadline, absl::InfiniteFuture());
}

TEST(NewCommandTest, MakesABoardThatNothingHolds) {
  ASSERT_OK_AND_ASSIGN(const Command command, CreateBoard("board_id: 'ncc'"));
  EXPECT_EQ(command.name, "boards/ncc");
}

TEST(NewCommandTest, MakesUpAnIdWhenNoneWasChosen) {
  ASSERT_OK_AND_ASSIGN(const Command command, Create());
  EXPECT_EQ(command.name,
            "boards/ncc/agencies/" + DerivedId(kManager.principal, kId));
}

TEST(NewCommandTest, MakesTheSameNameForARepeatedRequestOnly) {
  ASSERT_OK_AND_ASSIGN(const Command first, Create());
  ASSERT_OK_AND_ASSIGN(const Command again, Create());
  ASSERT_OK_AND_ASSIGN(const Command other,
                       Create("request_id: '" + std::string(kOtherId) + "'"));
  ASSERT_OK_AND_ASSIGN(const Command of_another,
                       Create("", support::BoardManager("manager-2")));
  EXPECT_EQ(first.name, again.name);
  EXPECT_NE(first.name, other.name);
  EXPECT_NE(first.name, of_another.name);
}

TEST(NewCommandTest, NamesEveryWrongFieldAtOnce) {
  const auto command = Create(
      "parent: 'boards/ncc/audits/a1' agency_id: '-x' request_id: '42' "
      "occur_time { nanos: -1 }");
  EXPECT_THAT(command, FailsWith("FIELDS_INVALID"));
  EXPECT_THAT(WrongFields(command.status()),
              UnorderedElementsAre(Pair("parent", "NAME_MALFORMED"),
                                   Pair("agency_id", "ID_MALFORMED"),
                                   Pair("request_id", "REQUEST_ID_MALFORMED"),
                                   Pair("occur_time", "TIME_INVALID")));
}

TEST(NewCommandTest, CallsTheIdAfterTheKindOfResource) {
  EXPECT_THAT(WrongFields(CreateBoard("board_id: 'N'").status()),
              ElementsAre(Pair("board_id", "ID_MALFORMED")));
}

TEST(NewCommandTest, AsksForTheResourcesThatItsDecisionLooksAt) {
  const auto request = FromText<v1::ProposeActionRequest>(WithId(R"pb(
    parent: 'boards/ncc'
    action { lead_agency: 'boards/ncc/agencies/health' })pb"));
  ASSERT_OK_AND_ASSIGN(
      const Command command,
      (NewCommand<v1::Action, v1::ProposeActionRequest>(
          request, kManager, &v1::ProposeActionRequest::action_id,
          Unchecked<v1::ProposeActionRequest>, domain::RelatedNames)));
  EXPECT_THAT(command.related, ElementsAre("boards/ncc/agencies/health"));
}

TEST(NewCommandTest, TakesOverWhenItIsClaimedToHaveHappened) {
  ASSERT_OK_AND_ASSIGN(const Command command,
                       Create("occur_time { seconds: 1700000000 }"));
  EXPECT_EQ(command.occur_time, absl::FromUnixSeconds(1700000000));
}

TEST(NewCommandTest, IsDecidedWithAllThatTheRequestSays) {
  ASSERT_OK_AND_ASSIGN(
      const Command command,
      CreateBoard("board_id: 'ncc' board { title: 'B' division: SCOTLAND }"));
  const auto decided = command.decide(
      v1::Board(), support::CircumstancesOf(command.name, command.caller));
  ASSERT_OK(decided);
  ASSERT_EQ(decided->size(), 1u);
  EXPECT_EQ(decided->front().board().board_created().title(), "B");
}

TEST(DerivedIdTest, IsAnIdThatARequestCouldChoose) {
  const std::string id = DerivedId("manager-1", kId);
  EXPECT_TRUE(resources::IsValidId(id)) << id;
  EXPECT_EQ(id.size(), 20u);
}

// A request that is repeated to a later program has to find what it made.
TEST(DerivedIdTest, StaysWhatItAlwaysWas) {
  EXPECT_EQ(DerivedId("manager-1", kId), "717b418c0a932591be6b");
}

TEST(DerivedIdTest, DependsOnCallerAndRequest) {
  const std::set<std::string> ids = {
      DerivedId("manager-1", kId), DerivedId("manager-1", kId),
      DerivedId("manager-2", kId), DerivedId("manager-1", kOtherId)};
  EXPECT_EQ(ids.size(), 3u);
}

}  // namespace
}  // namespace actionplan::handlers
