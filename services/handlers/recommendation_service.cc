#include "actionplan/v1/recommendation_service.pb.h"

#include "services/domain/recommendation.h"
#include "services/handlers/resource_listing.h"
#include "services/handlers/services.h"

namespace actionplan::handlers {
namespace {

using resources::Kind;
using rpc::At;
using rpc::FieldChecks;
using rpc::Presence;

void CheckDraft(const v1::DraftRecommendationRequest& request,
                FieldChecks& check) {
  const v1::Recommendation& recommendation = request.recommendation();
  check.Enum("recommendation.kind", recommendation.kind(), Presence::kRequired);
  check.Text("recommendation.text", recommendation.text(), 4000,
             Presence::kRequired);
  check.Count("recommendation.addressees", recommendation.addressees_size(),
              50);
  for (int i = 0; i < recommendation.addressees_size(); ++i) {
    check.Text(At("recommendation.addressees", i), recommendation.addressees(i),
               200, Presence::kRequired);
  }
  check.Names("recommendation.findings", recommendation.findings(),
              Kind::kFinding, 200);
  check.Themes("recommendation.themes", recommendation.themes());
  check.Text("recommendation.reference", recommendation.reference(), 50,
             Presence::kOptional);
}

void CheckAccept(const v1::AcceptRecommendationRequest& request,
                 FieldChecks& check) {
  check.Text("response", request.response(), 4000, Presence::kOptional);
}

void CheckReject(const v1::RejectRecommendationRequest& request,
                 FieldChecks& check) {
  check.Text("reason", request.reason(), 4000, Presence::kRequired);
}

void CheckList(const v1::ListRecommendationsRequest& request,
               FieldChecks& check) {
  check.Enum("kind", request.kind(), Presence::kOptional);
  check.Enum("state", request.state(), Presence::kOptional);
}

bool Matches(const v1::ListRecommendationsRequest& request,
             const v1::Recommendation& recommendation) {
  return (request.kind() == v1::Recommendation::KIND_UNSPECIFIED ||
          request.kind() == recommendation.kind()) &&
         (request.state() == v1::Recommendation::STATE_UNSPECIFIED ||
          request.state() == recommendation.state());
}

}  // namespace

void BindRecommendationService(const Ports& ports, rpc::RawService& service) {
  CommandBinding commands(service, ports.commands);
  commands.New<v1::Recommendation>(
      "DraftRecommendation", &v1::DraftRecommendationRequest::recommendation_id,
      CheckDraft, domain::RelatedNames);
  commands.Existing<v1::Recommendation>("AcceptRecommendation", CheckAccept);
  commands.Existing<v1::Recommendation>("RejectRecommendation", CheckReject);
  QueryBinding queries(service, ports.queries, ports.projector);
  BindGet<v1::Recommendation, v1::GetRecommendationRequest>(
      queries, "GetRecommendation");
  BindList<v1::Recommendation, v1::ListRecommendationsRequest,
           v1::ListRecommendationsResponse>(
      queries, "ListRecommendations", CheckList, Matches,
      &v1::ListRecommendationsResponse::mutable_recommendations);
}

}  // namespace actionplan::handlers
