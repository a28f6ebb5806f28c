// The product's server without projections and scheduler: what commands cost
// when nothing follows the log. Reads of views are refused.
//
//   server_without_views --data=FOLDER [--store=log|mark-in-memory|unproven]
//
// Tells its address on stderr as the product's server does. Ends on SIGTERM.
#include <memory>
#include <string>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "eventstore/base/clock.h"
#include "eventstore/base/thread_pool.h"
#include "eventstore/sequencer.h"
#include "projections/memory/memory_view_store.h"
#include "projections/projector.h"
#include "services/commands/command_processor.h"
#include "services/escalation/escalation_scheduler.h"
#include "services/handlers/services.h"
#include "services/queries/query_runner.h"
#include "tests/benchmarks/chosen_store.h"
#include "tests/benchmarks/measurement.h"
#include "tests/benchmarks/serving.h"

ABSL_FLAG(std::string, data, "", "the folder of the log; it exists");
ABSL_FLAG(std::string, store, "log", actionplan::benchmarks::kStoreChoices);

namespace actionplan::benchmarks {
namespace {

void Run(const std::string& data) {
  const base::SystemClock clock;
  base::ThreadPool readers(4, 4096);
  const ChosenStore chosen =
      OpenChosenStore(absl::GetFlag(FLAGS_store), data + "/log");
  eventstore::EventStore& log = *chosen.store;
  projections::MemoryViewStore no_views;
  const auto projector = ValueOf(
      projections::Projector::Start(log, no_views, {}, clock), "projector");
  eventstore::Sequencer sequencer(log, clock, {});
  commands::CommandProcessor commands(log, sequencer, readers);
  queries::QueryRunner queries(log, *projector, readers, clock);
  escalation::EscalationScheduler scheduler(log, *projector, commands, queries,
                                            clock);
  handlers::Watchers watchers(log, readers, clock, {});
  checkpoints::CheckpointKeeper checkpoints(
      log,
      ValueOf(eventstore::NoteSigner::FromSeed(
                  checkpoints::OriginOf(log.LogId()), std::string(32, 's')),
              "key"),
      clock, [](const checkpoints::SignedCheckpoint&) {});
  const auto services = handlers::AllServices(
      {.log = log,
       .projector = *projector,
       .commands = commands,
       .queries = queries,
       .scheduler = scheduler,
       .checkpoints = checkpoints,
       .watchers = watchers,
       .readers = readers,
       .storage = [] { return eventstore::StorageStanding(); },
       .clock = clock,
       .start_time = clock.Now(),
       .version = "benchmark"});
  std::vector<grpc::Service*> all;
  for (const auto& service : services) all.push_back(service.get());
  ServeUntilStopped(all);
  sequencer.Drain();
  readers.Drain();
}

}  // namespace
}  // namespace actionplan::benchmarks

int main(int argc, char** argv) {
  absl::ParseCommandLine(argc, argv);
  actionplan::benchmarks::BlockStopSignals();
  actionplan::benchmarks::Run(absl::GetFlag(FLAGS_data));
}
