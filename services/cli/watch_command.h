// `actionplan watch`: events as they are recorded.
#ifndef ACTIONPLAN_SERVICES_CLI_WATCH_COMMAND_H_
#define ACTIONPLAN_SERVICES_CLI_WATCH_COMMAND_H_

#include "absl/status/status.h"
#include "absl/types/span.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "services/cli/arguments.h"
#include "services/cli/environment.h"
#include "services/cli/options.h"
#include "services/client/client.h"

namespace actionplan::cli {

struct WatchParts {
  const client::Client& client;
  const google::protobuf::MethodDescriptor& method;
  absl::Span<const FlagUse> flags;
  const Options& options;
};

// Shows every event that matches `request`, a v1::WatchEventsRequest: a line
// for a person, a JSON object a line, or CSV records. Starts at the end of the
// log unless --after-position says where. A stream that breaks off is taken up
// after the last position; it ends with --until-caught-up, or with an error
// that another attempt does not mend.
absl::Status RunWatch(const WatchParts& parts,
                      const google::protobuf::Message& request,
                      const Environment& environment);

}  // namespace actionplan::cli

#endif  // ACTIONPLAN_SERVICES_CLI_WATCH_COMMAND_H_
