#include "eventstore/rocksdb/log_verification.h"

#include <rocksdb/db.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "eventstore/base/status.h"
#include "eventstore/rocksdb/event_check.h"
#include "eventstore/rocksdb/log_keys.h"
#include "eventstore/rocksdb/log_record.h"
#include "eventstore/rocksdb/slices.h"

namespace actionplan::eventstore {
namespace {

using Kind = LogProblemKind;

// An event that stands further than this past the end of the tree stands
// nowhere: the positions between are not each worth a line.
constexpr Position kFarPastTheEnd = 1'000'000;

constexpr Position kProgressSteps = 256;

// After a damaged block, the reading goes on behind it.
constexpr int kLargestJump = 24;  // A power of two, in events.

class Verification {
 public:
  Verification(const LogDatabase& log, absl::Span<const KnownHead> known,
               VerificationProgress progress)
      : log_(log),
        progress_(progress),
        snapshot_(&log.database()),
        reading_(Reading(snapshot_.snapshot())),
        tree_(log, reading_, known, problems_),
        events_(problems_) {}

  absl::StatusOr<LogVerification> Run();

 private:
  static rocksdb::ReadOptions Reading(const rocksdb::Snapshot* snapshot) {
    rocksdb::ReadOptions reading;
    reading.snapshot = snapshot;
    reading.total_order_seek = true;
    reading.fill_cache = false;
    reading.readahead_size = 2 << 20;
    return reading;
  }

  absl::Status CheckEvents();
  void CheckEntry(const rocksdb::Iterator& stored);
  void CheckRecord(absl::string_view record);
  void Missing();
  bool GoOnBehind(rocksdb::Iterator& stored);
  absl::Status Tell();
  Position LastPosition();
  void CheckStreams();
  void CheckRequests();
  Position LastGood(const std::vector<LogProblem>& problems) const;

