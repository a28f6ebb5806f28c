#include "tests/eventstore/rocksdb/memory_disk.h"

#include <algorithm>
#include <utility>

#include "eventstore/base/logging.h"
#include "eventstore/base/status.h"

namespace actionplan::eventstore {
namespace {

absl::Status DiskFailed() {
  return base::Error({.code = absl::StatusCode::kUnavailable,
                      .reason = "DISK_FAILED",
                      .message = "the fault that was planned"});
}

absl::Status FileMissing(const std::string& path) {
  return base::Error({.code = absl::StatusCode::kNotFound,
                      .reason = "FILE_MISSING",
                      .message = path + " is not there"});
}

absl::Status DiskFull() {
  return base::Error({.code = absl::StatusCode::kResourceExhausted,
                      .reason = "DISK_FULL",
                      .message = "no space"});
}

std::string AfterPowerCut(const std::string& written, const std::string& synced,
                          const PowerCut& cut) {
  if (cut.from >= cut.to) return synced;
  std::string left = synced;
  left.resize(written.size());
  const size_t end = std::min<size_t>(cut.to, written.size());
  for (size_t at = cut.from; at < end; ++at) left[at] = written[at];
  return left;
}

}  // namespace

class MemoryFile final : public DiskFile {
 public:
  MemoryFile(MemoryDisk& disk, std::shared_ptr<MemoryDisk::Node> node)
      : disk_(disk), node_(std::move(node)) {}

  absl::StatusOr<uint64_t> Size() const override {
    base::MutexLock lock(disk_.mutex_);
    if (disk_.NextFault() != DiskFault::kNone) return DiskFailed();
    return node_->written.size();
  }

  absl::Status Read(uint64_t offset, absl::Span<char> bytes) const override {
    base::MutexLock lock(disk_.mutex_);
    if (disk_.NextFault() != DiskFault::kNone) return DiskFailed();
    const std::string& from = node_->written;
    if (offset + bytes.size() > from.size()) return DiskFailed();
    from.copy(bytes.data(), bytes.size(), offset);
    return absl::OkStatus();
  }

  absl::Status Write(uint64_t offset, absl::string_view bytes) override {
    base::MutexLock lock(disk_.mutex_);
    const DiskFault fault = disk_.NextFault();
    if (fault == DiskFault::kFails) return DiskFailed();
    if (fault == DiskFault::kFailsHalfWay) {
      bytes = bytes.substr(0, bytes.size() / 2);
    }
    std::string& to = node_->written;
    to.resize(std::max<size_t>(to.size(), offset + bytes.size()));
    bytes.copy(to.data() + offset, bytes.size());
    return fault == DiskFault::kNone ? absl::OkStatus() : DiskFailed();
  }

  absl::Status Allocate(uint64_t size) override {
    base::MutexLock lock(disk_.mutex_);
    if (disk_.NextFault() != DiskFault::kNone) return DiskFailed();
    const uint64_t before = node_->written.size();
    if (size <= before) return absl::OkStatus();
    if (size - before > disk_.Free()) return DiskFull();
    node_->written.resize(size);
    return absl::OkStatus();
  }

  absl::Status Sync() override {
    base::MutexLock lock(disk_.mutex_);
    const DiskFault fault = disk_.NextFault();
    if (fault != DiskFault::kFails) node_->synced = node_->written;
    return fault == DiskFault::kNone ? absl::OkStatus() : DiskFailed();
  }

