// A log on disk that a test makes, closes and opens.
#ifndef ACTIONPLAN_TESTS_EVENTSTORE_ROCKSDB_STORED_LOG_FIXTURE_H_
#define ACTIONPLAN_TESTS_EVENTSTORE_ROCKSDB_STORED_LOG_FIXTURE_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "eventstore/rocksdb/log_keys.h"
#include "eventstore/rocksdb/log_store.h"
#include "gtest/gtest.h"
#include "tests/contracts/wish.h"
#include "tests/eventstore/rocksdb/raw_log.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temporary_folder.h"

namespace actionplan::eventstore {

class StoredLogTest : public testing::Test {
 protected:
  static absl::Time RecordTime() {
    return absl::UnixEpoch() + absl::Hours(600'000);
  }

  absl::StatusOr<std::unique_ptr<LogStore>> Open() const {
    return LogStore::Open({.path = path_});
  }

  // Makes a log of positions 1 to 6: a/1 at the odd ones, a/2 at the even.
  void MakeLog() { MakeLogOf(3); }

  // Of positions 1 to 300: the newest tile of its tree begins at 257, and only
  // what it covers is checked on opening.
  void MakeLongLog() { MakeLogOf(150); }

  // The same as MakeLongLog(), with fewer waits for the disk.
  void MakeLogInGroups() {
    ASSERT_OK_AND_ASSIGN(const auto store, Open());
    std::vector<Append> group;
    for (Revision revision = 0; revision < 150; ++revision) {
      for (const char* stream : {"a/1", "a/2"}) {
        group.push_back(AppendFor({.request_id = absl::StrCat(stream, revision),
                                   .stream = stream,
                                   .expected = revision}));
      }
      if (revision % 15 != 14) continue;
      ASSERT_OK(store->Commit(RecordTime(), group));
      group.clear();
    }
    log_id_ = store->LogId();
    tree_head_ = store->tree_head();
  }

  void MakeLogOf(Revision revisions) {
    ASSERT_OK_AND_ASSIGN(const auto store, Open());
    for (Revision revision = 0; revision < revisions; ++revision) {
      for (const char* stream : {"a/1", "a/2"}) {
        ASSERT_OK(store->Commit(
            RecordTime(),
            {AppendFor({.request_id = absl::StrCat(stream, revision),
                        .stream = stream,
                        .expected = revision})}));
      }
    }
    log_id_ = store->LogId();
    tree_head_ = store->tree_head();
  }

  static RawLog::Key Event(Position position) {
    return {kEventsFamily, std::string(View(EncodePosition(position)))};
  }

  static RawLog::Key Meta(const char* name) { return {kMetaFamily, name}; }

  const support::TemporaryFolder folder_;
  const std::string path_ = folder_.Path("data/log");
  const std::string mark_path_ = MarkPath(path_);
  std::string log_id_;  // Of the log that MakeLog() made.
  TreeHead tree_head_;  // The same.
};

}  // namespace actionplan::eventstore

#endif  // ACTIONPLAN_TESTS_EVENTSTORE_ROCKSDB_STORED_LOG_FIXTURE_H_
