#include "projections/rocksdb/rocksdb_view_store.h"

#include <rocksdb/sst_file_writer.h>
#include <rocksdb/write_batch.h>

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

#include "absl/strings/str_cat.h"
#include "eventstore/base/logging.h"
#include "eventstore/base/status.h"
#include "projections/rocksdb/view_status.h"

namespace actionplan::projections {
namespace {

constexpr absl::string_view kLoadingFolder = "loading";

RocksdbGeneration& Ours(Generation& generation) {
  return static_cast<RocksdbGeneration&>(generation);
}

// The column families of the database; none when there is no database yet.
std::vector<rocksdb::ColumnFamilyDescriptor> Families(
    const rocksdb::Options& options, const std::string& path) {
  std::vector<std::string> names;
  // What is wrong with a database that is there, Open() says better.
  rocksdb::DB::ListColumnFamilies(options, path, &names).PermitUncheckedError();
  if (names.empty()) names.push_back(rocksdb::kDefaultColumnFamilyName);
  std::vector<rocksdb::ColumnFamilyDescriptor> families;
  for (const std::string& name : names) families.emplace_back(name, options);
  return families;
}

template <typename Target>
rocksdb::Status Add(const RowChange& change, Target& target) {
  const rocksdb::Slice key = ToSlice(change.key);
  switch (change.kind) {
    case RowChange::Kind::kPut:
      return target.Put(key, ToSlice(change.value));
    case RowChange::Kind::kDelete:
      return target.Delete(key);
    case RowChange::Kind::kAppend:
      return target.Merge(key, ToSlice(change.value));
  }
  return rocksdb::Status::OK();
}

// The part of a write batch that belongs to one view.
struct FamilyBatch {
  rocksdb::WriteBatch& batch;
  rocksdb::ColumnFamilyHandle* family;

