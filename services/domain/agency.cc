#include "services/domain/agency.h"

#include <algorithm>

#include "eventstore/base/status.h"
#include "projections/resources/fold.h"
#include "services/domain/preconditions.h"

namespace actionplan::domain {
namespace {

using events::v1::AgencyFact;
using events::v1::AgencyType;

bool Changes(const v1::UpdateAgencyRequest& command, absl::string_view field) {
  const auto& paths = command.update_mask().paths();
  return std::find(paths.begin(), paths.end(), field) != paths.end();
}

absl::Status CheckTakesPart(const v1::Agency& state, absl::string_view verb) {
  if (state.state() == v1::Agency::ACTIVE) return absl::OkStatus();
  return StateForbids({.name = state.name(),
                       .state = v1::Agency::State_Name(state.state()),
                       .verb = verb,
                       .states = {"ACTIVE"}});
}

}  // namespace

Facts<AgencyFact> Decide(const v1::Agency& state,
                         const v1::CreateAgencyRequest& command,
                         const Circumstances& now) {
  RETURN_IF_ERROR(CheckBoardOffice("create agencies", now));
  RETURN_IF_ERROR(CheckNew(state, now));
  const v1::Agency& agency = command.agency();
  AgencyFact fact;
  auto& created = *fact.mutable_agency_created();
  created.set_title(agency.title());
  created.set_type(resources::SameValue<AgencyType>(agency.type()));
  created.set_contact_role(agency.contact_role());
  created.set_organization(agency.organization());
  return Just(std::move(fact));
}

Facts<AgencyFact> Decide(const v1::Agency& state,
                         const v1::UpdateAgencyRequest& command,
                         const Circumstances& now) {
  RETURN_IF_ERROR(CheckBoardOffice("change agencies", now));
  RETURN_IF_ERROR(CheckChange(state, now));
  RETURN_IF_ERROR(CheckTakesPart(state, "changed"));
  const v1::Agency& agency = command.agency();
  std::vector<AgencyFact> facts;
  if (Changes(command, "title") && agency.title() != state.title()) {
    auto& renamed = *facts.emplace_back().mutable_agency_renamed();
    renamed.set_previous_title(state.title());
    renamed.set_title(agency.title());
  }
  if (Changes(command, "type") && agency.type() != state.type()) {
    auto& reclassified = *facts.emplace_back().mutable_agency_reclassified();
    reclassified.set_previous_type(
        resources::SameValue<AgencyType>(state.type()));
    reclassified.set_type(resources::SameValue<AgencyType>(agency.type()));
  }
  if (Changes(command, "contact_role") &&
      agency.contact_role() != state.contact_role()) {
    auto& changed = *facts.emplace_back().mutable_agency_contact_changed();
    changed.set_previous_contact_role(state.contact_role());
    changed.set_contact_role(agency.contact_role());
  }
  if (facts.empty()) return NothingToChange(state.name());
  return facts;
}

Facts<AgencyFact> Decide(const v1::Agency& state,
                         const v1::DeactivateAgencyRequest& command,
                         const Circumstances& now) {
  RETURN_IF_ERROR(CheckBoardOffice("deactivate agencies", now));
  RETURN_IF_ERROR(CheckChange(state, now));
  RETURN_IF_ERROR(CheckTakesPart(state, "deactivated"));
  AgencyFact fact;
  *fact.mutable_agency_deactivated()->mutable_reason() =
      Written(command.reason(), now);
  return Just(std::move(fact));
}

}  // namespace actionplan::domain
