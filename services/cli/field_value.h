// The text of a flag as the value of a field.
#ifndef ACTIONPLAN_SERVICES_CLI_FIELD_VALUE_H_
#define ACTIONPLAN_SERVICES_CLI_FIELD_VALUE_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "services/cli/dates.h"

namespace actionplan::cli {

// Sets `field` of `message`, or adds to it when it is repeated:
//   string     as it is; `@notes.txt` is the text of that file, `@@x` is "@x"
//   enum       the value's name in lower kebab case: at-risk
//   Date       2026-11-20, today, +10d
//   Timestamp  2026-11-20T09:00:00Z, now, "2026-11-20 09:00"
//   message    key=value,key=value; a comma belongs to the value before it
//              unless a key follows, and a first part without a key is the
//              message's first field
// INVALID_ARGUMENT says what was expected.
absl::Status SetField(const google::protobuf::FieldDescriptor& field,
                      absl::string_view text, const Moment& moment,
                      google::protobuf::Message& message);

// What stands for the value in help: "DATE", "high|medium|low".
std::string ValueNameOf(const google::protobuf::FieldDescriptor& field);

// The names of an enum's values in lower kebab case, without the unspecified.
std::vector<std::string> EnumValuesOf(
    const google::protobuf::EnumDescriptor& type);

bool IsDate(const google::protobuf::FieldDescriptor& field);
bool IsTimestamp(const google::protobuf::FieldDescriptor& field);
// The past instant that a question is asked for.
bool IsAsAt(const google::protobuf::FieldDescriptor& field);

}  // namespace actionplan::cli

#endif  // ACTIONPLAN_SERVICES_CLI_FIELD_VALUE_H_
