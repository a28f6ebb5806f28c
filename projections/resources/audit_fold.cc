#include "projections/resources/figure.h"
#include "projections/resources/fold.h"
#include "projections/resources/resource.h"

namespace actionplan::resources {
namespace {

using events::v1::AuditFact;

void Apply(const events::v1::AuditCreated& created, v1::Audit& audit) {
  audit.set_title(created.title());
  audit.set_kind(SameValue<v1::Audit::Kind>(created.kind()));
  audit.set_theme(created.theme());
  audit.set_business_plan_priority(created.business_plan_priority());
  *audit.mutable_key_lines_of_enquiry() = created.key_lines_of_enquiry();
  audit.set_terms_of_reference(created.terms_of_reference());
  audit.set_case_selection(created.case_selection());
  audit.set_population(created.population());
  audit.set_sample(created.sample());
  *audit.mutable_cases() = created.cases();
  *audit.mutable_agencies() = created.agencies();
  audit.set_tool_version(created.tool_version());
  if (created.has_meeting_date()) {
    *audit.mutable_meeting_date() = created.meeting_date();
  }
  for (const auto& figure : created.figures()) {
    *audit.add_figures() = ApiFigure(figure);
  }
  audit.set_state(SameValue<v1::Audit::State>(created.state()));
}

void Apply(const events::v1::AuditClosed& closed, v1::Audit& audit) {
  audit.set_state(v1::Audit::CLOSED);
  audit.set_closing_reason(ClearText(closed.reason()));
}

}  // namespace

void Evolve(const events::v1::Event& event, v1::Audit& audit) {
  if (!IsOf(events::v1::Event::kAudit, event)) return;
  Stamp(event.context(), audit);
  const AuditFact& fact = event.audit();
  switch (fact.fact_case()) {
    case AuditFact::kAuditCreated:
      return Apply(fact.audit_created(), audit);
    case AuditFact::kAuditClosed:
      return Apply(fact.audit_closed(), audit);
    case AuditFact::FACT_NOT_SET:
      return;
  }
}

}  // namespace actionplan::resources
