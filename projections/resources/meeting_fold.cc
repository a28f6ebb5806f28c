#include "projections/resources/fold.h"
#include "projections/resources/resource.h"

namespace actionplan::resources {
namespace {

using events::v1::MeetingFact;

void Apply(const events::v1::MeetingRecorded& recorded, v1::Meeting& meeting) {
  meeting.set_forum(recorded.forum());
  *meeting.mutable_meeting_date() = recorded.meeting_date();
  for (const auto& attendance : recorded.attendance()) {
    auto& added = *meeting.add_attendance();
    added.set_agency(attendance.agency());
    added.set_presence(SameValue<v1::Meeting::Presence>(attendance.presence()));
  }
  for (const auto& decision : recorded.decisions()) {
    meeting.add_decisions(ClearText(decision));
  }
}

}  // namespace

void Evolve(const events::v1::Event& event, v1::Meeting& meeting) {
  if (!IsOf(events::v1::Event::kMeeting, event)) return;
  Stamp(event.context(), meeting);
  const MeetingFact& fact = event.meeting();
  switch (fact.fact_case()) {
    case MeetingFact::kMeetingRecorded:
      return Apply(fact.meeting_recorded(), meeting);
    case MeetingFact::FACT_NOT_SET:
      return;
  }
}

}  // namespace actionplan::resources