  const LogDatabase& log_;
  const VerificationProgress progress_;
  rocksdb::ManagedSnapshot snapshot_;
  const rocksdb::ReadOptions reading_;
  LogProblems problems_;
  TreeCheck tree_;
  EventCheck events_;
  Position next_ = 1;  // The position whose event is due.
  Position total_ = 0;
};

Position Verification::LastPosition() {
  const std::unique_ptr<rocksdb::Iterator> last(
      log_.database().NewIterator(reading_, log_.events()));
  last->SeekToLast();
  const Position position =
      last->Valid() ? DecodePosition(ToView(last->key())).value_or(0) : 0;
  return std::min(position, tree_.stored_size() + kFarPastTheEnd);
}

absl::Status Verification::Tell() {
  if (progress_(std::min(next_ - 1, total_), total_)) return absl::OkStatus();
  return absl::CancelledError("the verification was stopped");
}

void Verification::Missing() {
  problems_.Add(Kind::kEventMissing, next_, "there is no event");
  tree_.Skip();
  ++next_;
}

void Verification::CheckEntry(const rocksdb::Iterator& stored) {
  const std::optional<Position> position = DecodePosition(ToView(stored.key()));
  if (!position.has_value() || *position == 0) {
    problems_.Add(Kind::kEventKeyMalformed, 0, "an event is at no position");
    return;
  }
  if (*position > tree_.stored_size() + kFarPastTheEnd) {
    problems_.Add(Kind::kEventKeyMalformed, *position,
                  absl::StrCat("an event is at position ", *position,
                               ", far past the end of the tree at ",
                               tree_.stored_size()));
    return;
  }
  while (next_ < *position) Missing();
  CheckRecord(ToView(stored.value()));
}

void Verification::CheckRecord(absl::string_view record) {
  const absl::StatusOr<absl::string_view> envelope = EnvelopeIn(record, next_);
  if (envelope.ok()) {
    tree_.Add(*envelope);
    events_.Add(next_, *envelope);
  } else {
    problems_.Add(Kind::kEventDamaged, next_,
                  std::string(envelope.status().message()));
    tree_.Skip();
  }
  ++next_;
}

bool Verification::GoOnBehind(rocksdb::Iterator& stored) {
  problems_.Add(Kind::kNotReadable, next_, stored.status().ToString());
  for (int jump = 0; jump <= kLargestJump; ++jump) {
    stored.Seek(ToSlice(EncodePosition(next_ + (Position{1} << jump))));
    if (stored.Valid()) return true;
    if (stored.status().ok()) return false;
  }
  return false;
}

absl::Status Verification::CheckEvents() {
  const std::unique_ptr<rocksdb::Iterator> stored(
      log_.database().NewIterator(reading_, log_.events()));
  const Position step = total_ / kProgressSteps + 1;
  stored->SeekToFirst();
  while (true) {
    for (; stored->Valid(); stored->Next()) {
      CheckEntry(*stored);
      if (next_ % step == 0) RETURN_IF_ERROR(Tell());
    }
    if (stored->status().ok() || !GoOnBehind(*stored)) break;
  }
  events_.Finish();
  return Tell();
}

void Verification::CheckStreams() {
  const std::unique_ptr<rocksdb::Iterator> entry(
      log_.database().NewIterator(reading_, log_.streams()));
  for (entry->SeekToFirst(); entry->Valid(); entry->Next()) {
    const absl::string_view key = ToView(entry->key());
    const auto revision = RevisionOfStreamKey(key);
    const auto position = DecodePosition(ToView(entry->value()));
    Hash hash{};
    if (revision.has_value())
      std::copy_n(key.begin(), kHashBytes, hash.begin());
    if (revision.has_value() && position.has_value() &&
        events_.streams().Take(*position, IndexClaims::Of(hash, *revision))) {
      continue;
    }
    problems_.Add(Kind::kStreamEntryWrong, position.value_or(0),
                  "the index of streams has an entry that no event explains");
  }
  if (!entry->status().ok()) {
    problems_.Add(Kind::kNotReadable, 0, entry->status().ToString());
  }
  for (const Position position : events_.streams().Left()) {
    problems_.Add(Kind::kStreamEntryMissing, position,
                  "the index of streams has no entry of this event");
  }
}

void Verification::CheckRequests() {
  const std::unique_ptr<rocksdb::Iterator> entry(
      log_.database().NewIterator(reading_, log_.requests()));
  for (entry->SeekToFirst(); entry->Valid(); entry->Next()) {
    const absl::string_view key = ToView(entry->key());
    const auto stored = DecodeRequestEntry(ToView(entry->value()));
    Hash hash{};
    const bool has_key = key.size() == kHashBytes;
    if (has_key) std::copy_n(key.begin(), kHashBytes, hash.begin());
    if (has_key && stored.has_value() &&
        events_.requests().Take(stored->first_position,
                                IndexClaims::Of(hash, stored->count))) {
      continue;
    }
    problems_.Add(Kind::kRequestEntryWrong,
                  stored.value_or(RequestEntry{}).first_position,
                  "the index of requests has an entry that no event explains");
  }
  if (!entry->status().ok()) {
    problems_.Add(Kind::kNotReadable, 0, entry->status().ToString());
  }
  for (const Position position : events_.requests().Left()) {
    problems_.Add(Kind::kRequestEntryMissing, position,
                  "the index of requests has no entry of the request that "
                  "wrote this event");
  }
}

// Problems of an index do not make an event a bad one: an index can be made
// again from the events.
Position Verification::LastGood(const std::vector<LogProblem>& problems) const {
  Position last_good = next_ - 1;
  for (const LogProblem& problem : problems) {
    const bool is_of_event = problem.kind >= Kind::kNotReadable &&
                             problem.kind <= Kind::kTreeShort &&
                             problem.position > 0;
    if (is_of_event) last_good = std::min(last_good, problem.position - 1);
  }
  return last_good;
}

absl::StatusOr<LogVerification> Verification::Run() {
  LogVerification verification;
  verification.log_id = log_.meta().log_id;
  verification.epoch = log_.meta().epoch;
  if (!log_.identity_damage().ok()) {
    problems_.Add(Kind::kIdentityDamaged, 0,
                  std::string(log_.identity_damage().message()));
  }
  total_ = LastPosition();
  RETURN_IF_ERROR(CheckEvents());
  verification.head = tree_.Finish();
  CheckStreams();
  CheckRequests();
  const Position ends_at = next_;
  if (tree_.stored_size() >= ends_at) {
    problems_.Add(Kind::kEventMissing, ends_at,
                  absl::StrCat("the log ends before this position and its tree "
                               "at position ",
                               tree_.stored_size()));
  }
  verification.problems = problems_.All();
  verification.last_good = LastGood(verification.problems);
  return verification;
}

}  // namespace

absl::StatusOr<LogVerification> VerifyLog(const LogDatabase& log,
                                          absl::Span<const KnownHead> known,
                                          VerificationProgress progress) {
  return Verification(log, known, progress).Run();
}

}  // namespace actionplan::eventstore
