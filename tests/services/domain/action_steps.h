// The words in which the table of the lifecycle is expected.
#ifndef ACTIONPLAN_TESTS_SERVICES_DOMAIN_ACTION_STEPS_H_
#define ACTIONPLAN_TESTS_SERVICES_DOMAIN_ACTION_STEPS_H_

#include <initializer_list>
#include <map>

#include "actionplan/v1/action.pb.h"

namespace actionplan::domain {

// Where a state leads to.
using Steps = std::map<v1::Action::State, v1::Action::State>;

inline Steps Staying(std::initializer_list<v1::Action::State> states) {
  Steps steps;
  for (const v1::Action::State state : states) steps[state] = state;
  return steps;
}

inline constexpr auto kDraft = v1::Action::DRAFT;
inline constexpr auto kAssigned = v1::Action::ASSIGNED;
inline constexpr auto kAccepted = v1::Action::ACCEPTED;
inline constexpr auto kInProgress = v1::Action::IN_PROGRESS;
inline constexpr auto kBlocked = v1::Action::BLOCKED;
inline constexpr auto kSubmitted = v1::Action::SUBMITTED;
inline constexpr auto kVerified = v1::Action::VERIFIED;
inline constexpr auto kClosed = v1::Action::CLOSED;
inline constexpr auto kDeclined = v1::Action::DECLINED;
inline constexpr auto kNotImplemented = v1::Action::NOT_IMPLEMENTED;
inline constexpr auto kSuperseded = v1::Action::SUPERSEDED;
inline constexpr auto kCancelled = v1::Action::CANCELLED;

inline Steps FromOpenTo(v1::Action::State end) {
  Steps steps;
  for (const v1::Action::State state :
       {kAssigned, kAccepted, kInProgress, kBlocked, kSubmitted, kDeclined}) {
    steps[state] = end;
  }
  return steps;
}

inline Steps StayingAnywhere() {
  return Staying({kDraft, kAssigned, kAccepted, kInProgress, kBlocked,
                  kSubmitted, kVerified, kClosed, kDeclined, kNotImplemented,
                  kSuperseded, kCancelled});
}

// Staying, but in the one state from which it goes back.
inline Steps WithdrawnFrom(v1::Action::State from, v1::Action::State back) {
  Steps steps = StayingAnywhere();
  steps[from] = back;
  return steps;
}

}  // namespace actionplan::domain

#endif  // ACTIONPLAN_TESTS_SERVICES_DOMAIN_ACTION_STEPS_H_
