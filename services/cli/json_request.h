// A request written as JSON in a file of commands.
#ifndef ACTIONPLAN_SERVICES_CLI_JSON_REQUEST_H_
#define ACTIONPLAN_SERVICES_CLI_JSON_REQUEST_H_

#include <string>
#include <vector>

#include "google/protobuf/message.h"
#include "google/protobuf/struct.pb.h"
#include "services/cli/relative_time.h"

namespace actionplan::cli {

// Fills `message` from `json`: protobuf JSON with the proto's field names,
// except that a google.type.Date is a string "2026-11-20"; relative days and
// times in strings are expanded. Everything that is wrong is added to
// `problems` with the path of its field.
void FillFromJson(const google::protobuf::Struct& json, const Anchor& anchor,
                  google::protobuf::Message& message,
                  std::vector<std::string>& problems);

}  // namespace actionplan::cli

#endif  // ACTIONPLAN_SERVICES_CLI_JSON_REQUEST_H_
