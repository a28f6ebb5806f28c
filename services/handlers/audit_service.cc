#include "actionplan/v1/audit_service.pb.h"

#include <set>
#include <string>

#include "services/domain/audit.h"
#include "services/handlers/figure_checks.h"
#include "services/handlers/resource_listing.h"
#include "services/handlers/services.h"

namespace actionplan::handlers {
namespace {

using resources::Kind;
using rpc::At;
using rpc::FieldChecks;
using rpc::Presence;

void CheckCases(const v1::Audit& audit, FieldChecks& check) {
  check.Count("audit.cases", audit.cases_size(), 500);
  std::set<std::string> seen;
  for (int i = 0; i < audit.cases_size(); ++i) {
    const std::string at = At("audit.cases", i);
    check.Text(at, audit.cases(i), 100, Presence::kRequired);
    if (!seen.insert(audit.cases(i)).second) {
      check.Violation(at, "CASE_REPEATED", "stands there twice");
    }
  }
}

void CheckState(v1::Audit::State state, FieldChecks& check) {
  check.Enum("audit.state", state, Presence::kOptional);
  if (state == v1::Audit::CLOSED || state == v1::Audit::CANCELLED) {
    check.Violation("audit.state", "STATE_NOT_INITIAL",
                    "is over; record it at MONITORING at the latest and close "
                    "it then");
  }
}

void CheckCreate(const v1::CreateAuditRequest& request, FieldChecks& check) {
  const v1::Audit& audit = request.audit();
  check.Text("audit.title", audit.title(), 200, Presence::kRequired);
  check.Enum("audit.kind", audit.kind(), Presence::kRequired);
  check.Text("audit.theme", audit.theme(), 200, Presence::kRequired);
  check.Text("audit.business_plan_priority", audit.business_plan_priority(),
             500, Presence::kOptional);
  check.Count("audit.key_lines_of_enquiry", audit.key_lines_of_enquiry_size(),
              50);
  for (int i = 0; i < audit.key_lines_of_enquiry_size(); ++i) {
    check.Text(At("audit.key_lines_of_enquiry", i),
               audit.key_lines_of_enquiry(i), 500, Presence::kRequired);
  }
  check.Text("audit.terms_of_reference", audit.terms_of_reference(), 4000,
             Presence::kOptional);
  check.Text("audit.case_selection", audit.case_selection(), 2000,
             Presence::kOptional);
  constexpr int kMostCases = 1'000'000;
  check.Range("audit.population", audit.population(), 0, kMostCases);
  check.Range("audit.sample", audit.sample(), 0, kMostCases);
  CheckCases(audit, check);
  check.Names("audit.agencies", audit.agencies(), Kind::kAgency, 100);
  check.Text("audit.tool_version", audit.tool_version(), 100,
             Presence::kOptional);
  check.Date("audit.meeting_date", audit.has_meeting_date(),
             audit.meeting_date(), Presence::kOptional);
  check.Count("audit.figures", audit.figures_size(), 200);
  for (int i = 0; i < audit.figures_size(); ++i) {
    CheckFigure(At("audit.figures", i), audit.figures(i), check);
  }
  CheckState(audit.state(), check);
}

void CheckClose(const v1::CloseAuditRequest& request, FieldChecks& check) {
  check.Text("reason", request.reason(), 2000, Presence::kRequired);
}

}  // namespace

void BindAuditService(const Ports& ports, rpc::RawService& service) {
  CommandBinding commands(service, ports.commands);
  commands.New<v1::Audit>("CreateAudit", &v1::CreateAuditRequest::audit_id,
                          CheckCreate, domain::RelatedNames);
  commands.Existing<v1::Audit>("CloseAudit", CheckClose);
  QueryBinding queries(service, ports.queries, ports.projector);
  BindGet<v1::Audit, v1::GetAuditRequest>(queries, "GetAudit");
  BindList<v1::Audit, v1::ListAuditsRequest, v1::ListAuditsResponse>(
      queries, "ListAudits", NoChecks, EveryRow,
      &v1::ListAuditsResponse::mutable_audits);
}

}  // namespace actionplan::handlers
