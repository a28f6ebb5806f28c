#include "services/queries/trail_teller.h"

#include <utility>

#include "actionplan/v1/action.pb.h"
#include "actionplan/v1/agency.pb.h"
#include "actionplan/v1/board.pb.h"
#include "eventstore/base/status.h"
#include "projections/resources/instant.h"
#include "projections/resources/names.h"
#include "services/domain/board_calendar.h"
#include "services/queries/trail_entry.h"

namespace actionplan::queries {

absl::StatusOr<v1::TrailEntry> TrailTeller::Tell(
    const events::v1::Event& event) {
  ASSIGN_OR_RETURN(
      const absl::TimeZone zone,
      ZoneOf(std::string(resources::BoardOf(event.context().stream()))));
  absl::Status read;
  const auto title_of = [&](const std::string& agency) -> std::string {
    absl::StatusOr<std::string> title = TitleOf(agency);
    read.Update(title.status());
    return title.ok() ? *std::move(title) : "";
  };
  v1::TrailEntry entry =
      TrailEntryOf(event, {.zone = zone, .title_of = title_of});
  RETURN_IF_ERROR(read);
  if (event.has_action()) RETURN_IF_ERROR(TellRetraction(event, entry));
  return entry;
}

absl::Status TrailTeller::TellRetraction(const events::v1::Event& event,
                                         v1::TrailEntry& entry) {
  const std::string& name = event.context().stream();
  const auto [of_action, is_new] = retracted_.try_emplace(name);
  if (is_new) {
    v1::Action action;
    RETURN_IF_ERROR(resources_.Get(name, action).status());
    for (const v1::RetractedEntry& retracted : action.retracted_entries()) {
      if (resources::ToTime(retracted.retract_time()) > known_) continue;
      of_action->second.emplace(retracted.revision(), retracted.reason());
    }
  }
  const auto found = of_action->second.find(event.context().revision());
  if (found == of_action->second.end()) return absl::OkStatus();
  entry.set_retracted(true);
  entry.set_retraction_reason(found->second);
  return absl::OkStatus();
}

// A board that this program cannot read has UTC, as everywhere.
absl::StatusOr<absl::TimeZone> TrailTeller::ZoneOf(const std::string& board) {
  const auto known = zones_.find(board);
  if (known != zones_.end()) return known->second;
  v1::Board state;
  RETURN_IF_ERROR(resources_.Get(board, state).status());
  return zones_.emplace(board, domain::ZoneOf(state)).first->second;
}

absl::StatusOr<std::string> TrailTeller::TitleOf(const std::string& agency) {
  const auto known = titles_.find(agency);
  if (known != titles_.end()) return known->second;
  v1::Agency state;
  RETURN_IF_ERROR(resources_.Get(agency, state).status());
  return titles_.emplace(agency, state.title()).first->second;
}

}  // namespace actionplan::queries
