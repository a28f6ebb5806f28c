// Who did what and when, asked for from every side.
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "actionplan/v1/audit_trail_service.pb.h"
#include "gmock/gmock.h"
#include "tests/scenarios/board_scenario.h"
#include "tests/support/status_matchers.h"
#include "tests/support/text_proto.h"

namespace actionplan::support {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class AuditTrailTest : public BoardScenario {
 protected:
  // An action that was assigned on Monday, accepted on Friday and submitted on
  // the Monday after.
  void SetUp() override {
    BoardScenario::SetUp();
    ASSERT_OK(Assign("a1", kFriday));
    MoveTo(kFriday);
    ASSERT_OK(server_.Lead().Try("ActionService.AcceptAction",
                                 About(ActionName("a1"))));
    MoveTo(kMondayAfter);
    ASSERT_OK(Submit("a1"));
    ASSERT_OK(Reject("a1"));
  }

  std::vector<v1::TrailEntry> Entries(const std::string& filter) {
    const auto page = server_.Manager().Call<v1::ListTrailEntriesResponse>(
        "AuditTrailService.ListTrailEntries",
        "parent: 'boards/ncc' order_by: 'position' " + filter);
    EXPECT_OK(page);
    if (!page.ok()) return {};
    return {page->entries().begin(), page->entries().end()};
  }

  std::vector<std::string> Kinds(const std::string& filter) {
    std::vector<std::string> kinds;
    for (const v1::TrailEntry& entry : Entries(filter)) {
      kinds.push_back(entry.kind());
    }
    return kinds;
  }
};

TEST_F(AuditTrailTest, TellsEveryEventOfTheBoard) {
  const std::vector<v1::TrailEntry> all = Entries("");
  ASSERT_THAT(all, SizeIs(server_.Head()));
  for (size_t i = 0; i < all.size(); ++i) {
    EXPECT_EQ(all[i].event(), absl::StrCat("events/", i + 1));
    EXPECT_NE(all[i].summary(), "");
    EXPECT_NE(all[i].actor(), "");
  }
}

TEST_F(AuditTrailTest, IsAskedForByResource) {
  EXPECT_THAT(Kinds("resource: 'boards/ncc/actions/a1'"),
              ElementsAre("ActionProposed", "ActionAssigned", "ActionAccepted",
                          "CompletionSubmitted", "CompletionRejected"));
}

TEST_F(AuditTrailTest, IsAskedForByActor) {
  EXPECT_THAT(Kinds("actor: 'health-1'"),
              ElementsAre("ActionAccepted", "CompletionSubmitted"));
  EXPECT_THAT(Kinds("actor: 'nobody'"), IsEmpty());
}

TEST_F(AuditTrailTest, IsAskedForByAgency) {
  EXPECT_THAT(Kinds("agency: 'boards/ncc/agencies/police'"),
              ElementsAre("CompletionRejected"));
}

TEST_F(AuditTrailTest, IsAskedForByKind) {
  EXPECT_THAT(Kinds("kind: 'AgencyCreated'"), SizeIs(2));
}

TEST_F(AuditTrailTest, IsAskedForByTheTimeOfRecording) {
  const auto nine = [](absl::CivilDay day) {
    return absl::ToUnixSeconds(
        absl::FromCivil(absl::CivilHour(day) + 9, absl::UTCTimeZone()));
  };
  const std::string from_friday =
      absl::StrCat("start_time { seconds: ", nine(kFriday), " } ");
  const std::string before_monday =
      absl::StrCat("end_time { seconds: ", nine(kMondayAfter), " } ");
  EXPECT_THAT(Kinds(from_friday + before_monday),
              ElementsAre("ActionAccepted"));
  EXPECT_THAT(Kinds(from_friday),
              ElementsAre("ActionAccepted", "CompletionSubmitted",
                          "CompletionRejected"));
  EXPECT_THAT(Kinds(before_monday + "kind: 'ActionAssigned'"),
              ElementsAre("ActionAssigned"));
}

TEST_F(AuditTrailTest, HasWhatIsUnderAResourceUnlessItAloneIsAskedFor) {
  ASSERT_OK(server_.Manager().Try("EscalationService.RaiseEscalation", R"pb(
    parent: 'boards/ncc'
    escalation {
      subject: 'boards/ncc/actions/a1'
      level: 3
      reason: 'A child is at risk'
    })pb"));
  const std::vector<std::string> all =
      Kinds("resource: 'boards/ncc/actions/a1'");
  ASSERT_THAT(all, SizeIs(6));
  EXPECT_EQ(all.back(), "EscalationRaised");
  EXPECT_THAT(Kinds("resource: 'boards/ncc/actions/a1' only_itself: true"),
              SizeIs(5));
}

TEST_F(AuditTrailTest, IsAskedForByTheWordsOfAReason) {
  EXPECT_THAT(Kinds("text: 'TWO PLANS'"), ElementsAre("CompletionRejected"));
  EXPECT_THAT(Kinds("text: 'two plans' kinds: 'ActionAccepted'"), IsEmpty());
}

TEST_F(AuditTrailTest, IsAskedForByTheTimeOfOccurrence) {
  MoveTo(kMondayAfter + 12);
  ASSERT_OK(server_.Lead().Try(
      "ActionService.RecordProgress",
      About(ActionName("a1")) +
          absl::StrCat("narrative: 'Begun' own_view: ON_TRACK occur_time { "
                       "seconds: ",
                       absl::ToUnixSeconds(clock_.Now()) - 12 * 24 * 3600 + 60,
                       " }")));
  const std::string on_monday = absl::StrCat(
      "occur_end_time { seconds: ",
      absl::ToUnixSeconds(absl::FromCivil(absl::CivilHour(kMondayAfter) + 23,
                                          absl::UTCTimeZone())),
      " } kinds: 'ProgressRecorded' ");
  const std::vector<v1::TrailEntry> claimed = Entries(on_monday);
  ASSERT_THAT(claimed, SizeIs(1));
  EXPECT_EQ(claimed[0].recorded_days_later(), 12);
  EXPECT_THAT(Entries(on_monday +
                      absl::StrCat("occur_start_time { seconds: ",
                                   absl::ToUnixSeconds(clock_.Now()), " }")),
              IsEmpty());
}

TEST_F(AuditTrailTest, PutsTheNewestFirstUnlessAskedOtherwise) {
  ASSERT_OK_AND_ASSIGN(const auto page,
                       server_.Manager().Call<v1::ListTrailEntriesResponse>(
                           "AuditTrailService.ListTrailEntries",
                           "parent: 'boards/ncc' page_size: 1"));
  ASSERT_THAT(page.entries(), SizeIs(1));
  EXPECT_EQ(page.entries(0).kind(), "CompletionRejected");
  EXPECT_EQ(page.entries(0).reason(), "Two plans have none");
}

TEST_F(AuditTrailTest, SaysWhatAValueWasBeforeAndAfter) {
  ASSERT_OK(server_.Manager().Try("ActionService.AmendAction", R"pb(
    action { name: 'boards/ncc/actions/a1' title: 'Date and review plans' }
    update_mask { paths: 'title' }
    reason: 'The board asked')pb"));
  const std::vector<v1::TrailEntry> entries = Entries("kind: 'DetailsAmended'");
  ASSERT_THAT(entries, SizeIs(1));
  EXPECT_THAT(entries[0].changes(),
              ElementsAre(IsText(R"pb(field: 'title'
                                      previous: 'Date every plan'
                                      current: 'Date and review plans')pb")));
}

}  // namespace
}  // namespace actionplan::support
