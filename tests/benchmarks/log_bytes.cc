// What a log takes on disk, family by family, once its background work is done.
//
//   log_bytes --data=FOLDER --contender=NAME [--compact]
//
// Prints lines of the contender, a part, its bytes, its files, and how many
// events the log has. The part "serialised" are the envelopes by themselves.
// With --compact, every family is compacted as a whole before.
#include <rocksdb/db.h>

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "eventstore/rocksdb/log_database.h"
#include "tests/benchmarks/measurement.h"

ABSL_FLAG(std::string, data, "", "the folder that holds the log");
ABSL_FLAG(std::string, contender, "log", "the name of the result");
ABSL_FLAG(bool, compact, false, "compact every family first");

namespace actionplan::benchmarks {
namespace {

using eventstore::LogDatabase;

constexpr size_t kChecksumBytes = 4;  // Before each stored envelope.

struct Family {
  const char* name;
  rocksdb::ColumnFamilyHandle* handle;
};

std::vector<Family> FamiliesOf(const LogDatabase& log) {
  return {{"events", log.events()},
          {"streams", log.streams()},
          {"requests", log.requests()},
          {"merkle", log.merkle()},
          {"meta", log.meta_family()}};
}

uint64_t Property(const LogDatabase& log, const Family& family,
                  const std::string& name) {
  uint64_t value = 0;
  Require(log.database().GetIntProperty(family.handle, name, &value), name);
  return value;
}

bool IsBusy(const LogDatabase& log) {
  uint64_t work = 0;
  for (const Family& family : FamiliesOf(log)) {
    for (const std::string& name :
         {rocksdb::DB::Properties::kCompactionPending,
          rocksdb::DB::Properties::kMemTableFlushPending,
          rocksdb::DB::Properties::kNumRunningCompactions,
          rocksdb::DB::Properties::kNumRunningFlushes}) {
      work += Property(log, family, name);
    }
  }
  return work > 0;
}

void WaitForBackgroundWork(const LogDatabase& log) {
  constexpr int kQuietTenths = 10;
  constexpr int kTenMinutes = 6000;
  int quiet = 0;
  for (int tenth = 0; tenth < kTenMinutes && quiet < kQuietTenths; ++tenth) {
    quiet = IsBusy(log) ? 0 : quiet + 1;
    absl::SleepFor(absl::Milliseconds(100));
  }
  Require(quiet == kQuietTenths, "the log settles");
}

struct Size {
  uint64_t bytes = 0;
  uint64_t files = 0;
};

Size Serialised(const LogDatabase& log, uint64_t& events) {
  rocksdb::ReadOptions options;
  options.fill_cache = false;
  const std::unique_ptr<rocksdb::Iterator> stored(
      log.database().NewIterator(options, log.events()));
  Size sum;
  for (stored->SeekToFirst(); stored->Valid(); stored->Next(), ++events) {
    sum.bytes += stored->value().size() - kChecksumBytes;
  }
  Require(stored->status().ok(), "read the events");
  return sum;
}

Size FilesOf(const LogDatabase& log, const Family& family) {
  rocksdb::ColumnFamilyMetaData live;
  log.database().GetColumnFamilyMetaData(family.handle, &live);
  return {.bytes = live.size, .files = live.file_count};
}

// The write-ahead log's files, as long as they are and not as was set aside.
Size WriteAheadLog(const std::string& path) {
  Size sum;
  for (const auto& entry : std::filesystem::directory_iterator(path)) {
    if (entry.path().extension() != ".log") continue;
    sum.bytes += entry.file_size();
    ++sum.files;
  }
  return sum;
}

void Run() {
  const std::string path = absl::GetFlag(FLAGS_data) + "/log";
  const std::string contender = absl::GetFlag(FLAGS_contender);
  const auto log = ValueOf(LogDatabase::Open({.path = path}), "open the log");
  if (absl::GetFlag(FLAGS_compact)) {
    for (const Family& family : FamiliesOf(*log)) {
      rocksdb::CompactRangeOptions whole;
      whole.bottommost_level_compaction =
          rocksdb::BottommostLevelCompaction::kForceOptimized;
      Require(log->database()
                  .CompactRange(whole, family.handle, nullptr, nullptr)
                  .ok(),
              "compact");
    }
  }
  WaitForBackgroundWork(*log);
  uint64_t events = 0;
  const auto print = [&](const char* part, const Size& size) {
    std::printf("%s\t%s\t%lu\t%lu\t%lu\n", contender.c_str(), part, size.bytes,
                size.files, events);
  };
  const Size serialised = Serialised(*log, events);
  print("serialised", serialised);
  for (const Family& family : FamiliesOf(*log)) {
    print(family.name, FilesOf(*log, family));
  }
  print("write-ahead log", WriteAheadLog(path));
}

}  // namespace
}  // namespace actionplan::benchmarks

int main(int argc, char** argv) {
  absl::ParseCommandLine(argc, argv);
  actionplan::benchmarks::Run();
}
