#include "services/domain/audit.h"

#include "eventstore/base/status.h"
#include "projections/resources/figure.h"
#include "projections/resources/fold.h"
#include "services/domain/audit_errors.h"
#include "services/domain/preconditions.h"

namespace actionplan::domain {
namespace {

using events::v1::AuditFact;

// What the audit says about itself, without where it stands.
events::v1::AuditCreated Description(const v1::Audit& audit) {
  events::v1::AuditCreated created;
  created.set_title(audit.title());
  created.set_kind(resources::SameValue<events::v1::AuditKind>(audit.kind()));
  created.set_theme(audit.theme());
  created.set_business_plan_priority(audit.business_plan_priority());
  *created.mutable_key_lines_of_enquiry() = audit.key_lines_of_enquiry();
  created.set_terms_of_reference(audit.terms_of_reference());
  created.set_case_selection(audit.case_selection());
  created.set_population(audit.population());
  created.set_sample(audit.sample());
  *created.mutable_cases() = audit.cases();
  *created.mutable_agencies() = audit.agencies();
  created.set_tool_version(audit.tool_version());
  if (audit.has_meeting_date()) {
    *created.mutable_meeting_date() = audit.meeting_date();
  }
  for (const v1::Figure& figure : audit.figures()) {
    *created.add_figures() = resources::FactFigure(figure);
  }
  return created;
}

}  // namespace

Facts<AuditFact> Decide(const v1::Audit& state,
                        const v1::CreateAuditRequest& command,
                        const Circumstances& now) {
  RETURN_IF_ERROR(CheckAuditor("create audits", now));
  RETURN_IF_ERROR(CheckNew(state, now));
  const v1::Audit& audit = command.audit();
  if (audit.state() == v1::Audit::CLOSED ||
      audit.state() == v1::Audit::CANCELLED) {
    return AuditStartsAtEnd(v1::Audit::State_Name(audit.state()));
  }
  RETURN_IF_ERROR(CheckAllTookPart(audit.agencies(), now));
  AuditFact fact;
  auto& created = *fact.mutable_audit_created();
  created = Description(audit);
  created.set_state(
      audit.state() == v1::Audit::STATE_UNSPECIFIED
          ? events::v1::PLANNED
          : resources::SameValue<events::v1::AuditState>(audit.state()));
  return Just(std::move(fact));
}

std::vector<std::string> RelatedNames(const v1::CreateAuditRequest& command) {
  const auto& agencies = command.audit().agencies();
  return {agencies.begin(), agencies.end()};
}

Facts<AuditFact> Decide(const v1::Audit& state,
                        const v1::CloseAuditRequest& command,
                        const Circumstances& now) {
  RETURN_IF_ERROR(CheckAuditor("close audits", now));
  RETURN_IF_ERROR(CheckChange(state, now));
  if (state.state() != v1::Audit::MONITORING) {
    return StateForbids({.name = state.name(),
                         .state = v1::Audit::State_Name(state.state()),
                         .verb = "closed",
                         .states = {"MONITORING"}});
  }
  AuditFact fact;
  *fact.mutable_audit_closed()->mutable_reason() =
      Written(command.reason(), now);
  return Just(std::move(fact));
}

}  // namespace actionplan::domain
