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
constexpr States kEvery = Set({Action::DRAFT}) | kOpen | kEnded;

struct Row {
  ActionCommand command;
  States from;
  Action::State to = Action::STATE_UNSPECIFIED;  // It stays as it is.
};

constexpr Row kRows[] = {
    {ActionCommand::kPropose, kAbsent, Action::DRAFT},
    {ActionCommand::kAssign, Set({Action::DRAFT, Action::ASSIGNED}),
     Action::ASSIGNED},
    {ActionCommand::kAccept, Set({Action::ASSIGNED}), Action::ACCEPTED},
    {ActionCommand::kDecline, Set({Action::ASSIGNED}), Action::DECLINED},
    {ActionCommand::kResolveDecline, Set({Action::DECLINED}), Action::ASSIGNED},
    {ActionCommand::kResolveDecline, Set({Action::DECLINED}),
     Action::CANCELLED},
    {ActionCommand::kRecordProgress, Set({Action::ACCEPTED}),
     Action::IN_PROGRESS},
    {ActionCommand::kRecordProgress,
     Set({Action::IN_PROGRESS, Action::BLOCKED})},
    {ActionCommand::kSubmitCompletion,
     Set({Action::ACCEPTED, Action::IN_PROGRESS}), Action::SUBMITTED},
    {ActionCommand::kRejectCompletion, Set({Action::SUBMITTED}),
     Action::IN_PROGRESS},
    {ActionCommand::kVerifyCompletion, Set({Action::SUBMITTED}),
     Action::VERIFIED},
    {ActionCommand::kSignOff, Set({Action::VERIFIED}), Action::CLOSED},
    {ActionCommand::kReopen, Set({Action::VERIFIED, Action::CLOSED}),
     Action::IN_PROGRESS},
    {ActionCommand::kBlock, Set({Action::IN_PROGRESS}), Action::BLOCKED},
    {ActionCommand::kUnblock, Set({Action::BLOCKED}), Action::IN_PROGRESS},
    {ActionCommand::kReview,
     kUnderWay |
         Set({Action::ASSIGNED, Action::DECLINED, Action::NOT_IMPLEMENTED})},
    {ActionCommand::kSupersede, kOpen, Action::SUPERSEDED},
    {ActionCommand::kDecideNotToImplement, kOpen, Action::NOT_IMPLEMENTED},
    {ActionCommand::kCancel, Set({Action::DRAFT, Action::ASSIGNED}),
     Action::CANCELLED},
    {ActionCommand::kReassign, kOpen},
    {ActionCommand::kAmend,
     kUnderWay | Set({Action::DRAFT, Action::ASSIGNED, Action::DECLINED})},
    {ActionCommand::kAddEvidence,
     kOpen | Set({Action::VERIFIED, Action::CLOSED})},
    {ActionCommand::kWithdrawEvidence,
     kOpen | Set({Action::VERIFIED, Action::CLOSED})},
    {ActionCommand::kChangePriority, kOpen},
    {ActionCommand::kSetMilestone, kUnderWay | Set({Action::ASSIGNED})},
    {ActionCommand::kReachMilestone, kUnderWay},
    {ActionCommand::kRecordAssurance,
     kUnderWay | Set({Action::SUBMITTED, Action::VERIFIED, Action::CLOSED})},
    {ActionCommand::kAddComment, kEvery},
    // The report that began the work may go, and nothing else has moved it.
    {ActionCommand::kRetractEntry, Set({Action::IN_PROGRESS}),
     Action::ACCEPTED},
    {ActionCommand::kRetractEntry, kEvery},
    {ActionCommand::kRequestExtension, kUnderWay},
    {ActionCommand::kApproveExtension, kUnderWay},
    {ActionCommand::kRejectExtension, kUnderWay | Set({Action::SUBMITTED})},
    {ActionCommand::kWithdrawExtension, kUnderWay | Set({Action::SUBMITTED})},
    {ActionCommand::kImport, kAbsent, Action::DRAFT},
    {ActionCommand::kImport, kEvery},
    {ActionCommand::kOverrideRating, kOpen},
};

// In the order of the enum.
constexpr absl::string_view kMethods[] = {
    "ProposeAction",        "AssignAction",     "AcceptAction",
    "DeclineAction",        "ResolveDecline",   "RecordProgress",
    "SubmitCompletion",     "RejectCompletion", "VerifyCompletion",
    "SignOffAction",        "ReopenAction",     "BlockAction",
    "UnblockAction",        "ReviewAction",     "SupersedeAction",
    "DecideNotToImplement", "CancelAction",     "ReassignAction",
    "AmendAction",          "AddEvidence",      "WithdrawEvidence",
    "ChangePriority",       "SetMilestone",     "ReachMilestone",
    "RecordAssurance",      "AddComment",       "RetractEntry",
    "RequestExtension",     "ApproveExtension", "RejectExtension",
    "WithdrawExtension",    "ImportAction",     "OverrideRating",
};
constexpr size_t kCommands = std::size(kMethods);
static_assert(kCommands ==
                  static_cast<size_t>(ActionCommand::kOverrideRating) + 1,
              "every command has a name");

// The states in which the command works.
States From(ActionCommand command) {
  States from = 0;
  for (const Row& row : kRows) {
    if (row.command == command) from |= row.from;
  }
  return from;
}

bool Works(ActionCommand command, Action::State state) {
  return (From(command) & Set({state})) != 0;
}

// Every state that a set has, in the order of the enum.
std::vector<Action::State> In(States set) {
  std::vector<Action::State> states;
  for (int number = Action::State_MIN; number <= Action::State_MAX; ++number) {
    const auto state = static_cast<Action::State>(number);
    if ((set & Set({state})) != 0) states.push_back(state);
  }
  return states;
}

bool IsOfOtherBoard(const Caller& caller, absl::string_view name) {
  return !caller.agency.empty() &&
         resources::BoardOf(caller.agency) != resources::BoardOf(name);
}

}  // namespace

absl::string_view MethodName(ActionCommand command) {
  return kMethods[static_cast<size_t>(command)];
}

std::vector<ActionTransition> ActionTransitions() {
  std::vector<ActionTransition> transitions;
  for (const Row& row : kRows) {
    for (const Action::State from : In(row.from)) {
      const bool stays = row.to == Action::STATE_UNSPECIFIED;
      transitions.push_back({row.command, from, stays ? from : row.to});
    }
  }
  return transitions;
}

std::vector<Action::State> StatesFor(ActionCommand command) {
  return In(From(command));
}

std::vector<ActionCommand> CommandsIn(Action::State state) {
  std::vector<ActionCommand> commands;
  for (size_t number = 0; number < kCommands; ++number) {
    const auto command = static_cast<ActionCommand>(number);
    if (Works(command, state)) commands.push_back(command);
  }
  return commands;
}

absl::Status CheckCommand(ActionCommand command, const Action& state,
                          const Circumstances& now) {
  const bool is_there = !state.name().empty();
  const bool makes = Works(command, Action::STATE_UNSPECIFIED);
  if (!is_there && !makes) return ResourceNotFound(now.name);
  if (is_there && From(command) == kAbsent) return AlreadyExists(state.name());
  if (!Works(command, state.state())) return ActionStateForbids(command, state);
  if (IsOfOtherBoard(now.caller, now.name)) {
    return CallerOfOtherBoard(now.caller.agency, resources::BoardOf(now.name));
  }
  return CheckOccurrence(state.last_occur_time(), now);
}

}  // namespace actionplan::domain
