// The values of a fact as people read them.
//
// Pure; safe from any thread.
#ifndef ACTIONPLAN_SERVICES_QUERIES_FACT_TEXT_H_
#define ACTIONPLAN_SERVICES_QUERIES_FACT_TEXT_H_

#include <string>

#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"

namespace actionplan::queries {

// Whether the field is a message made of values of its own, rather than one
// value such as a date, a due date or somebody's words.
bool IsStructure(const google::protobuf::FieldDescriptor& field);

// The field's value: a day as 2026-11-20, an enum in lower case, a list with
// commas, numbers as they are; "" when it is not set. A structure is told field
// by field.
std::string FieldText(const google::protobuf::Message& message,
                      const google::protobuf::FieldDescriptor& field);

}  // namespace actionplan::queries

#endif  // ACTIONPLAN_SERVICES_QUERIES_FACT_TEXT_H_
