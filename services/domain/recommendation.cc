#include "services/domain/recommendation.h"

#include "eventstore/base/status.h"
#include "projections/resources/fold.h"
#include "projections/resources/names.h"
#include "services/domain/ongoing_audit.h"
#include "services/domain/preconditions.h"
#include "services/domain/recommendation_errors.h"

namespace actionplan::domain {
namespace {

using events::v1::RecommendationFact;

absl::Status CheckFindings(const v1::Recommendation& recommendation,
                           const Circumstances& now) {
  const absl::string_view audit = resources::ParentOf(now.name);
  for (const std::string& name : recommendation.findings()) {
    if (resources::ParentOf(name) != audit) {
      return FindingOfOtherAudit(name, audit);
    }
    ASSIGN_OR_RETURN(const v1::Finding* const finding,
                     FindReference<v1::Finding>(name, now));
    if (finding->state() == v1::Finding::DISMISSED) {
      return FindingDismissed(name);
    }
  }
  return absl::OkStatus();
}

absl::Status CheckDrafted(const v1::Recommendation& state,
                          absl::string_view verb) {
  if (state.state() == v1::Recommendation::DRAFTED) return absl::OkStatus();
  return StateForbids({.name = state.name(),
                       .state = v1::Recommendation::State_Name(state.state()),
                       .verb = verb,
                       .states = {"DRAFTED"}});
}

}  // namespace

Facts<RecommendationFact> Decide(const v1::Recommendation& state,
                                 const v1::DraftRecommendationRequest& command,
                                 const Circumstances& now) {
  RETURN_IF_ERROR(CheckAuditor("draft recommendations", now));
  RETURN_IF_ERROR(CheckNew(state, now));
  RETURN_IF_ERROR(FindOngoingAudit(now).status());
  const v1::Recommendation& recommendation = command.recommendation();
  RETURN_IF_ERROR(CheckFindings(recommendation, now));
  RecommendationFact fact;
  auto& drafted = *fact.mutable_recommendation_drafted();
  drafted.set_kind(resources::SameValue<events::v1::RecommendationKind>(
      recommendation.kind()));
  *drafted.mutable_text() = Written(recommendation.text(), now);
  *drafted.mutable_addressees() = recommendation.addressees();
  *drafted.mutable_findings() = recommendation.findings();
  *drafted.mutable_themes() = recommendation.themes();
  drafted.set_reference(recommendation.reference());
  return Just(std::move(fact));
}

std::vector<std::string> RelatedNames(
    const v1::DraftRecommendationRequest& command) {
  const auto& findings = command.recommendation().findings();
  std::vector<std::string> names(findings.begin(), findings.end());
  names.push_back(command.parent());
  return names;
}

Facts<RecommendationFact> Decide(const v1::Recommendation& state,
                                 const v1::AcceptRecommendationRequest& command,
                                 const Circumstances& now) {
  RETURN_IF_ERROR(CheckBoardOffice("accept recommendations", now));
  RETURN_IF_ERROR(CheckChange(state, now));
  RETURN_IF_ERROR(CheckDrafted(state, "accepted"));
  RecommendationFact fact;
  auto& accepted = *fact.mutable_recommendation_accepted();
  if (!command.response().empty()) {
    *accepted.mutable_response() = Written(command.response(), now);
  }
  return Just(std::move(fact));
}

Facts<RecommendationFact> Decide(const v1::Recommendation& state,
                                 const v1::RejectRecommendationRequest& command,
                                 const Circumstances& now) {
  RETURN_IF_ERROR(CheckBoardOffice("reject recommendations", now));
  RETURN_IF_ERROR(CheckChange(state, now));
  RETURN_IF_ERROR(CheckDrafted(state, "rejected"));
  RecommendationFact fact;
  *fact.mutable_recommendation_rejected()->mutable_reason() =
      Written(command.reason(), now);
  return Just(std::move(fact));
}

}  // namespace actionplan::domain
