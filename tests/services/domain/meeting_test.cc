#include "services/domain/meeting.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/services/domain/scene.h"
#include "tests/support/status_matchers.h"
#include "tests/support/text_proto.h"

namespace actionplan::domain {
namespace {

using support::FailsWith;
using support::FromText;
using support::IsText;
using testing::ElementsAre;

constexpr char kMeeting[] = "boards/ncc/meetings/m1";

v1::RecordMeetingRequest Record() {
  return FromText<v1::RecordMeetingRequest>(R"pb(
    parent: "boards/ncc"
    meeting {
      forum: "Quality Assurance Sub-Group"
      meeting_date { year: 2026 month: 3 day: 2 }
      attendance { agency: "boards/ncc/agencies/police" presence: PRESENT }
      attendance { agency: "boards/ncc/agencies/health" presence: APOLOGIES }
      decisions: "The plan is agreed."
    })pb");
}

Scene Setting() {
  return Scene(kMeeting)
      .With<v1::Agency>(kPolice, "state: ACTIVE")
      .With<v1::Agency>(kHealth, "state: ACTIVE");
}

TEST(MeetingTest, IsRecordedOnTheDayItTookPlace) {
  EXPECT_THAT(
      *Decide(v1::Meeting(), Record(), Setting().now()),
      ElementsAre(IsText(R"pb(
        meeting_recorded {
          forum: "Quality Assurance Sub-Group"
          meeting_date { year: 2026 month: 3 day: 2 }
          attendance { agency: "boards/ncc/agencies/police" presence: PRESENT }
          attendance {
            agency: "boards/ncc/agencies/health"
            presence: APOLOGIES
          }
          decisions {
            clear: "The plan is agreed."
            subject: "principals/caller-1"
          }
        })pb")));
}

TEST(MeetingTest, LooksAtTheAgenciesThatWereThere) {
  EXPECT_THAT(RelatedNames(Record()), ElementsAre(kPolice, kHealth));
}

TEST(MeetingTest, IsNotRecordedBeforeItsDay) {
  auto record = Record();
  record.mutable_meeting()->mutable_meeting_date()->set_day(3);

  EXPECT_THAT(Decide(v1::Meeting(), record, Setting().now()),
              FailsWith("MEETING_IN_FUTURE"));
}

TEST(MeetingTest, IsNotRecordedTwice) {
  EXPECT_THAT(
      Decide(StateOf<v1::Meeting>(kMeeting, ""), Record(), Setting().now()),
      FailsWith("RESOURCE_ALREADY_EXISTS"));
}

TEST(MeetingTest, IsRecordedByTheBoardsOffice) {
  EXPECT_THAT(Decide(v1::Meeting(), Record(),
                     Setting().As(Role::kAuditLead, kPolice).now()),
              FailsWith("ROLE_NEEDED"));
}

TEST(MeetingTest, BelongsToABoardThatIsThere) {
  EXPECT_THAT(Decide(v1::Meeting(), Record(), Setting().Alone().now()),
              FailsWith("REFERENCE_NOT_FOUND"));
}

TEST(MeetingTest, IsAttendedByAgenciesOfItsBoard) {
  auto foreign = Record();
  foreign.mutable_meeting()->mutable_attendance(0)->set_agency(
      "boards/other/agencies/police");
  auto absent = Record();
  absent.mutable_meeting()->mutable_attendance(0)->set_agency(
      "boards/ncc/agencies/unknown");

  EXPECT_THAT(Decide(v1::Meeting(), foreign, Setting().now()),
              FailsWith("REFERENCE_OF_OTHER_BOARD"));
  EXPECT_THAT(Decide(v1::Meeting(), absent, Setting().now()),
              FailsWith("REFERENCE_NOT_FOUND"));
}

TEST(MeetingTest, WasAttendedByAnAgencyThatLeftLaterButNotBefore) {
  Scene left_at_noon = Setting().With<v1::Agency>(
      kPolice, "state: DEACTIVATED last_occur_time { seconds: 1772452800 }");
  left_at_noon.At(absl::CivilHour(2026, 3, 2, 15));

  EXPECT_THAT(Decide(v1::Meeting(), Record(), left_at_noon.now()),
              FailsWith("AGENCY_NOT_ACTIVE"));
  left_at_noon.Claiming(absl::CivilHour(2026, 3, 2, 11));
  EXPECT_OK(Decide(v1::Meeting(), Record(), left_at_noon.now()));
}

}  // namespace
}  // namespace actionplan::domain
