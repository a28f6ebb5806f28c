#include "tests/durability/filling.h"

#include <fcntl.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

#include "absl/random/random.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "actionplan/v1/action.pb.h"
#include "actionplan/v1/event_service.pb.h"
#include "eventstore/base/logging.h"
#include "eventstore/base/status.h"
#include "services/client/method.h"
#include "services/client/request_id.h"
#include "tests/support/running_server.h"

namespace actionplan::durability {
namespace {

constexpr uint64_t kBlock = 4096;
constexpr uint64_t kMebibyte = 1 << 20;
constexpr size_t kRecorders = 24;

// Four bytes a character, the longest that UTF-8 has, and none like the one
// before: what can be compressed would fill no disk.
std::string LongCharacters(size_t count) {
  absl::InsecureBitGen random;
  std::string text;
  for (size_t i = 0; i < count; ++i) {
    text += '\xF0';
    text += static_cast<char>(absl::Uniform(random, 0xA0, 0xAA));
    text += static_cast<char>(absl::Uniform(random, 0x80, 0xC0));
    text += static_cast<char>(absl::Uniform(random, 0x80, 0xC0));
  }
  return text;
}

std::string Letters(size_t count) {
  absl::InsecureBitGen random;
  std::string text;
  for (size_t i = 0; i < count; ++i) {
    text += static_cast<char>(absl::Uniform(random, 'a', 'z'));
  }
  return text;
}

absl::Status Call(const client::Client& connection, absl::string_view method,
                  const std::string& text) {
  return support::Person(connection).Try(method, text);
}

std::string Comment(size_t characters) {
  return absl::StrCat("name: 'boards/ncc/actions/talk' text: '",
                      Letters(characters), "'");
}

std::string Proposal(const std::string& title, size_t characters) {
  return absl::StrCat("parent: 'boards/ncc' action { title: '", title,
                      "' description: '", LongCharacters(2 * characters),
                      "' intended_outcome: '", LongCharacters(characters),
                      "' success_measure: '", LongCharacters(characters),
                      "' sources { external_reference: 'An inspection' } }");
}

}  // namespace

OtherFile::OtherFile(const std::string& path)
    : path_(path),
      descriptor_(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {
  if (descriptor_ < 0) base::Fatal("no file to fill a disk", {{"path", path}});
}

OtherFile::~OtherFile() {
  ::close(descriptor_);
  ::unlink(path_.c_str());
}

bool OtherFile::Grow(uint64_t bytes) {
  while (bytes >= kBlock) {
    if (::posix_fallocate(descriptor_, static_cast<off_t>(size_),
                          static_cast<off_t>(bytes)) == 0) {
      size_ += bytes;
      return true;
    }
    bytes /= 2;
  }
  return false;
}

void OtherFile::TakeAllBut(uint64_t bytes) {
  struct statvfs found = {};
  ::fstatvfs(descriptor_, &found);
  const uint64_t free = found.f_bavail * found.f_frsize;
  if (free > bytes) Grow(free - bytes);
}

void OtherFile::TakeEverything(uint64_t mebibytes_per_second) {
  const absl::Duration pause =
      absl::Seconds(1) / static_cast<double>(mebibytes_per_second);
  absl::Time next = absl::Now();
  while (Grow(kMebibyte)) {
    next += pause;
    absl::SleepFor(next - absl::Now());
  }
}

void OtherFile::Free() {
  if (::ftruncate(descriptor_, 0) != 0) {
    base::Fatal("a file cannot be emptied", {{"path", path_}});
  }
  size_ = 0;
}

absl::Status OpenBoard(const client::Client& connection) {
  RETURN_IF_ERROR(Call(connection, "BoardService.CreateBoard", R"pb(
    board_id: 'ncc'
    board { title: 'Northshire' division: ENGLAND_AND_WALES })pb"));
  return Call(connection, "ActionService.ProposeAction",
              absl::StrCat("action_id: 'talk' ", Proposal("Talk", 1)));
}

SizedRequest::SizedRequest(WriteSize size)
    : method_(*client::FindMethod(size == WriteSize::kLarge
                                      ? "ActionService.ProposeAction"
                                      : "ActionService.AddComment")) {
  constexpr size_t kSmallText = 100;
  constexpr size_t kMediumText = 4000;
  constexpr size_t kLargeText = 2000;
  switch (size) {
    case WriteSize::kSmall:
      request_ =
          support::RequestFor("ActionService.AddComment", Comment(kSmallText));
      break;
    case WriteSize::kMedium:
      request_ =
          support::RequestFor("ActionService.AddComment", Comment(kMediumText));
      break;
    case WriteSize::kLarge:
      request_ = support::RequestFor("ActionService.ProposeAction",
                                     Proposal("Long", kLargeText));
      break;
  }
}

std::string SizedRequest::Renew() {
  std::string id = client::RandomRequestId();
  request_->GetReflection()->SetString(
      request_.get(), request_->GetDescriptor()->FindFieldByName("request_id"),
      id);
  return id;
}

absl::Status SizedRequest::Send(const client::Client& connection) const {
  v1::Action answer;
  return connection.Call(method_, *request_, answer);
}

Recorders::Recorders(const client::Client& connection, WriteSize size,
                     size_t most)
    : connection_(connection) {
  for (size_t i = 0; i < kRecorders; ++i) {
    threads_.emplace_back([this, size, most] { Run(size, most / kRecorders); });
  }
}

void Recorders::Join() {
  for (std::thread& thread : threads_) {
    if (thread.joinable()) thread.join();
  }
}

void Recorders::Run(WriteSize size, size_t most) {
  SizedRequest request(size);
  for (size_t i = 0; i < most; ++i) {
    std::string id = request.Renew();
    absl::Status status = request.Send(connection_);
    base::MutexLock lock(mutex_);
    if (!status.ok()) {
      refusals_.push_back(std::move(status));
      return;
    }
    acknowledged_.push_back(std::move(id));
  }
}

Reader::Reader(const client::Client& connection)
    : thread_([this, &connection] { Run(connection); }) {}

void Reader::Run(const client::Client& connection) {
  while (!stopping_) {
    absl::Status status = Call(connection, "ActionService.GetAction",
                               "name: 'boards/ncc/actions/talk'");
    base::MutexLock lock(mutex_);
    ++reads_;
    failure_ = std::move(status);
    changed_.NotifyAll();
    if (!failure_.ok()) return;
  }
}

absl::Status Reader::AwaitReads(size_t count) {
  base::MutexLock lock(mutex_);
  const size_t enough = reads_ + count;
  while (failure_.ok() && reads_ < enough) changed_.Wait(mutex_);
  return failure_;
}

void Reader::Stop() {
  stopping_ = true;
  if (thread_.joinable()) thread_.join();
}

absl::StatusOr<std::vector<std::string>> RecordedRequests(
    const client::Client& connection) {
  std::vector<std::string> ids;
  v1::WatchEventsResponse message;
  const absl::Status end = connection.Watch(
      *client::FindMethod("EventService.WatchEvents"), v1::WatchEventsRequest(),
      message, [&] {
        if (message.has_event()) {
          ids.push_back(message.event().context().request_id());
        }
        return message.has_caught_up() ? absl::CancelledError("enough")
                                       : absl::OkStatus();
      });
  if (!message.has_caught_up()) return end;
  return ids;
}

}  // namespace actionplan::durability
