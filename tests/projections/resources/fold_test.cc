#include "projections/resources/fold.h"

#include <string>

#include "actionplan/v1/action.pb.h"
#include "actionplan/v1/agency.pb.h"
#include "actionplan/v1/audit.pb.h"
#include "actionplan/v1/board.pb.h"
#include "actionplan/v1/escalation.pb.h"
#include "actionplan/v1/finding.pb.h"
#include "actionplan/v1/meeting.pb.h"
#include "actionplan/v1/plan.pb.h"
#include "actionplan/v1/recommendation.pb.h"
#include "gtest/gtest.h"

namespace actionplan::resources {
namespace {

events::v1::EventContext Context(int64_t revision) {
  events::v1::EventContext context;
  context.set_stream("boards/ncc/actions/a12");
  context.set_position(100 + revision);
  context.set_revision(revision);
  context.mutable_record_time()->set_seconds(1000 + revision);
  context.mutable_occur_time()->set_seconds(500 + revision);
  return context;
}

TEST(StampTest, GivesANewResourceItsNameAndTimes) {
  v1::Action action;

  Stamp(Context(1), action);

  EXPECT_EQ(action.name(), "boards/ncc/actions/a12");
  EXPECT_EQ(action.etag(), "\"1\"");
  EXPECT_EQ(action.last_position(), 101);
  EXPECT_EQ(action.create_time().seconds(), 1001);
  EXPECT_EQ(action.update_time().seconds(), 1001);
  EXPECT_EQ(action.last_occur_time().seconds(), 501);
}

TEST(StampTest, KeepsNameAndCreateTimeAfterwards) {
  v1::Action action;
  Stamp(Context(1), action);

  Stamp(Context(2), action);

  EXPECT_EQ(action.name(), "boards/ncc/actions/a12");
  EXPECT_EQ(action.etag(), "\"2\"");
  EXPECT_EQ(action.last_position(), 102);
  EXPECT_EQ(action.create_time().seconds(), 1001);
  EXPECT_EQ(action.update_time().seconds(), 1002);
  EXPECT_EQ(action.last_occur_time().seconds(), 502);
}

TEST(StampTest, TakesTheRecordTimeWhenNothingWasClaimed) {
  events::v1::EventContext context = Context(1);
  context.clear_occur_time();
  v1::Board board;

  Stamp(context, board);

  EXPECT_EQ(board.last_occur_time().seconds(), 1001);
}

TEST(IsOfTest, TakesFactsOfTheKindAndEventsWithoutAFact) {
  events::v1::Event event;
  EXPECT_TRUE(IsOf(events::v1::Event::kBoard, event));
  event.mutable_board();
  EXPECT_TRUE(IsOf(events::v1::Event::kBoard, event));
  EXPECT_FALSE(IsOf(events::v1::Event::kAction, event));
}

TEST(ClearTextTest, IsEmptyWhenThereAreNoWords) {
  events::v1::PersonalText text;
  EXPECT_EQ(ClearText(text), "");
  text.set_clear("Panel met on Tuesday.");
  EXPECT_EQ(ClearText(text), "Panel met on Tuesday.");
}

// Every value of a fact's enum is one of the API's, by number and by name. The
// zeros are named for their enums and differ.
template <typename Fact, typename Api>
void ExpectSameValues() {
  const auto* facts = google::protobuf::GetEnumDescriptor<Fact>();
  const auto* api = google::protobuf::GetEnumDescriptor<Api>();
  for (int i = 0; i < facts->value_count(); ++i) {
    const auto* value = facts->value(i);
    const auto* twin = api->FindValueByNumber(value->number());
    ASSERT_NE(twin, nullptr) << value->full_name();
    if (value->number() == 0) continue;
    EXPECT_EQ(value->name(), twin->name()) << value->full_name();
  }
}

TEST(SameValueTest, HoldsForEveryEnumThatFactsAndApiShare) {
  ExpectSameValues<events::v1::Division, v1::Board::Division>();
  ExpectSameValues<events::v1::MeetingRecorded::Presence,
                   v1::Meeting::Presence>();
  ExpectSameValues<events::v1::AgencyType, v1::Agency::Type>();
  ExpectSameValues<events::v1::AuditKind, v1::Audit::Kind>();
  ExpectSameValues<events::v1::AuditState, v1::Audit::State>();
  ExpectSameValues<events::v1::FindingKind, v1::Finding::Kind>();
  ExpectSameValues<events::v1::RecommendationKind, v1::Recommendation::Kind>();
  ExpectSameValues<events::v1::PlanKind, v1::Plan::Kind>();
  ExpectSameValues<events::v1::ActionPriority, v1::Action::Priority>();
  ExpectSameValues<events::v1::ExtensionReason, v1::Action::ExtensionReason>();
  ExpectSameValues<events::v1::VerificationMethod, v1::Action::Method>();
  ExpectSameValues<events::v1::OwnView, v1::Action::OwnView>();
  ExpectSameValues<events::v1::Undated, v1::DueDate::Undated>();
  ExpectSameValues<events::v1::EscalationRule, v1::Escalation::Rule>();
  ExpectSameValues<events::v1::EscalationFamily, v1::Escalation::Family>();
  ExpectSameValues<events::v1::EscalationResolution,
                   v1::Escalation::Resolution>();
}

}  // namespace
}  // namespace actionplan::resources
