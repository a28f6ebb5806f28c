// What can be decided about an audit. For audit leads and the board manager;
// errors are those of preconditions.h, references.h and audit_errors.h.
//
// Pure; safe from any thread.
#ifndef ACTIONPLAN_SERVICES_DOMAIN_AUDIT_H_
#define ACTIONPLAN_SERVICES_DOMAIN_AUDIT_H_

#include <string>
#include <vector>

#include "actionplan/events/v1/audit_facts.pb.h"
#include "actionplan/v1/audit.pb.h"
#include "actionplan/v1/audit_service.pb.h"
#include "services/domain/decide.h"

namespace actionplan::domain {

// An audit may start at any state up to MONITORING, PLANNED unless it says so.
Facts<events::v1::AuditFact> Decide(const v1::Audit& state,
                                    const v1::CreateAuditRequest& command,
                                    const Circumstances& now);
std::vector<std::string> RelatedNames(const v1::CreateAuditRequest& command);

// MONITORING to CLOSED.
Facts<events::v1::AuditFact> Decide(const v1::Audit& state,
                                    const v1::CloseAuditRequest& command,
                                    const Circumstances& now);

}  // namespace actionplan::domain

#endif  // ACTIONPLAN_SERVICES_DOMAIN_AUDIT_H_
