// What deciding a command takes, wherever its resources come from: the writer's
// cache, or the log when it is only rehearsed.
//
// Thread-safe as far as `load` is.
#ifndef ACTIONPLAN_SERVICES_COMMANDS_DECIDING_H_
#define ACTIONPLAN_SERVICES_COMMANDS_DECIDING_H_

#include <memory>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "projections/resources/resource.h"
#include "services/commands/command.h"
#include "services/domain/circumstances.h"

namespace actionplan::commands {

// A resource by name; without a name of its own when it does not exist.
using Load = absl::FunctionRef<absl::StatusOr<
    std::shared_ptr<const resources::Resource>>(absl::string_view name)>;

// "" when it does not exist.
const std::string& EtagOf(const resources::Resource& resource);

// The resource is there when it has to be, and has not changed since its etag
// was seen. RESOURCE_NOT_FOUND, ETAG_STALE.
absl::Status CheckTarget(const Command& command,
                         const resources::Resource& state);

// What the decision is told: the board, and what the command names, as they are
// loaded.
absl::StatusOr<domain::Circumstances> CircumstancesOf(const Command& command,
                                                      absl::Time record_time,
                                                      Load load);

}  // namespace actionplan::commands

#endif  // ACTIONPLAN_SERVICES_COMMANDS_DECIDING_H_
