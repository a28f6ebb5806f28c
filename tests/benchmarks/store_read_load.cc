// Reads from a log in process, in places taken at random: streams of as many
// events each, or proofs that an event is in the log.
//
//   store_read_load --data=FOLDER --kind=stream|proof --contender=NAME
//                   [--actions=N] [--events_each=N] [--seconds=S]
//
// The log is write_log's. An operation reads and checks one whole stream, or
// makes what GetInclusionProof answers: the stored event and the hashes.
#include <cstdint>
#include <memory>
#include <random>
#include <string>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/time/time.h"
#include "eventstore/merkle/proof.h"
#include "eventstore/rocksdb/log_store.h"
#include "tests/benchmarks/board_office.h"
#include "tests/benchmarks/measurement.h"

ABSL_FLAG(std::string, data, "", "the folder that holds the log");
ABSL_FLAG(std::string, kind, "stream", "stream or proof");
ABSL_FLAG(std::string, contender, "log", "the name of the result");
ABSL_FLAG(size_t, actions, 10'000, "how many actions there are");
ABSL_FLAG(size_t, events_each, 20, "how many events each of them has");
ABSL_FLAG(double, seconds, 5, "how long to measure");

namespace actionplan::benchmarks {
namespace {

using eventstore::LogStore;

void ReadStream(const LogStore& log, size_t action) {
  size_t events = 0;
  Require(log.ReadStream(ActionName(action), {},
                         [&](const eventstore::v1::Envelope&) {
                           ++events;
                           return true;
                         }),
          "ReadStream");
  Require(events == absl::GetFlag(FLAGS_events_each), "a whole stream");
}

void Prove(const LogStore& log, eventstore::Position position,
           eventstore::TreeHasher& hasher) {
  size_t bytes = 0;
  Require(log.ReadStored({.first = position, .last = position},
                         [&](eventstore::Position, absl::string_view envelope) {
                           bytes = envelope.size();
                           return false;
                         }),
          "ReadStored");
  const auto proof =
      ValueOf(eventstore::InclusionProof(
                  {.index = position - 1, .tree_size = log.tree_head().size},
                  log.tiles(), hasher),
              "InclusionProof");
  Require(bytes > 0 && !proof.empty(), "an event and its proof");
}

void Run(const std::string& kind, double seconds) {
  const auto log =
      ValueOf(LogStore::Open({.path = absl::GetFlag(FLAGS_data) + "/log"}),
              "open the log");
  Require(kind == "stream" || kind == "proof", "no such kind");
  eventstore::TreeHasher hasher;
  std::mt19937_64 random(1);  // The same places in each repetition.
  std::uniform_int_distribution<size_t> action(
      0, absl::GetFlag(FLAGS_actions) - 1);
  std::uniform_int_distribution<eventstore::Position> position(
      1, log->head().Get());
  Print(absl::GetFlag(FLAGS_contender),
        MeasureThreads(1,
                       {.warm_up = absl::Seconds(seconds / 5),
                        .measured = absl::Seconds(seconds)},
                       [&](size_t) {
                         kind == "stream"
                             ? ReadStream(*log, action(random))
                             : Prove(*log, position(random), hasher);
                       }));
}

}  // namespace
}  // namespace actionplan::benchmarks

int main(int argc, char** argv) {
  absl::ParseCommandLine(argc, argv);
  actionplan::benchmarks::Run(absl::GetFlag(FLAGS_kind),
                              absl::GetFlag(FLAGS_seconds));
}
