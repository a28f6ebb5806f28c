#include "services/handlers/plan_view_binding.h"

#include <string>

#include "actionplan/v1/action_plan_service.pb.h"
#include "projections/action_plan_view.h"
#include "projections/resource_view.h"
#include "services/handlers/as_at_checks.h"
#include "services/handlers/filter_checks.h"
#include "services/queries/agency_summary.h"
#include "services/queries/changes.h"
#include "services/queries/data_quality.h"
#include "services/queries/due_actions.h"
#include "services/queries/my_actions.h"
#include "services/queries/pending_decisions.h"

namespace actionplan::handlers {
namespace {

using resources::Kind;
using rpc::FieldChecks;
using rpc::Presence;

// What is the same for every list that is narrowed.
template <typename Request>
void CheckListed(const Request& request, FieldChecks& check) {
  for (int i = 0; i < request.kinds_size(); ++i) {
    check.Enum(rpc::At("kinds", i), request.kinds(i), Presence::kRequired);
  }
  check.Name("agency", request.agency(), Kind::kAgency, Presence::kOptional);
  CheckFilter(request.filter(), check);
}

void CheckSummary(const v1::SummarizeAgenciesRequest& request, absl::Time now,
                  FieldChecks& check) {
  CheckBoardQuestion(request, now, check);
  check.Name("plan", request.plan(), Kind::kPlan, Presence::kOptional);
}

void CheckDecisions(const v1::ListPendingDecisionsRequest& request,
                    absl::Time now, FieldChecks& check) {
  CheckBoardQuestion(request, now, check);
  CheckListed(request, check);
  check.Enum("decider", request.decider(), Presence::kOptional);
}

void CheckQuality(const v1::ListDataQualityIssuesRequest& request,
                  absl::Time now, FieldChecks& check) {
  CheckBoardQuestion(request, now, check);
  CheckListed(request, check);
}

void CheckChanges(const v1::ListChangesRequest& request, absl::Time now,
                  FieldChecks& check) {
  check.Name("parent", request.parent(), Kind::kBoard, Presence::kRequired);
  if (!request.has_since()) {
    check.Violation("since", "FIELD_MISSING",
                    "needs record_time, occur_time or meeting");
  }
  CheckAsAt({.given = request.has_since(),
             .as_at = request.since(),
             .board = request.parent(),
             .field = "since"},
            now, check);
  CheckAsAt({.given = request.has_until(),
             .as_at = request.until(),
             .board = request.parent(),
             .field = "until"},
            now, check);
  CheckListed(request, check);
}

// Whose actions: of one organization or of one agency.
void CheckWhose(const v1::ListMyActionsRequest& request, FieldChecks& check) {
  check.Name("agency", request.agency(), Kind::kAgency, Presence::kOptional);
  check.Text("organization", request.organization(), 100, Presence::kOptional);
  if (request.organization().empty() && request.agency().empty()) {
    check.Violation("organization", "FIELD_MISSING",
                    "is missing, and so is an agency; give one of the two to "
                    "say whose actions you ask for");
  }
  if (!request.organization().empty() && !request.agency().empty()) {
    check.Violation("agency", "FIELD_NOT_ALLOWED",
                    "goes without an organization: give one of the two");
  }
}

void CheckMine(const v1::ListMyActionsRequest& request, absl::Time now,
               FieldChecks& check) {
  CheckWhose(request, check);
  CheckAsAt({.given = request.has_as_at(),
             .as_at = request.as_at(),
             .board = resources::KindOf(request.agency())
                          ? resources::BoardOf(request.agency())
                          : ""},
            now, check);
  check.Date("due_on", request.has_due_on(), request.due_on(),
             Presence::kOptional);
  for (int i = 0; i < request.states_size(); ++i) {
    check.Enum(rpc::At("states", i), request.states(i), Presence::kRequired);
  }
  check.Range("within_working_days", request.within_working_days(), 0,
              queries::kMostDaysAhead);
  if (request.overdue_only() && request.within_working_days() != 0) {
    check.Violation("overdue_only", "FIELD_NOT_ALLOWED",
                    "goes without within_working_days: what is overdue was "
                    "due before the day");
  }
}

// Binds a question that is answered from the action plan and the resources.
template <typename Request, typename Read>
void Bind(const Ports& ports, QueryBinding& queries, absl::string_view method,
          void (*check_fields)(const Request&, absl::Time, FieldChecks&),
          Read read) {
  queries.Bind<Request>(
      method,
      {projections::ActionPlanProjection::kName,
       projections::ResourceProjection::kName},
      [ports, check_fields](const Request& request, FieldChecks& check) {
        check_fields(request, ports.clock.Now(), check);
      },
      [ports, read](const Request& request) {
        return read(queries::PlanSources{.log = ports.log,
                                         .projector = ports.projector},
                    request, ports.clock.Now());
      });
}

// The same for a list, page by page.
template <typename Request, typename Response>
void BindPages(const Ports& ports, QueryBinding& queries,
               absl::string_view method,
               void (*check_fields)(const Request&, absl::Time, FieldChecks&),
               absl::StatusOr<Response> (*read)(const queries::PlanSources&,
                                                const Request&, absl::Time,
                                                queries::Page&, std::string&)) {
  Bind(ports, queries, method, check_fields,
       [read](const queries::PlanSources& sources, const Request& request,
              absl::Time now) -> absl::StatusOr<Response> {
         FieldChecks check;
         queries::Page page;
         RETURN_IF_ERROR(ReadPage(request, check, page));
         std::string last_key;
         ASSIGN_OR_RETURN(Response response,
                          read(sources, request, now, page, last_key));
         response.set_next_page_token(NextPageToken(request, page, last_key));
         return response;
       });
}

}  // namespace

void BindPlanViews(const Ports& ports, rpc::RawService& service) {
  QueryBinding queries(service, ports.queries, ports.projector);
  BindPages(ports, queries, "ListMyActions", CheckMine, queries::MyActions);
  Bind(ports, queries, "SummarizeAgencies", CheckSummary,
       queries::SummarizeAgencies);
  BindPages(ports, queries, "ListChanges", CheckChanges, queries::Changes);
  BindPages(ports, queries, "ListPendingDecisions", CheckDecisions,
            queries::PendingDecisions);
  BindPages(ports, queries, "ListDataQualityIssues", CheckQuality,
            queries::DataQualityIssues);
}

}  // namespace actionplan::handlers
