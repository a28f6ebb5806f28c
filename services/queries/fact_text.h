// The values of a fact as people read them.
//
// Pure; safe from any thread.
#ifndef ACTIONPLAN_SERVICES_QUERIES_FACT_TEXT_H_
#define ACTIONPLAN_SERVICES_QUERIES_FACT_TEXT_H_

#include <string>

#include "absl/functional/function_ref.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"

namespace actionplan::queries {

// The title of the agency of this name; "" when there is no such agency.
using TitleOf = absl::FunctionRef<std::string(const std::string& agency)>;

// For whoever has no titles at hand.
inline std::string NoTitle(const std::string&) { return ""; }

// "City Housing (housing)"; the resource name when there is no title.
std::string AgencyText(const std::string& name, TitleOf title_of);

// Whether the field is a message made of values of its own, rather than one
// value such as a date, a due date or somebody's words.
bool IsStructure(const google::protobuf::FieldDescriptor& field);

// The field's value: a day as 2026-11-20, an enum in lower case, an agency by
// title and id, numbers as they are, values of a list with commas; "" when it
// is not set. A structure is told value by value, numbers and days with the
// names of their fields, structures of a list with semicolons: "level 1,
// acknowledge within 2; level 2, acknowledge within 1".
std::string FieldText(const google::protobuf::Message& message,
                      const google::protobuf::FieldDescriptor& field,
                      TitleOf title_of);

}  // namespace actionplan::queries

#endif  // ACTIONPLAN_SERVICES_QUERIES_FACT_TEXT_H_
