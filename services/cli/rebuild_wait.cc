#include "services/cli/rebuild_wait.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "absl/strings/str_cat.h"
#include "actionplan/v1/admin_service.pb.h"
#include "eventstore/base/status.h"
#include "services/cli/progress.h"

namespace actionplan::cli {
namespace {

constexpr absl::Duration kInterval = absl::Milliseconds(500);

absl::StatusOr<v1::Projection> Find(const client::Client& client,
                                    const std::string& name) {
  ASSIGN_OR_RETURN(
      const v1::ListProjectionsResponse answer,
      client.Call<v1::ListProjectionsResponse>("AdminService.ListProjections",
                                               v1::ListProjectionsRequest()));
  for (const v1::Projection& projection : answer.projections()) {
    if (projection.name() == name) return projection;
  }
  return absl::NotFoundError(
      absl::StrCat(name, " is not a projection of the server any more"));
}

}  // namespace

absl::Status WaitForRebuild(const client::Client& client,
                            const Environment& environment,
                            google::protobuf::Message& projection) {
  auto& current = static_cast<v1::Projection&>(projection);
  const std::string name = current.name();
  Progress progress({.out = environment.err,
                     .kind = environment.err_kind,
                     .width = environment.width});
  while (current.state() == v1::Projection::REBUILDING) {
    const std::int64_t head = current.position() + current.lag_events();
    progress.Show({.done = std::min(current.rebuild_position(), head),
                   .total = head,
                   .what = name});
    environment.sleep(kInterval);
    auto found = Find(client, name);
    if (!found.ok()) {
      progress.Clear();
      return found.status();
    }
    current = *std::move(found);
  }
  progress.Clear();
  if (current.state() != v1::Projection::STOPPED) return absl::OkStatus();
  return absl::FailedPreconditionError(
      absl::StrCat(name, " has stopped: ", current.failure()));
}

}  // namespace actionplan::cli
