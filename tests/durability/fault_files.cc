#include "tests/durability/fault_files.h"

#include <rocksdb/file_system.h>

#include <string>
#include <utility>

#include "eventstore/base/status.h"
#include "eventstore/rocksdb/system_disk.h"

namespace actionplan::eventstore {
namespace {

using durability::SyncLedger;
using rocksdb::FileOptions;
using rocksdb::IODebugContext;
using rocksdb::IOOptions;
using rocksdb::IOStatus;
using rocksdb::Slice;

IOStatus Failure(Fault fault) {
  return fault == Fault::kFull ? IOStatus::NoSpace("the planned fault")
                               : IOStatus::IOError("the planned fault");
}

// Does the call, or what the plan has for it.
template <typename Call>
IOStatus Planned(FaultPlan& plan, Call call) {
  const Fault fault = plan.Next();
  if (fault == Fault::kNone) return call();
  if (fault == Fault::kHalfWay) call().PermitUncheckedError();
  return Failure(fault);
}

class FaultFile final : public rocksdb::FSWritableFileOwnerWrapper {
 public:
  FaultFile(std::unique_ptr<rocksdb::FSWritableFile> file, ino_t number,
            FaultPlan& plan)
      : FSWritableFileOwnerWrapper(std::move(file)),
        number_(number),
        plan_(plan) {}

  IOStatus Append(const Slice& data, const IOOptions& options,
                  IODebugContext* debug) override {
    const Fault fault = plan_.Next();
    if (fault == Fault::kNone) {
      size_ += data.size();
      return FSWritableFileWrapper::Append(data, options, debug);
    }
    if (fault == Fault::kHalfWay) {
      FSWritableFileWrapper::Append(Slice(data.data(), data.size() / 2),
                                    options, debug)
          .PermitUncheckedError();
    }
    return Failure(fault);
  }
  IOStatus Append(const Slice& data, const IOOptions& options,
                  const rocksdb::DataVerificationInfo&,
                  IODebugContext* debug) override {
    return Append(data, options, debug);
  }
  IOStatus Truncate(uint64_t size, const IOOptions& options,
                    IODebugContext* debug) override {
    return Planned(plan_, [&] {
      return FSWritableFileWrapper::Truncate(size, options, debug);
    });
  }
  IOStatus Flush(const IOOptions& options, IODebugContext* debug) override {
    return Planned(
        plan_, [&] { return FSWritableFileWrapper::Flush(options, debug); });
  }
  IOStatus Sync(const IOOptions& options, IODebugContext* debug) override {
    return Synced([&] { return FSWritableFileWrapper::Sync(options, debug); });
  }
  IOStatus Fsync(const IOOptions& options, IODebugContext* debug) override {
    return Synced([&] { return FSWritableFileWrapper::Fsync(options, debug); });
  }
  IOStatus Close(const IOOptions& options, IODebugContext* debug) override {
    return Planned(
        plan_, [&] { return FSWritableFileWrapper::Close(options, debug); });
  }

 private:
  template <typename Sync>
  IOStatus Synced(Sync sync) {
    const uint64_t size = size_;
    IOStatus result = Planned(plan_, [&] {
      return plan_.liar() == Liar::kNobody ? sync() : IOStatus::OK();
    });
    if (!result.ok()) has_failed_ = true;
    if (!has_failed_ && plan_.liar() == Liar::kNobody) {
      plan_.ledger().Synced(number_, size);
    }
    return result;
  }

  const ino_t number_;
  FaultPlan& plan_;
  uint64_t size_ = 0;
  bool has_failed_ = false;  // A sync: nothing is kept from then on.
};

class FaultFolder final : public rocksdb::FSDirectoryWrapper {
 public:
  FaultFolder(std::unique_ptr<rocksdb::FSDirectory> folder, std::string path,
              FaultPlan& plan)
      : FSDirectoryWrapper(std::move(folder)),
        path_(std::move(path)),
        plan_(plan) {}

  IOStatus Fsync(const IOOptions& options, IODebugContext* debug) override {
    return Synced([&] { return FSDirectoryWrapper::Fsync(options, debug); });
  }
  IOStatus FsyncWithDirOptions(const IOOptions& options, IODebugContext* debug,
                               const rocksdb::DirFsyncOptions& how) override {
    return Synced([&] {
      return FSDirectoryWrapper::FsyncWithDirOptions(options, debug, how);
    });
  }

 private:
  template <typename Sync>
  IOStatus Synced(Sync sync) {
    IOStatus result = Planned(plan_, [&] {
      return plan_.liar() == Liar::kNobody ? sync() : IOStatus::OK();
    });
    if (result.ok() && plan_.liar() == Liar::kNobody) {
      plan_.ledger().NamesSynced(path_);
    }
    return result;
  }

  const std::string path_;
  FaultPlan& plan_;
};

class FaultFileSystem final : public rocksdb::FileSystemWrapper {
 public:
  explicit FaultFileSystem(FaultPlan& plan)
      : FileSystemWrapper(rocksdb::FileSystem::Default()), plan_(plan) {}

  const char* Name() const override { return "FaultFileSystem"; }

