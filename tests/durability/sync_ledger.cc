#include "tests/durability/sync_ledger.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "eventstore/base/logging.h"

namespace actionplan::durability {
namespace {

namespace fs = std::filesystem;

constexpr char kMade = 'm';
constexpr char kSynced = 's';
constexpr char kSyncedAs = 'c';
constexpr char kNamesSynced = 'n';
constexpr char kRenamed = 'r';

// What is known of one file.
struct Known {
  ino_t folder = 0;
  bool has_name = false;
  bool is_copied = false;
  uint64_t size = 0;
};

}  // namespace

// As it is written, so that each is in the ledger whole or not at all.
struct SyncLedger::Entry {
  char kind;
  ino_t file;
  ino_t folder;
  uint64_t size;
};

SyncLedger::SyncLedger(std::string folder)
    : folder_(std::move(folder)),
      entries_(::open(absl::StrCat(folder_, "/entries").c_str(),
                      O_CREAT | O_RDWR | O_APPEND | O_CLOEXEC, 0600)) {
  if (entries_ < 0) base::Fatal("no ledger of syncs", {{"folder", folder_}});
}

SyncLedger::~SyncLedger() { ::close(entries_); }

std::string SyncLedger::CopyOf(ino_t file) const {
  return absl::StrCat(folder_, "/", file);
}

ino_t SyncLedger::NumberOf(const std::string& path) {
  struct stat found = {};
  return ::stat(path.c_str(), &found) == 0 ? found.st_ino : 0;
}

void SyncLedger::Write(const Entry& entry) {
  if (::write(entries_, &entry, sizeof(entry)) != sizeof(entry)) {
    base::Fatal("the ledger of syncs takes no entry", {{"folder", folder_}});
  }
}

void SyncLedger::Made(const std::string& path) {
  Write({.kind = kMade,
         .file = NumberOf(path),
         .folder = NumberOf(fs::path(path).parent_path()),
         .size = 0});
}

void SyncLedger::Synced(ino_t file, uint64_t size) {
  Write({.kind = kSynced, .file = file, .folder = 0, .size = size});
}

void SyncLedger::SyncedAs(ino_t file, absl::string_view contents) {
  const std::string unfinished = CopyOf(file) + ".new";
  std::ofstream(unfinished) << contents;
  fs::rename(unfinished, CopyOf(file));
  Write({.kind = kSyncedAs, .file = file, .folder = 0, .size = 0});
}

void SyncLedger::NamesSynced(const std::string& folder) {
  Write(
      {.kind = kNamesSynced, .file = 0, .folder = NumberOf(folder), .size = 0});
}

void SyncLedger::Renamed(const std::string& path) {
  Write({.kind = kRenamed,
         .file = NumberOf(path),
         .folder = NumberOf(fs::path(path).parent_path()),
         .size = 0});
}

void SyncLedger::CutPower(const std::string& folder) const {
  std::map<ino_t, Known> known;
  Entry entry = {};
  for (off_t at = 0; ::pread(entries_, &entry, sizeof(entry), at) > 0;
       at += sizeof(entry)) {
    Known& file = known[entry.file];
    switch (entry.kind) {
      case kMade:
        file = {.folder = entry.folder};
        break;
      case kSynced:
        file.size = std::max(file.size, entry.size);
        break;
      case kSyncedAs:
        file.is_copied = true;
        break;
      case kRenamed:
        file.has_name = true;
        [[fallthrough]];
      case kNamesSynced:
        for (auto& [number, one] : known) {
          if (one.folder == entry.folder) one.has_name = true;
        }
        break;
    }
  }
  const fs::recursive_directory_iterator walk(folder);
  const std::vector<fs::directory_entry> found(begin(walk), end(walk));
  for (const fs::directory_entry& one : found) {
    const ino_t number = NumberOf(one.path());
    const auto file = known.find(number);
    if (!one.is_regular_file() || file == known.end()) continue;
    if (!file->second.has_name) {
      fs::remove(one.path());
    } else if (file->second.is_copied) {
      fs::copy_file(CopyOf(number), one.path(),
                    fs::copy_options::overwrite_existing);
    } else if (file->second.size < one.file_size()) {
      fs::resize_file(one.path(), file->second.size);
    }
  }
}

}  // namespace actionplan::durability
