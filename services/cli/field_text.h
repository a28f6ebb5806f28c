// The values of a message as text.
#ifndef ACTIONPLAN_SERVICES_CLI_FIELD_TEXT_H_
#define ACTIONPLAN_SERVICES_CLI_FIELD_TEXT_H_

#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "actionplan/v1/audit_trail_service.pb.h"
#include "google/protobuf/message.h"

namespace actionplan::cli {

// For people: "in progress", "2026-11-20 09:00" in the time zone. For
// programs: IN_PROGRESS, 2026-11-20T09:00:00Z.
struct TextStyle {
  enum class Reader { kPerson, kProgram };
  Reader reader = Reader::kPerson;
  absl::TimeZone time_zone;
};

// The value of one field, "" when it is absent: numbers and booleans that are
// not set are shown all the same. Repeated values are joined by "; ", messages
// are lists of key=value. Not yet made printable.
std::string FieldText(const google::protobuf::Message& message,
                      const google::protobuf::FieldDescriptor& field,
                      const TextStyle& style);

// The value at "due.date" of a message.
std::string PathText(const google::protobuf::Message& message,
                     absl::string_view path, const TextStyle& style);

// "in progress" for the value with that number.
std::string EnumWords(const google::protobuf::EnumDescriptor& type, int number);

// "due date: 2026-11-06 -> 2026-12-18". What was not there is "(none)", in
// brackets: "none" is a value too.
std::string ChangeText(const v1::TrailEntry::Change& change);

// "housing" for "boards/ncc/agencies/housing".
std::string LastSegment(absl::string_view name);

}  // namespace actionplan::cli

#endif  // ACTIONPLAN_SERVICES_CLI_FIELD_TEXT_H_