  rocksdb::Status Put(const rocksdb::Slice& key, const rocksdb::Slice& value) {
    return batch.Put(family, key, value);
  }
  rocksdb::Status Delete(const rocksdb::Slice& key) {
    return batch.Delete(family, key);
  }
  rocksdb::Status Merge(const rocksdb::Slice& key,
                        const rocksdb::Slice& value) {
    return batch.Merge(family, key, value);
  }
};

}  // namespace

absl::StatusOr<std::unique_ptr<RocksdbViewStore>> RocksdbViewStore::Open(
    const Options& options) {
  std::unique_ptr<RocksdbViewStore> store(new RocksdbViewStore(options));
  absl::Status opened = store->OpenDatabase();
  if (absl::IsDataLoss(opened)) {
    base::Log(base::Severity::kWarning, "views are removed and built again",
              {{"path", options.path}, {"reason", opened.ToString()}});
    store.reset(new RocksdbViewStore(options));
    RETURN_IF_ERROR(
        FromRocksdb(rocksdb::DestroyDB(store->path_, store->options_)));
    opened = store->OpenDatabase();
  }
  RETURN_IF_ERROR(opened);
  return store;
}

RocksdbViewStore::RocksdbViewStore(const Options& options)
    : path_(options.path), options_(MakeViewOptions(options.memory)) {}

absl::Status RocksdbViewStore::OpenDatabase() {
  std::vector<rocksdb::ColumnFamilyHandle*> families;
  rocksdb::DB* database = nullptr;
  const rocksdb::Status opened = rocksdb::DB::Open(
      options_, path_, Families(options_, path_), &families, &database);
  // A file that another one names is gone: as good as damaged.
  RETURN_IF_ERROR(FromRocksdb(
      opened.IsPathNotFound() ? rocksdb::Status::Corruption(opened.ToString())
                              : opened));
  database_.reset(database);
  // What a crash left of a load.
  const std::string loading = absl::StrCat(path_, "/", kLoadingFolder);
  std::error_code failed;
  std::filesystem::remove_all(loading, failed);
  std::filesystem::create_directory(loading, failed);
  if (failed) {
    return FromRocksdb(rocksdb::Status::IOError(loading, failed.message()));
  }
  // Each handle has an owner before anything can fail.
  std::vector<std::shared_ptr<RocksdbGeneration>> generations;
  for (rocksdb::ColumnFamilyHandle* family : families) {
    if (auto name = ParseFamilyName(family->GetName())) {
      generations.push_back(std::make_shared<RocksdbGeneration>(
          database_, family, *std::move(name)));
    } else {
      database_->DestroyColumnFamilyHandle(family);
    }
  }
  for (auto& generation : generations) {
    RETURN_IF_ERROR(Adopt(std::move(generation)));
  }
  return absl::OkStatus();
}

// Keeps the newest complete generation of each view.
absl::Status RocksdbViewStore::Adopt(
    std::shared_ptr<RocksdbGeneration> generation) {
  ASSIGN_OR_RETURN(const auto checkpoint, generation->checkpoint());
  {
    base::MutexLock lock(mutex_);
    next_number_ = std::max(next_number_, generation->number() + 1);
    if (!checkpoint.log_id().empty()) {
      auto& newest = complete_[std::string(generation->view())];
      if (newest == nullptr || newest->number() < generation->number()) {
        generation.swap(newest);
      }
    }
  }
  if (generation == nullptr) return absl::OkStatus();
  return FromRocksdb(database_->DropColumnFamily(generation->family()));
}

std::vector<std::string> RocksdbViewStore::Views() const {
  base::MutexLock lock(mutex_);
  std::vector<std::string> names;
  for (const auto& [view, generation] : complete_) names.push_back(view);
  return names;
}

absl::StatusOr<std::shared_ptr<Generation>> RocksdbViewStore::Find(
    absl::string_view view) {
  base::MutexLock lock(mutex_);
  const auto found = complete_.find(std::string(view));
  if (found == complete_.end()) return nullptr;
  return found->second;
}

absl::StatusOr<std::shared_ptr<Generation>> RocksdbViewStore::Create(
    absl::string_view view) {
  GenerationName name{.view = std::string(view)};
  {
    base::MutexLock lock(mutex_);
    name.number = next_number_++;
  }
  rocksdb::ColumnFamilyHandle* family = nullptr;
  RETURN_IF_ERROR(FromRocksdb(
      database_->CreateColumnFamily(options_, FamilyName(name), &family)));
  return std::make_shared<RocksdbGeneration>(database_, family,
                                             std::move(name));
}

absl::Status RocksdbViewStore::Load(Generation& generation,
                                    absl::Span<const RowChange> changes) {
  if (changes.empty()) return absl::OkStatus();
  const std::string file = NewFile();
  rocksdb::SstFileWriter writer(rocksdb::EnvOptions(), options_);
  RETURN_IF_ERROR(FromRocksdb(writer.Open(file)));
  for (const RowChange& change : changes) {
    RETURN_IF_ERROR(FromRocksdb(Add(change, writer)));
  }
  RETURN_IF_ERROR(FromRocksdb(writer.Finish()));
  return Ingest(Ours(generation), file);
}

absl::Status RocksdbViewStore::FinishLoad(Generation& generation,
                                          const v1::Checkpoint& checkpoint) {
  // A file of its own: it is there after a crash, or it is not.
  const std::string bytes = checkpoint.SerializeAsString();
  const RowChange change{
      .kind = RowChange::Kind::kPut, .key = kCheckpointKey, .value = bytes};
  RETURN_IF_ERROR(Load(generation, {change}));
  auto complete = Ours(generation).shared_from_this();
  base::MutexLock lock(mutex_);
  complete_[std::string(generation.view())] = std::move(complete);
  return absl::OkStatus();
}

absl::Status RocksdbViewStore::Write(absl::Span<const Batch> batches) {
  rocksdb::WriteBatch all;
  for (const Batch& batch : batches) {
    FamilyBatch rows{all, Ours(*batch.generation).family()};
    for (const RowChange& change : batch.changes) {
      RETURN_IF_ERROR(FromRocksdb(Add(change, rows)));
    }
    RETURN_IF_ERROR(FromRocksdb(rows.Put(
        ToSlice(kCheckpointKey), batch.checkpoint.SerializeAsString())));
  }
  return FromRocksdb(database_->Write(ViewWriteOptions(), &all));
}

absl::Status RocksdbViewStore::Drop(Generation& generation) {
  {
    base::MutexLock lock(mutex_);
    const auto newest = complete_.find(generation.view());
    if (newest != complete_.end() && newest->second.get() == &generation) {
      complete_.erase(newest);
    }
  }
  return FromRocksdb(database_->DropColumnFamily(Ours(generation).family()));
}

absl::Status RocksdbViewStore::Recover() {
  return FromRocksdb(database_->Resume());
}

std::string RocksdbViewStore::NewFile() {
  base::MutexLock lock(mutex_);
  return absl::StrCat(path_, "/", kLoadingFolder, "/", next_number_++, ".sst");
}

absl::Status RocksdbViewStore::Ingest(const RocksdbGeneration& generation,
                                      const std::string& file) {
  return FromRocksdb(database_->IngestExternalFile(generation.family(), {file},
                                                   ViewIngestOptions()));
}

}  // namespace actionplan::projections
