#include "services/domain/ongoing_audit.h"

#include "eventstore/base/status.h"
#include "projections/resources/names.h"
#include "services/domain/audit_errors.h"
#include "services/domain/references.h"

namespace actionplan::domain {

absl::StatusOr<const v1::Audit*> FindOngoingAudit(const Circumstances& now) {
  ASSIGN_OR_RETURN(
      const v1::Audit* const audit,
      FindReference<v1::Audit>(resources::ParentOf(now.name), now));
  if (audit->state() == v1::Audit::CLOSED ||
      audit->state() == v1::Audit::CANCELLED) {
    return AuditOver(audit->name(), v1::Audit::State_Name(audit->state()));
  }
  return audit;
}

}  // namespace actionplan::domain
