// `actionplan projection rebuild --wait`: the bar of a rebuild.
#ifndef ACTIONPLAN_SERVICES_CLI_REBUILD_WAIT_H_
#define ACTIONPLAN_SERVICES_CLI_REBUILD_WAIT_H_

#include <string>

#include "absl/status/status.h"
#include "google/protobuf/message.h"
#include "services/cli/environment.h"
#include "services/client/client.h"

namespace actionplan::cli {

// Asks how far the rebuild of `projection`, a v1::Projection, has come, twice a
// second, until it is over; then `projection` is as it stands. NOT_FOUND when
// the server does not know it any more, FAILED_PRECONDITION when the projection
// stopped.
absl::Status WaitForRebuild(const client::Client& client,
                            const Environment& environment,
                            google::protobuf::Message& projection);

}  // namespace actionplan::cli

#endif  // ACTIONPLAN_SERVICES_CLI_REBUILD_WAIT_H_
