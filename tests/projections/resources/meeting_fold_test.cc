#include "actionplan/v1/meeting.pb.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "projections/resources/resource.h"
#include "tests/projections/resources/history.h"
#include "tests/support/text_proto.h"

namespace actionplan::resources {
namespace {

using support::IsText;

TEST(MeetingFoldTest, ShowsWhatWasRecorded) {
  EXPECT_THAT(
      FoldOf<v1::Meeting>(
          {R"pb(
             meeting {
               meeting_recorded {
                 forum: "Quality Assurance Sub-Group"
                 meeting_date { year: 2026 month: 3 day: 2 }
                 attendance {
                   agency: "boards/ncc/agencies/police"
                   presence: PRESENT
                 }
                 attendance {
                   agency: "boards/ncc/agencies/health"
                   presence: APOLOGIES
                 }
                 decisions { clear: "The plan is agreed." subject: "manager-1" }
                 decisions { clear: "Look again in June." subject: "manager-1" }
               }
             })pb"}),
      IsText(R"pb(
        forum: "Quality Assurance Sub-Group"
        meeting_date { year: 2026 month: 3 day: 2 }
        attendance { agency: "boards/ncc/agencies/police" presence: PRESENT }
        attendance { agency: "boards/ncc/agencies/health" presence: APOLOGIES }
        decisions: "The plan is agreed."
        decisions: "Look again in June."
      )pb"));
}

}  // namespace
}  // namespace actionplan::resources
