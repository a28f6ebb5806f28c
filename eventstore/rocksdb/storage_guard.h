// Stops the log before its disk is full, because RocksDB ends the process when
// it cannot write its own log.
//
// The guard looks at the free space of the file system a folder lies on, again
// and again. With less than the floor nothing more may be appended; reads go
// on. It holds a reserve: a file in the folder whose space is allocated. When
// space gets scarcer still, although nothing is appended any more, it removes
// the file, so that what is under way can end: a flush, a compaction, the views
// of what was committed; and a server that was ended by a full disk can be
// started. Once there is as much as it takes to resume, and the reserve on top
// of that, it makes the file again and lets the log grow. Space that the
// reserve gave back never counts as space that has returned, so giving it up
// resumes nothing. Others may fill the disk to its end meanwhile: then a flush
// fails, RocksDB stops its background work, and that is set going first.
//
// The reserve outlives the guard and is taken over by the next one. A crash
// leaves it, a part of it, or nothing, and each is put right at the next start.
// It holds no data: an operator may remove it at any time.
//
// The floor has to cover what is written between two looks and what RocksDB
// still writes when nothing is appended any more. The defaults:
//   128 MiB  memtables of the log that are still to be flushed, as many as its
//            write-ahead log covers (log_options.h)
//   128 MiB  memtables of the views, two of 16 MiB each
//   512 MiB  a compaction, which writes its output before it removes its input:
//            into the first level, that level and as much again. A larger one,
//            of a log of many GiB, that finds the disk full is given up and
//            done later; nothing is lost by that
//   256 MiB  what is written in the 100 ms between two looks by anybody: a disk
//            that takes more than 2.5 GB/s is filled unseen
// and a reserve of 256 MiB: a start replays at most 128 MiB of write-ahead log
// into files as large, and then the views catch up. What does not depend on the
// size of the disk is not made to: a small disk needs flags, not less safety.
//
// Where others fill the disk faster than that, a write of the log fails and the
// process ends; nothing acknowledged is lost, and it can be started again.
#ifndef ACTIONPLAN_EVENTSTORE_ROCKSDB_STORAGE_GUARD_H_
#define ACTIONPLAN_EVENTSTORE_ROCKSDB_STORAGE_GUARD_H_

#include <atomic>
#include <cstdint>
#include <functional>
#include <string>
#include <thread>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "eventstore/base/clock.h"
#include "eventstore/base/mutex.h"
#include "eventstore/rocksdb/disk.h"
#include "eventstore/storage_standing.h"

namespace actionplan::eventstore {

// MayWrite() and standing() are thread-safe and wait for nothing. The rest is
// for one thread at a time.
class StorageGuard {
 public:
  struct Options {
    std::string folder;  // It is there.
    uint64_t floor_bytes = uint64_t{1} << 30;
    uint64_t resume_bytes = floor_bytes + floor_bytes / 2;  // Not below it.
    uint64_t reserve_bytes = uint64_t{256} << 20;
    absl::Duration interval = absl::Milliseconds(100);

    // Called on the thread that looks, when there is space again and before
    // anything may be appended: what the full disk stopped has to be set going.
    // Nothing may be appended until it has returned OK; it is tried again.
    std::function<absl::Status()> recover = absl::OkStatus;
  };

  // Takes over the reserve that is there and looks once. Never fails: what is
  // wrong makes it refuse writes, and is logged. Both must outlive the guard.
  StorageGuard(Disk& disk, const base::Clock& clock, Options options);

  // Stops. The reserve stays.
  ~StorageGuard();

  // Looks once in each interval, on a thread of its own, until Stop().
  void Start();
  void Stop();

  // Looks, and acts on what it sees. Start() calls it; a test does instead.
  void Check();

  // Whether something may be appended now. RESOURCE_EXHAUSTED (STORAGE_LOW)
  // with a retry delay when not: space is low, or it cannot be used because the
  // reserve cannot be made or Options::recover fails, or the disk did not say
  // several times in a row how much is left.
  absl::Status MayWrite() const;

  StorageStanding standing() const;

 private:
  enum class State {
    kWriting,
    kLow,
    kUnready,  // There is space, but not all that goes with it.
    kUnseen,   // It is not known how much is free.
  };

  void Run();
  State Judge(uint64_t free_bytes);
  void Miss(const absl::Status& failure);
  void Become(State next, absl::string_view cause);
  uint64_t NeededBytes() const;

  absl::Status MakeReady();
  void TakeOverReserve();
  void NoticeLostReserve();
  absl::Status MakeReserve();
  void ReleaseReserve();

  Disk& disk_;
  const base::Clock& clock_;
  const Options options_;
  const std::string reserve_path_;
  std::atomic<State> state_ = State::kWriting;
  std::atomic<uint64_t> free_bytes_ = 0;
  std::atomic<bool> has_reserve_ = false;
  int misses_ = 0;
  absl::Duration next_attempt_ = -absl::InfiniteDuration();
  absl::Status
      failure_;  // What was last logged of the reserve, and of recover.

  base::Mutex mutex_;
  base::Condition stopped_;
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  std::thread thread_;
};

}  // namespace actionplan::eventstore

#endif  // ACTIONPLAN_EVENTSTORE_ROCKSDB_STORAGE_GUARD_H_
