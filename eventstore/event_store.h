// The log: events in the order they were committed, each also in its stream.
//
// It knows no domain. A stream is a name, an event is a type name and bytes.
// Implementations answer alike under tests/contracts/event_store_contract.h.
//
// Numbers: positions (place in the log) and revisions (place in a stream)
// start at 1 and have no gaps; 0 means none. Expected revision 0 is "there is
// no such stream yet".
//
// Threads: Commit() and Write() are called by one thread, the sequencer's.
// Everything else is thread-safe and never waits for a commit's sync.
//
// After a crash: an event whose Write() returned OK is there. A group whose
// Write() had not returned is there as a whole or not at all.
#ifndef ACTIONPLAN_EVENTSTORE_EVENT_STORE_H_
#define ACTIONPLAN_EVENTSTORE_EVENT_STORE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "actionplan/eventstore/v1/envelope.pb.h"
#include "eventstore/merkle/hash.h"
#include "eventstore/merkle/tiles.h"
#include "eventstore/position_signal.h"

namespace actionplan::eventstore {

using Revision = uint64_t;

// Limits that Commit() enforces, so that one event can never crowd out others.
inline constexpr size_t kMaxEventBytes = 48 * 1024;  // Of one payload.
inline constexpr size_t kMaxEventsPerAppend = 64;    // Of one request.
inline constexpr size_t kMaxStreamNameBytes = 512;
inline constexpr size_t kMaxNameBytes = 512;  // Of any other name or id.

class CommitGroup;

struct NewEvent {
  std::string type;  // Not empty.
  std::string payload;
  bool ignorable = false;
};

// Who asked for what under which id. The id works once for each actor, for
// ever: the log keeps it with a keyed digest of the content.
struct RequestIdentity {
  std::string actor;
  std::string id;       // Not empty.
  std::string content;  // The request's bytes, in a stable serialisation.
};

struct Append {
  std::string stream;  // Not empty.
  Revision expected = 0;
  std::vector<NewEvent> events;  // At least one.
  RequestIdentity request;
  std::string affiliation;   // The body the actor acts for, or empty.
  std::string on_behalf_of;  // Empty unless the actor stands in for another.
  Position cause = 0;        // The event that led here; 0 for a person's wish.
  absl::Time occur_time;     // The caller's claim.
};

struct Committed {
  Position first_position = 0;
  Revision first_revision = 0;
  uint32_t count = 0;
  absl::Time record_time;
  bool repeated = false;  // An earlier request with this id wrote them.
};

// A part of the log or of a stream: from `first` on, at most `last`.
struct Range {
  uint64_t first = 1;
  uint64_t last = UINT64_MAX;
};

// Called with each event in order; returns whether to go on. The envelope is
// reused: copy what must outlive the call.
using EventVisitor = absl::FunctionRef<bool(const v1::Envelope&)>;

// Called with the bytes of each envelope as they are stored, which are what the
// log's Merkle tree covers; returns whether to go on. They are valid during the
// call.
using StoredVisitor =
    absl::FunctionRef<bool(Position position, absl::string_view envelope)>;

// The log's Merkle tree at one moment.
struct TreeHead {
  uint64_t size = 0;  // As many leaves as events.
  MerkleHash root{};

  friend bool operator==(const TreeHead&, const TreeHead&) = default;
};

class EventStore {
 public:
  virtual ~EventStore() = default;

  // Commits all appends that can be, in order, with one sync, and answers each:
  //   INVALID_ARGUMENT     CheckAppend() refuses it, its occur_time is after
  //                        record_time, or its cause is not in the log
  //   ABORTED              REVISION_MISMATCH: the stream is not at the expected
  //                        revision (metadata: stream, expected, actual)
  //   ALREADY_EXISTS       REQUEST_ID_REUSED: this id came with other content
  //   Committed, repeated  this request was committed before (or earlier in
  //                        this group); nothing is written again
  // A request id is looked up before anything else about the append. A refused
  // append leaves no trace and does not stop its neighbours. The outer status
  // is Write()'s.
  // `record_time` is raised to the last one recorded, never lowered.
  absl::StatusOr<std::vector<absl::StatusOr<Committed>>> Commit(
      absl::Time record_time, absl::Span<const Append> appends);

  // Writes what was staged in `group` with one sync, then publishes the head.
  // For a caller that decides append by append; Commit() does it in one call.
  // An error means that what is on disk is not known: nothing of the group may
  // be acknowledged, and the store refuses every later write.
  virtual absl::Status Write(const CommitGroup& group) = 0;

  // Visits a stream's events by revision. A stream that does not exist has
  // none. DATA_LOSS when a stored event does not match its checksum.
  virtual absl::Status ReadStream(absl::string_view stream, Range revisions,
                                  EventVisitor visit) const = 0;

  // Visits the log's events by position, up to the head at the time of the
  // call. A range from 0 starts at 1. OUT_OF_RANGE when `first` is more than
  // one past the head. DATA_LOSS when an event is missing or does not match its
  // checksum.
  virtual absl::Status ReadStored(Range positions,
                                  StoredVisitor visit) const = 0;

  // The same, parsed. DATA_LOSS also when an event stands in another's place.
  absl::Status ReadLog(Range positions, EventVisitor visit) const;

  // What an earlier request with this identity wrote. Empty when there was
  // none; ALREADY_EXISTS (REQUEST_ID_REUSED) when its content was another.
  virtual absl::StatusOr<std::optional<Committed>> FindRequest(
      const RequestIdentity& request) const = 0;

  // The revision of the stream's last event, 0 when there is no such stream.
  virtual absl::StatusOr<Revision> LastRevision(
      absl::string_view stream) const = 0;

  // The position of the last committed event, as a signal to wait on; 0 for
  // an empty log.
  virtual PositionSignal& head() const = 0;

  // Whether `revision` is the stream's last, 0 for no such stream. Costs less
  // than LastRevision() where the answer is yes.
  virtual absl::StatusOr<bool> IsLastRevision(absl::string_view stream,
                                              Revision revision) const = 0;

  // The Merkle tree over the stored envelopes (merkle/proof.h makes proofs of
  // it): leaf p - 1 is the event at position p. It is published with the head
  // and never ahead of what is acknowledged.
  virtual TreeHead tree_head() const = 0;

  // The hashes of that tree. Thread-safe.
  virtual const TileReader& tiles() const = 0;

  // record_time of the last event; InfinitePast for an empty log.
  virtual absl::Time LastRecordTime() const = 0;

  // An id made when the log was created: tells two logs apart.
  virtual std::string LogId() const = 0;
};

// Whether the append is well formed by itself: INVALID_ARGUMENT for no events,
// too many or one too large, an empty or over-long name, a name that is not
// UTF-8, no request id, or an occur_time outside the years 1 to 9999.
absl::Status CheckAppend(const Append& append);

// Reads the stored bytes of the event at `position`. DATA_LOSS when they are no
// event or another position's.
absl::Status ParseEnvelope(Position position, absl::string_view bytes,
                           v1::Envelope& envelope);

// The hash that the tree keeps of the event at a position. NOT_FOUND for one
// past the head.
absl::StatusOr<MerkleHash> LeafHashAt(const EventStore& store,
                                      Position position);

// The part of CheckAppend() that needs no more than who asks.
absl::Status CheckRequest(const RequestIdentity& request);

}  // namespace actionplan::eventstore

#endif  // ACTIONPLAN_EVENTSTORE_EVENT_STORE_H_
