// Every command in every state of an action: where it works and leads to, and
// how it is refused everywhere else.
#include <fstream>
#include <functional>
#include <map>
#include <ostream>
#include <set>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/domain/action_assignment.h"
#include "services/domain/action_assurance.h"
#include "services/domain/action_blocking.h"
#include "services/domain/action_completion.h"
#include "services/domain/action_ending.h"
#include "services/domain/action_extension.h"
#include "services/domain/action_import.h"
#include "services/domain/action_milestones.h"
#include "services/domain/action_progress.h"
#include "services/domain/action_proposal.h"
#include "services/domain/action_rating.h"
#include "services/domain/action_retraction.h"
#include "services/domain/action_review.h"
#include "services/domain/action_transitions.h"
#include "tests/services/domain/action_given.h"
#include "tests/services/domain/action_steps.h"
#include "tests/support/error_metadata.h"

namespace actionplan::domain {
namespace {

using events::v1::ActionFact;
using given::Because;
using support::FailsWith;
using support::MetadataOf;
using support::StatusIs;
using v1::Action;

struct Row {
  std::string method;
  Steps steps;  // Every state in which the command works.
  Caller caller;
  std::function<Facts<ActionFact>(const Action&, const Circumstances&)> decide;
};

void PrintTo(const Row& row, std::ostream* out) { *out << row.method; }

template <typename Command>
std::function<Facts<ActionFact>(const Action&, const Circumstances&)> Deciding(
    Command command) {
  return [command](const Action& state, const Circumstances& now) {
    return Decide(state, command, now);
  };
}

std::function<Facts<ActionFact>(const Action&, const Circumstances&)>
Retracting(int64_t revision, std::vector<events::v1::Event> history) {
  return [=](const Action& state, Circumstances now) {
    now.history = history;
    return Decide(state, given::Retract(revision), now);
  };
}

v1::AcceptActionRequest Accept() {
  v1::AcceptActionRequest command;
  command.set_name(given::kAction);
  return command;
}

v1::ApproveExtensionRequest Approve() {
  v1::ApproveExtensionRequest command;
  command.set_name(given::kAction);
  return command;
}

std::vector<Row> LifecycleRows() {
  return {
      {"AssignAction",
       {{kDraft, kAssigned}, {kAssigned, kAssigned}},
       support::BoardManager(),
       Deciding(given::Assign())},
      {"AcceptAction",
       {{kAssigned, kAccepted}},
       given::HousingLead(),
       Deciding(Accept())},
      {"DeclineAction",
       {{kAssigned, kDeclined}},
       given::HousingLead(),
       Deciding(given::Decline())},
      {"ResolveDecline",
       {{kDeclined, kAssigned}},
       support::SubGroupChair(),
       Deciding(given::Resolve(v1::ResolveDeclineRequest::ASSIGN_AGAIN))},
      {"ResolveDecline",
       {{kDeclined, kCancelled}},
       support::IndependentChair(),
       Deciding(given::Resolve(v1::ResolveDeclineRequest::CANCEL))},
      {"RecordProgress",
       {{kAccepted, kInProgress},
        {kInProgress, kInProgress},
        {kBlocked, kBlocked}},
       given::HousingLead(),
       Deciding(given::Progress())},
      {"SubmitCompletion",
       {{kAccepted, kSubmitted}, {kInProgress, kSubmitted}},
       given::HousingLead(),
       Deciding(given::Submit())},
      {"RejectCompletion",
       {{kSubmitted, kInProgress}},
       given::PoliceLead(),
       Deciding(Because<v1::RejectCompletionRequest>("Half are blank."))},
      {"VerifyCompletion",
       {{kSubmitted, kVerified}},
       given::PoliceLead(),
       Deciding(given::Verify())},
      {"SignOffAction",
       {{kVerified, kClosed}},
       support::SubGroupChair(),
       Deciding(given::SignOff())},
      {"ReopenAction",
       {{kVerified, kInProgress}, {kClosed, kInProgress}},
       support::SubGroupChair(),
       Deciding(given::Reopen())},
  };
}

std::vector<Row> WaitingAndEndingRows() {
  return {
      {"BlockAction",
       {{kInProgress, kBlocked}},
       given::HousingLead(),
       Deciding(given::Block())},
      {"UnblockAction",
       {{kBlocked, kInProgress}},
       given::HousingLead(),
       Deciding(given::Unblock())},
      {"ReviewAction",
       Staying({kAssigned, kAccepted, kInProgress, kBlocked, kDeclined,
                kNotImplemented}),
       support::BoardManager(),
       [](const Action& state, const Circumstances& now) {
         Action ongoing = state;
         *ongoing.mutable_due() =
             given::Undated(v1::DueDate::ONGOING, given::kToday + 1);
         return Decide(ongoing, given::Review(), now);
       }},
      {"SupersedeAction", FromOpenTo(kSuperseded), support::BoardManager(),
       Deciding(given::Supersede())},
      {"DecideNotToImplement", FromOpenTo(kNotImplemented),
       support::IndependentChair(), Deciding(given::NotImplement())},
      {"CancelAction",
       {{kDraft, kCancelled}, {kAssigned, kCancelled}},
       support::BoardManager(),
       Deciding(Because<v1::CancelActionRequest>("Twice in the plan."))},
  };
}

std::vector<Row> RecordRows() {
  return {
      {"ReassignAction",
       Staying({kAssigned, kAccepted, kInProgress, kBlocked, kSubmitted,
                kDeclined}),
       given::HousingLead(), Deciding(given::Reassign())},
      {"AmendAction",
       Staying(
           {kDraft, kAssigned, kAccepted, kInProgress, kBlocked, kDeclined}),
       support::BoardManager(),
       Deciding(given::Amend("Agree and use one referral form"))},
      {"AddEvidence",
       Staying({kAssigned, kAccepted, kInProgress, kBlocked, kSubmitted,
                kVerified, kClosed, kDeclined}),
       given::HousingLead(), Deciding(given::AddEvidence())},
      {"WithdrawEvidence",
       Staying({kAssigned, kAccepted, kInProgress, kBlocked, kSubmitted,
                kVerified, kClosed, kDeclined}),
       given::HousingLead(),
       [](Action action, const Circumstances& now) {
         action.add_evidence()->set_number(2);
         return Decide(action, given::WithdrawEvidence(1), now);
       }},
      {"ChangePriority",
       Staying({kAssigned, kAccepted, kInProgress, kBlocked, kSubmitted,
                kDeclined}),
       support::BoardManager(), Deciding(given::ChangePriority(Action::HIGH))},
      {"SetMilestone", Staying({kAssigned, kAccepted, kInProgress, kBlocked}),
       given::HousingLead(), Deciding(given::SetMilestone())},
      {"ReachMilestone", Staying({kAccepted, kInProgress, kBlocked}),
       given::HealthLead(), Deciding(given::ReachMilestone(1))},
      {"RecordAssurance",
       Staying(
           {kAccepted, kInProgress, kBlocked, kSubmitted, kVerified, kClosed}),
       given::PoliceLead(), Deciding(given::Assure(v1::Assurance::EVIDENCED))},
      {"AddComment", StayingAnywhere(), given::PoliceLead(),
       Deciding(given::AddComment())},
      {"RetractEntry", StayingAnywhere(), given::PoliceLead(),
       Retracting(4,
                  {given::Entry(4, "comment_added {}", given::PoliceLead())})},
      {"RetractEntry", WithdrawnFrom(kInProgress, kAccepted),
       given::HousingLead(),
       Retracting(
           4, {given::Entry(3, "action_accepted {}", given::HousingLead()),
               given::Entry(4, "progress_recorded {}", given::HousingLead())})},
      {"ApproveExtension", Staying({kAccepted, kInProgress, kBlocked}),
       support::SubGroupChair(), Deciding(Approve())},
      {"RejectExtension",
       Staying({kAccepted, kInProgress, kBlocked, kSubmitted}),
       support::SubGroupChair(),
       Deciding(Because<v1::RejectExtensionRequest>("It cannot wait."))},
      {"WithdrawExtension",
       Staying({kAccepted, kInProgress, kBlocked, kSubmitted}),
       given::HousingLead(),
       Deciding(Because<v1::WithdrawExtensionRequest>("We can do it."))},
      {"OverrideRating",
       Staying({kAssigned, kAccepted, kInProgress, kBlocked, kSubmitted,
                kDeclined}),
       support::BoardManager(),
       Deciding(
           given::OverrideRating(v1::RatingOverride::AMBER, given::kToday))},
  };
}

// Asking for more time is the one command for which nothing may be pending.
std::vector<Row> RequestRows() {
  return {{"RequestExtension", Staying({kAccepted, kInProgress, kBlocked}),
           given::HousingLead(), [](Action action, const Circumstances& now) {
             action.clear_pending_extension();
             return Decide(action, given::RequestExtension(given::kToday + 21),
                           now);
           }}};
}

// Importing is the one command that works with and without an action; with one,
// it has to be that of the row.
v1::ImportActionRequest Import() {
  v1::ImportActionRequest command;
  command.set_plan(given::kPlan);
  command.set_key("1.2");
  command.set_sheet("plan.csv");
  command.set_row_number(14);
  command.mutable_row()->set_title("Agree one referral form");
  return command;
}

std::vector<Row> ImportRows() {
  return {{"ImportAction",
           Staying({kDraft, kAssigned, kAccepted, kInProgress, kBlocked,
                    kSubmitted, kVerified, kClosed, kDeclined, kNotImplemented,
                    kSuperseded, kCancelled}),
           support::BoardManager(),
           [](Action action, const Circumstances& now) {
             action.mutable_imported()->set_plan(given::kPlan);
             action.mutable_imported()->set_key("1.2");
             return Decide(action, Import(), now);
           }}};
}

class ActionMatrixTest : public testing::TestWithParam<Row> {
 protected:
  void ExpectRefusal(const absl::Status& refusal, Action::State state) const {
    const Row& row = GetParam();
    EXPECT_THAT(refusal, StatusIs(absl::StatusCode::kFailedPrecondition));
    EXPECT_THAT(refusal, FailsWith("STATE_FORBIDS"));
    EXPECT_EQ(MetadataOf(refusal, "state"), Action::State_Name(state));
    EXPECT_EQ(MetadataOf(refusal, "command"), row.method);
    for (const auto& [from, to] : row.steps) {
      EXPECT_THAT(std::string(refusal.message()),
                  testing::HasSubstr(Action::State_Name(from)));
    }
  }

