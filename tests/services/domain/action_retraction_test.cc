#include "services/domain/action_retraction.h"

#include <set>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/services/domain/action_given.h"
#include "tests/support/error_metadata.h"
#include "tests/support/text_proto.h"

namespace actionplan::domain {
namespace {

using events::v1::ActionFact;
using events::v1::EntryRetracted;
using events::v1::Event;
using given::Entry;
using given::Retract;
using support::FailsWith;
using support::IsText;
using testing::HasSubstr;
using v1::Action;

// An action that its owner reports on: accepted at revision 3.
class RetractEntryTest : public testing::Test {
 protected:
  RetractEntryTest() {
    Happen("action_proposed {}", support::BoardManager());
    Happen("action_assigned {}", support::BoardManager());
    Happen("action_accepted {}", given::HousingLead());
  }

  void Happen(absl::string_view fact, const Caller& author) {
    const auto revision = static_cast<int64_t>(history_.size()) + 1;
    history_.push_back(Entry(revision, fact, author));
    resources::Evolve(history_.back(), action_);
  }

  Facts<ActionFact> Try(int64_t revision,
                        const Caller& caller = given::HousingLead()) const {
    Circumstances now = given::By(caller);
    now.history = history_;
    return Decide(action_, Retract(revision), now);
  }

  // Retracts it, and lets it happen.
  EntryRetracted Do(int64_t revision) {
    const auto facts = Try(revision);
    EXPECT_OK(facts);
    if (!facts.ok()) return {};
    Happen("entry_retracted {" +
               (*facts)[0].entry_retracted().ShortDebugString() + "}",
           given::HousingLead());
    return (*facts)[0].entry_retracted();
  }

