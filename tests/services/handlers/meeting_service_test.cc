#include "tests/services/handlers/request_shape.h"

namespace actionplan::handlers {
namespace {

Shape Record() {
  return {.method = "RecordMeeting",
          .good = R"pb(
            parent: 'boards/ncc'
            meeting {
              forum: 'Quality sub-group'
              meeting_date { year: 2026 month: 3 day: 2 }
              attendance {
                agency: 'boards/ncc/agencies/health'
                presence: APOLOGIES
              }
              decisions: 'D'
            })pb",
          .must = {"parent", "meeting.forum", "meeting.meeting_date",
                   "meeting.attendance[0].agency",
                   "meeting.attendance[0].presence", "meeting.decisions[0]"},
          .names = {"parent", "meeting.attendance[0].agency"},
          .texts = {{"meeting.forum", 200}, {"meeting.decisions[0]", 2000}},
          .enums = {"meeting.attendance[0].presence"},
          .dates = {"meeting.meeting_date"},
          .lists = {{"meeting.attendance", 100}, {"meeting.decisions", 100}},
          .wrong = {{"meeting { attendance { agency: "
                     "'boards/ncc/agencies/health' presence: PRESENT } }",
                     "meeting.attendance[1].agency", "NAME_REPEATED"}}};
}

TEST_F(RequestShapeTest, MeetingServiceNamesEveryWrongField) {
  ExpectShapes("MeetingService", {Record(),
                                  {.method = "GetMeeting",
                                   .good = "name: 'boards/ncc/meetings/march'",
                                   .must = {"name"},
                                   .names = {"name"}},
                                  {.method = "ListMeetings",
                                   .good = "parent: 'boards/ncc'",
                                   .must = {"parent"},
                                   .names = {"parent"}}});
}

}  // namespace
}  // namespace actionplan::handlers
