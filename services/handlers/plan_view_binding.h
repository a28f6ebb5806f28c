// The methods of ActionPlanService that look at a plan as a whole.
#ifndef ACTIONPLAN_SERVICES_HANDLERS_PLAN_VIEW_BINDING_H_
#define ACTIONPLAN_SERVICES_HANDLERS_PLAN_VIEW_BINDING_H_

#include "services/handlers/services.h"
#include "services/rpc/raw_service.h"

namespace actionplan::handlers {

// Binds ListMyActions, SummarizeAgencies, ListChanges, ListPendingDecisions and
// ListDataQualityIssues.
void BindPlanViews(const Ports& ports, rpc::RawService& service);

}  // namespace actionplan::handlers

#endif  // ACTIONPLAN_SERVICES_HANDLERS_PLAN_VIEW_BINDING_H_
