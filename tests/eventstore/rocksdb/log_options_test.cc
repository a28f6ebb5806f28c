#include "eventstore/rocksdb/log_options.h"

#include <rocksdb/table.h>

#include <functional>
#include <string>

#include "gtest/gtest.h"
#include "tests/support/status_matchers.h"

namespace actionplan::eventstore {
namespace {

using support::FailsWith;

struct Options {
  rocksdb::Options database;
  rocksdb::WriteOptions write;
};

Options Chosen() {
  const LogOptions chosen = MakeLogOptions({});
  return {{chosen.database, chosen.families[1].options}, chosen.write};
}

TEST(LogOptionsTest, TheOnesChosenAreAllowed) {
  const Options chosen = Chosen();
  EXPECT_OK(CheckLogOptions(chosen.database, chosen.write));
}

// The filter of a large file does not fit into a shard of the cache: as a whole
// it would be read from the file for every command.
TEST(LogOptionsTest, FiltersAndIndexesAreReadInParts) {
  int filtered = 0;
  for (const auto& family : MakeLogOptions({}).families) {
    const auto* const table =
        family.options.table_factory
            ->GetOptions<rocksdb::BlockBasedTableOptions>();
    ASSERT_NE(table, nullptr) << family.name;
    if (table->filter_policy == nullptr) continue;
    ++filtered;
    EXPECT_TRUE(table->partition_filters) << family.name;
    EXPECT_EQ(table->index_type,
              rocksdb::BlockBasedTableOptions::kTwoLevelIndexSearch)
        << family.name;
  }
  EXPECT_EQ(filtered, 2);
}

TEST(LogOptionsTest, EachForbiddenOneIsNamed) {
  struct Forbidden {
    std::string name;
    std::function<void(Options&)> choose;
  };
  const Forbidden forbidden[] = {
      {"sync", [](Options& o) { o.write.sync = false; }},
      {"disableWAL", [](Options& o) { o.write.disableWAL = true; }},
      {"wal_recovery_mode",
       [](Options& o) {
         o.database.wal_recovery_mode =
             rocksdb::WALRecoveryMode::kPointInTimeRecovery;
       }},
      {"paranoid_checks",
       [](Options& o) { o.database.paranoid_checks = false; }},
      {"max_bgerror_resume_count",
       [](Options& o) { o.database.max_bgerror_resume_count = 1; }},
      {"file_checksum_gen_factory",
       [](Options& o) { o.database.file_checksum_gen_factory = nullptr; }},
      {"max_background_jobs",
       [](Options& o) { o.database.max_background_jobs = 8; }},
      {"manual_wal_flush",
       [](Options& o) { o.database.manual_wal_flush = true; }},
      {"wal_compression",
       [](Options& o) {
         o.database.wal_compression = rocksdb::CompressionType::kZSTD;
       }},
      {"recycle_log_file_num",
       [](Options& o) { o.database.recycle_log_file_num = 1; }},
      {"unordered_write",
       [](Options& o) { o.database.unordered_write = true; }},
      {"track_and_verify_wals_in_manifest",
       [](Options& o) { o.database.track_and_verify_wals_in_manifest = true; }},
      {"compaction_style",
       [](Options& o) {
         o.database.compaction_style =
             rocksdb::CompactionStyle::kCompactionStyleUniversal;
       }},
      {"max_write_buffer_number",
       [](Options& o) { o.database.max_write_buffer_number = 3; }},
  };
  for (const auto& [name, choose] : forbidden) {
    Options options = Chosen();
    choose(options);
    const absl::Status status =
        CheckLogOptions(options.database, options.write);
    EXPECT_THAT(status, FailsWith("LOG_OPTION_FORBIDDEN")) << name;
    EXPECT_THAT(std::string(status.message()),
                testing::EndsWith("with this " + name));
  }
}

}  // namespace
}  // namespace actionplan::eventstore