 private:
  MemoryDisk& disk_;
  const std::shared_ptr<MemoryDisk::Node> node_;
};

absl::StatusOr<std::unique_ptr<DiskFile>> MemoryDisk::Open(
    const std::string& path) {
  base::MutexLock lock(mutex_);
  if (NextFault() != DiskFault::kNone) return DiskFailed();
  const auto found = names_.find(path);
  if (found == names_.end()) return FileMissing(path);
  return std::make_unique<MemoryFile>(*this, found->second);
}

absl::StatusOr<std::unique_ptr<DiskFile>> MemoryDisk::Create(
    const std::string& path) {
  base::MutexLock lock(mutex_);
  const DiskFault fault = NextFault();
  if (fault == DiskFault::kFails) return DiskFailed();
  std::shared_ptr<Node>& node = names_[path];
  if (node == nullptr) node = std::make_shared<Node>();
  node->written.clear();
  if (fault == DiskFault::kFailsHalfWay) return DiskFailed();
  return std::make_unique<MemoryFile>(*this, node);
}

absl::StatusOr<bool> MemoryDisk::Exists(const std::string& path) const {
  base::MutexLock lock(mutex_);
  if (NextFault() != DiskFault::kNone) return DiskFailed();
  return names_.contains(path);
}

absl::Status MemoryDisk::Rename(const std::string& from,
                                const std::string& to) {
  base::MutexLock lock(mutex_);
  const DiskFault fault = NextFault();
  if (fault == DiskFault::kFails) return DiskFailed();
  const auto found = names_.find(from);
  if (found == names_.end()) return FileMissing(from);
  names_[to] = found->second;
  names_.erase(found);
  return fault == DiskFault::kNone ? absl::OkStatus() : DiskFailed();
}

absl::Status MemoryDisk::Remove(const std::string& path) {
  base::MutexLock lock(mutex_);
  const DiskFault fault = NextFault();
  if (fault == DiskFault::kFails) return DiskFailed();
  if (names_.erase(path) == 0) return FileMissing(path);
  return fault == DiskFault::kNone ? absl::OkStatus() : DiskFailed();
}

absl::Status MemoryDisk::SyncFolder(const std::string& path) {
  base::MutexLock lock(mutex_);
  const DiskFault fault = NextFault();
  if (fault == DiskFault::kFails) return DiskFailed();
  const auto is_inside = [prefix = path + "/"](const auto& name) {
    return name.first.starts_with(prefix);
  };
  std::erase_if(synced_names_, is_inside);
  std::copy_if(names_.begin(), names_.end(),
               std::inserter(synced_names_, synced_names_.end()), is_inside);
  return fault == DiskFault::kNone ? absl::OkStatus() : DiskFailed();
}

absl::StatusOr<uint64_t> MemoryDisk::FreeBytes(const std::string&) const {
  base::MutexLock lock(mutex_);
  if (NextFault() != DiskFault::kNone) return DiskFailed();
  return Free();
}

int MemoryDisk::calls() const {
  base::MutexLock lock(mutex_);
  return calls_;
}

void MemoryDisk::FailAfter(int calls, DiskFault fault) {
  base::MutexLock lock(mutex_);
  fault_at_ = calls_ + calls;
  fault_ = fault;
}

void MemoryDisk::Cut(const PowerCut& cut) {
  base::MutexLock lock(mutex_);
  if (cut.names == PowerCut::Names::kAsSynced) names_ = synced_names_;
  synced_names_ = names_;
  fault_at_ = -1;
  for (auto& [name, node] : names_) {
    auto left = std::make_shared<Node>();
    left->written = AfterPowerCut(node->written, node->synced, cut);
    left->synced = left->written;
    synced_names_[name] = left;
  }
  names_ = synced_names_;
}

std::string MemoryDisk::Contents(const std::string& path) const {
  base::MutexLock lock(mutex_);
  const auto found = names_.find(path);
  if (found == names_.end()) base::Fatal("no such file", {{"path", path}});
  return found->second->written;
}

void MemoryDisk::Put(const std::string& path, const std::string& contents) {
  base::MutexLock lock(mutex_);
  const auto node = std::make_shared<Node>();
  node->written = contents;
  node->synced = contents;
  names_[path] = node;
  synced_names_[path] = node;
}

void MemoryDisk::set_capacity(uint64_t bytes) {
  base::MutexLock lock(mutex_);
  capacity_ = bytes;
}

DiskFault MemoryDisk::NextFault() const {
  return calls_++ == fault_at_ ? fault_ : DiskFault::kNone;
}

uint64_t MemoryDisk::Free() const {
  uint64_t used = 0;
  for (const auto& [name, node] : names_) used += node->written.size();
  return capacity_ > used ? capacity_ - used : 0;
}

}  // namespace actionplan::eventstore
