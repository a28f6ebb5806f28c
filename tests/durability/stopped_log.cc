#include "tests/durability/stopped_log.h"

#include <cstdint>
#include <memory>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "actionplan/eventstore/v1/envelope.pb.h"
#include "eventstore/base/status.h"
#include "eventstore/merkle/frontier.h"
#include "eventstore/merkle/hash.h"
#include "eventstore/merkle/proof.h"
#include "eventstore/rocksdb/log_store.h"

namespace actionplan::durability {
namespace {

using eventstore::EventStore;
using eventstore::Frontier;
using eventstore::MerkleHash;
using eventstore::TreeHasher;
using eventstore::TreeHead;

RecordedEvent AsRecorded(const eventstore::v1::Envelope& envelope) {
  return {
      .position = static_cast<int64_t>(envelope.position()),
      .stream = envelope.stream(),
      .revision = static_cast<int64_t>(envelope.revision()),
      .record_time = absl::FromUnixSeconds(envelope.record_time().seconds()) +
                     absl::Nanoseconds(envelope.record_time().nanos()),
      .request_id = envelope.request_id(),
      .fact = envelope.payload()};
}

void CheckEvent(const RecordedEvent& event, const LogCheck& shown,
                LogCheck& stored) {
  stored.Read(event);
  if (event.position <= shown.head() && !shown.WasRead(event)) {
    stored.Report(absl::StrCat("position ", event.position,
                               " is not on disk what was shown"));
  }
}

// Reads every event, and makes the tree again from the bytes alone.
absl::StatusOr<Frontier> ReadAll(const EventStore& log, const LogCheck& shown,
                                 LogCheck& stored) {
  Frontier tree;
  TreeHasher hasher;
  absl::Status parsed;
  RETURN_IF_ERROR(
      log.ReadStored({}, [&](uint64_t position, absl::string_view bytes) {
        eventstore::v1::Envelope envelope;
        parsed = eventstore::ParseEnvelope(position, bytes, envelope);
        if (parsed.ok()) CheckEvent(AsRecorded(envelope), shown, stored);
        tree.Append(hasher.Leaf(bytes), hasher);
        return parsed.ok();
      }));
  RETURN_IF_ERROR(parsed);
  return tree;
}

absl::Status CheckTree(const EventStore& log, const Frontier& read) {
  TreeHasher hasher;
  const TreeHead said = log.tree_head();
  if (said == TreeHead{.size = read.size(), .root = read.Root(hasher)}) {
    return absl::OkStatus();
  }
  return absl::DataLossError(absl::StrCat("the tree of the ", read.size(),
                                          " stored events is not the one of ",
                                          said.size, " that the log tells of"));
}

// An event that nobody could have foreseen: the root chooses it.
absl::Status CheckInclusion(const EventStore& log) {
  const TreeHead head = log.tree_head();
  if (head.size == 0) return absl::OkStatus();
  uint64_t number = 0;
  for (size_t i = 0; i < sizeof(number); ++i)
    number = number << 8 | head.root[i];
  const eventstore::LeafPlace place{.index = number % head.size,
                                    .tree_size = head.size};
  TreeHasher hasher;
  ASSIGN_OR_RETURN(const auto proof,
                   eventstore::InclusionProof(place, log.tiles(), hasher));
  MerkleHash leaf{};
  RETURN_IF_ERROR(
      log.ReadStored({.first = place.index + 1, .last = place.index + 1},
                     [&](uint64_t, absl::string_view bytes) {
                       leaf = hasher.Leaf(bytes);
                       return true;
                     }));
  return eventstore::VerifyInclusion(
      {.place = place, .leaf = leaf, .root = head.root}, proof, hasher);
}

absl::Status CheckGrowth(const EventStore& log, const TreeHead& last) {
  const TreeHead head = log.tree_head();
  if (last.size == 0) return absl::OkStatus();
  const eventstore::TreeGrowth growth{.old_size = last.size,
                                      .new_size = head.size};
  TreeHasher hasher;
  ASSIGN_OR_RETURN(const auto proof,
                   eventstore::ConsistencyProof(growth, log.tiles(), hasher));
  return eventstore::VerifyConsistency(
      {.growth = growth, .old_root = last.root, .new_root = head.root}, proof,
      hasher);
}

absl::Status CheckAll(const EventStore& log, const TreeHead& last,
                      const LogCheck& shown, LogCheck& stored) {
  ASSIGN_OR_RETURN(const Frontier read, ReadAll(log, shown, stored));
  RETURN_IF_ERROR(CheckTree(log, read));
  RETURN_IF_ERROR(CheckInclusion(log));
  return CheckGrowth(log, last);
}

}  // namespace

std::vector<std::string> StoppedLog::Check(const LogCheck& shown) {
  const auto log = eventstore::LogStore::Open({.path = path_});
  if (!log.ok()) return {log.status().ToString()};
  LogCheck stored;
  const absl::Status status = CheckAll(**log, last_, shown, stored);
  if (!status.ok()) stored.Report(status.ToString());
  if (stored.head() < shown.head()) {
    stored.Report(absl::StrCat("on disk are ", stored.head(), " events of ",
                               shown.head()));
  }
  last_ = (*log)->tree_head();
  return stored.problems();
}

}  // namespace actionplan::durability
