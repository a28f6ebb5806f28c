// The flags of a command, derived from the fields of its request.
//
// A field `owner_role` is the flag --owner-role. The resource inside a request
// that creates or changes one is spread out, so that ProposeActionRequest has
// --title rather than --action title=…. Output-only fields are no flags.
#ifndef ACTIONPLAN_SERVICES_CLI_REQUEST_FLAGS_H_
#define ACTIONPLAN_SERVICES_CLI_REQUEST_FLAGS_H_

#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "services/cli/api_comments.h"
#include "services/cli/arguments.h"
#include "services/cli/dates.h"

namespace actionplan::cli {

// The fields from a request down to one value.
using FieldPath = std::vector<const google::protobuf::FieldDescriptor*>;

struct RequestFlag {
  FlagSpec spec;
  FieldPath path;
  bool required = false;
};

// The flags of `method` but for the field at `positional` ("name",
// "action.name"; empty for none), in the order of the proto.
std::vector<RequestFlag> FlagsOf(
    const google::protobuf::MethodDescriptor& method,
    absl::string_view positional, const ApiComments& comments);

// The fields that "action.name" names in `type`; ends the program when there
// are none: the names are the program's own.
FieldPath PathTo(const google::protobuf::Descriptor& type,
                 absl::string_view path);

// Puts `text` where `path` says. INVALID_ARGUMENT with what was expected.
absl::Status SetFieldAt(const FieldPath& path, absl::string_view text,
                        const Moment& moment,
                        google::protobuf::Message& request);

}  // namespace actionplan::cli

#endif  // ACTIONPLAN_SERVICES_CLI_REQUEST_FLAGS_H_
