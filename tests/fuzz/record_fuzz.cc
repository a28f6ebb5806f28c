// Any bytes as a stored record, as the envelope in one whose checksum is right,
// and as the payload of an envelope that is right but for it. Whatever is read
// goes on to everything that makes something of an event.
#include <algorithm>
#include <string>

#include "eventstore/event_store.h"
#include "eventstore/rocksdb/crc32c.h"
#include "eventstore/rocksdb/event_check.h"
#include "eventstore/rocksdb/log_record.h"
#include "projections/action_plan_row.h"
#include "projections/event_codec.h"
#include "projections/resources/resource.h"
#include "services/queries/trail_entry.h"
#include "tests/fuzz/fuzz_entry.h"
#include "tests/fuzz/quiet_protobuf.h"

namespace actionplan::eventstore {
namespace {

using fuzz::Require;

// Checking takes memory for each position up to the event's.
constexpr Position kLastPosition = 1000;

// No fuzzer guesses a checksum.
std::string RecordOf(absl::string_view envelope) {
  std::string record(4, '\0');
  uint32_t crc = Crc32c(envelope);
  for (char& byte : record) {
    byte = static_cast<char>(crc & 0xFF);
    crc >>= 8;
  }
  return record.append(envelope.data(), envelope.size());
}

// A resource of each kind is folded from an event of any.
void FoldAnywhere(const events::v1::Event& event) {
  for (const char* name :
       {"boards/ncc", "boards/ncc/meetings/march", "boards/ncc/agencies/health",
        "boards/ncc/audits/neglect", "boards/ncc/audits/neglect/findings/f1",
        "boards/ncc/audits/neglect/recommendations/r1", "boards/ncc/plans/p1",
        "boards/ncc/actions/a1", "boards/ncc/escalations/a1-timeliness-1"}) {
    resources::Resource resource = *resources::EmptyResource(name);
    resources::Evolve(event, resource);
    resources::Evolve(event, resource);
  }
  projections::v1::ActionPlanRow row;
  projections::Evolve(event, row);
  projections::Evolve(event, row);
}

void TryEvent(const v1::Envelope& envelope) {
  events::v1::Event event;
  if (!projections::Decode(envelope, event).ok()) return;
  FoldAnywhere(event);
  queries::TrailEntryOf(event, {});
  if (projections::FactName(event).empty()) return;

  v1::Envelope again = envelope;
  const NewEvent encoded = projections::Encode(event);
  again.set_type(encoded.type);
  again.set_payload(encoded.payload);
  events::v1::Event decoded;
  Require(projections::Decode(again, decoded).ok() &&
              decoded.SerializeAsString() == event.SerializeAsString(),
          "a fact that was read is written and read again");
}

void TryCheck(Position position, absl::string_view bytes) {
  LogProblems problems;
  EventCheck check(problems);
  check.Add(position, bytes);
  check.Finish();
  Require(check.streams().Left().size() + problems.All().size() > 0,
          "an event is in a stream or a problem");
}

void TryEnvelope(absl::string_view bytes) {
  v1::Envelope loose;
  loose.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()));
  const Position position = loose.position();
  const std::string record = RecordOf(bytes);
  const auto inside = EnvelopeIn(record, position);
  Require(inside.ok() && *inside == bytes, "a record holds its bytes");
  TryCheck(std::min(position, kLastPosition), bytes);

  v1::Envelope envelope;
  if (!DecodeRecord(record, position, envelope).ok()) return;
  v1::Envelope again;
  Require(!DecodeRecord(record, position + 1, again).ok(),
          "an event is read in its place only");
  std::string written;
  EncodeRecord(envelope, written);
  Require(DecodeRecord(written, position, again).ok() &&
              again.SerializeAsString() == envelope.SerializeAsString(),
          "an envelope that was read is written and read again");
  TryEvent(envelope);
}

void TryPayload(absl::string_view bytes) {
  v1::Envelope envelope;
  envelope.set_position(7);
  envelope.set_stream("boards/ncc/actions/a1");
  envelope.set_revision(3);
  envelope.set_payload(std::string(bytes));
  TryEvent(envelope);
  envelope.set_ignorable(true);
  TryEvent(envelope);
}

void TryRecord(absl::string_view bytes) {
  constexpr Position kPosition = 7;
  const auto inside = EnvelopeIn(bytes, kPosition);
  Require(!inside.ok() || RecordOf(*inside) == bytes,
          "a record has one spelling");
  v1::Envelope envelope;
  Require(!DecodeRecord(bytes, kPosition, envelope).ok() || inside.ok(),
          "no event is read without its checksum");
  TryEnvelope(inside.ok() ? *inside : bytes);
}

}  // namespace
}  // namespace actionplan::eventstore

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  actionplan::fuzz::QuietProtobuf();
  const absl::string_view bytes = actionplan::fuzz::Bytes(data, size);
  actionplan::eventstore::TryRecord(bytes);
  actionplan::eventstore::TryPayload(bytes);
  return 0;
}
