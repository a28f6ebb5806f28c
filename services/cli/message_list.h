// A message as a list: title=Minutes of 3 March,uri=https://example.org/m3.
#ifndef ACTIONPLAN_SERVICES_CLI_MESSAGE_LIST_H_
#define ACTIONPLAN_SERVICES_CLI_MESSAGE_LIST_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "services/cli/dates.h"

namespace actionplan::cli {

// Sets the fields that the list names; see SetField. A key is a field's name
// in kebab case and is given at most once, unless the field is repeated.
absl::Status SetFromList(absl::string_view text, const Moment& moment,
                         google::protobuf::Message& message);

// The keys that a list of the type may have: the fields that a caller can set.
std::vector<std::string> KeysOf(const google::protobuf::Descriptor& type);

}  // namespace actionplan::cli

#endif  // ACTIONPLAN_SERVICES_CLI_MESSAGE_LIST_H_
