#include "services/domain/finding.h"

#include <algorithm>

#include "eventstore/base/status.h"
#include "projections/resources/figure.h"
#include "projections/resources/fold.h"
#include "projections/resources/names.h"
#include "services/domain/finding_errors.h"
#include "services/domain/ongoing_audit.h"
#include "services/domain/preconditions.h"

namespace actionplan::domain {
namespace {

using events::v1::FindingFact;

absl::Status CheckCase(const v1::Finding& finding, const v1::Audit& audit) {
  const std::string& pseudonym = finding.case_pseudonym();
  const auto& cases = audit.cases();
  if (pseudonym.empty() || cases.empty() ||
      std::find(cases.begin(), cases.end(), pseudonym) != cases.end()) {
    return absl::OkStatus();
  }
  return CaseNotOfAudit(pseudonym, audit.name());
}

// Whose story the finding tells, or else whose words it has.
std::string SubjectOf(const v1::Finding& finding, const v1::Audit& audit,
                      const Circumstances& now) {
  return finding.case_pseudonym().empty()
             ? resources::PrincipalName(now.caller.principal)
             : resources::CaseName(audit.name(), finding.case_pseudonym());
}

absl::Status CheckRecorded(const v1::Finding& state, absl::string_view verb) {
  if (state.state() == v1::Finding::RECORDED) return absl::OkStatus();
  return StateForbids({.name = state.name(),
                       .state = v1::Finding::State_Name(state.state()),
                       .verb = verb,
                       .states = {"RECORDED"}});
}

}  // namespace

Facts<FindingFact> Decide(const v1::Finding& state,
                          const v1::RecordFindingRequest& command,
                          const Circumstances& now) {
  RETURN_IF_ERROR(CheckAuditor("record findings", now));
  RETURN_IF_ERROR(CheckNew(state, now));
  ASSIGN_OR_RETURN(const v1::Audit* const audit, FindOngoingAudit(now));
  const v1::Finding& finding = command.finding();
  RETURN_IF_ERROR(CheckCase(finding, *audit));
  RETURN_IF_ERROR(CheckAllTookPart(finding.agencies(), now));
  FindingFact fact;
  auto& recorded = *fact.mutable_finding_recorded();
  recorded.set_kind(
      resources::SameValue<events::v1::FindingKind>(finding.kind()));
  *recorded.mutable_text() =
      PersonalText(finding.text(), SubjectOf(finding, *audit, now));
  recorded.set_case_pseudonym(finding.case_pseudonym());
  *recorded.mutable_themes() = finding.themes();
  recorded.set_key_line_of_enquiry(finding.key_line_of_enquiry());
  if (finding.has_figure()) {
    *recorded.mutable_figure() = resources::FactFigure(finding.figure());
  }
  *recorded.mutable_agencies() = finding.agencies();
  recorded.set_reference(finding.reference());
  return Just(std::move(fact));
}

std::vector<std::string> RelatedNames(const v1::RecordFindingRequest& command) {
  const auto& agencies = command.finding().agencies();
  std::vector<std::string> names(agencies.begin(), agencies.end());
  names.push_back(command.parent());
  return names;
}

Facts<FindingFact> Decide(const v1::Finding& state,
                          const v1::ConfirmFindingRequest&,
                          const Circumstances& now) {
  RETURN_IF_ERROR(CheckAuditor("confirm findings", now));
  RETURN_IF_ERROR(CheckChange(state, now));
  RETURN_IF_ERROR(CheckRecorded(state, "confirmed"));
  FindingFact fact;
  fact.mutable_finding_confirmed();
  return Just(std::move(fact));
}

Facts<FindingFact> Decide(const v1::Finding& state,
                          const v1::DismissFindingRequest& command,
                          const Circumstances& now) {
  RETURN_IF_ERROR(CheckAuditor("dismiss findings", now));
  RETURN_IF_ERROR(CheckChange(state, now));
  RETURN_IF_ERROR(CheckRecorded(state, "dismissed"));
  FindingFact fact;
  *fact.mutable_finding_dismissed()->mutable_reason() =
      Written(command.reason(), now);
  return Just(std::move(fact));
}

}  // namespace actionplan::domain
