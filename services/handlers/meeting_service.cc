#include "actionplan/v1/meeting_service.pb.h"

#include <set>
#include <string>

#include "services/domain/meeting.h"
#include "services/handlers/resource_listing.h"
#include "services/handlers/services.h"

namespace actionplan::handlers {
namespace {

using resources::Kind;
using rpc::At;
using rpc::FieldChecks;
using rpc::Presence;

void CheckRecord(const v1::RecordMeetingRequest& request, FieldChecks& check) {
  const v1::Meeting& meeting = request.meeting();
  check.Text("meeting.forum", meeting.forum(), 200, Presence::kRequired);
  check.Date("meeting.meeting_date", meeting.has_meeting_date(),
             meeting.meeting_date(), Presence::kRequired);
  check.Count("meeting.attendance", meeting.attendance_size(), 100);
  std::set<std::string> seen;
  for (int i = 0; i < meeting.attendance_size(); ++i) {
    const std::string at = At("meeting.attendance", i);
    const auto& attendance = meeting.attendance(i);
    check.Name(at + ".agency", attendance.agency(), Kind::kAgency,
               Presence::kRequired);
    check.Enum(at + ".presence", attendance.presence(), Presence::kRequired);
    if (!seen.insert(attendance.agency()).second) {
      check.Violation(at + ".agency", "NAME_REPEATED", "stands there twice");
    }
  }
  check.Count("meeting.decisions", meeting.decisions_size(), 100);
  for (int i = 0; i < meeting.decisions_size(); ++i) {
    check.Text(At("meeting.decisions", i), meeting.decisions(i), 2000,
               Presence::kRequired);
  }
}

}  // namespace

void BindMeetingService(const Ports& ports, rpc::RawService& service) {
  CommandBinding commands(service, ports.commands);
  commands.New<v1::Meeting>("RecordMeeting",
                            &v1::RecordMeetingRequest::meeting_id, CheckRecord,
                            domain::RelatedNames);
  QueryBinding queries(service, ports.queries, ports.projector);
  BindGet<v1::Meeting, v1::GetMeetingRequest>(queries, "GetMeeting");
  BindList<v1::Meeting, v1::ListMeetingsRequest, v1::ListMeetingsResponse>(
      queries, "ListMeetings", NoChecks, EveryRow,
      &v1::ListMeetingsResponse::mutable_meetings);
}

}  // namespace actionplan::handlers
