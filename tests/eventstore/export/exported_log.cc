#include "tests/eventstore/export/exported_log.h"

#include "absl/strings/str_cat.h"
#include "eventstore/export/export_writer.h"
#include "eventstore/merkle/frontier.h"

namespace actionplan::eventstore {
namespace {

constexpr uint64_t kStreams = 7;
constexpr int64_t kStart = 1'772'000'000;

}  // namespace

NoteSigner TestSigner(char letter, absl::string_view name) {
  return *NoteSigner::FromSeed(name, std::string(kNoteSeedBytes, letter));
}

v1::Envelope EventAt(uint64_t position, absl::string_view telling) {
  const uint64_t index = position - 1;
  v1::Envelope event;
  event.set_position(position);
  event.set_stream(absl::StrCat("streams/", index % kStreams));
  event.set_revision(index / kStreams + 1);
  event.set_type("Happened");
  event.mutable_record_time()->set_seconds(kStart +
                                           static_cast<int64_t>(index / 3));
  event.set_actor("somebody-1");
  event.set_request_id(absl::StrCat("request-", position));
  event.set_payload(absl::StrCat("what happened at ", position, telling));
  return event;
}

ExportedPart PartOf(const std::string& envelope) {
  return {.hash = TreeHasher().Leaf(envelope), .envelope = envelope};
}

MerkleHash RootOf(const ExportedLog& log, uint64_t size) {
  TreeHasher hasher;
  Frontier frontier;
  for (uint64_t at = 0; at < size; ++at) {
    frontier.Append(log.parts[at].hash, hasher);
  }
  return frontier.Root(hasher);
}

void ExportedLog::Sign(char letter) {
  header_size = parts.size();
  checkpoint = *SignCheckpoint({.origin = origin,
                                .size = parts.size(),
                                .root = RootOf(*this, parts.size())},
                               TestSigner(letter, origin));
}

std::string ExportedLog::Bytes() const {
  std::string bytes;
  ExportWriter writer(&bytes);
  writer.Header(origin, header_size);
  for (const ExportedPart& part : parts) {
    writer.Leaf(part.hash, part.envelope);
  }
  writer.Trailer(checkpoint);
  return bytes;
}

ExportedLog LogOf(uint64_t size, absl::string_view telling) {
  ExportedLog log;
  for (uint64_t position = 1; position <= size; ++position) {
    log.parts.push_back(PartOf(EventAt(position, telling).SerializeAsString()));
  }
  log.Sign();
  return log;
}

}  // namespace actionplan::eventstore
