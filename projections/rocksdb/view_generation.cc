#include "projections/rocksdb/view_generation.h"

#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "eventstore/base/status.h"
#include "projections/rocksdb/view_status.h"

namespace actionplan::projections {
namespace {

absl::StatusOr<bool> GetRow(const RocksdbGeneration& generation,
                            const rocksdb::ReadOptions& options,
                            absl::string_view key, std::string& value) {
  const rocksdb::Status got = generation.database().Get(
      options, generation.family(), ToSlice(key), &value);
  if (got.IsNotFound()) return false;
  RETURN_IF_ERROR(FromRocksdb(got));
  return true;
}

absl::StatusOr<v1::Checkpoint> GetCheckpoint(
    const RocksdbGeneration& generation, const rocksdb::ReadOptions& options) {
  std::string bytes;
  ASSIGN_OR_RETURN(const bool found,
                   GetRow(generation, options, kCheckpointKey, bytes));
  v1::Checkpoint checkpoint;
  if (found && !checkpoint.ParseFromString(bytes)) {
    return FromRocksdb(rocksdb::Status::Corruption("checkpoint"));
  }
  return checkpoint;
}

// Bounds and options live as long as the iterator that refers to them.
class IteratorCursor final : public RowCursor {
 public:
  IteratorCursor(const RocksdbGeneration& generation,
                 rocksdb::ReadOptions options, absl::string_view first,
                 absl::string_view last)
      : last_(last), end_(last_) {
    if (!last_.empty()) options.iterate_upper_bound = &end_;
    rows_.reset(
        generation.database().NewIterator(options, generation.family()));
    Seek(first);
  }

  bool Valid() const override { return rows_->Valid(); }
  absl::string_view key() const override { return ToView(rows_->key()); }
  absl::string_view value() const override { return ToView(rows_->value()); }
  void Next() override { rows_->Next(); }

  void Seek(absl::string_view key) override {
    rows_->Seek(ToSlice(key));
    if (rows_->Valid() && this->key() == kCheckpointKey) rows_->Next();
  }

  absl::Status status() const override { return FromRocksdb(rows_->status()); }

 private:
  const std::string last_;
  const rocksdb::Slice end_;
  std::unique_ptr<rocksdb::Iterator> rows_;
};

class SnapshotReader final : public ViewReader {
 public:
  explicit SnapshotReader(std::shared_ptr<const RocksdbGeneration> generation)
      : generation_(std::move(generation)) {
    options_.snapshot = generation_->database().GetSnapshot();
  }

  ~SnapshotReader() override {
    generation_->database().ReleaseSnapshot(options_.snapshot);
  }

  SnapshotReader(const SnapshotReader&) = delete;
  SnapshotReader& operator=(const SnapshotReader&) = delete;

  absl::Status LoadPosition() {
    ASSIGN_OR_RETURN(const auto checkpoint,
                     GetCheckpoint(*generation_, options_));
    position_ = checkpoint.position();
    return absl::OkStatus();
  }

  uint64_t position() const override { return position_; }

  absl::StatusOr<bool> Get(absl::string_view key,
                           std::string& value) const override {
    return GetRow(*generation_, options_, key, value);
  }

  absl::Status Scan(absl::string_view first, absl::string_view last,
                    RowVisitor visit) const override {
    const rocksdb::Slice end = ToSlice(last);
    rocksdb::ReadOptions bounded = options_;
    if (!last.empty()) bounded.iterate_upper_bound = &end;
    const auto rows = Iterate(bounded);
    rows->Seek(ToSlice(first));
    if (rows->Valid() && ToView(rows->key()) == kCheckpointKey) rows->Next();
    for (; rows->Valid(); rows->Next()) {
      if (!visit(ToView(rows->key()), ToView(rows->value()))) break;
    }
    return FromRocksdb(rows->status());
  }

  absl::Status ScanBack(absl::string_view first, absl::string_view last,
                        RowVisitor visit) const override {
    const rocksdb::Slice begin = ToSlice(first);
    const rocksdb::Slice end = ToSlice(last);
    rocksdb::ReadOptions bounded = options_;
    bounded.iterate_lower_bound = &begin;
    if (!last.empty()) bounded.iterate_upper_bound = &end;
    const auto rows = Iterate(bounded);
    for (rows->SeekToLast(); rows->Valid(); rows->Prev()) {
      if (ToView(rows->key()) == kCheckpointKey) break;
      if (!visit(ToView(rows->key()), ToView(rows->value()))) break;
    }
    return FromRocksdb(rows->status());
  }

  std::unique_ptr<RowCursor> Cursor(absl::string_view first,
                                    absl::string_view last) const override {
    return std::make_unique<IteratorCursor>(*generation_, options_, first,
                                            last);
  }

 private:
  std::unique_ptr<rocksdb::Iterator> Iterate(
      const rocksdb::ReadOptions& options) const {
    return std::unique_ptr<rocksdb::Iterator>(
        generation_->database().NewIterator(options, generation_->family()));
  }

  const std::shared_ptr<const RocksdbGeneration> generation_;
  rocksdb::ReadOptions options_;
  uint64_t position_ = 0;
};

}  // namespace

std::string FamilyName(const GenerationName& name) {
  return absl::StrCat(name.view, ".", name.number);
}

std::optional<GenerationName> ParseFamilyName(absl::string_view family) {
  const size_t dot = family.rfind('.');
  GenerationName name;
  if (dot == absl::string_view::npos ||
      !absl::SimpleAtoi(family.substr(dot + 1), &name.number)) {
    return std::nullopt;
  }
  name.view = std::string(family.substr(0, dot));
  return name;
}

RocksdbGeneration::RocksdbGeneration(std::shared_ptr<rocksdb::DB> database,
                                     rocksdb::ColumnFamilyHandle* family,
                                     GenerationName name)
    : database_(std::move(database)), family_(family), name_(std::move(name)) {}

RocksdbGeneration::~RocksdbGeneration() {
  // Only fails for the default column family, which is no generation.
  database_->DestroyColumnFamilyHandle(family_);
}

absl::StatusOr<v1::Checkpoint> RocksdbGeneration::checkpoint() const {
  return GetCheckpoint(*this, rocksdb::ReadOptions());
}

absl::StatusOr<bool> RocksdbGeneration::Get(absl::string_view key,
                                            std::string& value) const {
  return GetRow(*this, rocksdb::ReadOptions(), key, value);
}

absl::StatusOr<std::unique_ptr<ViewReader>> RocksdbGeneration::Snapshot()
    const {
  auto reader = std::make_unique<SnapshotReader>(shared_from_this());
  RETURN_IF_ERROR(reader->LoadPosition());
  return reader;
}

}  // namespace actionplan::projections
