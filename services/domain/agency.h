// What can be decided about an agency. All of it is for the board's office;
// errors are those of preconditions.h.
//
// Pure; safe from any thread.
#ifndef ACTIONPLAN_SERVICES_DOMAIN_AGENCY_H_
#define ACTIONPLAN_SERVICES_DOMAIN_AGENCY_H_

#include "actionplan/events/v1/agency_facts.pb.h"
#include "actionplan/v1/agency.pb.h"
#include "actionplan/v1/agency_service.pb.h"
#include "services/domain/decide.h"

namespace actionplan::domain {

Facts<events::v1::AgencyFact> Decide(const v1::Agency& state,
                                     const v1::CreateAgencyRequest& command,
                                     const Circumstances& now);

// A fact for each field of the mask that gets a new value; NOTHING_TO_CHANGE
// when none does. An agency that has left stays as it was.
Facts<events::v1::AgencyFact> Decide(const v1::Agency& state,
                                     const v1::UpdateAgencyRequest& command,
                                     const Circumstances& now);

Facts<events::v1::AgencyFact> Decide(const v1::Agency& state,
                                     const v1::DeactivateAgencyRequest& command,
                                     const Circumstances& now);

}  // namespace actionplan::domain

#endif  // ACTIONPLAN_SERVICES_DOMAIN_AGENCY_H_
