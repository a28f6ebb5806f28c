// Writes the export of a log of many events, signed by a key of its own, and
// prints the key, so that `time actionplan-verify` can be taken.
//
//   verify_load --file=FILE [--events=N]
#include <cstdio>
#include <fstream>
#include <string>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/strings/str_cat.h"
#include "actionplan/eventstore/v1/envelope.pb.h"
#include "eventstore/export/export_writer.h"
#include "eventstore/merkle/checkpoint.h"
#include "eventstore/merkle/frontier.h"
#include "tests/benchmarks/measurement.h"

ABSL_FLAG(std::string, file, "", "where the export is written");
ABSL_FLAG(uint64_t, events, 1'000'000, "how many events");

namespace actionplan::benchmarks {
namespace {

constexpr absl::string_view kOrigin = "example.org/log";
constexpr uint64_t kEventsOfAStream = 20;
constexpr size_t kPayloadBytes = 170;  // For envelopes of some 350 bytes.

// As the log of a board looks: streams of some twenty events, a few written
// each second, most of the bytes in names and text.
eventstore::v1::Envelope EventAt(uint64_t position) {
  const uint64_t index = position - 1;
  eventstore::v1::Envelope event;
  event.set_position(position);
  event.set_stream(absl::StrCat("boards/example/plans/neglect/items/",
                                index / kEventsOfAStream));
  event.set_revision(index % kEventsOfAStream + 1);
  event.set_type("ProgressReported");
  event.mutable_record_time()->set_seconds(1'772'000'000 +
                                           static_cast<int64_t>(index / 4));
  *event.mutable_occur_time() = event.record_time();
  event.set_actor(absl::StrCat("principal-", index % 97));
  event.set_affiliation("boards/example/members/health");
  event.set_request_id("5f2c1d7a-0b1e-4d55-9d0c-6f6d1a2b3c4d");
  event.set_payload(std::string(kPayloadBytes, 'p'));
  return event;
}

void WriteExport(const std::string& file, uint64_t events) {
  const auto signer =
      ValueOf(eventstore::NoteSigner::FromSeed(
                  kOrigin, std::string(eventstore::kNoteSeedBytes, 's')),
              "make the key");
  std::ofstream out(file, std::ios::binary);
  std::string bytes;
  eventstore::ExportWriter writer(&bytes);
  eventstore::TreeHasher hasher;
  eventstore::Frontier frontier;
  writer.Header(kOrigin, events);
  for (uint64_t position = 1; position <= events; ++position) {
    const std::string envelope = EventAt(position).SerializeAsString();
    const auto hash = hasher.Leaf(envelope);
    frontier.Append(hash, hasher);
    writer.Leaf(hash, envelope);
    out << bytes;
    bytes.clear();
  }
  writer.Trailer(
      ValueOf(eventstore::SignCheckpoint({.origin = std::string(kOrigin),
                                          .size = events,
                                          .root = frontier.Root(hasher)},
                                         signer),
              "sign the checkpoint"));
  out << bytes;
  out.flush();
  Require(out.good(), "write the export");
  std::printf("%s\n", signer.verifier().ToString().c_str());
}

}  // namespace
}  // namespace actionplan::benchmarks

int main(int argc, char** argv) {
  absl::ParseCommandLine(argc, argv);
  actionplan::benchmarks::WriteExport(absl::GetFlag(FLAGS_file),
                                      absl::GetFlag(FLAGS_events));
  return 0;
}
