// What is wrong with a log, in words for those who must act on it.
#ifndef ACTIONPLAN_EVENTSTORE_ROCKSDB_LOG_PROBLEMS_H_
#define ACTIONPLAN_EVENTSTORE_ROCKSDB_LOG_PROBLEMS_H_

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "eventstore/position_signal.h"

namespace actionplan::eventstore {

// In the order in which an operator should read them.
enum class LogProblemKind {
  kNotOpened,            // The files cannot be read as a log.
  kIdentityDamaged,      // Nothing says which log it is.
  kNotReadable,          // A part of the files cannot be read.
  kEventKeyMalformed,    // An event stands at no position.
  kEventMissing,         // A position has no event.
  kEventDamaged,         // An event does not match its checksum.
  kEventMisplaced,       // The bytes are no event, or another position's.
  kEventChanged,         // An event is not the one in the tree.
  kRevisionOutOfOrder,   // A stream's revisions do not follow each other.
  kRecordTimeRunsBack,   // An event was recorded before the one before it.
  kTreeShort,            // There are events that the tree does not have.
  kTreeDamaged,          // The tree's hashes do not lead to one another.
  kTreeHasMore,          // The tree has hashes that belong to no event.
  kStreamEntryMissing,   // The index of streams does not have an event.
  kStreamEntryWrong,     // The index of streams has what no event says.
  kRequestEntryMissing,  // The index of requests does not have a request.
  kRequestEntryWrong,    // The index of requests has what no event says.
  kMarkUnusable,         // The mark is missing or damaged.
  kMarkDisagrees,        // The mark was written for another log or more of it.
  kCheckpointDisagrees,  // The same of a signed checkpoint.
};

// "EVENT_MISSING": stable, for programs.
absl::string_view NameOf(LogProblemKind kind);

struct LogProblem {
  LogProblemKind kind;
  Position position = 0;  // The first there is; 0 when it has none.
  uint64_t count = 0;     // How many of this kind.
  std::string what;       // A sentence about the first.
};

// Keeps of each kind of problem the one at the lowest position, and counts the
// rest. For one thread at a time.
class LogProblems {
 public:
  void Add(LogProblemKind kind, Position position, std::string what);

  // By kind.
  std::vector<LogProblem> All() const;

 private:
  std::map<LogProblemKind, LogProblem> problems_;
};

}  // namespace actionplan::eventstore

#endif  // ACTIONPLAN_EVENTSTORE_ROCKSDB_LOG_PROBLEMS_H_
