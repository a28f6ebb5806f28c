#include "actionplan/v1/admin_service.pb.h"

#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "projections/escalation_history_view.h"
#include "projections/overdue_view.h"
#include "projections/resource_view.h"
#include "projections/resources/instant.h"
#include "services/domain/escalation.h"
#include "services/domain/resource_errors.h"
#include "services/handlers/services.h"

namespace actionplan::handlers {
namespace {

using rpc::FieldChecks;
using rpc::Presence;

constexpr absl::string_view kProjectionPrefix = "projections/";

v1::Storage StorageOf(const eventstore::StorageStanding& standing) {
  v1::Storage storage;
  storage.set_read_only(!standing.may_write.ok());
  storage.set_read_only_reason(std::string(standing.may_write.message()));
  storage.set_free_bytes(static_cast<int64_t>(standing.free_bytes));
  storage.set_floor_bytes(static_cast<int64_t>(standing.floor_bytes));
  storage.set_resume_bytes(static_cast<int64_t>(standing.resume_bytes));
  storage.set_reserve_bytes(static_cast<int64_t>(standing.reserve_bytes));
  return storage;
}

v1::ServerInfo Info(const Ports& ports) {
  v1::ServerInfo info;
  info.set_version(ports.version);
  info.set_log_id(ports.log.LogId());
  info.set_head_position(static_cast<int64_t>(ports.log.head().Get()));
  *info.mutable_start_time() = resources::ToTimestamp(ports.start_time);
  *info.mutable_server_time() = resources::ToTimestamp(ports.clock.Now());
  *info.mutable_storage() = StorageOf(ports.storage());
  return info;
}

v1::Projection ProjectionOf(const projections::ProjectionStanding& standing) {
  v1::Projection projection;
  projection.set_name(absl::StrCat(kProjectionPrefix, standing.name));
  projection.set_version(standing.version);
  projection.set_state(!standing.failure.ok() ? v1::Projection::STOPPED
                       : standing.rebuilding  ? v1::Projection::REBUILDING
                                              : v1::Projection::FOLLOWING);
  projection.set_position(static_cast<int64_t>(standing.position));
  projection.set_lag_events(static_cast<int64_t>(standing.lag_events));
  projection.set_lag_seconds(absl::ToDoubleSeconds(standing.lag));
  projection.set_failure(std::string(standing.failure.message()));
  projection.set_rebuild_position(
      static_cast<int64_t>(standing.rebuild_position));
  return projection;
}

v1::ListProjectionsResponse AllStandings(const Ports& ports) {
  v1::ListProjectionsResponse response;
  for (const auto& standing : ports.projector.Standings()) {
    *response.add_projections() = ProjectionOf(standing);
  }
  return response;
}

absl::StatusOr<v1::ListBackupsResponse> BackupsOf(const Ports& ports) {
  if (ports.keeper == nullptr) return v1::ListBackupsResponse();
  return ports.keeper->ListBackups();
}

void CheckRebuild(const v1::RebuildProjectionRequest& request,
                  FieldChecks& check) {
  if (!absl::StartsWith(request.name(), kProjectionPrefix)) {
    check.Violation("name", "NAME_MALFORMED",
                    "is not the name of a projection; names look like "
                    "projections/overdue");
  }
}

absl::StatusOr<v1::Projection> Rebuild(
    const Ports& ports, const v1::RebuildProjectionRequest& request) {
  const absl::string_view name =
      absl::StripPrefix(request.name(), kProjectionPrefix);
  // A rebuild writes a view beside the present one.
  RETURN_IF_ERROR(ports.storage().may_write);
  RETURN_IF_ERROR(ports.projector.Rebuild(name));
  for (const auto& standing : ports.projector.Standings()) {
    if (standing.name == name) return ProjectionOf(standing);
  }
  return domain::ResourceNotFound(request.name());
}

void CheckEvaluate(const v1::EvaluateEscalationsRequest& request,
                   FieldChecks& check) {
  check.Name("parent", request.parent(), resources::Kind::kBoard,
             Presence::kRequired);
  check.Date("as_of_date", request.has_as_of_date(), request.as_of_date(),
             Presence::kOptional);
}

// A read that ends in commands: the call is finished when they are answered.
void BindEvaluate(const Ports& ports, rpc::RawService& service) {
  service.Bind("EvaluateEscalations", [ports](rpc::UnaryCallPointer call,
                                              const grpc::ByteBuffer& bytes) {
    v1::EvaluateEscalationsRequest request;
    absl::Status usable = rpc::ParseMessage(rpc::Flatten(bytes), request);
    FieldChecks check;
    if (usable.ok()) CheckEvaluate(request, check);
    usable.Update(check.Result());
    if (usable.ok() && !request.validate_only()) {
      usable = domain::CheckMayEvaluate(call->caller());
    }
    if (!usable.ok()) return call->Finish(usable);
    ports.scheduler.Evaluate(
        request, call->deadline(),
        [call](absl::StatusOr<v1::EvaluateEscalationsResponse> done) {
          if (!done.ok()) return call->Finish(done.status());
          call->Finish(*done);
        });
  });
}

}  // namespace

void BindAdminService(const Ports& ports, rpc::RawService& service) {
  QueryBinding queries(service, ports.queries, ports.projector);
  queries.Bind<v1::GetServerInfoRequest>(
      "GetServerInfo", {}, NoChecks<v1::GetServerInfoRequest>,
      [ports](const v1::GetServerInfoRequest&)
          -> absl::StatusOr<v1::ServerInfo> { return Info(ports); });
  queries.Bind<v1::ListProjectionsRequest>(
      "ListProjections", {}, NoChecks<v1::ListProjectionsRequest>,
      [ports](const v1::ListProjectionsRequest&)
          -> absl::StatusOr<v1::ListProjectionsResponse> {
        return AllStandings(ports);
      });
  queries.Bind<v1::RebuildProjectionRequest>(
      "RebuildProjection", {}, CheckRebuild,
      [ports](const v1::RebuildProjectionRequest& request) {
        return Rebuild(ports, request);
      });
  queries.Bind<v1::ListBackupsRequest>(
      "ListBackups", {}, NoChecks<v1::ListBackupsRequest>,
      [ports](const v1::ListBackupsRequest&)
          -> absl::StatusOr<v1::ListBackupsResponse> {
        return BackupsOf(ports);
      });
  BindEvaluate(ports, service);
  BindLogKeeping(ports.keeper, service);
}

}  // namespace actionplan::handlers
