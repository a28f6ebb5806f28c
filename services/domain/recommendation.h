// What can be decided about a recommendation. Errors are those of
// preconditions.h, references.h, audit_errors.h and recommendation_errors.h.
//
// Pure; safe from any thread.
#ifndef ACTIONPLAN_SERVICES_DOMAIN_RECOMMENDATION_H_
#define ACTIONPLAN_SERVICES_DOMAIN_RECOMMENDATION_H_

#include <string>
#include <vector>

#include "actionplan/events/v1/recommendation_facts.pb.h"
#include "actionplan/v1/recommendation.pb.h"
#include "actionplan/v1/recommendation_service.pb.h"
#include "services/domain/decide.h"

namespace actionplan::domain {

// For audit leads and the board manager. Its audit is going on; the findings it
// rests on are of that audit and were not dismissed.
Facts<events::v1::RecommendationFact> Decide(
    const v1::Recommendation& state,
    const v1::DraftRecommendationRequest& command, const Circumstances& now);
std::vector<std::string> RelatedNames(
    const v1::DraftRecommendationRequest& command);

// DRAFTED to ACCEPTED, for the board's office.
Facts<events::v1::RecommendationFact> Decide(
    const v1::Recommendation& state,
    const v1::AcceptRecommendationRequest& command, const Circumstances& now);

// DRAFTED to REJECTED, for the board's office.
Facts<events::v1::RecommendationFact> Decide(
    const v1::Recommendation& state,
    const v1::RejectRecommendationRequest& command, const Circumstances& now);

}  // namespace actionplan::domain

#endif  // ACTIONPLAN_SERVICES_DOMAIN_RECOMMENDATION_H_