  std::vector<Event> history_;
  Action action_;
};

constexpr char kReport[] =
    "progress_recorded { own_view: AT_RISK narrative { clear: 'Half' subject: "
    "'principals/housing-lead' } }";
constexpr char kLaterReport[] =
    "progress_recorded { own_view: ON_TRACK narrative { clear: 'Nearly' } }";

TEST_F(RetractEntryTest, CarriesWhatTheTrailTells) {
  Happen("comment_added { text { clear: 'Oops' subject: 'principals/x' } }",
         given::HousingLead());
  EXPECT_THAT(Do(4), IsText(R"pb(
                revision: 4
                kind: COMMENT
                author: "housing-lead"
                entry_occur_time { seconds: 14400 }
                words { clear: "Oops" subject: "principals/x" }
                reason {
                  clear: "It is about another action."
                  subject: "principals/housing-lead"
                })pb"));
}

TEST_F(RetractEntryTest, LetsTheReportBeforeCountAgain) {
  Happen(kReport, given::HousingLead());
  Happen(kLaterReport, given::HousingLead());
  EXPECT_THAT(Do(5).standing_progress(), IsText(R"pb(
                revision: 4
                narrative { clear: "Half" subject: "principals/housing-lead" }
                own_view: AT_RISK
                occur_time { seconds: 14400 }
                agency: "boards/ncc/agencies/housing")pb"));
  EXPECT_THAT(action_.latest_progress(), IsText(R"pb(
                narrative: "Half"
                own_view: AT_RISK
                occur_time { seconds: 14400 }
                agency: "boards/ncc/agencies/housing"
                revision: 4)pb"));
  EXPECT_EQ(action_.progress_count(), 1);
  EXPECT_EQ(action_.state(), Action::IN_PROGRESS);
}

TEST_F(RetractEntryTest, PassesOverReportsThatWereRetractedBefore) {
  Happen(kReport, given::HousingLead());
  Happen(kReport, given::HousingLead());
  Happen(kLaterReport, given::HousingLead());
  Do(5);
  EXPECT_EQ(Do(6).standing_progress().revision(), 4);
}

TEST_F(RetractEntryTest, TakesBackToAcceptedWhatOnlyThatReportHadBegun) {
  Happen(kReport, given::HousingLead());
  EXPECT_THAT(Do(4), testing::Truly([](const EntryRetracted& fact) {
                return !fact.has_standing_progress() &&
                       fact.accepted_again_since().seconds() == 3 * 3600;
              }));
  EXPECT_EQ(action_.state(), Action::ACCEPTED);
  EXPECT_EQ(action_.state_occur_time().seconds(), 3 * 3600);
  EXPECT_FALSE(action_.has_latest_progress());
}

TEST_F(RetractEntryTest, LeavesTheStateToAFactThatMovedItSince) {
  Happen(kReport, given::HousingLead());
  Happen("action_blocked {}", given::HousingLead());
  Happen("action_unblocked {}", given::HousingLead());
  EXPECT_FALSE(Do(4).has_accepted_again_since());
  EXPECT_EQ(action_.state(), Action::IN_PROGRESS);
}

TEST_F(RetractEntryTest, MakesAMilestoneUnreached) {
  Happen("milestone_set { number: 1 title: 'Draft' }", given::HousingLead());
  Happen(
      "milestone_reached { number: 1 reached_on { year: 2026 month: 2 day: "
      "1 } note { clear: 'Done' } }",
      given::HousingLead());
  EXPECT_EQ(Do(5).milestone(), 1);
  EXPECT_FALSE(action_.milestones(0).has_reached_on());
  EXPECT_EQ(action_.milestones(0).note(), "");
}

TEST_F(RetractEntryTest, LetsTheAssuranceBeforeCountAgain) {
  Happen("assurance_recorded { level: EVIDENCED statement { clear: 'Seen' } }",
         given::PoliceLead());
  Happen("assurance_recorded { level: NONE previous_level: EVIDENCED }",
         given::HousingLead());
  Do(5);
  EXPECT_THAT(action_.assurance(), IsText(R"pb(
                level: EVIDENCED
                statement: "Seen"
                assurer: "police-lead"
                assurer_agency: "boards/ncc/agencies/police")pb"));
}

TEST_F(RetractEntryTest, KeepsTheEntryToBeSeen) {
  Happen("comment_added { text { clear: 'Oops' } }", given::HousingLead());
  Do(4);
  ASSERT_EQ(action_.retracted_entries_size(), 1);
  const v1::RetractedEntry& entry = action_.retracted_entries(0);
  EXPECT_EQ(entry.revision(), 4);
  EXPECT_EQ(entry.kind(), v1::RetractedEntry::COMMENT);
  EXPECT_EQ(entry.words(), "Oops");
  EXPECT_EQ(entry.reason(), "It is about another action.");
  EXPECT_EQ(entry.retractor(), "housing-lead");
  EXPECT_EQ(action_.comment_count(), 0);
}

TEST_F(RetractEntryTest, OfARemarkLeavesTheTimeBeforeItOpen) {
  const auto changed = action_.last_occur_time();
  Happen("comment_added {}", given::HousingLead());
  Do(4);
  EXPECT_EQ(action_.last_occur_time().seconds(), changed.seconds());
}

TEST_F(RetractEntryTest, IsForTheAuthorAndTheBoardManager) {
  Happen(kReport, given::HousingLead());
  EXPECT_OK(Try(4, support::BoardManager("manager-9")));
  for (const Caller& other :
       {given::PoliceLead(), support::Of(given::kHousing, "housing-owner"),
        support::IndependentChair(),
        // Who speaks for an agency speaks for it, whatever roles are claimed.
        support::Of(given::kHousing, "manager-9", Role::kBoardManager)}) {
    EXPECT_THAT(Try(4, other), FailsWith("NOT_AUTHOR"));
  }
}

TEST_F(RetractEntryTest, IsRefusedTwice) {
  Happen(kReport, given::HousingLead());
  Do(4);
  EXPECT_THAT(Try(4), FailsWith("ENTRY_ALREADY_RETRACTED"));
}

TEST_F(RetractEntryTest, IsRefusedForWhatDoesNotExist) {
  EXPECT_THAT(Try(4), FailsWith("ENTRY_UNKNOWN"));
}

TEST_F(RetractEntryTest, IsRefusedPastTheMost) {
  Happen(kReport, given::HousingLead());
  while (action_.retracted_entries_size() < kMaxRetractedEntries) {
    action_.add_retracted_entries();
  }
  EXPECT_THAT(Try(4), FailsWith("RETRACTION_LIMIT_REACHED"));
}

TEST_F(RetractEntryTest, SaysWhatToDoInsteadForEveryOtherFact) {
  const auto* facts = ActionFact::descriptor()->oneof_decl(0);
  const std::set<std::string> retractable = {
      "progress_recorded", "comment_added", "milestone_reached",
      "assurance_recorded"};
  for (int i = 0; i < facts->field_count(); ++i) {
    const auto* field = facts->field(i);
    history_ = {Entry(1, field->name() + " {}", given::HousingLead())};
    if (retractable.count(field->name()) > 0) {
      EXPECT_OK(Try(1)) << field->name();
      continue;
    }
    const auto refused = Try(1);
    EXPECT_THAT(refused, FailsWith("ENTRY_NOT_RETRACTABLE")) << field->name();
    EXPECT_EQ(support::MetadataOf(refused.status(), "kind"),
              field->message_type()->name());
    EXPECT_THAT(std::string(refused.status().message()),
                testing::Not(HasSubstr("Add a comment")))
        << field->name();
  }
}

}  // namespace
}  // namespace actionplan::domain
