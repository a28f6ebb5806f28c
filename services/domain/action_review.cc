#include "services/domain/action_review.h"

#include "eventstore/base/status.h"
#include "services/domain/action_dates.h"
#include "services/domain/action_permissions.h"
#include "services/domain/action_record_errors.h"
#include "services/domain/action_transitions.h"
#include "services/domain/references.h"

namespace actionplan::domain {
namespace {

using events::v1::ActionFact;
using v1::Action;

// The review date in force; nullptr when there is nothing to review.
const google::type::Date* ReviewDateOf(const Action& action) {
  switch (action.state()) {
    case Action::BLOCKED:
      return &action.block().review_date();
    case Action::NOT_IMPLEMENTED:
      return &action.non_implementation().review_date();
    default:
      return action.due().has_date() ? nullptr : &action.due().review_date();
  }
}

}  // namespace

Facts<ActionFact> Decide(const Action& state,
                         const v1::ReviewActionRequest& command,
                         const Circumstances& now) {
  RETURN_IF_ERROR(CheckCommand(ActionCommand::kReview, state, now));
  RETURN_IF_ERROR(CheckRole(
      ActionCommand::kReview, now.caller,
      {Role::kBoardManager, Role::kSubGroupChair, Role::kIndependentChair}));
  const google::type::Date* const previous = ReviewDateOf(state);
  if (previous == nullptr) return NothingToReview(state);
  RETURN_IF_ERROR(
      CheckReviewDate("next_review_date", command.next_review_date(), now));
  if (!command.meeting().empty()) {
    RETURN_IF_ERROR(
        FindReference<v1::Meeting>(command.meeting(), now).status());
  }
  ActionFact fact;
  events::v1::ActionReviewed& reviewed = *fact.mutable_action_reviewed();
  *reviewed.mutable_previous_review_date() = *previous;
  *reviewed.mutable_review_date() = command.next_review_date();
  *reviewed.mutable_note() = Written(command.note(), now);
  reviewed.set_meeting(command.meeting());
  return Just(std::move(fact));
}

std::vector<std::string> RelatedNames(const v1::ReviewActionRequest& command) {
  if (command.meeting().empty()) return {};
  return {command.meeting()};
}

}  // namespace actionplan::domain
