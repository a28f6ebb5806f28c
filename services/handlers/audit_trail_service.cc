#include "actionplan/v1/audit_trail_service.pb.h"

#include "projections/audit_trail_view.h"
#include "projections/resource_view.h"
#include "services/handlers/as_at_checks.h"
#include "services/handlers/fact_kinds.h"
#include "services/handlers/proof_binding.h"
#include "services/handlers/services.h"
#include "services/queries/trail.h"

namespace actionplan::handlers {
namespace {

using rpc::FieldChecks;
using rpc::Presence;

constexpr size_t kMostValues = 50;
constexpr size_t kLongestActor = 100;
constexpr size_t kLongestText = 200;

// The lists of which one value has to hold.
void CheckAnyOf(const v1::ListTrailEntriesRequest& request,
                FieldChecks& check) {
  check.Count("actors", request.actors_size(), kMostValues);
  for (int i = 0; i < request.actors_size(); ++i) {
    check.Text(rpc::At("actors", i), request.actors(i), kLongestActor,
               Presence::kRequired);
  }
  check.Names("agencies", request.agencies(), resources::Kind::kAgency,
              kMostValues);
  check.Count("kinds", request.kinds_size(), kMostValues);
  for (int i = 0; i < request.kinds_size(); ++i) {
    CheckFactKind(rpc::At("kinds", i), request.kinds(i), check);
  }
}

void CheckTimes(const v1::ListTrailEntriesRequest& request,
                FieldChecks& check) {
  if (request.has_start_time()) {
    check.Time("start_time", request.start_time());
  }
  if (request.has_end_time()) check.Time("end_time", request.end_time());
  if (request.has_occur_start_time()) {
    check.Time("occur_start_time", request.occur_start_time());
  }
  if (request.has_occur_end_time()) {
    check.Time("occur_end_time", request.occur_end_time());
  }
}

void CheckTrail(const v1::ListTrailEntriesRequest& request, absl::Time now,
                FieldChecks& check) {
  check.ListParent("parent", request.parent(), resources::Kind::kAction);
  CheckAsAt({.given = request.has_as_at(),
             .as_at = request.as_at(),
             .board = request.parent()},
            now, check);
  if (!request.resource().empty() && !resources::KindOf(request.resource())) {
    check.Violation("resource", "NAME_MALFORMED",
                    "is not the name of a resource; names look like "
                    "boards/ncc/actions/a12");
  }
  check.Text("actor", request.actor(), kLongestActor, Presence::kOptional);
  check.Name("agency", request.agency(), resources::Kind::kAgency,
             Presence::kOptional);
  if (!request.kind().empty()) CheckFactKind("kind", request.kind(), check);
  CheckAnyOf(request, check);
  CheckTimes(request, check);
  check.Text("text", request.text(), kLongestText, Presence::kOptional);
  if (!request.order_by().empty() && request.order_by() != "position" &&
      request.order_by() != "position desc") {
    check.Violation("order_by", "ORDER_UNKNOWN",
                    "is neither \"position\" nor \"position desc\"");
  }
}

absl::StatusOr<v1::ListTrailEntriesResponse> TrailPage(
    const Ports& ports, const v1::ListTrailEntriesRequest& request) {
  FieldChecks check;
  queries::Page page;
  RETURN_IF_ERROR(ReadPage(request, check, page));
  std::string last_key;
  ASSIGN_OR_RETURN(
      v1::ListTrailEntriesResponse response,
      queries::Trail({.log = ports.log, .projector = ports.projector}, request,
                     ports.clock.Now(), page, last_key));
  response.set_next_page_token(NextPageToken(request, page, last_key));
  return response;
}

}  // namespace

void BindAuditTrailService(const Ports& ports, rpc::RawService& service) {
  QueryBinding queries(service, ports.queries, ports.projector);
  queries.Bind<v1::ListTrailEntriesRequest>(
      "ListTrailEntries",
      {projections::AuditTrailProjection::kName,
       projections::ResourceProjection::kName},
      [ports](const v1::ListTrailEntriesRequest& request, FieldChecks& check) {
        CheckTrail(request, ports.clock.Now(), check);
      },
      [ports](const v1::ListTrailEntriesRequest& request) {
        return TrailPage(ports, request);
      });
  BindProofs(ports, service);
}

}  // namespace actionplan::handlers
