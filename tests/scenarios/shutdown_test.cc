// A server that is stopped while many are at work.
#include <atomic>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "actionplan/v1/admin_service.pb.h"
#include "actionplan/v1/board_service.pb.h"
#include "eventstore/base/clock.h"
#include "gmock/gmock.h"
#include "tests/scenarios/event_reader.h"
#include "tests/support/running_server.h"
#include "tests/support/status_matchers.h"

namespace actionplan::support {
namespace {

using ::testing::AnyOf;

absl::Status CreateBoard(const Person& person, const std::string& id) {
  return person.Try("BoardService.CreateBoard",
                    absl::StrCat("board_id: '", id,
                                 "' board { title: 'B' division: SCOTLAND }"));
}

// Everything that somebody was told is recorded.
class Acknowledged {
 public:
  void Add(const std::string& id) {
    base::MutexLock lock(mutex_);
    ids_.insert(id);
    ++count_;
  }
  int count() const { return count_; }

  std::set<std::string> ids() {
    base::MutexLock lock(mutex_);
    return ids_;
  }

 private:
  base::Mutex mutex_;
  std::set<std::string> ids_ ABSL_GUARDED_BY(mutex_);
  std::atomic<int> count_ = 0;
};

class ShutdownTest : public ::testing::Test {
 protected:
  // Records until the server takes no more.
  void Write(int writer, Acknowledged& acknowledged) {
    const Person manager = server_.Manager();
    for (int i = 0;; ++i) {
      const std::string id = absl::StrCat("w", writer, "-", i);
      const absl::Status status = CreateBoard(manager, id);
      if (!status.ok()) {
        EXPECT_THAT(status, AnyOf(StatusIs(absl::StatusCode::kUnavailable),
                                  StatusIs(absl::StatusCode::kCancelled)));
        return;
      }
      acknowledged.Add(id);
    }
  }

  std::set<std::string> Boards() {
    std::set<std::string> ids;
    std::string token;
    do {
      const auto page = server_.Manager().Call<v1::ListBoardsResponse>(
          "BoardService.ListBoards",
          absl::StrCat("page_size: 1000 page_token: '", token, "'"));
      EXPECT_OK(page);
      if (!page.ok()) return ids;
      for (const v1::Board& board : page->boards()) {
        ids.insert(board.name().substr(board.name().rfind('/') + 1));
      }
      token = page->next_page_token();
    } while (!token.empty());
    return ids;
  }

  base::SystemClock clock_;
  RunningServer server_{clock_};
};

TEST_F(ShutdownTest, LosesNothingThatSixtyFourWritersWereToldIsRecorded) {
  Acknowledged acknowledged;
  std::vector<std::thread> writers;
  for (int i = 0; i < 64; ++i) {
    writers.emplace_back([this, i, &acknowledged] { Write(i, acknowledged); });
  }
  while (acknowledged.count() < 500) std::this_thread::yield();
  server_.Stop();
  for (std::thread& writer : writers) writer.join();

  server_.Start();
  const std::set<std::string> boards = Boards();
  for (const std::string& id : acknowledged.ids()) {
    EXPECT_TRUE(boards.contains(id)) << id;
  }
  EXPECT_EQ(server_.Head(), static_cast<int64_t>(boards.size()));
}

TEST_F(ShutdownTest, EndsEveryReadThatIsUnderWay) {
  const Person manager = server_.Manager();
  for (int i = 0; i < 200; ++i) {
    ASSERT_OK(CreateBoard(manager, absl::StrCat("b", i)));
  }
  std::atomic<int> answered = 0;
  std::vector<std::thread> readers;
  for (int i = 0; i < 16; ++i) {
    readers.emplace_back([&] {
      while (manager
                 .Try("AuditTrailService.ListTrailEntries",
                      "parent: 'boards/-' page_size: 200")
                 .ok()) {
        ++answered;
      }
    });
  }
  while (answered < 50) std::this_thread::yield();
  server_.Stop();
  for (std::thread& reader : readers) reader.join();
}

TEST_F(ShutdownTest, CarriesEvaluationsThrough) {
  const Person manager = server_.Manager();
  ASSERT_OK(CreateBoard(manager, "ncc"));
  std::atomic<int> answered = 0;
  std::vector<std::thread> evaluators;
  for (int i = 0; i < 16; ++i) {
    evaluators.emplace_back([&] {
      while (
          manager
              .Try("AdminService.EvaluateEscalations", "parent: 'boards/ncc'")
              .ok()) {
        ++answered;
      }
    });
  }
  while (answered < 50) std::this_thread::yield();
  server_.Stop();
  for (std::thread& evaluator : evaluators) evaluator.join();
}

TEST_F(ShutdownTest, EndsEveryWatcherWhileOthersRecord) {
  Acknowledged acknowledged;
  std::vector<std::thread> writers;
  for (int i = 0; i < 8; ++i) {
    writers.emplace_back([this, i, &acknowledged] { Write(i, acknowledged); });
  }
  std::vector<std::unique_ptr<EventReader>> watchers;
  for (int i = 0; i < 16; ++i) {
    watchers.push_back(std::make_unique<EventReader>(server_.address()));
  }
  while (acknowledged.count() < 100) std::this_thread::yield();
  server_.Stop();
  for (const auto& watcher : watchers) {
    EXPECT_THAT(watcher->AwaitEnd(), FailsWith("SERVER_STOPPING"));
  }
  for (std::thread& writer : writers) writer.join();
}

}  // namespace
}  // namespace actionplan::support
