// Adopting over the wire, and only asking what it would change.
#include "services/handlers/adoption_binding.h"

#include <string>

#include "eventstore/base/status.h"
#include "gmock/gmock.h"
#include "services/client/method.h"
#include "tests/services/handlers/served_office.h"
#include "tests/support/running_server.h"
#include "tests/support/status_matchers.h"
#include "tests/support/text_proto.h"

namespace actionplan::handlers {
namespace {

using support::FailsWith;
using support::IsText;
using testing::SizeIs;

constexpr char kClosures[] =
    "name: 'boards/ncc' closures { date { year: 2026 month: 3 day: 4 } "
    "label: 'Move' } ";
constexpr char kPolicy[] =
    "name: 'boards/ncc' rating_policy { due_soon_days: 3 stale_days: 20 "
    "override_days: 90 ageing_bounds: 5 red: OVERDUE } ";

class AdoptionTest : public ServedOffice {
 protected:
  void SetUp() override {
    // It is Monday 2 March 2026; the action is due on Friday.
    plan_.Accept({.id = "a1", .due = absl::CivilDay(2026, 3, 6)});
    Serve(*client::FindMethod("BoardService.GetBoard"), BindBoardService,
          plan_.clock());
  }

  // The office calls as one of its people.
  absl::StatusOr<v1::Board> As(const std::string& role,
                               const std::string& method,
                               const std::string& request) {
    ASSIGN_OR_RETURN(const client::Client caller,
                     client_->As({.principal = "caller-1", .roles = {role}}));
    return caller.Call<v1::Board>(method,
                                  *support::RequestFor(method, request));
  }
};

TEST_F(AdoptionTest, OfClosuresIsPreviewedByTheManagerAndRecordsNothing) {
  const auto before = head();
  ASSERT_OK_AND_ASSIGN(const v1::Board preview,
                       As("board-manager", "BoardService.AdoptClosures",
                          std::string(kClosures) + "validate_only: true"));
  EXPECT_EQ(head(), before);
  EXPECT_EQ(preview.etag(), "\"1\"");
  EXPECT_EQ(preview.closures().version(), 1);
  EXPECT_EQ(preview.effect().working_day_changes(), 1);
  EXPECT_EQ(preview.effect().after().calendar_version(),
            "england-and-wales/2026-1+closures/1");
  ASSERT_THAT(preview.effect().changed_actions(), SizeIs(1));
  EXPECT_THAT(preview.effect().changed_actions(0), IsText(R"pb(
                action: "boards/ncc/actions/a1"
                title: "Do a1"
                rating_before: AMBER
                rating_after: AMBER
                working_days_overdue_before: -4
                working_days_overdue_after: -3)pb"));

  ASSERT_OK_AND_ASSIGN(
      const v1::Board board,
      As("board-manager", "BoardService.GetBoard", "name: 'boards/ncc'"));
  EXPECT_FALSE(board.has_closures());
}

TEST_F(AdoptionTest, IsRecordedForAChair) {
  ASSERT_OK_AND_ASSIGN(
      const v1::Board board,
      As("independent-chair", "BoardService.AdoptClosures", kClosures));
  EXPECT_EQ(board.etag(), "\"2\"");
  EXPECT_EQ(board.closures().version(), 1);
  EXPECT_FALSE(board.has_effect());
  EXPECT_THAT(As("board-manager", "BoardService.AdoptClosures", kClosures),
              FailsWith("ROLE_NEEDED"));
}

TEST_F(AdoptionTest, OfARatingPolicySaysWhichColoursChange) {
  ASSERT_OK_AND_ASSIGN(const v1::Board preview,
                       As("independent-chair", "BoardService.AdoptRatingPolicy",
                          std::string(kPolicy) + "validate_only: true"));
  EXPECT_EQ(preview.rating_policy().version(), 1);
  EXPECT_EQ(preview.effect().colour_changes(), 1);
  EXPECT_EQ(preview.effect().changed_actions(0).rating_after(), v1::GREY);
  EXPECT_EQ(preview.effect().after().rating_policy_version(), "boards/ncc/1");
}

TEST_F(AdoptionTest, OfACalendarIsRefusedAlikeWhenItIsOnlyAsked) {
  for (const std::string& asked : {"", "validate_only: true"}) {
    EXPECT_THAT(
        As("independent-chair", "BoardService.AdoptCalendar",
           "name: 'boards/ncc' calendar_version: 'scotland/2026-1' " + asked),
        FailsWith("CALENDAR_OF_OTHER_DIVISION"));
    EXPECT_THAT(As("independent-chair", "BoardService.AdoptCalendar",
                   "name: 'boards/ncc' etag: '\"7\"' calendar_version: "
                   "'scotland/2026-1' " +
                       asked),
                FailsWith("ETAG_STALE"));
    EXPECT_THAT(
        As("independent-chair", "BoardService.AdoptCalendar",
           "name: 'boards/none' calendar_version: 'scotland/2026-1' " + asked),
        FailsWith("RESOURCE_NOT_FOUND"));
    EXPECT_THAT(
        As("agency-lead", "BoardService.AdoptCalendar",
           "name: 'boards/ncc' calendar_version: 'scotland/2026-1' " + asked),
        FailsWith("ROLE_NEEDED"));
  }
}

}  // namespace
}  // namespace actionplan::handlers
