#include "eventstore/rocksdb/small_files.h"

#include <rocksdb/db.h>

#include <string>

#include "absl/strings/str_cat.h"
#include "eventstore/rocksdb/log_store.h"
#include "gtest/gtest.h"
#include "tests/contracts/wish.h"
#include "tests/eventstore/rocksdb/stored_log_fixture.h"
#include "tests/support/status_matchers.h"

namespace actionplan::eventstore {
namespace {

class SmallFilesTest : public StoredLogTest {
 protected:
  // Each opening writes what the one before has appended to a file of its own.
  void OpenAndAppend(Revision times) {
    for (Revision revision = 0; revision < times; ++revision) {
      ASSERT_OK_AND_ASSIGN(const auto store, Open());
      ASSERT_OK(store->Commit(RecordTime(),
                              {AppendFor({.request_id = absl::StrCat(revision),
                                          .stream = "a/1",
                                          .expected = revision})}));
    }
  }

  static size_t EventFiles(const LogStore& store) {
    rocksdb::ColumnFamilyMetaData family;
    store.database().database().GetColumnFamilyMetaData(
        store.database().events(), &family);
    return family.file_count;
  }
};

TEST_F(SmallFilesTest, OpeningsDoNotAddAFileEachForEver) {
  // RocksDB stops writers before level 0 has more than 36 files.
  constexpr size_t kLevelZero = 36;
  constexpr Revision kOpenings = 3 * (kSmallFilesJoined + kLevelZero) / 2;
  OpenAndAppend(kOpenings);
  // Opening counts the events, and compares the newest with the tree.
  ASSERT_OK_AND_ASSIGN(const auto store, Open());
  EXPECT_LE(EventFiles(*store), kSmallFilesJoined + kLevelZero);
  Position events = 0;
  EXPECT_OK(store->ReadLog({}, [&](const v1::Envelope& envelope) {
    EXPECT_EQ(envelope.revision(), ++events);
    return true;
  }));
  EXPECT_EQ(events, kOpenings);
}

}  // namespace
}  // namespace actionplan::eventstore
