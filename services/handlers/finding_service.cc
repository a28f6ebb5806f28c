#include "actionplan/v1/finding_service.pb.h"

#include <algorithm>

#include "services/domain/finding.h"
#include "services/handlers/figure_checks.h"
#include "services/handlers/resource_listing.h"
#include "services/handlers/services.h"

namespace actionplan::handlers {
namespace {

using resources::Kind;
using rpc::FieldChecks;
using rpc::Presence;

void CheckRecord(const v1::RecordFindingRequest& request, FieldChecks& check) {
  const v1::Finding& finding = request.finding();
  check.Enum("finding.kind", finding.kind(), Presence::kRequired);
  check.Text("finding.text", finding.text(), 4000, Presence::kRequired);
  check.Text("finding.case_pseudonym", finding.case_pseudonym(), 100,
             Presence::kOptional);
  check.Themes("finding.themes", finding.themes());
  check.Text("finding.key_line_of_enquiry", finding.key_line_of_enquiry(), 500,
             Presence::kOptional);
  if (finding.has_figure()) {
    CheckFigure("finding.figure", finding.figure(), check);
  }
  check.Names("finding.agencies", finding.agencies(), Kind::kAgency, 100);
  check.Text("finding.reference", finding.reference(), 50, Presence::kOptional);
}

void CheckConfirm(const v1::ConfirmFindingRequest&, FieldChecks&) {}

void CheckDismiss(const v1::DismissFindingRequest& request,
                  FieldChecks& check) {
  check.Text("reason", request.reason(), 2000, Presence::kRequired);
}

void CheckList(const v1::ListFindingsRequest& request, FieldChecks& check) {
  check.Enum("kind", request.kind(), Presence::kOptional);
}

bool Matches(const v1::ListFindingsRequest& request,
             const v1::Finding& finding) {
  const auto& themes = finding.themes();
  return (request.kind() == v1::Finding::KIND_UNSPECIFIED ||
          request.kind() == finding.kind()) &&
         (request.theme().empty() ||
          std::find(themes.begin(), themes.end(), request.theme()) !=
              themes.end());
}

}  // namespace

void BindFindingService(const Ports& ports, rpc::RawService& service) {
  CommandBinding commands(service, ports.commands);
  commands.New<v1::Finding>("RecordFinding",
                            &v1::RecordFindingRequest::finding_id, CheckRecord,
                            domain::RelatedNames);
  commands.Existing<v1::Finding>("ConfirmFinding", CheckConfirm);
  commands.Existing<v1::Finding>("DismissFinding", CheckDismiss);
  QueryBinding queries(service, ports.queries, ports.projector);
  BindGet<v1::Finding, v1::GetFindingRequest>(queries, "GetFinding");
  BindList<v1::Finding, v1::ListFindingsRequest, v1::ListFindingsResponse>(
      queries, "ListFindings", CheckList, Matches,
      &v1::ListFindingsResponse::mutable_findings);
}

}  // namespace actionplan::handlers
