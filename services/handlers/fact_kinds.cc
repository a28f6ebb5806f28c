#include "services/handlers/fact_kinds.h"

#include "actionplan/events/v1/event.pb.h"
#include "google/protobuf/descriptor.h"

namespace actionplan::handlers {
namespace {

bool IsFactKind(const std::string& kind) {
  const auto& facts = *events::v1::Event::descriptor()->oneof_decl(0);
  for (int i = 0; i < facts.field_count(); ++i) {
    const auto& of_resource = *facts.field(i)->message_type()->oneof_decl(0);
    for (int j = 0; j < of_resource.field_count(); ++j) {
      if (of_resource.field(j)->message_type()->name() == kind) return true;
    }
  }
  return false;
}

}  // namespace

void CheckFactKind(const std::string& field, const std::string& kind,
                   rpc::FieldChecks& check) {
  if (IsFactKind(kind)) return;
  check.Violation(field, "KIND_UNKNOWN",
                  "is no kind of fact such as ActionAssigned");
}

}  // namespace actionplan::handlers
