#include "services/domain/action_blocking.h"

#include <algorithm>

#include "absl/status/status.h"
#include "eventstore/base/status.h"
#include "services/domain/action_clock.h"
#include "services/domain/action_dates.h"
#include "services/domain/action_errors.h"
#include "services/domain/action_permissions.h"
#include "services/domain/action_transitions.h"
#include "services/domain/references.h"

namespace actionplan::domain {
namespace {

using events::v1::ActionFact;
using v1::Action;

bool HasEnded(const Action& action) {
  const ActionClock clock = ClockIn(action.state());
  return clock == ActionClock::kDone || clock == ActionClock::kGivenUp;
}

bool WaitsFor(const Action& action, absl::string_view other) {
  const auto& blockers = action.block().blocked_by();
  return std::any_of(blockers.begin(), blockers.end(),
                     [&](const Action::Blocker& blocker) {
                       return blocker.action() == other;
                     });
}

absl::Status CheckBlocker(const std::string& name, const Action& state,
                          const Circumstances& now) {
  if (name == state.name()) return BlockedByItself(name);
  ASSIGN_OR_RETURN(const Action* const blocker,
                   FindReference<Action>(name, now));
  if (HasEnded(*blocker)) return BlockerEnded(*blocker);
  if (WaitsFor(*blocker, state.name())) {
    return BlockersWaitForEachOther(state.name(), *blocker);
  }
  return absl::OkStatus();
}

events::v1::ActionBlocker BlockerFact(const Action::Blocker& blocker) {
  events::v1::ActionBlocker fact;
  if (blocker.has_action()) fact.set_action(blocker.action());
  if (blocker.has_external_reference()) {
    fact.set_external_reference(blocker.external_reference());
  }
  return fact;
}

}  // namespace

Facts<ActionFact> Decide(const Action& state,
                         const v1::BlockActionRequest& command,
                         const Circumstances& now) {
  RETURN_IF_ERROR(CheckCommand(ActionCommand::kBlock, state, now));
  RETURN_IF_ERROR(CheckLeadAgency(ActionCommand::kBlock, state, now.caller));
  RETURN_IF_ERROR(CheckReviewDate("review_date", command.review_date(), now));
  for (const std::string& name : RelatedNames(command)) {
    RETURN_IF_ERROR(CheckBlocker(name, state, now));
  }
  ActionFact fact;
  events::v1::ActionBlocked& blocked = *fact.mutable_action_blocked();
  *blocked.mutable_cause() = Written(command.cause(), now);
  for (const Action::Blocker& blocker : command.blocked_by()) {
    *blocked.add_blocked_by() = BlockerFact(blocker);
  }
  *blocked.mutable_review_date() = command.review_date();
  return Just(std::move(fact));
}

std::vector<std::string> RelatedNames(const v1::BlockActionRequest& command) {
  std::vector<std::string> names;
  for (const Action::Blocker& blocker : command.blocked_by()) {
    if (blocker.has_action()) names.push_back(blocker.action());
  }
  return names;
}

Facts<ActionFact> Decide(const Action& state,
                         const v1::UnblockActionRequest& command,
                         const Circumstances& now) {
  RETURN_IF_ERROR(CheckCommand(ActionCommand::kUnblock, state, now));
  RETURN_IF_ERROR(CheckLeadAgency(ActionCommand::kUnblock, state, now.caller));
  ActionFact fact;
  *fact.mutable_action_unblocked()->mutable_note() =
      Written(command.note(), now);
  return Just(std::move(fact));
}

}  // namespace actionplan::domain
