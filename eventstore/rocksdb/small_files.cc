#include "eventstore/rocksdb/small_files.h"

#include <rocksdb/db.h>
#include <rocksdb/metadata.h>

#include <string>
#include <vector>

#include "eventstore/base/logging.h"

namespace actionplan::eventstore {
namespace {

void Join(const LogDatabase& log, const std::vector<std::string>& files,
          int level) {
  if (files.size() < kSmallFilesJoined) return;
  rocksdb::CompactionOptions options;
  // As the family says.
  options.compression = rocksdb::CompressionType::kDisableCompressionOption;
  const rocksdb::Status joined =
      log.database().CompactFiles(options, log.events(), files, level);
  // Others have the files, or they are gone since they were listed.
  if (joined.ok() || joined.IsAborted() || joined.IsInvalidArgument()) return;
  base::Log(base::Severity::kWarning, "small files of events stay apart",
            {{"files", files.size()}, {"reason", joined.ToString()}});
}

}  // namespace

void JoinSmallFiles(const LogDatabase& log) {
  rocksdb::ColumnFamilyMetaData family;
  log.database().GetColumnFamilyMetaData(log.events(), &family);
  for (const rocksdb::LevelMetaData& level : family.levels) {
    // Files of level 0 are on their way down; below, they lie in order.
    if (level.level == 0) continue;
    std::vector<std::string> row;
    for (const rocksdb::SstFileMetaData& file : level.files) {
      if (file.size < kSmallFileBytes) {
        row.push_back(file.name);
        continue;
      }
      Join(log, row, level.level);
      row.clear();
    }
    Join(log, row, level.level);
  }
}

}  // namespace actionplan::eventstore
