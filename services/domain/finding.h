// What can be decided about a finding. For audit leads and the board manager;
// errors are those of preconditions.h, references.h, audit_errors.h and
// finding_errors.h.
//
// Pure; safe from any thread.
#ifndef ACTIONPLAN_SERVICES_DOMAIN_FINDING_H_
#define ACTIONPLAN_SERVICES_DOMAIN_FINDING_H_

#include <string>
#include <vector>

#include "actionplan/events/v1/finding_facts.pb.h"
#include "actionplan/v1/finding.pb.h"
#include "actionplan/v1/finding_service.pb.h"
#include "services/domain/decide.h"

namespace actionplan::domain {

// Its audit is going on. A finding of one case names one of the audit's cases
// when the audit lists them.
Facts<events::v1::FindingFact> Decide(const v1::Finding& state,
                                      const v1::RecordFindingRequest& command,
                                      const Circumstances& now);
std::vector<std::string> RelatedNames(const v1::RecordFindingRequest& command);

// RECORDED to CONFIRMED.
Facts<events::v1::FindingFact> Decide(const v1::Finding& state,
                                      const v1::ConfirmFindingRequest& command,
                                      const Circumstances& now);

// RECORDED to DISMISSED.
Facts<events::v1::FindingFact> Decide(const v1::Finding& state,
                                      const v1::DismissFindingRequest& command,
                                      const Circumstances& now);

}  // namespace actionplan::domain

#endif  // ACTIONPLAN_SERVICES_DOMAIN_FINDING_H_
