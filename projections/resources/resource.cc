#include "projections/resources/resource.h"

#include "projections/resources/names.h"

namespace actionplan::resources {

void Evolve(const events::v1::Event& event, Resource& resource) {
  std::visit([&](auto& folded) { Evolve(event, folded); }, resource);
}

std::optional<Resource> EmptyResource(absl::string_view name) {
  const std::optional<Kind> kind = KindOf(name);
  if (!kind) return std::nullopt;
  switch (*kind) {
    case Kind::kBoard:
      return v1::Board();
    case Kind::kMeeting:
      return v1::Meeting();
    case Kind::kAgency:
      return v1::Agency();
    case Kind::kAudit:
      return v1::Audit();
    case Kind::kFinding:
      return v1::Finding();
    case Kind::kRecommendation:
      return v1::Recommendation();
    case Kind::kPlan:
      return v1::Plan();
    case Kind::kAction:
      return v1::Action();
    case Kind::kEscalation:
      return v1::Escalation();
  }
  return std::nullopt;
}

const google::protobuf::Message& AsMessage(const Resource& resource) {
  return std::visit(
      [](const auto& folded) -> const google::protobuf::Message& {
        return folded;
      },
      resource);
}

}  // namespace actionplan::resources
