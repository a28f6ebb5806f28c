#include "services/domain/action_ending.h"

#include "absl/status/status.h"
#include "eventstore/base/status.h"
#include "services/domain/action_clock.h"
#include "services/domain/action_dates.h"
#include "services/domain/action_errors.h"
#include "services/domain/action_permissions.h"
#include "services/domain/action_transitions.h"
#include "services/domain/references.h"

namespace actionplan::domain {

using events::v1::ActionFact;
using v1::Action;

Facts<ActionFact> Decide(const Action& state,
                         const v1::SupersedeActionRequest& command,
                         const Circumstances& now) {
  RETURN_IF_ERROR(CheckCommand(ActionCommand::kSupersede, state, now));
  RETURN_IF_ERROR(
      CheckRole(ActionCommand::kSupersede, now.caller, {Role::kBoardManager}));
  if (command.replacement() == state.name()) {
    return ReplacedByItself(state.name());
  }
  ASSIGN_OR_RETURN(const Action* const replacement,
                   FindReference<Action>(command.replacement(), now));
  // A chain of replacements ends with something that is done or will be.
  if (ClockIn(replacement->state()) == ActionClock::kGivenUp) {
    return ReplacementEnded(*replacement);
  }
  ActionFact fact;
  events::v1::ActionSuperseded& superseded = *fact.mutable_action_superseded();
  superseded.set_replacement(command.replacement());
  *superseded.mutable_reason() = Written(command.reason(), now);
  return Just(std::move(fact));
}

std::vector<std::string> RelatedNames(
    const v1::SupersedeActionRequest& command) {
  return {command.replacement()};
}

Facts<ActionFact> Decide(const Action& state,
                         const v1::DecideNotToImplementRequest& command,
                         const Circumstances& now) {
  RETURN_IF_ERROR(
      CheckCommand(ActionCommand::kDecideNotToImplement, state, now));
  RETURN_IF_ERROR(CheckRole(ActionCommand::kDecideNotToImplement, now.caller,
                            {Role::kIndependentChair}));
  RETURN_IF_ERROR(CheckReviewDate("review_date", command.review_date(), now));
  ActionFact fact;
  events::v1::ActionNotImplemented& decision =
      *fact.mutable_action_not_implemented();
  *decision.mutable_published_reason() =
      Written(command.published_reason(), now);
  *decision.mutable_risk_accepted() = Written(command.risk_accepted(), now);
  *decision.mutable_review_date() = command.review_date();
  return Just(std::move(fact));
}

}  // namespace actionplan::domain
