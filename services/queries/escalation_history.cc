#include "services/queries/escalation_history.h"

#include <memory>
#include <string>

#include "eventstore/base/status.h"
#include "projections/escalation_history_view.h"
#include "projections/resources/instant.h"
#include "projections/resources/names.h"
#include "services/domain/board_calendar.h"
#include "services/queries/view_access.h"

namespace actionplan::queries {
namespace {

// Working days from one instant's day to another's.
int WorkingDays(const google::protobuf::Timestamp& from,
                const google::protobuf::Timestamp& to, const v1::Board& board) {
  const absl::TimeZone zone = domain::ZoneOf(board);
  return domain::CalendarOf(board)
      .WorkingDaysBetween(absl::ToCivilDay(resources::ToTime(from), zone),
                          absl::ToCivilDay(resources::ToTime(to), zone))
      .value;
}

void AddResponseTimes(const v1::Board& board,
                      v1::EscalationHistory::Episode& episode) {
  const v1::Escalation& escalation = episode.escalation();
  if (escalation.has_acknowledge_time()) {
    episode.set_working_days_to_acknowledge(WorkingDays(
        escalation.raise_time(), escalation.acknowledge_time(), board));
  }
  if (escalation.has_resolve_time()) {
    episode.set_working_days_to_resolve(
        WorkingDays(escalation.raise_time(), escalation.resolve_time(), board));
  }
}

}  // namespace

absl::StatusOr<v1::EscalationHistory> EscalationHistoryOf(
    const projections::Projector& projector,
    const v1::GetEscalationHistoryRequest& request) {
  ASSIGN_OR_RETURN(const v1::Action action,
                   GetResource<v1::Action>(projector, request.name()));
  ASSIGN_OR_RETURN(
      const v1::Board board,
      GetResource<v1::Board>(projector, resources::BoardOf(request.name())));
  ASSIGN_OR_RETURN(
      const std::unique_ptr<projections::ViewReader> rows,
      projector.Read(projections::EscalationHistoryProjection::kName));
  v1::EscalationHistory history;
  history.set_subject(action.name());
  history.set_title(action.title());
  history.set_position(static_cast<int64_t>(rows->position()));
  RETURN_IF_ERROR(projections::EscalationHistoryView(*rows).ListEpisodes(
      request.name(), [&](const v1::EscalationHistory::Episode& episode) {
        *history.add_episodes() = episode;
        AddResponseTimes(board, *history.mutable_episodes()->rbegin());
        return true;
      }));
  return history;
}

}  // namespace actionplan::queries
