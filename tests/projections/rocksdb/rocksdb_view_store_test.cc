#include "projections/rocksdb/rocksdb_view_store.h"

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <utility>

#include "tests/projections/view_store_contract.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temporary_folder.h"

namespace actionplan::projections {
namespace {

using support::FailsWith;
using testing::ElementsAre;
using testing::IsEmpty;

// A store in a folder that goes with it.
class FolderOfViews final : public ViewStore {
 public:
  FolderOfViews()
      : store_(*RocksdbViewStore::Open({.path = folder_.Path("views")})) {}

  std::vector<std::string> Views() const override { return store_->Views(); }
  absl::StatusOr<std::shared_ptr<Generation>> Find(
      absl::string_view view) override {
    return store_->Find(view);
  }
  absl::StatusOr<std::shared_ptr<Generation>> Create(
      absl::string_view view) override {
    return store_->Create(view);
  }
  absl::Status Load(Generation& generation,
                    absl::Span<const RowChange> changes) override {
    return store_->Load(generation, changes);
  }
  absl::Status FinishLoad(Generation& generation,
                          const v1::Checkpoint& checkpoint) override {
    return store_->FinishLoad(generation, checkpoint);
  }
  absl::Status Write(absl::Span<const Batch> batches) override {
    return store_->Write(batches);
  }
  absl::Status Drop(Generation& generation) override {
    return store_->Drop(generation);
  }

 private:
  const support::TemporaryFolder folder_;
  const std::unique_ptr<RocksdbViewStore> store_;
};

std::unique_ptr<ViewStore> MakeRocksdbViews() {
  return std::make_unique<FolderOfViews>();
}

INSTANTIATE_TEST_SUITE_P(RocksdbViewStore, ViewStoreContract,
                         testing::Values(ViewStoreKind{"rocksdb",
                                                       MakeRocksdbViews}));

class RocksdbViewStoreTest : public testing::Test {
 protected:
  std::unique_ptr<RocksdbViewStore> Open() {
    auto store = RocksdbViewStore::Open({.path = Path()});
    EXPECT_OK(store);
    return *std::move(store);
  }

  std::string Path() const { return folder_.Path("views"); }

  static v1::Checkpoint At(uint64_t position) {
    v1::Checkpoint checkpoint;
    checkpoint.set_log_id("log");
    checkpoint.set_position(position);
    return checkpoint;
  }

  static RowChange Put(absl::string_view key, absl::string_view value) {
    return {.kind = RowChange::Kind::kPut, .key = key, .value = value};
  }

  // A complete view with one row.
  static std::shared_ptr<Generation> OneRow(ViewStore& store,
                                            absl::string_view view) {
    auto generation = *store.Create(view);
    EXPECT_OK(store.Load(*generation, {Put("a", "1")}));
    EXPECT_OK(store.FinishLoad(*generation, At(1)));
    return generation;
  }

  // Runs `work` on the folder in a process that is killed when it returns. The
  // process starts afresh, with threads of its own, so it is told the folder.
  void InKilledProcess(void (*work)(const std::string& path)) {
    GTEST_FLAG_SET(death_test_style, "threadsafe");
    setenv(kFolderVariable, Path().c_str(), /*replace=*/0);
    EXPECT_EXIT(
        {
          work(std::getenv(kFolderVariable));
          std::raise(SIGKILL);
        },
        testing::KilledBySignal(SIGKILL), "");
    unsetenv(kFolderVariable);
  }

