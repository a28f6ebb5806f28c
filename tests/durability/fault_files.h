// Files of which one call fails: RocksDB's and the mark's, counted together.
#ifndef ACTIONPLAN_TESTS_DURABILITY_FAULT_FILES_H_
#define ACTIONPLAN_TESTS_DURABILITY_FAULT_FILES_H_

#include <rocksdb/env.h>

#include <atomic>
#include <memory>

#include "eventstore/rocksdb/disk.h"

namespace actionplan::eventstore {

enum class Fault {
  kNone,
  kBroken,   // Nothing happens: EIO.
  kFull,     // Nothing happens: ENOSPC.
  kHalfWay,  // Half of a write, or all of a sync or a rename, and then EIO.
};

// Which call goes wrong. Thread-safe.
class FaultPlan {
 public:
  // The call after `before` others fails so, and no later one.
  FaultPlan(int before, Fault fault) : at_(before), fault_(fault) {}

  // What happens to the next call.
  Fault Next() { return calls_++ == at_ ? fault_ : Fault::kNone; }

  int calls() const { return calls_; }

 private:
  const int at_;
  const Fault fault_;
  std::atomic<int> calls_ = 0;
};

// Writes, syncs, truncations, renames, new files and removals of RocksDB on the
// machine's own disk. The plan outlives it.
std::unique_ptr<rocksdb::Env> MakeFaultEnvironment(FaultPlan& plan);

// The same of the files that the log writes itself.
std::unique_ptr<Disk> MakeFaultDisk(FaultPlan& plan);

}  // namespace actionplan::eventstore

#endif  // ACTIONPLAN_TESTS_DURABILITY_FAULT_FILES_H_
