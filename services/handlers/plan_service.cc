#include "actionplan/v1/plan_service.pb.h"

#include "services/domain/plan.h"
#include "services/handlers/resource_listing.h"
#include "services/handlers/services.h"

namespace actionplan::handlers {
namespace {

using resources::Kind;
using rpc::FieldChecks;
using rpc::Presence;

void CheckCreate(const v1::CreatePlanRequest& request, FieldChecks& check) {
  const v1::Plan& plan = request.plan();
  check.Text("plan.title", plan.title(), 200, Presence::kRequired);
  check.Enum("plan.kind", plan.kind(), Presence::kRequired);
  const bool single = plan.kind() == v1::Plan::SINGLE_AGENCY;
  check.Name("plan.agency", plan.agency(), Kind::kAgency,
             single ? Presence::kRequired : Presence::kOptional);
  if (!single && !plan.agency().empty()) {
    check.Violation("plan.agency", "FIELD_NOT_ALLOWED",
                    "goes with kind SINGLE_AGENCY only");
  }
}

void CheckAgree(const v1::AgreePlanRequest& request, FieldChecks& check) {
  check.Name("meeting", request.meeting(), Kind::kMeeting, Presence::kRequired);
}

void CheckAddAction(const v1::AddActionRequest& request, FieldChecks& check) {
  check.Name("action", request.action(), Kind::kAction, Presence::kRequired);
}

void CheckRemoveAction(const v1::RemoveActionRequest& request,
                       FieldChecks& check) {
  check.Name("action", request.action(), Kind::kAction, Presence::kRequired);
  check.Text("reason", request.reason(), 2000, Presence::kRequired);
}

}  // namespace

void BindPlanService(const Ports& ports, rpc::RawService& service) {
  CommandBinding commands(service, ports.commands);
  commands.New<v1::Plan>("CreatePlan", &v1::CreatePlanRequest::plan_id,
                         CheckCreate, domain::RelatedNames);
  commands.Existing<v1::Plan>("AgreePlan", CheckAgree, domain::RelatedNames);
  commands.Existing<v1::Plan>("AddAction", CheckAddAction,
                              domain::RelatedNames);
  commands.Existing<v1::Plan>("RemoveAction", CheckRemoveAction);
  QueryBinding queries(service, ports.queries, ports.projector);
  BindGet<v1::Plan, v1::GetPlanRequest>(queries, "GetPlan");
  BindList<v1::Plan, v1::ListPlansRequest, v1::ListPlansResponse>(
      queries, "ListPlans", NoChecks, EveryRow,
      &v1::ListPlansResponse::mutable_plans);
}

}  // namespace actionplan::handlers
