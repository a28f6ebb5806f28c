#include "tests/benchmarks/chosen_store.h"

#include "eventstore/rocksdb/log_store.h"
#include "tests/benchmarks/measurement.h"
#include "tests/benchmarks/unproven_store.h"
#include "tests/eventstore/rocksdb/memory_disk.h"

namespace actionplan::benchmarks {

ChosenStore OpenChosenStore(absl::string_view choice, const std::string& path) {
  ChosenStore chosen;
  if (choice == "unproven") {
    chosen.store = std::make_unique<UnprovenStore>(path);
    return chosen;
  }
  if (choice == "mark-in-memory") {
    chosen.disk = std::make_unique<eventstore::MemoryDisk>();
  } else {
    Require(choice == "log", "no such store");
  }
  chosen.store = ValueOf(
      eventstore::LogStore::Open({.path = path, .disk = chosen.disk.get()}),
      "open the log");
  return chosen;
}

}  // namespace actionplan::benchmarks