  IOStatus NewWritableFile(const std::string& path, const FileOptions& options,
                           std::unique_ptr<rocksdb::FSWritableFile>* file,
                           IODebugContext* debug) override {
    IOStatus made = Planned(plan_, [&] {
      return FileSystemWrapper::NewWritableFile(path, options, file, debug);
    });
    if (made.ok()) {
      plan_.ledger().Made(path);
      *file = std::make_unique<FaultFile>(std::move(*file),
                                          SyncLedger::NumberOf(path), plan_);
    }
    return made;
  }
  IOStatus NewDirectory(const std::string& path, const IOOptions& options,
                        std::unique_ptr<rocksdb::FSDirectory>* folder,
                        IODebugContext* debug) override {
    IOStatus opened = Planned(plan_, [&] {
      return FileSystemWrapper::NewDirectory(path, options, folder, debug);
    });
    if (opened.ok()) {
      *folder = std::make_unique<FaultFolder>(std::move(*folder), path, plan_);
    }
    return opened;
  }
  IOStatus DeleteFile(const std::string& path, const IOOptions& options,
                      IODebugContext* debug) override {
    return Planned(plan_, [&] {
      return FileSystemWrapper::DeleteFile(path, options, debug);
    });
  }
  IOStatus RenameFile(const std::string& from, const std::string& to,
                      const IOOptions& options,
                      IODebugContext* debug) override {
    return Planned(plan_, [&] {
      IOStatus renamed =
          FileSystemWrapper::RenameFile(from, to, options, debug);
      if (renamed.ok()) plan_.ledger().Renamed(to);
      return renamed;
    });
  }

 private:
  FaultPlan& plan_;
};

absl::Status DiskFailure(Fault fault) {
  const bool is_full = fault == Fault::kFull;
  return base::Error({.code = is_full ? absl::StatusCode::kResourceExhausted
                                      : absl::StatusCode::kUnavailable,
                      .reason = is_full ? "DISK_FULL" : "DISK_FAILED",
                      .message = "the planned fault"});
}

template <typename Call>
absl::Status PlannedOnDisk(FaultPlan& plan, Call call) {
  const Fault fault = plan.Next();
  if (fault == Fault::kNone) return call();
  if (fault == Fault::kHalfWay) call().IgnoreError();
  return DiskFailure(fault);
}

class FaultDiskFile final : public DiskFile {
 public:
  FaultDiskFile(std::unique_ptr<DiskFile> file, ino_t number, FaultPlan& plan)
      : file_(std::move(file)), number_(number), plan_(plan) {}

  absl::StatusOr<uint64_t> Size() const override { return file_->Size(); }
  absl::Status Read(uint64_t offset, absl::Span<char> bytes) const override {
    return file_->Read(offset, bytes);
  }
  absl::Status Write(uint64_t offset, absl::string_view bytes) override {
    const Fault fault = plan_.Next();
    if (fault == Fault::kNone) return file_->Write(offset, bytes);
    if (fault == Fault::kHalfWay) {
      file_->Write(offset, bytes.substr(0, 300)).IgnoreError();
    }
    return DiskFailure(fault);
  }
  absl::Status Allocate(uint64_t size) override {
    return PlannedOnDisk(plan_, [&] { return file_->Allocate(size); });
  }
  absl::Status Sync() override {
    const absl::Status result =
        PlannedOnDisk(plan_, [&] { return file_->Sync(); });
    if (!result.ok()) has_failed_ = true;
    if (!has_failed_ && plan_.liar() != Liar::kEveryone) {
      plan_.ledger().SyncedAs(number_, Contents());
    }
    return result;
  }

 private:
  std::string Contents() const {
    std::string contents(file_->Size().value(), '\0');
    file_->Read(0, absl::MakeSpan(contents)).IgnoreError();
    return contents;
  }

  const std::unique_ptr<DiskFile> file_;
  const ino_t number_;
  FaultPlan& plan_;
  bool has_failed_ = false;  // A sync: nothing is kept from then on.
};

class FaultDisk final : public Disk {
 public:
  explicit FaultDisk(FaultPlan& plan) : plan_(plan) {}

  absl::StatusOr<std::unique_ptr<DiskFile>> Open(
      const std::string& path) override {
    return Wrapped(disk_.Open(path), path);
  }
  absl::StatusOr<std::unique_ptr<DiskFile>> Create(
      const std::string& path) override {
    const Fault fault = plan_.Next();
    if (fault != Fault::kNone) return DiskFailure(fault);
    auto file = Wrapped(disk_.Create(path), path);
    if (file.ok()) plan_.ledger().Made(path);
    return file;
  }
  absl::StatusOr<bool> Exists(const std::string& path) const override {
    return disk_.Exists(path);
  }
  absl::Status Rename(const std::string& from, const std::string& to) override {
    return PlannedOnDisk(plan_, [&] {
      absl::Status renamed = disk_.Rename(from, to);
      if (renamed.ok()) plan_.ledger().Renamed(to);
      return renamed;
    });
  }
  absl::Status Remove(const std::string& path) override {
    return PlannedOnDisk(plan_, [&] { return disk_.Remove(path); });
  }
  absl::Status SyncFolder(const std::string& path) override {
    absl::Status result =
        PlannedOnDisk(plan_, [&] { return disk_.SyncFolder(path); });
    if (result.ok() && plan_.liar() != Liar::kEveryone) {
      plan_.ledger().NamesSynced(path);
    }
    return result;
  }
  absl::StatusOr<uint64_t> FreeBytes(const std::string& path) const override {
    return disk_.FreeBytes(path);
  }

 private:
  absl::StatusOr<std::unique_ptr<DiskFile>> Wrapped(
      absl::StatusOr<std::unique_ptr<DiskFile>> file, const std::string& path) {
    if (!file.ok()) return file;
    return std::make_unique<FaultDiskFile>(*std::move(file),
                                           SyncLedger::NumberOf(path), plan_);
  }

  SystemDisk disk_;
  FaultPlan& plan_;
};

}  // namespace

std::unique_ptr<rocksdb::Env> MakeFaultEnvironment(FaultPlan& plan) {
  return rocksdb::NewCompositeEnv(std::make_shared<FaultFileSystem>(plan));
}

std::unique_ptr<Disk> MakeFaultDisk(FaultPlan& plan) {
  return std::make_unique<FaultDisk>(plan);
}

}  // namespace actionplan::eventstore
