// The states of an action and the commands that work in each: the one table of
// its lifecycle. Every decider of an action asks CheckCommand() first.
//
// Two choices that the table makes. What an action says is not amended while a
// claim of completion is being checked or after it was verified: what was
// checked stays what it was. A request for more time stays pending while
// a claim is being checked, can then be refused or taken back but not granted,
// and ends when the claim is verified; when the claim is rejected it can be
// granted again.
//
// Pure; safe from any thread.
#ifndef ACTIONPLAN_SERVICES_DOMAIN_ACTION_TRANSITIONS_H_
#define ACTIONPLAN_SERVICES_DOMAIN_ACTION_TRANSITIONS_H_

#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "actionplan/v1/action.pb.h"
#include "services/domain/circumstances.h"

namespace actionplan::domain {

enum class ActionCommand {
  kPropose,
  kAssign,
  kAccept,
  kDecline,
  kResolveDecline,
  kRecordProgress,
  kSubmitCompletion,
  kRejectCompletion,
  kVerifyCompletion,
  kSignOff,
  kReopen,
  kBlock,
  kUnblock,
  kReview,
  kSupersede,
  kDecideNotToImplement,
  kCancel,
  kReassign,
  kAmend,
  kAddEvidence,
  kWithdrawEvidence,
  kChangePriority,
  kSetMilestone,
  kReachMilestone,
  kRecordAssurance,
  kAddComment,
  kRetractEntry,
  kRequestExtension,
  kApproveExtension,
  kRejectExtension,
  kWithdrawExtension,
  kImport,
  kOverrideRating,
};

// The name of the method: "AcceptAction" for ActionCommand::kAccept.
absl::string_view MethodName(ActionCommand command);

// One step of the lifecycle: where a command works and what it leads to.
struct ActionTransition {
  ActionCommand command;
  v1::Action::State from;  // STATE_UNSPECIFIED: there is no action yet.
  v1::Action::State to;    // The same where the state stays.
};

// The whole table, in the order of the commands. services/README.md prints it.
std::vector<ActionTransition> ActionTransitions();

// The states in which the command works, in the order of the enum; for
// kPropose and kImport, which work where there is no action yet, also
// STATE_UNSPECIFIED.
std::vector<v1::Action::State> StatesFor(ActionCommand command);

// The commands that work in the state, in the order of the enum.
std::vector<ActionCommand> CommandsIn(v1::Action::State state);

// What is the same for every command: the action exists (or, for kPropose, does
// not; for kImport, either), it is in a state in which the command works, the
// caller does not act for an agency of another board, and the claimed time is
// possible.
//
//   NOT_FOUND            RESOURCE_NOT_FOUND
//   ALREADY_EXISTS       RESOURCE_ALREADY_EXISTS
//   FAILED_PRECONDITION  STATE_FORBIDS
//   PERMISSION_DENIED    CALLER_OF_OTHER_BOARD
// and the errors of CheckOccurrence(). The state comes before the caller,
// because who may depends on facts that only some states have.
absl::Status CheckCommand(ActionCommand command, const v1::Action& state,
                          const Circumstances& now);

}  // namespace actionplan::domain

#endif  // ACTIONPLAN_SERVICES_DOMAIN_ACTION_TRANSITIONS_H_
