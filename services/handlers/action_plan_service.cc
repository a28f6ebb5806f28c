#include "actionplan/v1/action_plan_service.pb.h"

#include "projections/action_plan_view.h"
#include "projections/escalation_history_view.h"
#include "projections/overdue_view.h"
#include "projections/resource_view.h"
#include "services/handlers/as_at_checks.h"
#include "services/handlers/filter_checks.h"
#include "services/handlers/plan_view_binding.h"
#include "services/handlers/services.h"
#include "services/queries/due_actions.h"
#include "services/queries/escalation_history.h"
#include "services/queries/plan_status.h"

namespace actionplan::handlers {
namespace {

using resources::Kind;
using rpc::FieldChecks;
using rpc::Presence;

void CheckStatus(const v1::GetActionPlanStatusRequest& request, absl::Time now,
                 FieldChecks& check) {
  check.Name("name", request.name(), Kind::kBoard, Presence::kRequired);
  CheckAsAt({.given = request.has_as_at(),
             .as_at = request.as_at(),
             .board = request.name()},
            now, check);
  check.Date("due_on", request.has_due_on(), request.due_on(),
             Presence::kOptional);
  check.Name("plan", request.plan(), Kind::kPlan, Presence::kOptional);
  check.Name("agency", request.agency(), Kind::kAgency, Presence::kOptional);
  CheckSource("source", request.source(), check);
}

// What both lists of due actions have.
template <typename Request>
void CheckDue(const Request& request, absl::Time now, FieldChecks& check) {
  CheckBoardQuestion(request, now, check);
  check.Name("agency", request.agency(), Kind::kAgency, Presence::kOptional);
  check.Enum("priority", request.priority(), Presence::kOptional);
  CheckFilter(request.filter(), check);
  CheckOrder(request.order_by(), check);
}

void CheckOverdue(const v1::ListOverdueActionsRequest& request, absl::Time now,
                  FieldChecks& check) {
  constexpr int kMostDays = 100'000;
  CheckDue(request, now, check);
  check.Range("min_working_days", request.min_working_days(), 0, kMostDays);
  check.Range("max_working_days", request.max_working_days(), 0, kMostDays);
  if (request.max_working_days() > 0 &&
      request.max_working_days() < request.min_working_days()) {
    check.Violation("max_working_days", "RANGE_EMPTY",
                    "is less than min_working_days");
  }
  check.Enum("against", request.against(), Presence::kOptional);
}

void CheckDueSoon(const v1::ListDueSoonActionsRequest& request, absl::Time now,
                  FieldChecks& check) {
  CheckDue(request, now, check);
  check.Range("within_working_days", request.within_working_days(), 0,
              queries::kMostDaysAhead);
}

void CheckHistory(const v1::GetEscalationHistoryRequest& request,
                  absl::Time now, FieldChecks& check) {
  check.Name("name", request.name(), Kind::kAction, Presence::kRequired);
  CheckAsAt({.given = request.has_as_at(),
             .as_at = request.as_at(),
             .board = resources::KindOf(request.name())
                          ? resources::BoardOf(request.name())
                          : ""},
            now, check);
}

// The checks of a request, with the time that they need to know.
template <typename Request>
auto At(const Ports& ports,
        void (*check_fields)(const Request&, absl::Time, FieldChecks&)) {
  return [ports, check_fields](const Request& request, FieldChecks& check) {
    check_fields(request, ports.clock.Now(), check);
  };
}

queries::PlanSources SourcesOf(const Ports& ports) {
  return {.log = ports.log, .projector = ports.projector};
}

// One page of a list of due actions.
template <typename Request, typename Response>
absl::StatusOr<Response> DuePage(
    const Ports& ports, const Request& request,
    absl::StatusOr<Response> (*read)(const queries::PlanSources&,
                                     const Request&, absl::Time, queries::Page&,
                                     std::string&)) {
  FieldChecks check;
  queries::Page page;
  RETURN_IF_ERROR(ReadPage(request, check, page));
  std::string last_key;
  ASSIGN_OR_RETURN(Response response, read(SourcesOf(ports), request,
                                           ports.clock.Now(), page, last_key));
  response.set_next_page_token(NextPageToken(request, page, last_key));
  return response;
}

}  // namespace

void BindActionPlanService(const Ports& ports, rpc::RawService& service) {
  constexpr absl::string_view kResources =
      projections::ResourceProjection::kName;
  QueryBinding queries(service, ports.queries, ports.projector);
  queries.Bind<v1::GetActionPlanStatusRequest>(
      "GetActionPlanStatus",
      {projections::ActionPlanProjection::kName, kResources},
      At(ports, CheckStatus),
      [ports](const v1::GetActionPlanStatusRequest& request) {
        return queries::PlanStatus(SourcesOf(ports), request,
                                   ports.clock.Now());
      });
  queries.Bind<v1::ListOverdueActionsRequest>(
      "ListOverdueActions", {projections::OverdueProjection::kName, kResources},
      At(ports, CheckOverdue),
      [ports](const v1::ListOverdueActionsRequest& request) {
        return DuePage(ports, request, queries::OverdueActions);
      });
  queries.Bind<v1::ListDueSoonActionsRequest>(
      "ListDueSoonActions", {projections::OverdueProjection::kName, kResources},
      At(ports, CheckDueSoon),
      [ports](const v1::ListDueSoonActionsRequest& request) {
        return DuePage(ports, request, queries::DueSoonActions);
      });
  queries.Bind<v1::GetEscalationHistoryRequest>(
      "GetEscalationHistory",
      {projections::EscalationHistoryProjection::kName, kResources},
      At(ports, CheckHistory),
      [ports](const v1::GetEscalationHistoryRequest& request) {
        return queries::EscalationHistoryOf(SourcesOf(ports), request,
                                            ports.clock.Now());
      });
  BindPlanViews(ports, service);
}

}  // namespace actionplan::handlers
