#include "projections/resources/fold.h"

#include <string>

#include "actionplan/v1/action.pb.h"
#include "actionplan/v1/board.pb.h"
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

}  // namespace
}  // namespace actionplan::resources
