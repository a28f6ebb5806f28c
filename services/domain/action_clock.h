// Whether the clock of an action runs towards and past its due date.
//
// Pure; safe from any thread.
#ifndef ACTIONPLAN_SERVICES_DOMAIN_ACTION_CLOCK_H_
#define ACTIONPLAN_SERVICES_DOMAIN_ACTION_CLOCK_H_

#include "actionplan/v1/action.pb.h"

namespace actionplan::domain {

enum class ActionClock {
  kNotStarted,  // Nobody has to do it yet.
  kRunning,     // It has to be done; a refusal or a block does not stop that.
  kStopped,     // Completion was submitted and waits for its check.
  kDone,        // Somebody else saw that it is done.
  kGivenUp,     // It will not be done.
};

ActionClock ClockIn(v1::Action::State state);

}  // namespace actionplan::domain

#endif  // ACTIONPLAN_SERVICES_DOMAIN_ACTION_CLOCK_H_
