#include "services/queries/as_at.h"

#include <algorithm>

#include "actionplan/v1/board.pb.h"
#include "actionplan/v1/meeting.pb.h"
#include "eventstore/base/status.h"
#include "projections/audit_trail_view.h"
#include "projections/resource_view.h"
#include "projections/resources/civil_date.h"
#include "projections/resources/instant.h"
#include "projections/resources/names.h"
#include "services/domain/board_calendar.h"
#include "services/domain/resource_errors.h"
#include "services/queries/query_errors.h"

namespace actionplan::queries {
namespace {

using eventstore::Position;

template <typename State>
absl::StatusOr<State> Get(const projections::ViewReader& resources,
                          absl::string_view name) {
  State state;
  ASSIGN_OR_RETURN(const bool found,
                   projections::ResourceView(resources).Get(name, state));
  if (!found) return domain::ResourceNotFound(name);
  return state;
}

}  // namespace

absl::StatusOr<v1::AsAt> Resolve(const v1::AsAt& asked,
                                 const projections::ViewReader& resources,
                                 absl::Time now) {
  if (asked.meeting().empty()) return asked;
  ASSIGN_OR_RETURN(const auto meeting,
                   Get<v1::Meeting>(resources, asked.meeting()));
  ASSIGN_OR_RETURN(
      const auto board,
      Get<v1::Board>(resources, resources::BoardOf(asked.meeting())));
  ASSIGN_OR_RETURN(const absl::CivilDay day,
                   resources::FromDate(meeting.meeting_date()));
  const absl::Time end = EndOfDay(day, domain::ZoneOf(board));
  if (end > now) return AsAtNotOver(asked.meeting(), day);
  v1::AsAt resolved = asked;
  if (asked.meeting_axis() == v1::AsAt::OCCUR_TIME) {
    *resolved.mutable_occur_time() = resources::ToTimestamp(end);
  } else {
    *resolved.mutable_record_time() = resources::ToTimestamp(end);
    resolved.set_meeting_axis(v1::AsAt::RECORD_TIME);
  }
  return resolved;
}

absl::StatusOr<projections::Past> PastOf(const v1::AsAt& resolved,
                                         const eventstore::EventStore& log,
                                         Position head) {
  projections::Past past{.position = head, .occurred_by = EarliestOf(resolved)};
  if (resolved.has_record_time()) {
    const absl::Time after =
        resources::ToTime(resolved.record_time()) + absl::Nanoseconds(1);
    ASSIGN_OR_RETURN(const Position first, FirstRecordedAt(after, log, head));
    past.position = first - 1;
  }
  if (resolved.has_occur_time()) {
    past.order = projections::Past::Order::kOccurred;
  }
  return past;
}

absl::Time EarliestOf(const v1::AsAt& resolved) {
  absl::Time earliest = absl::InfiniteFuture();
  if (resolved.has_record_time()) {
    earliest = resources::ToTime(resolved.record_time());
  }
  if (resolved.has_occur_time()) {
    earliest = std::min(earliest, resources::ToTime(resolved.occur_time()));
  }
  return earliest;
}

absl::Time EndOfDay(absl::CivilDay day, const absl::TimeZone& zone) {
  return absl::FromCivil(day + 1, zone) - absl::Nanoseconds(1);
}

absl::StatusOr<Position> FirstRecordedAt(absl::Time time,
                                         const eventstore::EventStore& log,
                                         Position head) {
  return projections::FirstRecordedAt(
      time, head, [&](Position position) -> absl::StatusOr<absl::Time> {
        absl::Time recorded;
        RETURN_IF_ERROR(
            log.ReadLog({.first = position, .last = position},
                        [&](const eventstore::v1::Envelope& envelope) {
                          recorded = resources::ToTime(envelope.record_time());
                          return false;
                        }));
        return recorded;
      });
}

}  // namespace actionplan::queries
