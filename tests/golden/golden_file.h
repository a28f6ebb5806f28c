// The golden corpus: one stored event of each kind of fact, as the program that
// first wrote such a fact wrote it. A line each: the kind, the envelope's bytes
// in base64, and what they mean in the text format of protobuf.
//
// Lines are added and never changed: every event that was ever stored can be
// read for ever.
#ifndef ACTIONPLAN_TESTS_GOLDEN_GOLDEN_FILE_H_
#define ACTIONPLAN_TESTS_GOLDEN_GOLDEN_FILE_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "actionplan/events/v1/event.pb.h"
#include "actionplan/eventstore/v1/envelope.pb.h"

namespace actionplan::golden {

struct GoldenEvent {
  std::string kind;
  std::string envelope;  // Serialised.
  std::string meaning;   // Of the event that it decodes to, as text.
};

// Ends the program when the file is not there or a line is malformed.
std::vector<GoldenEvent> ReadGoldenFile(const std::string& path);

std::string GoldenLine(const GoldenEvent& event);

// Every kind of fact that the present protos have.
std::vector<std::string> AllKinds();

// An event of the kind with a value in every field.
events::v1::Event FullEvent(absl::string_view kind);

// The same as it is stored.
eventstore::v1::Envelope Stored(const events::v1::Event& event);

}  // namespace actionplan::golden

#endif  // ACTIONPLAN_TESTS_GOLDEN_GOLDEN_FILE_H_
