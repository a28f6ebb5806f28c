// Prints a line for each kind of fact that a golden file lacks:
//
//   write_golden tests/golden/events.golden >> tests/golden/events.golden
#include <cstdio>
#include <set>
#include <string>

#include "google/protobuf/text_format.h"
#include "projections/event_codec.h"
#include "tests/golden/golden_file.h"

namespace actionplan::golden {
namespace {

int Write(const std::string& path) {
  std::set<std::string> known;
  for (const GoldenEvent& event : ReadGoldenFile(path)) {
    known.insert(event.kind);
  }
  google::protobuf::TextFormat::Printer printer;
  printer.SetSingleLineMode(true);
  for (const std::string& kind : AllKinds()) {
    if (known.contains(kind)) continue;
    const eventstore::v1::Envelope envelope = Stored(FullEvent(kind));
    events::v1::Event decoded;
    if (!projections::Decode(envelope, decoded).ok()) return 1;
    GoldenEvent event = {.kind = kind,
                         .envelope = envelope.SerializeAsString()};
    printer.PrintToString(decoded, &event.meaning);
    std::fputs(GoldenLine(event).c_str(), stdout);
  }
  return 0;
}

}  // namespace
}  // namespace actionplan::golden

int main(int argc, char** argv) {
  if (argc == 2) return actionplan::golden::Write(argv[1]);
  std::fputs("usage: write_golden FILE >> FILE\n", stderr);
  return 2;
}
