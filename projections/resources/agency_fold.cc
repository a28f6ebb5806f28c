#include "projections/resources/fold.h"
#include "projections/resources/resource.h"

namespace actionplan::resources {
namespace {

using events::v1::AgencyFact;

void Apply(const events::v1::AgencyCreated& created, v1::Agency& agency) {
  agency.set_title(created.title());
  agency.set_type(SameValue<v1::Agency::Type>(created.type()));
  agency.set_contact_role(created.contact_role());
  agency.set_organization(created.organization());
  agency.set_state(v1::Agency::ACTIVE);
}

void Apply(const events::v1::AgencyDeactivated& deactivated,
           v1::Agency& agency) {
  agency.set_state(v1::Agency::DEACTIVATED);
  agency.set_deactivation_reason(ClearText(deactivated.reason()));
}

}  // namespace

void Evolve(const events::v1::Event& event, v1::Agency& agency) {
  if (!IsOf(events::v1::Event::kAgency, event)) return;
  Stamp(event.context(), agency);
  const AgencyFact& fact = event.agency();
  switch (fact.fact_case()) {
    case AgencyFact::kAgencyCreated:
      return Apply(fact.agency_created(), agency);
    case AgencyFact::kAgencyRenamed:
      return agency.set_title(fact.agency_renamed().title());
    case AgencyFact::kAgencyReclassified:
      return agency.set_type(
          SameValue<v1::Agency::Type>(fact.agency_reclassified().type()));
    case AgencyFact::kAgencyContactChanged:
      return agency.set_contact_role(
          fact.agency_contact_changed().contact_role());
    case AgencyFact::kAgencyDeactivated:
      return Apply(fact.agency_deactivated(), agency);
    case AgencyFact::FACT_NOT_SET:
      return;
  }
}

}  // namespace actionplan::resources
