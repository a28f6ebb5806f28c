// The audit that a finding or a recommendation is recorded under.
//
// Pure; safe from any thread.
#ifndef ACTIONPLAN_SERVICES_DOMAIN_ONGOING_AUDIT_H_
#define ACTIONPLAN_SERVICES_DOMAIN_ONGOING_AUDIT_H_

#include "absl/status/statusor.h"
#include "actionplan/v1/audit.pb.h"
#include "services/domain/circumstances.h"

namespace actionplan::domain {

// The audit that holds the command's resource; never null. NOT_FOUND when it is
// not there, FAILED_PRECONDITION with AUDIT_OVER when it takes nothing more.
absl::StatusOr<const v1::Audit*> FindOngoingAudit(const Circumstances& now);

}  // namespace actionplan::domain

#endif  // ACTIONPLAN_SERVICES_DOMAIN_ONGOING_AUDIT_H_
