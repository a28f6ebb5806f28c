// Who fills a disk: other programs, and the people of a board.
#ifndef ACTIONPLAN_TESTS_DURABILITY_FILLING_H_
#define ACTIONPLAN_TESTS_DURABILITY_FILLING_H_

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/time/time.h"
#include "eventstore/base/mutex.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "services/client/client.h"

namespace actionplan::durability {

// A file of somebody else's that grows. Used by one thread.
class OtherFile {
 public:
  // Nothing is taken yet. Ends the test's program when it cannot be made.
  explicit OtherFile(const std::string& path);
  ~OtherFile();
  OtherFile(const OtherFile&) = delete;
  OtherFile& operator=(const OtherFile&) = delete;

  // Takes so many bytes more, or what is left. Whether there is more.
  bool Grow(uint64_t bytes);

  // Takes all but so many bytes of what is free.
  void TakeAllBut(uint64_t bytes);

  // Takes a mebibyte after the other at this rate, until nothing is left.
  void TakeEverything(uint64_t mebibytes_per_second);

  // Gives all of it back.
  void Free();

 private:
  const std::string path_;
  int descriptor_;
  uint64_t size_ = 0;
};

// What a command writes into the log: about 100 bytes, 4 KiB and 33 KiB of
// text, the most that one command takes.
enum class WriteSize { kSmall, kMedium, kLarge };

// The action that everybody comments on. OK once the board has it.
absl::Status OpenBoard(const client::Client& connection);

// A command of one size. Used by one thread.
class SizedRequest {
 public:
  explicit SizedRequest(WriteSize size);

  // Makes it another request, and tells its id.
  std::string Renew();

  // Sends it once.
  absl::Status Send(const client::Client& connection) const;

 private:
  const google::protobuf::MethodDescriptor& method_;
  std::unique_ptr<google::protobuf::Message> request_;
};

// Many who record one thing after the other, each until it is refused.
class Recorders {
 public:
  // Each stops after `most` by itself.
  Recorders(const client::Client& connection, WriteSize size, size_t most);
  ~Recorders() { Join(); }
  Recorders(const Recorders&) = delete;
  Recorders& operator=(const Recorders&) = delete;

  void Join();

  // After Join(): the request ids of what was acknowledged, and why each of
  // them stopped who was refused.
  const std::vector<std::string>& acknowledged() const { return acknowledged_; }
  const std::vector<absl::Status>& refusals() const { return refusals_; }

 private:
  void Run(WriteSize size, size_t most);

  const client::Client& connection_;
  base::Mutex mutex_;
  std::vector<std::string> acknowledged_;  // By all threads, under the mutex.
  std::vector<absl::Status> refusals_;     // Likewise.
  std::vector<std::thread> threads_;
};

// Somebody who reads, again and again. Stops with the first read that fails.
class Reader {
 public:
  explicit Reader(const client::Client& connection);
  ~Reader() { Stop(); }
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;

  // Waits until it was answered so often from now on, or not at all.
  absl::Status AwaitReads(size_t count);

  void Stop();

 private:
  void Run(const client::Client& connection);

  std::atomic<bool> stopping_ = false;
  base::Mutex mutex_;
  base::Condition changed_;
  size_t reads_ ABSL_GUARDED_BY(mutex_) = 0;
  absl::Status failure_ ABSL_GUARDED_BY(mutex_);
  std::thread thread_;
};

// The request ids of everything that is recorded, in order.
absl::StatusOr<std::vector<std::string>> RecordedRequests(
    const client::Client& connection);

}  // namespace actionplan::durability

#endif  // ACTIONPLAN_TESTS_DURABILITY_FILLING_H_
