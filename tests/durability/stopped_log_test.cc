// What the check of a stopped log sees on a folder that was changed.
#include "tests/durability/stopped_log.h"

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "eventstore/rocksdb/log_store.h"
#include "gmock/gmock.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temporary_folder.h"

namespace actionplan::durability {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr char kStream[] = "streams/a";

class StoppedLogTest : public ::testing::Test {
 protected:
  // Appends events, one for each text, and shows them to `shown_`.
  void Write(const std::vector<std::string>& texts) {
    const auto log = eventstore::LogStore::Open({.path = folder_.Path("log")});
    ASSERT_OK(log);
    for (const std::string& text : texts) {
      const eventstore::Revision last = (*log)->head().Get();
      const std::string id = absl::StrCat("request ", last + 1);
      const absl::Time now = absl::FromUnixSeconds(1'800'000'000);
      const auto answers = (*log)->Commit(
          now, {{.stream = kStream,
                 .expected = last,
                 .events = {{.type = "Said", .payload = text}},
                 .request = {.actor = "one", .id = id, .content = text},
                 .occur_time = now}});
      ASSERT_OK(answers);
      ASSERT_OK(answers->front());
      Show(static_cast<int64_t>(last) + 1, id, text, now);
    }
  }

  void Show(int64_t number, const std::string& id, const std::string& text,
            absl::Time now) {
    shown_.Read({.position = number,
                 .stream = kStream,
                 .revision = number,
                 .record_time = now,
                 .request_id = id,
                 .fact = text});
  }

  // As if there had never been anything.
  void Remove() {
    for (const auto& entry :
         std::filesystem::directory_iterator(folder_.path())) {
      std::filesystem::remove_all(entry.path());
    }
    shown_ = LogCheck();
  }

  const support::TemporaryFolder folder_;
  LogCheck shown_;
  StoppedLog stopped_{folder_.path()};
};

TEST_F(StoppedLogTest, FindsNothingWrongWithALogThatGrows) {
  EXPECT_THAT(stopped_.Check(shown_), IsEmpty());
  Write({"one", "two", "three"});
  EXPECT_THAT(stopped_.Check(shown_), IsEmpty());
  EXPECT_THAT(stopped_.Check(shown_), IsEmpty());
  Write({"four"});
  EXPECT_THAT(stopped_.Check(shown_), IsEmpty());
}

TEST_F(StoppedLogTest, SeesAnEventThatIsNotWhatWasShown) {
  Write({"one", "two"});
  LogCheck shown;
  std::swap(shown, shown_);
  Show(1, "request 1", "one", absl::FromUnixSeconds(1'800'000'000));
  Show(2, "request 2", "another", absl::FromUnixSeconds(1'800'000'000));
  EXPECT_THAT(stopped_.Check(shown_), Contains(HasSubstr("position 2 is not")));
}

TEST_F(StoppedLogTest, SeesThatAnEventWhichWasShownIsGone) {
  Write({"one"});
  Show(2, "request 2", "two", absl::FromUnixSeconds(1'800'000'000));
  EXPECT_THAT(stopped_.Check(shown_), Contains(HasSubstr("1 events of 2")));
}

TEST_F(StoppedLogTest, SeesThatTheLogOfTheCheckBeforeWasRewritten) {
  Write({"one", "two"});
  ASSERT_THAT(stopped_.Check(shown_), IsEmpty());
  Remove();
  Write({"one", "another", "three"});
  EXPECT_THAT(stopped_.Check(shown_), Contains(HasSubstr("DATA_LOSS")));
}

TEST_F(StoppedLogTest, SeesThatTheLogOfTheCheckBeforeWasLonger) {
  Write({"one", "two", "three"});
  ASSERT_THAT(stopped_.Check(shown_), IsEmpty());
  Remove();
  Write({"one", "two"});
  EXPECT_THAT(stopped_.Check(shown_), ::testing::Not(IsEmpty()));
}

TEST_F(StoppedLogTest, SeesALogThatCannotBeOpened) {
  Write({"one"});
  std::filesystem::remove_all(folder_.Path("log"));
  EXPECT_THAT(stopped_.Check(shown_), Contains(HasSubstr("DATA_LOSS")));
}

}  // namespace
}  // namespace actionplan::durability
