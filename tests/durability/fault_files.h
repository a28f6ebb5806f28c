// Files of which one call fails: RocksDB's and the mark's, counted together. A
// ledger is told what is on disk.
#ifndef ACTIONPLAN_TESTS_DURABILITY_FAULT_FILES_H_
#define ACTIONPLAN_TESTS_DURABILITY_FAULT_FILES_H_

#include <rocksdb/env.h>

#include <atomic>
#include <memory>

#include "eventstore/rocksdb/disk.h"
#include "tests/durability/sync_ledger.h"

namespace actionplan::eventstore {

enum class Fault {
  kNone,
  kBroken,   // Nothing happens: EIO.
  kFull,     // Nothing happens: ENOSPC.
  kHalfWay,  // Half of a write, or all of a sync or a rename, and then EIO.
};

// Whose syncs say that they succeeded and do nothing.
enum class Liar { kNobody, kRocksDb, kEveryone };

// Which call goes wrong. Thread-safe.
class FaultPlan {
 public:
  struct Options {
    int before = -1;  // The call after so many others fails, and no later one.
    Fault fault = Fault::kNone;
    Liar liar = Liar::kNobody;
  };

  // The ledger outlives it.
  FaultPlan(const Options& options, durability::SyncLedger& ledger)
      : options_(options), ledger_(ledger) {}

  // What happens to the next call.
  Fault Next() {
    return calls_++ == options_.before ? options_.fault : Fault::kNone;
  }

  int calls() const { return calls_; }
  Liar liar() const { return options_.liar; }
  durability::SyncLedger& ledger() { return ledger_; }

 private:
  const Options options_;
  durability::SyncLedger& ledger_;
  std::atomic<int> calls_ = 0;
};

// Writes, syncs, truncations, renames, new files and removals of RocksDB on the
// machine's own disk. The plan outlives it.
std::unique_ptr<rocksdb::Env> MakeFaultEnvironment(FaultPlan& plan);

// The same of the files that the log writes itself.
std::unique_ptr<Disk> MakeFaultDisk(FaultPlan& plan);

}  // namespace actionplan::eventstore

#endif  // ACTIONPLAN_TESTS_DURABILITY_FAULT_FILES_H_
