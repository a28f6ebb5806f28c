#include "eventstore/rocksdb/storage_guard.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "eventstore/base/logging.h"
#include "eventstore/base/status.h"

namespace actionplan::eventstore {
namespace {

// The reserve is kept for as long as there is a part of the floor left.
constexpr uint64_t kPartsOfFloor = 4;

// A single look may fail; so many in a row are no accident.
constexpr int kMostMisses = 5;

// Between attempts to make use of the space there is, which may write as much
// as the reserve holds.
constexpr absl::Duration kAttemptPause = absl::Seconds(1);

// An operator has to act first. No client waits longer for a call, so it is
// told at once.
constexpr absl::Duration kRetryDelay = absl::Seconds(30);

uint64_t Mebibytes(uint64_t bytes) { return bytes >> 20; }

absl::Status ReadOnly(const std::string& cause, uint64_t free_bytes,
                      uint64_t needed_bytes) {
  return base::WithRetryDelay(
      base::Error(
          {.code = absl::StatusCode::kResourceExhausted,
           .reason = "STORAGE_LOW",
           .message = absl::StrCat(
               "Nothing can be recorded now, only read: ", cause,
               ". An operator has to see to it that ", Mebibytes(needed_bytes),
               " MiB are free there; the server then goes on by itself. "
               "Repeat the request with the same request id."),
           .metadata = {{"free_bytes", absl::StrCat(free_bytes)},
                        {"needed_bytes", absl::StrCat(needed_bytes)}}}),
      kRetryDelay);
}

}  // namespace

StorageGuard::StorageGuard(Disk& disk, const base::Clock& clock,
                           Options options)
    : disk_(disk),
      clock_(clock),
      options_(std::move(options)),
      reserve_path_(options_.folder + "/reserve") {
  if (options_.resume_bytes < options_.floor_bytes) {
    base::Fatal("a guard resumes below its floor",
                {{"floor_bytes", options_.floor_bytes},
                 {"resume_bytes", options_.resume_bytes}});
  }
  TakeOverReserve();
  Check();
}

StorageGuard::~StorageGuard() { Stop(); }

void StorageGuard::Start() {
  thread_ = std::thread([this] { Run(); });
}

void StorageGuard::Stop() {
  {
    base::MutexLock lock(mutex_);
    stopping_ = true;
    stopped_.NotifyAll();
  }
  if (thread_.joinable()) thread_.join();
}

void StorageGuard::Run() {
  while (true) {
    {
      base::MutexLock lock(mutex_);
      if (!stopping_) stopped_.WaitFor(mutex_, options_.interval);
      if (stopping_) return;
    }
    Check();
  }
}

void StorageGuard::Check() {
  const absl::StatusOr<uint64_t> free = disk_.FreeBytes(options_.folder);
  if (!free.ok()) return Miss(free.status());
  misses_ = 0;
  free_bytes_.store(*free, std::memory_order_relaxed);
  const State next = Judge(*free);
  Become(next, next == State::kUnready ? failure_.message()
                                       : "less is free than it takes");
}

StorageGuard::State StorageGuard::Judge(uint64_t free_bytes) {
  NoticeLostReserve();
  // As if the reserve were held, so that releasing it changes nothing.
  const uint64_t spare =
      has_reserve_ ? free_bytes
                   : free_bytes - std::min(free_bytes, options_.reserve_bytes);
  if (free_bytes < options_.floor_bytes / kPartsOfFloor) ReleaseReserve();
  const uint64_t wanted =
      state_ == State::kWriting ? options_.floor_bytes : options_.resume_bytes;
  if (spare < wanted) return State::kLow;
  if (has_reserve_ && state_ == State::kWriting) return State::kWriting;
  if (clock_.Monotonic() < next_attempt_) return State::kUnready;
  failure_ = MakeReady();
  if (failure_.ok()) return State::kWriting;
  next_attempt_ = clock_.Monotonic() + kAttemptPause;
  return State::kUnready;
}

absl::Status StorageGuard::MakeReady() {
  if (!has_reserve_) RETURN_IF_ERROR(MakeReserve());
  return state_ == State::kWriting ? absl::OkStatus() : options_.recover();
}

void StorageGuard::Miss(const absl::Status& failure) {
  ++misses_;
  if (misses_ == 1) {
    base::Log(base::Severity::kWarning, "free space is not known",
              {{"folder", options_.folder}, {"reason", failure.message()}});
  }
  if (misses_ >= kMostMisses) Become(State::kUnseen, failure.message());
}

void StorageGuard::Become(State next, absl::string_view cause) {
  if (state_ == next) return;
  state_.store(next, std::memory_order_release);
  if (next == State::kWriting) {
    base::Log(
        base::Severity::kInfo, "storage has returned, writing again",
        {{"folder", options_.folder}, {"free_bytes", free_bytes_.load()}});
    return;
  }
  const char* const message = next == State::kLow ? "storage is low, read-only"
                              : next == State::kUnready
                                  ? "storage cannot be used yet, read-only"
                                  : "storage cannot be looked at, read-only";
  base::Log(base::Severity::kError, message,
            {{"folder", options_.folder},
             {"free_bytes", free_bytes_.load()},
             {"needed_bytes", NeededBytes()},
             {"reason", cause}});
}

absl::Status StorageGuard::MayWrite() const {
  const State state = state_.load(std::memory_order_acquire);
  const uint64_t free = free_bytes_.load(std::memory_order_relaxed);
  switch (state) {
    case State::kWriting:
      return absl::OkStatus();
    case State::kLow:
      return ReadOnly(
          absl::StrCat("the disk of the server's data is nearly full, with ",
                       Mebibytes(free), " MiB left"),
          free, NeededBytes());
    case State::kUnready:
      return ReadOnly(
          "the disk of the server's data has space, but it cannot be used "
          "yet, for a reason that the server's own log tells",
          free, NeededBytes());
    case State::kUnseen:
      return ReadOnly(
          "the disk of the server's data does not say how much space is left",
          free, NeededBytes());
  }
  return absl::OkStatus();
}

// How much has to be free, as FreeBytes() tells it, before writing resumes.
uint64_t StorageGuard::NeededBytes() const {
  return options_.resume_bytes + (has_reserve_ ? 0 : options_.reserve_bytes);
}

StorageStanding StorageGuard::standing() const {
  return {.free_bytes = free_bytes_.load(std::memory_order_relaxed),
          .floor_bytes = options_.floor_bytes,
          .resume_bytes = options_.resume_bytes,
          .reserve_bytes = has_reserve_ ? options_.reserve_bytes : 0,
          .may_write = MayWrite()};
}

// A part of a reserve, and one of another size, only take space.
void StorageGuard::TakeOverReserve() {
  const auto whole = [this]() -> absl::StatusOr<bool> {
    ASSIGN_OR_RETURN(const auto file, disk_.Open(reserve_path_));
    ASSIGN_OR_RETURN(const uint64_t size, file->Size());
    if (size != options_.reserve_bytes) return false;
    // A copy of a folder may have left a hole.
    RETURN_IF_ERROR(file->Allocate(size));
    return true;
  }();
  has_reserve_ = whole.ok() && *whole;
  if (!has_reserve_) disk_.Remove(reserve_path_).IgnoreError();
}

void StorageGuard::NoticeLostReserve() {
  if (!has_reserve_) return;
  const absl::StatusOr<bool> exists = disk_.Exists(reserve_path_);
  if (!exists.ok() || *exists) return;
  has_reserve_ = false;
  base::Log(base::Severity::kWarning, "somebody removed the storage reserve",
            {{"path", reserve_path_}});
}

// Not synced: what a power cut takes back is free again, and made again.
absl::Status StorageGuard::MakeReserve() {
  const absl::Status made = [this]() -> absl::Status {
    ASSIGN_OR_RETURN(const auto file, disk_.Create(reserve_path_));
    return file->Allocate(options_.reserve_bytes);
  }();
  has_reserve_ = made.ok();
  if (!made.ok()) disk_.Remove(reserve_path_).IgnoreError();
  return made;
}

void StorageGuard::ReleaseReserve() {
  if (!has_reserve_) return;
  const absl::Status removed = disk_.Remove(reserve_path_);
  has_reserve_ = !removed.ok();
  if (!removed.ok() && removed == failure_) return;  // Said already.
  failure_ = removed;
  if (removed.ok()) {
    base::Log(base::Severity::kWarning, "storage reserve is released",
              {{"path", reserve_path_}, {"free_bytes", free_bytes_.load()}});
  } else {
    base::Log(base::Severity::kWarning, "storage reserve cannot be released",
              {{"path", reserve_path_}, {"reason", removed.message()}});
  }
}

}  // namespace actionplan::eventstore
