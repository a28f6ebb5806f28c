// What a server says of the past through its public API: what was known, what
// was true, and what was taken back.
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "actionplan/v1/action.pb.h"
#include "actionplan/v1/action_plan_service.pb.h"
#include "actionplan/v1/action_record.pb.h"
#include "actionplan/v1/audit_trail_service.pb.h"
#include "gmock/gmock.h"
#include "tests/scenarios/board_scenario.h"
#include "tests/support/circumstances.h"
#include "tests/support/status_matchers.h"
#include "tests/support/text_proto.h"

namespace actionplan::support {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr absl::CivilDay kMonday{2026, 3, 2};

// An action of Monday that Health reports on on Tuesday, by a slip of the hand
// that it takes back on Wednesday. It is Friday.
class AsAtScenario : public BoardScenario {
 protected:
  void SetUp() override {
    BoardScenario::SetUp();
    ASSERT_OK(Accept("a1", kMonday + 1));
    MoveTo(kMonday + 1);
    ASSERT_OK(Lead("RecordProgress", "narrative: 'Half' own_view: ON_TRACK"));
    ASSERT_OK(Lead("AddComment", "text: 'Not this one'"));
    MoveTo(kMonday + 2);
    ASSERT_OK(Lead("RetractEntry", "revision: 4 reason: 'It is of a2'"));
    ASSERT_OK(Lead("RetractEntry", "revision: 5 reason: 'It is of a2'"));
    MoveTo(kFriday);
  }

  absl::Status Lead(const std::string& method, const std::string& rest) {
    return server_.Lead().Try("ActionService." + method,
                              About(ActionName("a1")) + rest);
  }

  // At noon of that day, on an axis.
  static std::string AsAt(const char* axis, absl::CivilDay day) {
    const auto noon = ToTimestamp(
        absl::FromCivil(absl::CivilHour(day) + 12, absl::UTCTimeZone()));
    return absl::StrCat(" as_at { ", axis, " { ", noon.ShortDebugString(),
                        " } } ");
  }

  absl::StatusOr<v1::Action> Action(const std::string& as_at = "") {
    return server_.Manager().Call<v1::Action>("ActionService.GetAction",
                                              About(ActionName("a1")) + as_at);
  }

  std::vector<std::string> Trail(const std::string& as_at) {
    std::vector<std::string> kinds;
    const auto trail = server_.Manager().Call<v1::ListTrailEntriesResponse>(
        "AuditTrailService.ListTrailEntries",
        absl::StrCat("parent: 'boards/ncc' resource: '", ActionName("a1"),
                     "' order_by: 'position'", as_at));
    EXPECT_OK(trail);
    if (!trail.ok()) return kinds;
    for (const auto& entry : trail->entries()) kinds.push_back(entry.kind());
    return kinds;
  }
};

TEST_F(AsAtScenario, AnActionIsToldAsItWasKnown) {
  ASSERT_OK_AND_ASSIGN(const v1::Action then,
                       Action(AsAt("record_time", kMonday + 1)));
  EXPECT_EQ(then.state(), v1::Action::IN_PROGRESS);
  EXPECT_EQ(then.latest_progress().narrative(), "Half");
  EXPECT_EQ(then.comment_count(), 1);
  EXPECT_THAT(then.retracted_entries(), IsEmpty());
  EXPECT_EQ(then.etag(), "\"5\"");
}

TEST_F(AsAtScenario, AnActionIsToldAsItWas) {
  ASSERT_OK_AND_ASSIGN(const v1::Action then,
                       Action(AsAt("occur_time", kMonday + 1)));
  EXPECT_EQ(then.state(), v1::Action::ACCEPTED);
  EXPECT_FALSE(then.has_latest_progress());
  EXPECT_EQ(then.comment_count(), 0);
}

TEST_F(AsAtScenario, AnActionKeepsWhatWasRetractedToBeSeen) {
  ASSERT_OK_AND_ASSIGN(const v1::Action now, Action());
  EXPECT_EQ(now.state(), v1::Action::ACCEPTED);
  EXPECT_EQ(now.comment_count(), 0);
  ASSERT_EQ(now.retracted_entries_size(), 2);
  EXPECT_EQ(now.retracted_entries(0).words(), "Half");
  EXPECT_EQ(now.retracted_entries(1).kind(), v1::RetractedEntry::COMMENT);

  ASSERT_OK_AND_ASSIGN(
      const auto comments,
      server_.Manager().Call<v1::ListCommentsResponse>(
          "ActionService.ListComments", "parent: '" + ActionName("a1") + "'"));
  ASSERT_EQ(comments.comments_size(), 1);
  EXPECT_TRUE(comments.comments(0).retracted());
  EXPECT_EQ(comments.comments(0).retraction_reason(), "It is of a2");
}

TEST_F(AsAtScenario, AnActionThatWasNotThereSaysSinceWhenItIs) {
  const auto before = Action(AsAt("record_time", kMonday - 1));
  EXPECT_THAT(before, StatusIs(absl::StatusCode::kNotFound));
  // The board is older than its actions by nothing here.
  EXPECT_THAT(before, FailsWith("NOT_THERE_YET"));
}

TEST_F(AsAtScenario, TheTrailEndsThere) {
  EXPECT_THAT(Trail(AsAt("record_time", kMonday + 1)),
              ElementsAre("ActionProposed", "ActionAssigned", "ActionAccepted",
                          "ProgressRecorded", "CommentAdded"));
  EXPECT_THAT(Trail(""), Contains("EntryRetracted"));
}

TEST_F(AsAtScenario, TheOverdueListIsThatOfThen) {
  EXPECT_THAT(Overdue(AsAt("record_time", kMonday + 1)), IsEmpty());
  EXPECT_THAT(Overdue(AsAt("record_time", kMonday + 2)), ElementsAre("a1"));
  EXPECT_THAT(Overdue(" as_at { meeting: 'boards/ncc/meetings/march' }"),
              IsEmpty());
}

TEST_F(AsAtScenario, AnEscalationIsToldAsFarAsItHadCome) {
  ASSERT_OK(server_.Manager().Try(
      "EscalationService.RaiseEscalation",
      absl::StrCat("parent: 'boards/ncc' escalation { subject: '",
                   ActionName("a1"), "' level: 3 reason: 'Late' }")));
  MoveTo(kMondayAfter);
  const auto history = [&](const std::string& as_at) {
    return server_.Manager().Call<v1::EscalationHistory>(
        "ActionPlanService.GetEscalationHistory",
        About(ActionName("a1")) + as_at);
  };
  ASSERT_OK_AND_ASSIGN(const auto before,
                       history(AsAt("record_time", kFriday - 1)));
  EXPECT_THAT(before.episodes(), IsEmpty());
  ASSERT_OK_AND_ASSIGN(const auto after, history(AsAt("record_time", kFriday)));
  ASSERT_EQ(after.episodes_size(), 1);
  EXPECT_THAT(after.episodes(0).steps(), Not(IsEmpty()));
  EXPECT_TRUE(after.as_at().has_record_time());
}

}  // namespace
}  // namespace actionplan::support
