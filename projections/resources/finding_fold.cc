#include "projections/resources/figure.h"
#include "projections/resources/fold.h"
#include "projections/resources/resource.h"

namespace actionplan::resources {
namespace {

using events::v1::FindingFact;

void Apply(const events::v1::FindingRecorded& recorded, v1::Finding& finding) {
  finding.set_kind(SameValue<v1::Finding::Kind>(recorded.kind()));
  finding.set_text(ClearText(recorded.text()));
  finding.set_case_pseudonym(recorded.case_pseudonym());
  *finding.mutable_themes() = recorded.themes();
  finding.set_key_line_of_enquiry(recorded.key_line_of_enquiry());
  if (recorded.has_figure()) {
    *finding.mutable_figure() = ApiFigure(recorded.figure());
  }
  *finding.mutable_agencies() = recorded.agencies();
  finding.set_reference(recorded.reference());
  finding.set_state(v1::Finding::RECORDED);
}

void Apply(const events::v1::FindingDismissed& dismissed,
           v1::Finding& finding) {
  finding.set_state(v1::Finding::DISMISSED);
  finding.set_dismissal_reason(ClearText(dismissed.reason()));
}

}  // namespace

void Evolve(const events::v1::Event& event, v1::Finding& finding) {
  if (!IsOf(events::v1::Event::kFinding, event)) return;
  Stamp(event.context(), finding);
  const FindingFact& fact = event.finding();
  switch (fact.fact_case()) {
    case FindingFact::kFindingRecorded:
      return Apply(fact.finding_recorded(), finding);
    case FindingFact::kFindingConfirmed:
      return finding.set_state(v1::Finding::CONFIRMED);
    case FindingFact::kFindingDismissed:
      return Apply(fact.finding_dismissed(), finding);
    case FindingFact::FACT_NOT_SET:
      return;
  }
}

}  // namespace actionplan::resources
