#include "actionplan/v1/agency_service.pb.h"

#include "services/domain/agency.h"
#include "services/handlers/resource_listing.h"
#include "services/handlers/services.h"

namespace actionplan::handlers {
namespace {

using rpc::FieldChecks;
using rpc::Presence;

void CheckCreate(const v1::CreateAgencyRequest& request, FieldChecks& check) {
  const v1::Agency& agency = request.agency();
  check.Text("agency.title", agency.title(), 200, Presence::kRequired);
  check.Enum("agency.type", agency.type(), Presence::kRequired);
  check.Text("agency.contact_role", agency.contact_role(), 200,
             Presence::kOptional);
  check.NewId("agency.organization", agency.organization());
}

void CheckUpdate(const v1::UpdateAgencyRequest& request, FieldChecks& check) {
  check.Mask("update_mask", request.update_mask(),
             {"title", "type", "contact_role"});
  const v1::Agency& agency = request.agency();
  for (const std::string& path : request.update_mask().paths()) {
    if (path == "title") {
      check.Text("agency.title", agency.title(), 200, Presence::kRequired);
    } else if (path == "type") {
      check.Enum("agency.type", agency.type(), Presence::kRequired);
    } else if (path == "contact_role") {
      check.Text("agency.contact_role", agency.contact_role(), 200,
                 Presence::kOptional);
    }
  }
}

void CheckDeactivate(const v1::DeactivateAgencyRequest& request,
                     FieldChecks& check) {
  check.Text("reason", request.reason(), 2000, Presence::kRequired);
}

}  // namespace

void BindAgencyService(const Ports& ports, rpc::RawService& service) {
  CommandBinding commands(service, ports.commands);
  commands.New<v1::Agency>("CreateAgency", &v1::CreateAgencyRequest::agency_id,
                           CheckCreate);
  commands.Existing<v1::Agency>("UpdateAgency", CheckUpdate);
  commands.Existing<v1::Agency>("DeactivateAgency", CheckDeactivate);
  QueryBinding queries(service, ports.queries, ports.projector);
  BindGet<v1::Agency, v1::GetAgencyRequest>(queries, "GetAgency");
  BindList<v1::Agency, v1::ListAgenciesRequest, v1::ListAgenciesResponse>(
      queries, "ListAgencies", NoChecks, EveryRow,
      &v1::ListAgenciesResponse::mutable_agencies);
}

}  // namespace actionplan::handlers
