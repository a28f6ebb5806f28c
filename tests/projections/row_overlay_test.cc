#include "projections/row_overlay.h"

#include <algorithm>
#include <map>
#include <random>

#include "absl/strings/str_cat.h"
#include "actionplan/projections/v1/rows.pb.h"
#include "projections/memory/memory_view_store.h"
#include "tests/projections/view_dump.h"
#include "tests/support/status_matchers.h"

namespace actionplan::projections {
namespace {

using support::FailsWith;
using v1::ActionPlanRow;

class RowOverlayTest : public testing::Test {
 protected:
  RowOverlayTest() : generation_(*store_.Create("view")), rows_(nullptr) {
    EXPECT_OK(store_.FinishLoad(*generation_, v1::Checkpoint()));
  }

  void Write() {
    EXPECT_OK(store_.Write(
        {{.generation = generation_, .changes = rows_.Changes()}}));
    rows_.MarkWritten(*generation_);
  }

  ViewDump Written() { return Dump(**generation_->Snapshot()); }

  std::string TitleOf(absl::string_view key) {
    std::string bytes;
    EXPECT_TRUE(*rows_.Get(key, bytes)) << key;
    ActionPlanRow row;
    EXPECT_TRUE(row.ParseFromString(bytes));
    return row.title();
  }

  MemoryViewStore store_;
  const std::shared_ptr<Generation> generation_;
  RowOverlay rows_;
};

TEST_F(RowOverlayTest, ManyChangesOfARowAreOneWriteOfIt) {
  rows_.Append("a", "1");
  rows_.Append("a", "2");
  rows_.Put("a", "3");
  rows_.Append("a", "4");

  const std::vector<RowChange> changes = rows_.Changes();

  ASSERT_EQ(changes.size(), 1U);
  EXPECT_EQ(changes[0].kind, RowChange::Kind::kPut);
  EXPECT_EQ(changes[0].value, "34");
}

TEST_F(RowOverlayTest, WhatIsAddedToAnUnreadRowIsOnlyAdded) {
  rows_.Put("a", "1");
  Write();

  rows_.Append("a", "2");

  const std::vector<RowChange> changes = rows_.Changes();
  ASSERT_EQ(changes.size(), 1U);
  EXPECT_EQ(changes[0].kind, RowChange::Kind::kAppend);
  EXPECT_EQ(changes[0].value, "2");
  std::string value;
  EXPECT_TRUE(*rows_.Get("a", value));
  EXPECT_EQ(value, "12");
}

TEST_F(RowOverlayTest, WhatWasReadIsNotWritten) {
  rows_.Put("a", "1");
  Write();

  std::string value;
  EXPECT_TRUE(*rows_.Get("a", value));
  EXPECT_FALSE(*rows_.Get("b", value));

  EXPECT_TRUE(rows_.Changes().empty());
}

TEST_F(RowOverlayTest, AnEditedRowIsChangedInPlaceFromBatchToBatch) {
  (*rows_.Edit<ActionPlanRow>("a"))->set_title("one");
  Write();
  ActionPlanRow* row = *rows_.Edit<ActionPlanRow>("a");
  EXPECT_EQ(row->title(), "one");
  row->set_title("two");
  EXPECT_EQ(TitleOf("a"), "two");
  Write();

  rows_.Clear(generation_.get());

  EXPECT_EQ((*rows_.Edit<ActionPlanRow>("a"))->title(), "two");
}

TEST_F(RowOverlayTest, EditingMakesARowEvenOfNothing) {
  ASSERT_OK(rows_.Edit<ActionPlanRow>("a"));
  Write();

  EXPECT_EQ(Written(), (ViewDump{{"a", ""}}));
}

TEST_F(RowOverlayTest, BytesThatAreNoSuchMessageAreDataLoss) {
  rows_.Put("a", "\xff\xff\xff");

  EXPECT_THAT(rows_.Edit<ActionPlanRow>("a"), FailsWith("ROW_DAMAGED"));
}

TEST_F(RowOverlayTest, ForgettingTakesBackWhatWasNotWritten) {
  rows_.Put("a", "1");
  (*rows_.Edit<ActionPlanRow>("m"))->set_title("one");
  Write();
  rows_.Put("a", "2");
  rows_.Delete("m");
  rows_.Append("b", "3");
  EXPECT_GT(rows_.bytes(), 0U);

  rows_.Clear(generation_.get());

  EXPECT_EQ(rows_.bytes(), 0U);
  EXPECT_TRUE(rows_.Changes().empty());
  std::string value;
  EXPECT_TRUE(*rows_.Get("a", value));
  EXPECT_EQ(value, "1");
  EXPECT_FALSE(*rows_.Get("b", value));
  EXPECT_EQ(TitleOf("m"), "one");
}

// Any order of changes, writes and forgetting of what is written leaves the
// rows that the changes alone would leave.
TEST_F(RowOverlayTest, ManyRandomChangesComeToWhatTheyWouldInAMap) {
  std::mt19937 random(4);
  ViewDump expected;
  for (int i = 0; i < 20000; ++i) {
    const std::string key = absl::StrCat("k", random() % 30);
    const std::string text = absl::StrCat(i);
    switch (random() % 12) {
      case 0:
      case 1:
        rows_.Put(key, text);
        expected[key] = text;
        break;
      case 2:
        rows_.Delete(key);
        expected.erase(key);
        break;
      case 3:
      case 4:
      case 5:
        rows_.Append(key, "x");
        expected[key] += "x";
        break;
      case 6:
        Write();
        EXPECT_EQ(Written(), expected);
        break;
      case 7:
        if (rows_.Changes().empty()) rows_.Clear(generation_.get());
        break;
      default: {
        std::string value;
        const bool found = *rows_.Get(key, value);
        ASSERT_EQ(found, expected.count(key) == 1) << key;
        if (found) {
          ASSERT_EQ(value, expected[key]);
        }
      }
    }
  }
  Write();
  EXPECT_EQ(Written(), expected);
}

}  // namespace
}  // namespace actionplan::projections
