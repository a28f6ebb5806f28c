#include "services/domain/action_clock.h"

namespace actionplan::domain {

ActionClock ClockIn(v1::Action::State state) {
  switch (state) {
    case v1::Action::ASSIGNED:
    case v1::Action::ACCEPTED:
    case v1::Action::IN_PROGRESS:
    case v1::Action::BLOCKED:
    case v1::Action::DECLINED:
      return ActionClock::kRunning;
    case v1::Action::SUBMITTED:
      return ActionClock::kStopped;
    case v1::Action::VERIFIED:
    case v1::Action::CLOSED:
      return ActionClock::kDone;
    case v1::Action::NOT_IMPLEMENTED:
    case v1::Action::SUPERSEDED:
    case v1::Action::CANCELLED:
      return ActionClock::kGivenUp;
    default:  // DRAFT, and the values that protobuf adds to every enum.
      return ActionClock::kNotStarted;
  }
}

}  // namespace actionplan::domain
