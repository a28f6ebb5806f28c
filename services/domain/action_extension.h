// More time for an action: asked for, granted, refused, taken back. Overdue
// keeps running while a request is pending.
//
// Each Decide() refuses with the errors of CheckCommand() and of the
// permission it asks for, then with those listed here. Pure; safe from any
// thread.
#ifndef ACTIONPLAN_SERVICES_DOMAIN_ACTION_EXTENSION_H_
#define ACTIONPLAN_SERVICES_DOMAIN_ACTION_EXTENSION_H_

#include "actionplan/events/v1/action_facts.pb.h"
#include "actionplan/v1/action.pb.h"
#include "actionplan/v1/action_extension.pb.h"
#include "services/domain/decide.h"

namespace actionplan::domain {

// How many extensions a chair of a sub-group can grant: HIGH 1, MEDIUM 2,
// LOW 3.
int ExtensionCap(v1::Action::Priority priority);

// While the action is under way, by the lead agency. A request after the due
// date is marked retrospective. The proposed day: the errors of CheckDueDate().
//
//   FAILED_PRECONDITION  NO_DUE_DATE_TO_EXTEND
//                        EXTENSION_ALREADY_PENDING: one request at a time
//   INVALID_ARGUMENT     EXTENSION_NOT_LATER: than the due date in force
Facts<events::v1::ActionFact> Decide(const v1::Action& state,
                                     const v1::RequestExtensionRequest& command,
                                     const Circumstances& now);

// While the action is under way, by a sub-group chair or the independent chair,
// who is not the requester; past the cap by the independent chair alone.
//
//   FAILED_PRECONDITION  NO_EXTENSION_PENDING
//   PERMISSION_DENIED    EXTENSION_DECIDER_IS_REQUESTER
//                        EXTENSION_CAP_REACHED
Facts<events::v1::ActionFact> Decide(const v1::Action& state,
                                     const v1::ApproveExtensionRequest& command,
                                     const Circumstances& now);

// While the action is under way or submitted, by a sub-group chair or the
// independent chair, who is not the requester.
//
//   FAILED_PRECONDITION  NO_EXTENSION_PENDING
//   PERMISSION_DENIED    EXTENSION_DECIDER_IS_REQUESTER
Facts<events::v1::ActionFact> Decide(const v1::Action& state,
                                     const v1::RejectExtensionRequest& command,
                                     const Circumstances& now);

// While the action is under way or submitted, by the lead agency.
//
//   FAILED_PRECONDITION  NO_EXTENSION_PENDING
Facts<events::v1::ActionFact> Decide(
    const v1::Action& state, const v1::WithdrawExtensionRequest& command,
    const Circumstances& now);

}  // namespace actionplan::domain

#endif  // ACTIONPLAN_SERVICES_DOMAIN_ACTION_EXTENSION_H_
