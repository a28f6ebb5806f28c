// The events of a log, one by one: each against its place, its stream and its
// neighbours. What the indexes must say of them is remembered.
#ifndef ACTIONPLAN_EVENTSTORE_ROCKSDB_EVENT_CHECK_H_
#define ACTIONPLAN_EVENTSTORE_ROCKSDB_EVENT_CHECK_H_

#include <cstdint>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "actionplan/eventstore/v1/envelope.pb.h"
#include "eventstore/event_store.h"
#include "eventstore/rocksdb/index_claims.h"
#include "eventstore/rocksdb/log_hashes.h"
#include "eventstore/rocksdb/log_problems.h"

namespace actionplan::eventstore {

// For one thread at a time. Memory grows with events and streams.
class EventCheck {
 public:
  explicit EventCheck(LogProblems& problems) : problems_(problems) {}

  // The envelope whose record matches its checksum, in order of position.
  void Add(Position position, absl::string_view envelope);

  // After the last event.
  void Finish() { EndRequest(); }

  IndexClaims& streams() { return streams_; }
  IndexClaims& requests() { return requests_; }

 private:
  void CheckRevision(Position position, const Hash& stream);
  void CheckRecordTime(Position position);
  void FollowRequest(Position position);
  void EndRequest();

  LogProblems& problems_;
  // No digest is made here, so it needs no key of the log's.
  const LogHashes hashes_{std::string(LogHashes::kDigestKeyBytes, '\0')};
  v1::Envelope envelope_;
  absl::Time record_time_ = absl::InfinitePast();
  absl::flat_hash_map<Hash, Revision> revisions_;
  IndexClaims streams_;
  IndexClaims requests_;
  // The request that wrote the newest event: its events lie together.
  RequestIdentity request_;
  Position request_first_ = 0;
  uint32_t request_count_ = 0;
};

}  // namespace actionplan::eventstore

#endif  // ACTIONPLAN_EVENTSTORE_ROCKSDB_EVENT_CHECK_H_
