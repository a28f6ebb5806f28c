#include "services/domain/action_transitions.h"

#include <initializer_list>
#include <iterator>

#include "eventstore/base/status.h"
#include "projections/resources/names.h"
#include "services/domain/action_errors.h"
#include "services/domain/occurrence.h"
#include "services/domain/resource_errors.h"

namespace actionplan::domain {
namespace {

using v1::Action;

// A set of states: bit n is the state with number n.
using States = unsigned;

constexpr States Set(std::initializer_list<Action::State> states) {
  States set = 0;
  for (const Action::State state : states) set |= 1u << state;
  return set;
}

constexpr States kAbsent = Set({Action::STATE_UNSPECIFIED});
constexpr States kUnderWay =
    Set({Action::ACCEPTED, Action::IN_PROGRESS, Action::BLOCKED});
constexpr States kOpen =
    kUnderWay | Set({Action::ASSIGNED, Action::SUBMITTED, Action::DECLINED});
constexpr States kEnded =
    Set({Action::VERIFIED, Action::CLOSED, Action::NOT_IMPLEMENTED,
         Action::SUPERSEDED, Action::CANCELLED});

struct Row {
  ActionCommand command;
  absl::string_view method;
  States from;
};

constexpr Row kRows[] = {
    {ActionCommand::kPropose, "ProposeAction", kAbsent},
    {ActionCommand::kAssign, "AssignAction",
     Set({Action::DRAFT, Action::ASSIGNED})},
    {ActionCommand::kAccept, "AcceptAction", Set({Action::ASSIGNED})},
    {ActionCommand::kDecline, "DeclineAction", Set({Action::ASSIGNED})},
    {ActionCommand::kResolveDecline, "ResolveDecline", Set({Action::DECLINED})},
    {ActionCommand::kRecordProgress, "RecordProgress", kUnderWay},
    {ActionCommand::kSubmitCompletion, "SubmitCompletion",
     Set({Action::ACCEPTED, Action::IN_PROGRESS})},
    {ActionCommand::kRejectCompletion, "RejectCompletion",
     Set({Action::SUBMITTED})},
    {ActionCommand::kVerifyCompletion, "VerifyCompletion",
     Set({Action::SUBMITTED})},
    {ActionCommand::kSignOff, "SignOffAction", Set({Action::VERIFIED})},
    {ActionCommand::kReopen, "ReopenAction",
     Set({Action::VERIFIED, Action::CLOSED})},
    {ActionCommand::kBlock, "BlockAction", Set({Action::IN_PROGRESS})},
    {ActionCommand::kUnblock, "UnblockAction", Set({Action::BLOCKED})},
    {ActionCommand::kSupersede, "SupersedeAction", kOpen},
    {ActionCommand::kDecideNotToImplement, "DecideNotToImplement", kOpen},
    {ActionCommand::kCancel, "CancelAction",
     Set({Action::DRAFT, Action::ASSIGNED})},
    {ActionCommand::kReassign, "ReassignAction", kOpen},
    {ActionCommand::kAmend, "AmendAction",
     kUnderWay | Set({Action::DRAFT, Action::ASSIGNED, Action::DECLINED})},
    {ActionCommand::kAddEvidence, "AddEvidence",
     kOpen | Set({Action::VERIFIED, Action::CLOSED})},
    {ActionCommand::kWithdrawEvidence, "WithdrawEvidence",
     kOpen | Set({Action::VERIFIED, Action::CLOSED})},
    {ActionCommand::kChangePriority, "ChangePriority", kOpen},
    {ActionCommand::kSetMilestone, "SetMilestone",
     kUnderWay | Set({Action::ASSIGNED})},
    {ActionCommand::kReachMilestone, "ReachMilestone", kUnderWay},
    {ActionCommand::kRecordAssurance, "RecordAssurance",
     kUnderWay | Set({Action::SUBMITTED, Action::VERIFIED, Action::CLOSED})},
    {ActionCommand::kAddComment, "AddComment",
     Set({Action::DRAFT}) | kOpen | kEnded},
    {ActionCommand::kRequestExtension, "RequestExtension", kUnderWay},
    {ActionCommand::kApproveExtension, "ApproveExtension", kUnderWay},
    {ActionCommand::kRejectExtension, "RejectExtension",
     kUnderWay | Set({Action::SUBMITTED})},
    {ActionCommand::kWithdrawExtension, "WithdrawExtension",
     kUnderWay | Set({Action::SUBMITTED})},
};

constexpr bool RowsFollowTheEnum() {
  for (size_t i = 0; i < std::size(kRows); ++i) {
    if (static_cast<size_t>(kRows[i].command) != i) return false;
  }
  return true;
}
static_assert(RowsFollowTheEnum(), "a row is found by its command's number");

const Row& RowOf(ActionCommand command) {
  return kRows[static_cast<size_t>(command)];
}

bool Works(const Row& row, Action::State state) {
  return (row.from & Set({state})) != 0;
}

bool IsOfOtherBoard(const Caller& caller, absl::string_view name) {
  return !caller.agency.empty() &&
         resources::BoardOf(caller.agency) != resources::BoardOf(name);
}

}  // namespace

absl::string_view MethodName(ActionCommand command) {
  return RowOf(command).method;
}

std::vector<Action::State> StatesFor(ActionCommand command) {
  std::vector<Action::State> states;
  for (int number = Action::State_MIN; number <= Action::State_MAX; ++number) {
    const auto state = static_cast<Action::State>(number);
    if (Works(RowOf(command), state)) states.push_back(state);
  }
  return states;
}

std::vector<ActionCommand> CommandsIn(Action::State state) {
  std::vector<ActionCommand> commands;
  for (const Row& row : kRows) {
    if (Works(row, state)) commands.push_back(row.command);
  }
  return commands;
}

absl::Status CheckCommand(ActionCommand command, const Action& state,
                          const Circumstances& now) {
  const Row& row = RowOf(command);
  if (state.name().empty() && row.from != kAbsent) {
    return ResourceNotFound(now.name);
  }
  if (!state.name().empty() && row.from == kAbsent) {
    return AlreadyExists(state.name());
  }
  if (!Works(row, state.state())) return ActionStateForbids(command, state);
  if (IsOfOtherBoard(now.caller, now.name)) {
    return CallerOfOtherBoard(now.caller.agency, resources::BoardOf(now.name));
  }
  return CheckOccurrence(state.last_occur_time(), now);
}

}  // namespace actionplan::domain
