// A command line as the request that it asks for.
#ifndef ACTIONPLAN_SERVICES_CLI_REQUEST_H_
#define ACTIONPLAN_SERVICES_CLI_REQUEST_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/types/span.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "services/cli/arguments.h"
#include "services/cli/command_table.h"
#include "services/cli/dates.h"
#include "services/cli/options.h"
#include "services/cli/request_flags.h"

namespace actionplan::cli {

struct RequestParts {
  const Command& command;
  const google::protobuf::MethodDescriptor& method;
  absl::Span<const RequestFlag> flags;
  const Arguments& arguments;  // Global flags are passed over.
  Moment moment;
  Pages pages = Pages::kOne;
};

// The request. What is wrong with the words and values is added to `problems`,
// all of it. What the caller left out and a program can know is filled in: a
// random request id, the mask of a change, the largest page when all are asked
// for, the board of a resource whose trail is wanted.
std::unique_ptr<google::protobuf::Message> BuildRequest(
    const RequestParts& parts, std::vector<std::string>& problems);

// An empty message of a type of the program.
std::unique_ptr<google::protobuf::Message> NewMessageOf(
    const google::protobuf::Descriptor& type);

}  // namespace actionplan::cli

#endif  // ACTIONPLAN_SERVICES_CLI_REQUEST_H_
