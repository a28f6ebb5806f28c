// The log as the product keeps it, and what it would be with less: by name, on
// the command line of a load program.
#ifndef ACTIONPLAN_TESTS_BENCHMARKS_CHOSEN_STORE_H_
#define ACTIONPLAN_TESTS_BENCHMARKS_CHOSEN_STORE_H_

#include <memory>
#include <string>

#include "absl/strings/string_view.h"
#include "eventstore/event_store.h"
#include "eventstore/rocksdb/disk.h"

namespace actionplan::benchmarks {

inline constexpr char kStoreChoices[] =
    "log, mark-in-memory (a log whose mark is never synced) or unproven "
    "(neither tree nor mark)";

struct ChosenStore {
  std::unique_ptr<eventstore::Disk> disk;  // Of a mark in memory.
  std::unique_ptr<eventstore::EventStore> store;
};

// Opens the log in a folder, which is new for all choices but "log".
ChosenStore OpenChosenStore(absl::string_view choice, const std::string& path);

}  // namespace actionplan::benchmarks

#endif  // ACTIONPLAN_TESTS_BENCHMARKS_CHOSEN_STORE_H_
