#include "tests/projections/view_store_contract.h"

#include <utility>

#include "tests/support/status_matchers.h"

namespace actionplan::projections {

using testing::ElementsAre;
using testing::IsEmpty;

v1::Checkpoint ViewStoreContract::At(uint64_t position) {
  v1::Checkpoint checkpoint;
  checkpoint.set_log_id("log");
  checkpoint.set_position(position);
  checkpoint.set_version(1);
  return checkpoint;
}

RowChange ViewStoreContract::Put(absl::string_view key,
                                 absl::string_view value) {
  return {.kind = RowChange::Kind::kPut, .key = key, .value = value};
}

RowChange ViewStoreContract::Delete(absl::string_view key) {
  return {.kind = RowChange::Kind::kDelete, .key = key};
}

RowChange ViewStoreContract::Append(absl::string_view key,
                                    absl::string_view value) {
  return {.kind = RowChange::Kind::kAppend, .key = key, .value = value};
}

std::shared_ptr<Generation> ViewStoreContract::ThreeRows(
    absl::string_view view) {
  auto generation = store_->Create(view);
  EXPECT_OK(generation);
  EXPECT_OK(store_->Load(**generation,
                         {Put("a", "1"), Put("b", "2"), Put("c", "3")}));
  EXPECT_OK(store_->FinishLoad(**generation, At(10)));
  return *generation;
}

ViewDump ViewStoreContract::RowsOf(const Generation& generation) {
  const auto reader = generation.Snapshot();
  EXPECT_OK(reader);
  return Dump(**reader);
}

uint64_t ViewStoreContract::PositionOf(const Generation& generation) {
  const auto checkpoint = generation.checkpoint();
  EXPECT_OK(checkpoint);
  return checkpoint->position();
}

TEST_P(ViewStoreContract, HasNoViewsAtFirst) {
  EXPECT_THAT(store_->Views(), IsEmpty());
  ASSERT_OK_AND_ASSIGN(const auto found, store_->Find("overdue"));
  EXPECT_EQ(found, nullptr);
}

TEST_P(ViewStoreContract, AGenerationIsFoundOnceItIsLoaded) {
  ASSERT_OK_AND_ASSIGN(const auto generation, store_->Create("overdue"));
  EXPECT_OK(store_->Load(*generation, {Put("a", "1")}));
  EXPECT_THAT(store_->Views(), IsEmpty());
  EXPECT_EQ(*store_->Find("overdue"), nullptr);

  EXPECT_OK(store_->FinishLoad(*generation, At(7)));

  EXPECT_THAT(store_->Views(), ElementsAre("overdue"));
  ASSERT_OK_AND_ASSIGN(const auto found, store_->Find("overdue"));
  EXPECT_EQ(found, generation);
  EXPECT_EQ(found->view(), "overdue");
  EXPECT_EQ(PositionOf(*found), 7U);
  EXPECT_EQ(RowsOf(*found), (ViewDump{{"a", "1"}}));
}

TEST_P(ViewStoreContract, AGenerationWithoutRowsCanBeComplete) {
  ASSERT_OK_AND_ASSIGN(const auto generation, store_->Create("overdue"));
  EXPECT_OK(store_->FinishLoad(*generation, At(0)));

  EXPECT_EQ(*store_->Find("overdue"), generation);
  EXPECT_THAT(RowsOf(*generation), IsEmpty());
}

TEST_P(ViewStoreContract, LoadsChangeWhatEarlierLoadsLeft) {
  ASSERT_OK_AND_ASSIGN(const auto generation, store_->Create("overdue"));

  EXPECT_OK(store_->Load(*generation, {Put("a", "1"), Append("b", "2"),
                                       Put("c", "3"), Put("d", "4")}));
  EXPECT_OK(store_->Load(*generation, {Append("a", "x"), Append("b", "y"),
                                       Delete("c"), Put("d", "5")}));
  EXPECT_OK(store_->Load(*generation, {Append("c", "6")}));

  const ViewDump expected = {{"a", "1x"}, {"b", "2y"}, {"c", "6"}, {"d", "5"}};
  EXPECT_EQ(RowsOf(*generation), expected);
  EXPECT_OK(store_->FinishLoad(*generation, At(1)));
  EXPECT_EQ(RowsOf(*generation), expected);
}

TEST_P(ViewStoreContract, ReadsWhatWasLoadedBeforeTheLoadIsFinished) {
  ASSERT_OK_AND_ASSIGN(const auto generation, store_->Create("overdue"));
  EXPECT_OK(store_->Load(*generation, {Put("a", "1")}));

  std::string value;
  EXPECT_TRUE(*generation->Get("a", value));
  EXPECT_EQ(value, "1");
  EXPECT_FALSE(*generation->Get("b", value));
}

TEST_P(ViewStoreContract, AWriteChangesRowsAndCheckpointOfSeveralViews) {
  const auto overdue = ThreeRows("overdue");
  const auto resources = ThreeRows("resources");

  EXPECT_OK(
      store_->Write({{.generation = overdue,
                      .changes = {Put("a", "9"), Delete("b"), Append("c", "4")},
                      .checkpoint = At(11)},
                     {.generation = resources,
                      .changes = {Append("d", "5")},
                      .checkpoint = At(12)}}));

  EXPECT_EQ(RowsOf(*overdue), (ViewDump{{"a", "9"}, {"c", "34"}}));
  EXPECT_EQ(PositionOf(*overdue), 11U);
  EXPECT_EQ(RowsOf(*resources),
            (ViewDump{{"a", "1"}, {"b", "2"}, {"c", "3"}, {"d", "5"}}));
  EXPECT_EQ(PositionOf(*resources), 12U);
}

TEST_P(ViewStoreContract, AReaderStaysAtItsMoment) {
  const auto generation = ThreeRows("overdue");
  ASSERT_OK_AND_ASSIGN(const auto reader, generation->Snapshot());

  EXPECT_OK(store_->Write({{.generation = generation,
                            .changes = {Put("a", "9"), Delete("b"),
                                        Append("c", "4"), Put("d", "5")},
                            .checkpoint = At(11)}}));

  EXPECT_EQ(reader->position(), 10U);
  EXPECT_EQ(Dump(*reader), (ViewDump{{"a", "1"}, {"b", "2"}, {"c", "3"}}));
  std::string value;
  EXPECT_TRUE(*reader->Get("b", value));
  EXPECT_EQ(value, "2");
  EXPECT_FALSE(*reader->Get("d", value));
  EXPECT_EQ((*generation->Snapshot())->position(), 11U);
}

TEST_P(ViewStoreContract, ScansARangeEitherWayUntilToldToStop) {
  const auto generation = ThreeRows("overdue");
  ASSERT_OK_AND_ASSIGN(const auto reader, generation->Snapshot());
  const auto keys = [&](absl::string_view first, absl::string_view last,
                        size_t limit) {
    std::string seen;
    const auto visit = [&](absl::string_view key, absl::string_view) {
      seen += std::string(key);
      return seen.size() % 10 < limit;
    };
    EXPECT_OK(reader->Scan(first, last, visit));
    seen.append(10 - seen.size(), '.');
    EXPECT_OK(reader->ScanBack(first, last, visit));
    return seen;
  };

  EXPECT_EQ(keys("", "", 9), "abc.......cba");
  EXPECT_EQ(keys("a", "c", 9), "ab........ba");
  EXPECT_EQ(keys("aa", "bb", 9), "b.........b");
  EXPECT_EQ(keys("b", "", 9), "bc........cb");
  EXPECT_EQ(keys("", "b", 9), "a.........a");
  EXPECT_EQ(keys("d", "", 9), "..........");
  EXPECT_EQ(keys("b", "b", 9), "..........");
  EXPECT_EQ(keys("c", "a", 9), "..........");
  EXPECT_EQ(keys("", "", 2), "ab........cb");
}

TEST_P(ViewStoreContract, ACursorLeapsWithinItsRange) {
  const auto generation = ThreeRows("overdue");
  ASSERT_OK_AND_ASSIGN(const auto reader, generation->Snapshot());

  const auto cursor = reader->Cursor("a", "c");
  ASSERT_TRUE(cursor->Valid());
  EXPECT_EQ(cursor->key(), "a");
  EXPECT_EQ(cursor->value(), "1");
  cursor->Seek("aa");
  ASSERT_TRUE(cursor->Valid());
  EXPECT_EQ(cursor->key(), "b");
  cursor->Seek("a");
  ASSERT_TRUE(cursor->Valid());
  EXPECT_EQ(cursor->key(), "a");
  cursor->Next();
  cursor->Next();
  EXPECT_FALSE(cursor->Valid()) << "the range ends before c";
  cursor->Seek("c");
  EXPECT_FALSE(cursor->Valid());
  EXPECT_OK(cursor->status());

  const auto open = reader->Cursor("", "");
  ASSERT_TRUE(open->Valid());
  EXPECT_EQ(open->key(), "a");
  open->Seek("c");
  ASSERT_TRUE(open->Valid());
  EXPECT_EQ(open->value(), "3");
  open->Next();
  EXPECT_FALSE(open->Valid());
  EXPECT_FALSE(reader->Cursor("d", "")->Valid());
  EXPECT_FALSE(reader->Cursor("b", "b")->Valid());
}

TEST_P(ViewStoreContract, ACursorStaysAtItsReadersMoment) {
  const auto generation = ThreeRows("overdue");
  ASSERT_OK_AND_ASSIGN(const auto reader, generation->Snapshot());
  const auto cursor = reader->Cursor("", "");

  EXPECT_OK(store_->Write({{.generation = generation,
                            .changes = {Put("a", "9"), Delete("b")},
                            .checkpoint = At(11)}}));

  cursor->Seek("b");
  ASSERT_TRUE(cursor->Valid());
  EXPECT_EQ(cursor->value(), "2");
}

TEST_P(ViewStoreContract, TheNewestCompleteGenerationIsFound) {
  const auto old = ThreeRows("overdue");
  ASSERT_OK_AND_ASSIGN(const auto newer, store_->Create("overdue"));
  EXPECT_EQ(*store_->Find("overdue"), old);

  EXPECT_OK(store_->FinishLoad(*newer, At(20)));
  EXPECT_EQ(*store_->Find("overdue"), newer);

  EXPECT_OK(store_->Drop(*old));
  EXPECT_EQ(*store_->Find("overdue"), newer);
}

TEST_P(ViewStoreContract, WhatIsDroppedIsNotFoundButStillRead) {
  auto generation = ThreeRows("overdue");
  ASSERT_OK_AND_ASSIGN(const auto reader, generation->Snapshot());

  EXPECT_OK(store_->Drop(*generation));
  generation = nullptr;

  EXPECT_EQ(*store_->Find("overdue"), nullptr);
  EXPECT_THAT(store_->Views(), IsEmpty());
  EXPECT_EQ(Dump(*reader), (ViewDump{{"a", "1"}, {"b", "2"}, {"c", "3"}}));
}

TEST_P(ViewStoreContract, KeysAndValuesAreAnyBytes) {
  ASSERT_OK_AND_ASSIGN(const auto generation, store_->Create("overdue"));
  const std::string low("\0\1", 2), high("\xff\xff", 2), zero(1, '\0');

  EXPECT_OK(store_->Load(*generation,
                         {Put(zero, ""), Put(low, zero), Put(high, high)}));
  EXPECT_OK(store_->FinishLoad(*generation, At(1)));

  EXPECT_EQ(RowsOf(*generation),
            (ViewDump{{zero, ""}, {low, zero}, {high, high}}));
}

}  // namespace actionplan::projections
