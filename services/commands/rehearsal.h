// Deciding a command without doing it: for requests that only ask what would
// happen.
#ifndef ACTIONPLAN_SERVICES_COMMANDS_REHEARSAL_H_
#define ACTIONPLAN_SERVICES_COMMANDS_REHEARSAL_H_

#include <memory>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "eventstore/event_store.h"
#include "projections/resources/resource.h"
#include "services/commands/command.h"

namespace actionplan::commands {

struct Rehearsed {
  std::shared_ptr<const resources::Resource> before;
  std::shared_ptr<const resources::Resource> after;
};

// The resource as the log has it and as the command would leave it at `now`.
// The etag, position and times of `after` are those of `before`. Nothing is
// written and the request id is not looked at. Errors are those of
// CommandProcessor::Submit() that tell of the resource, and the decision's.
// Reads the streams of what the decision looks at; safe from any thread.
absl::StatusOr<Rehearsed> Rehearse(const eventstore::EventStore& log,
                                   const Command& command, absl::Time now);

}  // namespace actionplan::commands

#endif  // ACTIONPLAN_SERVICES_COMMANDS_REHEARSAL_H_
