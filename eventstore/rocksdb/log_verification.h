// Reads a whole log and says everything that is wrong with it.
//
// Every record against its checksum; positions without a gap; every envelope in
// its place, its stream's revisions without a gap, record times that never run
// back; every event hashed to its leaf, the leaves to every tile above them and
// to the frontier; the indexes of streams and of requests against the events,
// both ways; and the tree against every head that somebody remembers. Of the
// digest of a request only that it is there: its content is not kept.
//
// An operator who changes an event and repairs its checksum, the tree and the
// indexes has changed the tree's root: that is found by whoever knows an older
// head, a signed checkpoint or the mark, and by nobody else.
#ifndef ACTIONPLAN_EVENTSTORE_ROCKSDB_LOG_VERIFICATION_H_
#define ACTIONPLAN_EVENTSTORE_ROCKSDB_LOG_VERIFICATION_H_

#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "eventstore/event_store.h"
#include "eventstore/rocksdb/log_database.h"
#include "eventstore/rocksdb/log_problems.h"
#include "eventstore/rocksdb/tree_check.h"

namespace actionplan::eventstore {

struct LogVerification {
  std::string log_id;
  uint64_t epoch = 0;
  TreeHead head;  // Made anew from the events.
  std::vector<LogProblem> problems;

  // Up to here every event is there, in order, and the one in the tree.
  Position last_good = 0;
};

// How far it is, some hundred times in all; returns whether to go on.
using VerificationProgress =
    absl::FunctionRef<bool(Position done, Position total)>;

// Reads one moment of the log, which may be written to meanwhile: `known` are
// heads of before. CANCELLED when `progress` says so; nothing else is an error,
// everything that is wrong is in the answer. Some 3 s and 16 MiB of memory for
// a million events; more only for what is wrong.
absl::StatusOr<LogVerification> VerifyLog(const LogDatabase& log,
                                          absl::Span<const KnownHead> known,
                                          VerificationProgress progress);

}  // namespace actionplan::eventstore

#endif  // ACTIONPLAN_EVENTSTORE_ROCKSDB_LOG_VERIFICATION_H_
