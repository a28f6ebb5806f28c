// The steps on the way to the completion of an action.
//
// Each Decide() refuses with the errors of CheckCommand() and of the
// permission it asks for, then with those listed here. Pure; safe from any
// thread.
#ifndef ACTIONPLAN_SERVICES_DOMAIN_ACTION_MILESTONES_H_
#define ACTIONPLAN_SERVICES_DOMAIN_ACTION_MILESTONES_H_

#include "actionplan/events/v1/action_facts.pb.h"
#include "actionplan/v1/action.pb.h"
#include "actionplan/v1/action_record.pb.h"
#include "services/domain/decide.h"

namespace actionplan::domain {

// An action has at most this many milestones.
inline constexpr int kMaxMilestones = 50;

// A new one, or one that was not reached yet set anew; the state stays. By the
// lead agency or the board manager.
//
//   INVALID_ARGUMENT     DUE_DATE_PAST
//   FAILED_PRECONDITION  MILESTONE_LIMIT_REACHED, MILESTONE_UNKNOWN,
//                        MILESTONE_ALREADY_REACHED, NOTHING_TO_CHANGE
Facts<events::v1::ActionFact> Decide(const v1::Action& state,
                                     const v1::SetMilestoneRequest& command,
                                     const Circumstances& now);

// The state stays. By the lead agency or a supporting one.
//
//   INVALID_ARGUMENT     MILESTONE_REACHED_IN_FUTURE
//   FAILED_PRECONDITION  MILESTONE_UNKNOWN, MILESTONE_ALREADY_REACHED
Facts<events::v1::ActionFact> Decide(const v1::Action& state,
                                     const v1::ReachMilestoneRequest& command,
                                     const Circumstances& now);

}  // namespace actionplan::domain

#endif  // ACTIONPLAN_SERVICES_DOMAIN_ACTION_MILESTONES_H_
