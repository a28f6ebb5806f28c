#include "services/domain/meeting.h"

#include "eventstore/base/status.h"
#include "projections/resources/civil_date.h"
#include "projections/resources/fold.h"
#include "services/domain/meeting_errors.h"
#include "services/domain/preconditions.h"

namespace actionplan::domain {

using events::v1::MeetingFact;
using events::v1::MeetingRecorded;

Facts<MeetingFact> Decide(const v1::Meeting& state,
                          const v1::RecordMeetingRequest& command,
                          const Circumstances& now) {
  RETURN_IF_ERROR(CheckBoardOffice("record meetings", now));
  RETURN_IF_ERROR(CheckNew(state, now));
  const v1::Meeting& meeting = command.meeting();
  ASSIGN_OR_RETURN(const absl::CivilDay date,
                   resources::FromDate(meeting.meeting_date()));
  if (date > now.today) return MeetingYetToCome(date, now.today);
  MeetingFact fact;
  MeetingRecorded& recorded = *fact.mutable_meeting_recorded();
  recorded.set_forum(meeting.forum());
  *recorded.mutable_meeting_date() = meeting.meeting_date();
  for (const auto& attendance : meeting.attendance()) {
    RETURN_IF_ERROR(CheckTookPart(attendance.agency(), now));
    auto& added = *recorded.add_attendance();
    added.set_agency(attendance.agency());
    added.set_presence(
        resources::SameValue<MeetingRecorded::Presence>(attendance.presence()));
  }
  for (const std::string& decision : meeting.decisions()) {
    *recorded.add_decisions() = Written(decision, now);
  }
  return Just(std::move(fact));
}

std::vector<std::string> RelatedNames(const v1::RecordMeetingRequest& command) {
  std::vector<std::string> names;
  for (const auto& attendance : command.meeting().attendance()) {
    names.push_back(attendance.agency());
  }
  return names;
}

}  // namespace actionplan::domain
