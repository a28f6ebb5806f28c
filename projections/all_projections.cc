#include <memory>
#include <vector>

#include "projections/action_plan_view.h"
#include "projections/audit_trail_view.h"
#include "projections/escalation_history_view.h"
#include "projections/escalation_watch_view.h"
#include "projections/overdue_view.h"
#include "projections/projection.h"
#include "projections/resource_view.h"

namespace actionplan::projections {

std::vector<std::unique_ptr<Projection>> AllProjections() {
  std::vector<std::unique_ptr<Projection>> projections;
  projections.push_back(std::make_unique<ActionPlanProjection>());
  projections.push_back(std::make_unique<AuditTrailProjection>());
  projections.push_back(std::make_unique<EscalationHistoryProjection>());
  projections.push_back(std::make_unique<EscalationWatchProjection>());
  projections.push_back(std::make_unique<OverdueProjection>());
  projections.push_back(std::make_unique<ResourceProjection>());
  return projections;
}

}  // namespace actionplan::projections
