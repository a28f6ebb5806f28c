#include "services/domain/action_assurance.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/services/domain/action_given.h"

namespace actionplan::domain {
namespace {

using given::By;
using support::BoardManager;
using support::FailsWith;
using support::IndependentChair;
using v1::Action;
using v1::Assurance;

TEST(RecordAssuranceTest, IsAnAxisOfItsOwn) {
  const Circumstances now = By(given::PoliceLead());
  const Action action = given::ActionIn(Action::CLOSED);

  ASSERT_DECIDES(const auto fact, action, given::Assure(Assurance::EMBEDDED),
                 now);

  const Action after = given::After({fact}, now, action);
  EXPECT_EQ(after.state(), Action::CLOSED);
  EXPECT_EQ(after.assurance().level(), Assurance::EMBEDDED);
  EXPECT_EQ(after.assurance().statement(),
            "Nine of ten referrals had every field.");
  EXPECT_EQ(after.assurance().assurer(), "police-lead");
  EXPECT_EQ(after.assurance().assurer_agency(), given::kPolice);
  ASSERT_DECIDES(const auto lost, after, given::Assure(Assurance::NONE), now);
  EXPECT_EQ(lost.assurance_recorded().previous_level(), events::v1::EMBEDDED);
}

TEST(RecordAssuranceTest, WhoIsInvolvedOnlyReportsOfItself) {
  const Action action = given::ActionIn(Action::VERIFIED);
  for (const Caller& caller : {given::HousingLead(), given::HealthLead()}) {
    EXPECT_OK(
        Decide(action, given::Assure(Assurance::SELF_REPORTED), By(caller)));
    for (const auto level : {Assurance::NONE, Assurance::EVIDENCED,
                             Assurance::IMPACT_SHOWN, Assurance::EMBEDDED}) {
      EXPECT_THAT(Decide(action, given::Assure(level), By(caller)),
                  FailsWith("ASSURER_NOT_INDEPENDENT"));
    }
  }
}

TEST(RecordAssuranceTest, WhoIsNotInvolvedJudges) {
  const Action action = given::ActionIn(Action::VERIFIED);
  for (const auto level : {Assurance::NONE, Assurance::EVIDENCED,
                           Assurance::IMPACT_SHOWN, Assurance::EMBEDDED}) {
    for (const Caller& caller :
         {given::PoliceLead(), BoardManager(), IndependentChair()}) {
      EXPECT_OK(Decide(action, given::Assure(level), By(caller)));
    }
  }
  EXPECT_THAT(Decide(action, given::Assure(Assurance::SELF_REPORTED),
                     By(given::PoliceLead())),
              FailsWith("NOT_INVOLVED_AGENCY"));
}

TEST(RecordAssuranceTest, ShowsNoImpactOfWhatNobodyVerified) {
  for (const auto state : {Action::ACCEPTED, Action::IN_PROGRESS,
                           Action::BLOCKED, Action::SUBMITTED}) {
    for (const auto level : {Assurance::IMPACT_SHOWN, Assurance::EMBEDDED}) {
      EXPECT_THAT(Decide(given::ActionIn(state), given::Assure(level),
                         By(BoardManager())),
                  FailsWith("IMPACT_NEEDS_VERIFICATION"));
    }
    EXPECT_OK(Decide(given::ActionIn(state),
                     given::Assure(Assurance::EVIDENCED), By(BoardManager())));
  }
}

TEST(RecordAssuranceTest, RestsOnEvidenceThatCounts) {
  Action action = given::ActionIn(Action::VERIFIED);
  action.mutable_evidence(0)->set_withdrawn(true);
  for (const auto level :
       {Assurance::EVIDENCED, Assurance::IMPACT_SHOWN, Assurance::EMBEDDED}) {
    EXPECT_THAT(Decide(action, given::Assure(level), By(BoardManager())),
                FailsWith("ASSURANCE_NEEDS_EVIDENCE"));
  }
  EXPECT_OK(Decide(action, given::Assure(Assurance::NONE), By(BoardManager())));
}

}  // namespace
}  // namespace actionplan::domain