  // Decides in the state, and follows the facts when the table says so.
  void Try(Action::State state) const {
    const Row& row = GetParam();
    const Action action = given::ActionWithPendingExtension(state);
    const Circumstances now = given::By(row.caller);
    const Facts<ActionFact> facts = row.decide(action, now);
    const auto step = row.steps.find(state);
    if (step == row.steps.end()) return ExpectRefusal(facts.status(), state);
    ASSERT_OK(facts);
    EXPECT_EQ(Action::State_Name(given::After(*facts, now, action).state()),
              Action::State_Name(step->second));
  }
};

TEST_P(ActionMatrixTest, WorksInTheStatesOfTheTableAndInNoOther) {
  for (int state = Action::State_MIN + 1; state <= Action::State_MAX; ++state) {
    SCOPED_TRACE(Action::State_Name(state));
    Try(static_cast<Action::State>(state));
  }
}

TEST_P(ActionMatrixTest, NeedsAnActionUnlessItMakesOne) {
  const Facts<ActionFact> facts =
      GetParam().decide(Action(), given::By(GetParam().caller));

  if (GetParam().method == "ImportAction") {
    EXPECT_OK(facts);
    return;
  }
  EXPECT_THAT(facts, StatusIs(absl::StatusCode::kNotFound));
  EXPECT_THAT(facts, FailsWith("RESOURCE_NOT_FOUND"));
  EXPECT_EQ(MetadataOf(facts.status(), "name"), given::kAction);
}

TEST_P(ActionMatrixTest, IsRefusedToAnAgencyOfAnotherBoard) {
  Caller stranger = GetParam().caller;
  stranger.agency = given::kForeign;
  const Action::State state = GetParam().steps.begin()->first;

  const Facts<ActionFact> facts = GetParam().decide(
      given::ActionWithPendingExtension(state), given::By(stranger));

  EXPECT_THAT(facts, StatusIs(absl::StatusCode::kPermissionDenied));
  EXPECT_THAT(facts, FailsWith("CALLER_OF_OTHER_BOARD"));
}

TEST_P(ActionMatrixTest, IsRefusedToAnInspectorOfNoAgency) {
  const Caller inspector{
      .principal = "inspector-1", .agency = "", .roles = {Role::kInspector}};
  const Action::State state = GetParam().steps.begin()->first;

  const Facts<ActionFact> facts = GetParam().decide(
      given::ActionWithPendingExtension(state), given::By(inspector));

  EXPECT_THAT(facts, StatusIs(absl::StatusCode::kPermissionDenied));
}

TEST_P(ActionMatrixTest, CannotHaveHappenedBeforeTheLastChange) {
  const Row& row = GetParam();
  const Circumstances now = given::By(row.caller);
  const Action::State state = row.steps.begin()->first;
  Action action = given::ActionWithPendingExtension(state);
  *action.mutable_last_occur_time() =
      support::ToTimestamp(now.now - absl::Minutes(1));

  EXPECT_OK(row.decide(action, now));
  EXPECT_THAT(
      row.decide(action, support::Claiming(now.now - absl::Minutes(2), now)),
      FailsWith("OCCUR_TIME_RUNS_BACKWARDS"));
  EXPECT_THAT(
      row.decide(action, support::Claiming(now.now + absl::Minutes(1), now)),
      FailsWith("OCCUR_TIME_IN_FUTURE"));
}

std::string NameOf(const testing::TestParamInfo<Row>& info) {
  return absl::StrCat(info.param.method, info.index);
}

INSTANTIATE_TEST_SUITE_P(Lifecycle, ActionMatrixTest,
                         testing::ValuesIn(LifecycleRows()), NameOf);
INSTANTIATE_TEST_SUITE_P(WaitingAndEnding, ActionMatrixTest,
                         testing::ValuesIn(WaitingAndEndingRows()), NameOf);
INSTANTIATE_TEST_SUITE_P(Records, ActionMatrixTest,
                         testing::ValuesIn(RecordRows()), NameOf);
INSTANTIATE_TEST_SUITE_P(Requests, ActionMatrixTest,
                         testing::ValuesIn(RequestRows()), NameOf);
INSTANTIATE_TEST_SUITE_P(Imports, ActionMatrixTest,
                         testing::ValuesIn(ImportRows()), NameOf);

TEST(ImportMatrixTest, MakesADraftWhereThereIsNoAction) {
  const Circumstances now = given::By(support::BoardManager());
  ASSERT_OK_AND_ASSIGN(const auto facts, Decide(Action(), Import(), now));

  EXPECT_EQ(given::After(facts, now, Action()).state(), Action::DRAFT);
}

TEST(ProposalMatrixTest, MakesADraftWhereThereIsNoAction) {
  const Circumstances now = given::By(support::BoardManager());
  ASSERT_OK_AND_ASSIGN(const auto facts,
                       Decide(Action(), given::Propose(), now));

  EXPECT_EQ(given::After(facts, now, Action()).state(), Action::DRAFT);
}

TEST(ProposalMatrixTest, IsRefusedInEveryStateOfAnAction) {
  for (int state = Action::State_MIN + 1; state <= Action::State_MAX; ++state) {
    const Facts<ActionFact> facts =
        Decide(given::ActionIn(static_cast<Action::State>(state)),
               given::Propose(), given::By(support::BoardManager()));

    EXPECT_THAT(facts, StatusIs(absl::StatusCode::kAlreadyExists));
    EXPECT_THAT(facts, FailsWith("RESOURCE_ALREADY_EXISTS"));
  }
}

// "AcceptAction: ASSIGNED to ACCEPTED"
std::string Line(absl::string_view method, Action::State from,
                 Action::State to) {
  return absl::StrCat(method, ": ", Action::State_Name(from), " to ",
                      Action::State_Name(to));
}

// Every step is tried above, and none is tried that the table does not have.
TEST(TransitionsTest, TheTableIsWhatWasTried) {
  std::set<std::string> tried = {
      Line("ProposeAction", Action::STATE_UNSPECIFIED, kDraft),
      Line("ImportAction", Action::STATE_UNSPECIFIED, kDraft)};
  for (const auto& rows : {LifecycleRows(), WaitingAndEndingRows(),
                           RecordRows(), RequestRows(), ImportRows()}) {
    for (const Row& row : rows) {
      for (const auto& [from, to] : row.steps) {
        tried.insert(Line(row.method, from, to));
      }
    }
  }
  std::set<std::string> table;
  for (const ActionTransition& step : ActionTransitions()) {
    table.insert(Line(MethodName(step.command), step.from, step.to));
  }
  EXPECT_EQ(tried, table);
}

// As services/domain/README.md has it: a row for each command and each end.
std::string PrintedTable() {
  std::vector<std::pair<ActionCommand, std::string>> ends;
  std::map<std::pair<ActionCommand, std::string>, std::string> from;
  for (const ActionTransition& step : ActionTransitions()) {
    const std::pair<ActionCommand, std::string> end = {
        step.command,
        step.from == step.to ? "the same" : Action::State_Name(step.to)};
    std::string& states = from[end];
    if (states.empty()) ends.push_back(end);
    absl::StrAppend(&states, states.empty() ? "" : ", ",
                    step.from == Action::STATE_UNSPECIFIED
                        ? "none"
                        : Action::State_Name(step.from));
  }
  std::string table = "| command | works in | leads to |\n|---|---|---|\n";
  for (const auto& end : ends) {
    absl::StrAppend(&table, "| ", MethodName(end.first), " | ", from[end],
                    " | ", end.second, " |\n");
  }
  return table;
}

TEST(TransitionsTest, TheReadmePrintsTheTable) {
  std::ifstream file(ACTIONPLAN_DOMAIN_README);
  std::stringstream readme;
  readme << file.rdbuf();
  EXPECT_THAT(readme.str(), testing::HasSubstr(PrintedTable()));
}

TEST(TransitionsTest, ARefusalSaysWhatWorksInTheState) {
  const Facts<ActionFact> facts =
      Decide(given::ActionIn(Action::CLOSED), Accept(),
             given::By(given::HousingLead()));

  EXPECT_EQ(MetadataOf(facts.status(), "states"), "ASSIGNED");
  EXPECT_EQ(MetadataOf(facts.status(), "commands"),
            "ReopenAction, AddEvidence, WithdrawEvidence, RecordAssurance, "
            "AddComment, RetractEntry, ImportAction");
  EXPECT_EQ(std::string(facts.status().message()),
            "AcceptAction works in ASSIGNED; boards/ncc/actions/a12 is CLOSED. "
            "What works there: ReopenAction, AddEvidence, WithdrawEvidence, "
            "RecordAssurance, AddComment, RetractEntry, ImportAction.");
}

}  // namespace
}  // namespace actionplan::domain
