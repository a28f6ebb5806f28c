#include "services/domain/action_extension.h"

#include "gtest/gtest.h"
#include "tests/services/domain/action_given.h"
#include "tests/support/error_metadata.h"

namespace actionplan::domain {
namespace {

using given::ActionWithPendingExtension;
using given::By;
using given::ByOn;
using given::kToday;
using given::RequestExtension;
using support::BoardManager;
using support::FailsWith;
using support::IndependentChair;
using support::MetadataOf;
using support::StatusIs;
using support::SubGroupChair;
using v1::Action;

// The action is due on this day.
constexpr absl::CivilDay kDue = kToday + 14;

Action InProgress() { return given::ActionIn(Action::IN_PROGRESS); }

Action Overdue() {
  Action action = InProgress();
  *action.mutable_due() = given::DueOn(kToday - 1);
  return action;
}

v1::ApproveExtensionRequest Approve() {
  v1::ApproveExtensionRequest command;
  command.set_name(given::kAction);
  return command;
}

v1::RejectExtensionRequest Reject() {
  return given::Because<v1::RejectExtensionRequest>("It cannot wait.");
}

v1::WithdrawExtensionRequest Withdraw() {
  return given::Because<v1::WithdrawExtensionRequest>("We can do it.");
}

// With a pending request after some were granted.
Action Granted(int extensions, Action::Priority priority) {
  Action action = ActionWithPendingExtension();
  action.set_priority(priority);
  action.set_approved_extensions(extensions);
  return action;
}

TEST(RequestExtensionTest, CarriesBothDatesAndThePlan) {
  ASSERT_DECIDES(const auto fact, InProgress(), RequestExtension(kDue + 7),
                 By(given::HousingLead()));

  const auto& requested = fact.extension_requested();
  EXPECT_EQ(requested.current_due_date().day(), 16);
  EXPECT_EQ(requested.proposed_due_date().day(), 23);
  EXPECT_EQ(requested.reason_code(), events::v1::CAPACITY);
  EXPECT_EQ(requested.recovery_plan().clear(),
            "A second officer starts on Monday.");
  EXPECT_EQ(requested.recovery_plan().subject(), "principals/housing-lead");
  EXPECT_FALSE(requested.retrospective());
}

TEST(RequestExtensionTest, IsForTheLeadAgencyAlone) {
  for (const Caller& other :
       {given::HealthLead(), BoardManager(), SubGroupChair()}) {
    EXPECT_THAT(Decide(InProgress(), RequestExtension(kDue + 7), By(other)),
                FailsWith("NOT_LEAD_AGENCY"));
  }
}

TEST(RequestExtensionTest, AsksForALaterDay) {
  const auto facts =
      Decide(InProgress(), RequestExtension(kDue), By(given::HousingLead()));
  EXPECT_THAT(facts, StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(facts, FailsWith("EXTENSION_NOT_LATER"));
  EXPECT_OK(Decide(InProgress(), RequestExtension(kDue + 1),
                   By(given::HousingLead())));
}

TEST(RequestExtensionTest, CannotAskForADayThatIsPast) {
  Action action = InProgress();
  *action.mutable_due() = given::DueOn(kToday - 10);
  EXPECT_THAT(
      Decide(action, RequestExtension(kToday - 1), By(given::HousingLead())),
      FailsWith("DUE_DATE_PAST"));
}

TEST(RequestExtensionTest, OnTheDueDateIsInTime) {
  Action action = InProgress();
  *action.mutable_due() = given::DueOn(kToday);

  ASSERT_DECIDES(const auto fact, action, RequestExtension(kToday + 7),
                 By(given::HousingLead()));

  EXPECT_FALSE(fact.extension_requested().retrospective());
}

TEST(RequestExtensionTest, AfterTheDueDateIsRetrospective) {
  ASSERT_DECIDES(const auto fact, Overdue(), RequestExtension(kToday + 7),
                 By(given::HousingLead()));

  EXPECT_TRUE(fact.extension_requested().retrospective());
}

TEST(RequestExtensionTest, EnteredLateIsJudgedByTheDayItWasMade) {
  ASSERT_DECIDES(const auto fact, Overdue(), RequestExtension(kToday + 7),
                 ByOn(given::HousingLead(), kToday - 1));

  EXPECT_FALSE(fact.extension_requested().retrospective());
}

TEST(RequestExtensionTest, NeedsADueDate) {
  Action action = InProgress();
  *action.mutable_due() = given::Undated(v1::DueDate::ONGOING, kToday + 30);
  EXPECT_THAT(
      Decide(action, RequestExtension(kDue + 7), By(given::HousingLead())),
      FailsWith("NO_DUE_DATE_TO_EXTEND"));
}

TEST(RequestExtensionTest, WaitsForTheAnswerToTheLast) {
  const auto facts =
      Decide(ActionWithPendingExtension(), RequestExtension(kDue + 20),
             By(given::HousingLead()));
  EXPECT_THAT(facts, StatusIs(absl::StatusCode::kFailedPrecondition));
  EXPECT_THAT(facts, FailsWith("EXTENSION_ALREADY_PENDING"));
}

TEST(ApproveExtensionTest, MovesTheDateToTheOneAskedFor) {
  v1::ApproveExtensionRequest command = Approve();
  command.set_note("The last one.");

  ASSERT_DECIDES(const auto fact, ActionWithPendingExtension(), command,
                 By(SubGroupChair("c7")));

  const auto& approved = fact.extension_approved();
  EXPECT_EQ(approved.previous_due_date().day(), 16);
  EXPECT_EQ(approved.due_date().day(), 23);
  EXPECT_EQ(approved.note().clear(), "The last one.");
  EXPECT_EQ(approved.note().subject(), "principals/c7");
  EXPECT_FALSE(approved.past_cap());
}

TEST(ApproveExtensionTest, NeedsNoNote) {
  ASSERT_DECIDES(const auto fact, ActionWithPendingExtension(), Approve(),
                 By(IndependentChair()));
  EXPECT_FALSE(fact.extension_approved().has_note());
}

TEST(ApproveExtensionTest, CanBeGrantedByASubGroupChairUpToTheCap) {
  EXPECT_OK(Decide(Granted(0, Action::HIGH), Approve(), By(SubGroupChair())));
  EXPECT_OK(Decide(Granted(1, Action::MEDIUM), Approve(), By(SubGroupChair())));
  EXPECT_OK(Decide(Granted(2, Action::LOW), Approve(), By(SubGroupChair())));
}

TEST(ApproveExtensionTest, PastTheCapIsForTheIndependentChair) {
  for (const auto& [cap, priority] :
       {std::pair(1, Action::HIGH), std::pair(2, Action::MEDIUM),
        std::pair(3, Action::LOW)}) {
    const auto facts =
        Decide(Granted(cap, priority), Approve(), By(SubGroupChair()));
    EXPECT_THAT(facts, StatusIs(absl::StatusCode::kPermissionDenied));
    EXPECT_THAT(facts, FailsWith("EXTENSION_CAP_REACHED"));
    EXPECT_EQ(MetadataOf(facts.status(), "cap"), std::to_string(cap));

    ASSERT_DECIDES(const auto fact, Granted(cap, priority), Approve(),
                   By(IndependentChair()));
    EXPECT_TRUE(fact.extension_approved().past_cap());
  }
}

TEST(ApproveExtensionTest, ByTheIndependentChairBelowTheCapIsNotPastIt) {
  ASSERT_DECIDES(const auto fact, Granted(1, Action::MEDIUM), Approve(),
                 By(IndependentChair()));
  EXPECT_FALSE(fact.extension_approved().past_cap());
}

TEST(RejectExtensionTest, SaysWhyAndWhatWasAskedFor) {
  ASSERT_DECIDES(const auto fact, ActionWithPendingExtension(), Reject(),
                 By(SubGroupChair("c7")));

  const auto& rejected = fact.extension_rejected();
  EXPECT_EQ(rejected.proposed_due_date().day(), 23);
  EXPECT_EQ(rejected.reason().clear(), "It cannot wait.");
  EXPECT_EQ(rejected.reason().subject(), "principals/c7");
}

TEST(RejectExtensionTest, KnowsNoCap) {
  EXPECT_OK(Decide(Granted(9, Action::HIGH), Reject(), By(SubGroupChair())));
}

TEST(AnswerExtensionTest, IsForAChair) {
  const Action action = ActionWithPendingExtension();
  for (const Caller& other :
       {BoardManager(), given::HousingLead(), given::PoliceLead()}) {
    EXPECT_THAT(Decide(action, Approve(), By(other)), FailsWith("ROLE_NEEDED"));
    EXPECT_THAT(Decide(action, Reject(), By(other)), FailsWith("ROLE_NEEDED"));
  }
}

TEST(AnswerExtensionTest, IsNeverForTheRequester) {
  const Action action = ActionWithPendingExtension();
  for (const Caller& requester :
       {SubGroupChair("housing-lead"), IndependentChair("housing-lead")}) {
    const auto facts = Decide(action, Approve(), By(requester));
    EXPECT_THAT(facts, StatusIs(absl::StatusCode::kPermissionDenied));
    EXPECT_THAT(facts, FailsWith("EXTENSION_DECIDER_IS_REQUESTER"));
    EXPECT_THAT(Decide(action, Reject(), By(requester)),
                FailsWith("EXTENSION_DECIDER_IS_REQUESTER"));
  }
}

TEST(AnswerExtensionTest, NeedsARequest) {
  EXPECT_THAT(Decide(InProgress(), Approve(), By(SubGroupChair())),
              FailsWith("NO_EXTENSION_PENDING"));
  EXPECT_THAT(Decide(InProgress(), Reject(), By(SubGroupChair())),
              FailsWith("NO_EXTENSION_PENDING"));
  EXPECT_THAT(Decide(InProgress(), Withdraw(), By(given::HousingLead())),
              FailsWith("NO_EXTENSION_PENDING"));
}

TEST(WithdrawExtensionTest, SaysWhyAndWhatWasAskedFor) {
  ASSERT_DECIDES(const auto fact, ActionWithPendingExtension(), Withdraw(),
                 By(support::Of(given::kHousing, "p1", Role::kActionOwner)));

  const auto& withdrawn = fact.extension_withdrawn();
  EXPECT_EQ(withdrawn.proposed_due_date().day(), 23);
  EXPECT_EQ(withdrawn.reason().clear(), "We can do it.");
}

TEST(WithdrawExtensionTest, IsForTheLeadAgencyAlone) {
  for (const Caller& other : {given::HealthLead(), SubGroupChair()}) {
    EXPECT_THAT(Decide(ActionWithPendingExtension(), Withdraw(), By(other)),
                FailsWith("NOT_LEAD_AGENCY"));
  }
}

}  // namespace
}  // namespace actionplan::domain
