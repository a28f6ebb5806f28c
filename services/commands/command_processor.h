// Runs commands: each becomes a transaction of the sequencer that loads what
// the decision needs, decides, appends, and answers with the resource folded
// from its own events.
#ifndef ACTIONPLAN_SERVICES_COMMANDS_COMMAND_PROCESSOR_H_
#define ACTIONPLAN_SERVICES_COMMANDS_COMMAND_PROCESSOR_H_

#include <deque>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "actionplan/events/v1/event.pb.h"
#include "eventstore/base/thread_pool.h"
#include "eventstore/event_store.h"
#include "eventstore/sequencer.h"
#include "services/commands/command.h"
#include "services/commands/resource_cache.h"

namespace actionplan::commands {

// Thread-safe.
class CommandProcessor {
 public:
  // `readers` folds the answer to a repeated request, which the sequencer's
  // thread has no time for.
  CommandProcessor(const eventstore::EventStore& log,
                   eventstore::Sequencer& sequencer, base::ThreadPool& readers);

  // Answers when the command's events are on disk, or with
  //   NOT_FOUND            the resource does not exist
  //   ABORTED              ETAG_STALE: it has changed since the etag was seen
  //   ALREADY_EXISTS       REQUEST_ID_REUSED: the id came with other content
  //   RESOURCE_EXHAUSTED   too many commands wait, or storage is low; try again
  //                        after the delay
  //   DEADLINE_EXCEEDED    the deadline passed first; nothing was written
  //   UNAVAILABLE          the server is shutting down
  // or with what the decision refused it for.
  void Submit(Command command, Answer answer);

 private:
  class Run;

  // Every event of the resource, those of the group under way too.
  absl::StatusOr<std::vector<events::v1::Event>> HistoryOf(
      absl::string_view name) const;

  const eventstore::EventStore& log_;
  eventstore::Sequencer& sequencer_;
  base::ThreadPool& readers_;
  // Touched by the sequencer's thread alone:
  ResourceCache cache_;
  std::deque<const Run*> under_way_;  // Prepared and not completed, in order.
};

}  // namespace actionplan::commands

#endif  // ACTIONPLAN_SERVICES_COMMANDS_COMMAND_PROCESSOR_H_