  static constexpr char kFolderVariable[] = "ACTIONPLAN_TEST_VIEWS";
  const support::TemporaryFolder folder_;
};

TEST_F(RocksdbViewStoreTest, KeepsWhatWasWrittenWhenItIsClosed) {
  {
    const auto store = Open();
    const auto generation = OneRow(*store, "overdue");
    ASSERT_OK(store->Write({{.generation = generation,
                             .changes = {Put("b", "2")},
                             .checkpoint = At(2)}}));
  }

  const auto store = Open();

  EXPECT_THAT(store->Views(), ElementsAre("overdue"));
  const auto generation = *store->Find("overdue");
  EXPECT_EQ(generation->checkpoint()->position(), 2U);
  EXPECT_EQ(Dump(**generation->Snapshot()), (ViewDump{{"a", "1"}, {"b", "2"}}));
}

TEST_F(RocksdbViewStoreTest, ForgetsAGenerationThatWasNotFinished) {
  {
    const auto store = Open();
    const auto generation = *store->Create("overdue");
    ASSERT_OK(store->Load(*generation, {Put("a", "1")}));
  }

  const auto store = Open();

  EXPECT_THAT(store->Views(), IsEmpty());
  // The number of the forgotten one is not used again.
  EXPECT_OK(store->Create("overdue"));
}

TEST_F(RocksdbViewStoreTest, KeepsOnlyTheNewestOfTwoCompleteGenerations) {
  {
    const auto store = Open();
    OneRow(*store, "overdue");
    const auto newer = *store->Create("overdue");
    ASSERT_OK(store->FinishLoad(*newer, At(9)));
  }

  const auto store = Open();

  EXPECT_EQ((*store->Find("overdue"))->checkpoint()->position(), 9U);
}

TEST_F(RocksdbViewStoreTest, HasWhatWasLoadedAfterACrash) {
  InKilledProcess([](const std::string& path) {
    const auto store = *RocksdbViewStore::Open({.path = path});
    OneRow(*store, "overdue");
    const auto unfinished = *store->Create("resources");
    EXPECT_OK(store->Load(*unfinished, {Put("a", "1")}));
  });

  const auto store = Open();

  EXPECT_THAT(store->Views(), ElementsAre("overdue"));
  const auto generation = *store->Find("overdue");
  EXPECT_EQ(generation->checkpoint()->position(), 1U);
  EXPECT_EQ(Dump(**generation->Snapshot()), (ViewDump{{"a", "1"}}));
}

TEST_F(RocksdbViewStoreTest, RowsAgreeWithTheirCheckpointAfterACrash) {
  // Row n of each view says the position that wrote it; enough is written that
  // memtables reach the disk on their own in between.
  InKilledProcess([](const std::string& path) {
    const auto store = *RocksdbViewStore::Open(
        {.path = path, .memory = {.write_buffer_bytes = 64 << 10}});
    const auto busy = OneRow(*store, "busy");
    const auto quiet = OneRow(*store, "quiet");
    const std::string filler(1000, 'x');
    for (uint64_t position = 2; position < 3000; ++position) {
      const std::string text = std::to_string(position);
      EXPECT_OK(store->Write({{.generation = busy,
                               .changes = {Put("a", text), Put(text, filler)},
                               .checkpoint = At(position)},
                              {.generation = quiet,
                               .changes = {Put("a", text)},
                               .checkpoint = At(position)}}));
    }
  });

  const auto store = Open();

  for (const std::string view : {"busy", "quiet"}) {
    const auto generation = *store->Find(view);
    const uint64_t position = generation->checkpoint()->position();
    EXPECT_GT(position, 100U) << "nothing had reached the disk";
    std::string last;
    ASSERT_TRUE(*generation->Get("a", last));
    EXPECT_EQ(last, std::to_string(position));
  }
  EXPECT_EQ((*store->Find("busy"))->checkpoint()->position(),
            (*store->Find("quiet"))->checkpoint()->position());
}

TEST_F(RocksdbViewStoreTest, RemovesViewsThatAreDamaged) {
  {
    const auto store = Open();
    OneRow(*store, "overdue");
  }
  for (const auto& file : std::filesystem::directory_iterator(Path())) {
    if (file.path().extension() == ".sst") {
      std::filesystem::resize_file(file.path(), 10);
    }
  }

  const auto store = Open();

  EXPECT_THAT(store->Views(), IsEmpty());
  OneRow(*store, "overdue");
}

TEST_F(RocksdbViewStoreTest, RemovesViewsOfWhichAFileIsGone) {
  for (const std::string kind : {"MANIFEST", ".sst"}) {
    {
      const auto store = Open();
      OneRow(*store, "overdue");
    }
    for (const auto& file : std::filesystem::directory_iterator(Path())) {
      if (file.path().string().find(kind) != std::string::npos) {
        std::filesystem::remove(file.path());
      }
    }

    const auto store = Open();

    EXPECT_THAT(store->Views(), IsEmpty());
    OneRow(*store, "overdue");
  }
}

TEST_F(RocksdbViewStoreTest, DoesNotOpenAFolderThatIsInUse) {
  const auto store = Open();
  OneRow(*store, "overdue");

  EXPECT_THAT(RocksdbViewStore::Open({.path = Path()}),
              FailsWith("VIEWS_NOT_AVAILABLE"));

  EXPECT_THAT(store->Views(), ElementsAre("overdue"));
}

TEST_F(RocksdbViewStoreTest, DoesNotOpenWhereItMayNotWrite) {
  std::ofstream(Path()) << "a file";

  EXPECT_THAT(RocksdbViewStore::Open({.path = Path()}),
              FailsWith("VIEWS_NOT_AVAILABLE"));
}

TEST_F(RocksdbViewStoreTest, AReaderOutlivesTheStore) {
  auto store = Open();
  const auto reader = *OneRow(*store, "overdue")->Snapshot();

  store = nullptr;

  EXPECT_EQ(Dump(*reader), (ViewDump{{"a", "1"}}));
}

}  // namespace
}  // namespace actionplan::projections
