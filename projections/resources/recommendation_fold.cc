#include "projections/resources/fold.h"
#include "projections/resources/resource.h"

namespace actionplan::resources {
namespace {

using events::v1::RecommendationFact;

void Apply(const events::v1::RecommendationDrafted& drafted,
           v1::Recommendation& recommendation) {
  recommendation.set_kind(SameValue<v1::Recommendation::Kind>(drafted.kind()));
  recommendation.set_text(ClearText(drafted.text()));
  *recommendation.mutable_addressees() = drafted.addressees();
  *recommendation.mutable_findings() = drafted.findings();
  *recommendation.mutable_themes() = drafted.themes();
  recommendation.set_reference(drafted.reference());
  recommendation.set_state(v1::Recommendation::DRAFTED);
}

void Apply(const events::v1::RecommendationAccepted& accepted,
           v1::Recommendation& recommendation) {
  recommendation.set_state(v1::Recommendation::ACCEPTED);
  recommendation.set_response(ClearText(accepted.response()));
}

void Apply(const events::v1::RecommendationRejected& rejected,
           v1::Recommendation& recommendation) {
  recommendation.set_state(v1::Recommendation::REJECTED);
  recommendation.set_response(ClearText(rejected.reason()));
}

}  // namespace

void Evolve(const events::v1::Event& event,
            v1::Recommendation& recommendation) {
  if (!IsOf(events::v1::Event::kRecommendation, event)) return;
  Stamp(event.context(), recommendation);
  const RecommendationFact& fact = event.recommendation();
  switch (fact.fact_case()) {
    case RecommendationFact::kRecommendationDrafted:
      return Apply(fact.recommendation_drafted(), recommendation);
    case RecommendationFact::kRecommendationAccepted:
      return Apply(fact.recommendation_accepted(), recommendation);
    case RecommendationFact::kRecommendationRejected:
      return Apply(fact.recommendation_rejected(), recommendation);
    case RecommendationFact::FACT_NOT_SET:
      return;
  }
}

}  // namespace actionplan::resources
