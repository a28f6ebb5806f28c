// A log on disk with a folder for its backups.
#ifndef ACTIONPLAN_TESTS_EVENTSTORE_ROCKSDB_BACKUP_FIXTURE_H_
#define ACTIONPLAN_TESTS_EVENTSTORE_ROCKSDB_BACKUP_FIXTURE_H_

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "eventstore/rocksdb/log_backup.h"
#include "gtest/gtest.h"
#include "tests/eventstore/rocksdb/stored_log_fixture.h"

namespace actionplan::eventstore {

class BackupTest : public StoredLogTest {
 protected:
  static bool GoOn(Position, Position) { return true; }

  absl::StatusOr<LogBackup> BackUp(const LogStore& store) const {
    ASSIGN_OR_RETURN(const auto backups, LogBackups::Open(backups_));
    return backups->Create(store, [](const CopyProgress&) { return true; });
  }

  absl::StatusOr<LogBackup> BackUp() const {
    ASSIGN_OR_RETURN(const auto store, Open());
    return BackUp(*store);
  }

  void AppendTo(LogStore& store, Revision revision) const {
    ASSERT_OK(store.Commit(
        RecordTime(), {AppendFor({.request_id = absl::StrCat("b/", revision),
                                  .stream = "b",
                                  .expected = revision})}));
  }

  void AppendMore(Revision from, Revision to) const {
    ASSERT_OK_AND_ASSIGN(const auto store, Open());
    for (Revision revision = from; revision < to; ++revision) {
      AppendTo(*store, revision);
    }
  }

  static std::vector<std::string> StoredIn(const LogStore& store) {
    std::vector<std::string> stored;
    EXPECT_OK(store.ReadStored({}, [&](Position, absl::string_view envelope) {
      stored.emplace_back(envelope);
      return true;
    }));
    return stored;
  }

  const std::string backups_ = folder_.Path("backups");
};

}  // namespace actionplan::eventstore

#endif  // ACTIONPLAN_TESTS_EVENTSTORE_ROCKSDB_BACKUP_FIXTURE_H_
