#include "tests/scenarios/event_reader.h"

#include <algorithm>

#include "eventstore/base/clock.h"
#include "tests/support/running_server.h"

namespace actionplan::support {

std::string KindOf(const events::v1::Event& event) {
  const google::protobuf::Message* fact = &event;
  for (int depth = 0; depth < 2; ++depth) {
    const auto& reflection = *fact->GetReflection();
    const auto* const one = reflection.GetOneofFieldDescriptor(
        *fact, fact->GetDescriptor()->oneof_decl(0));
    if (one == nullptr) return "";
    fact = &reflection.GetMessage(*fact, one);
  }
  return fact->GetDescriptor()->name();
}

EventReader::EventReader(const std::string& address, const std::string& request)
    : stream_({.address = address,
               .path = "/actionplan.v1.EventService/WatchEvents",
               .bytes = RequestFor("EventService.WatchEvents", request)
                            ->SerializeAsString()}),
      thread_([this] { Run(); }) {}

EventReader::~EventReader() {
  stream_.Cancel();
  thread_.join();
}

void EventReader::Run() {
  while (const std::optional<std::string> bytes = stream_.Read()) {
    base::MutexLock lock(mutex_);
    messages_.emplace_back().ParseFromString(*bytes);
    changed_.NotifyAll();
  }
  base::MutexLock lock(mutex_);
  ended_ = true;
  changed_.NotifyAll();
}

bool EventReader::Await(const Predicate& is_such, absl::Duration patience) {
  const base::SystemClock clock;
  const absl::Duration until = clock.Monotonic() + patience;
  base::MutexLock lock(mutex_);
  while (std::none_of(messages_.begin(), messages_.end(), is_such)) {
    const absl::Duration left = until - clock.Monotonic();
    if (ended_ || left <= absl::ZeroDuration()) return false;
    changed_.WaitFor(mutex_, left);
  }
  return true;
}

bool EventReader::AwaitCaughtUp() {
  return Await([](const Message& message) { return message.has_caught_up(); });
}

bool EventReader::AwaitEvent(absl::string_view kind,
                             absl::string_view resource) {
  return Await([=](const Message& message) {
    return message.has_event() && KindOf(message.event()) == kind &&
           message.event().context().stream() == resource;
  });
}

absl::Status EventReader::AwaitEnd() {
  base::MutexLock lock(mutex_);
  while (!ended_) changed_.Wait(mutex_);
  return stream_.end();
}

std::vector<EventReader::Message> EventReader::Messages() const {
  base::MutexLock lock(mutex_);
  return messages_;
}

std::vector<int64_t> EventReader::Positions() const {
  std::vector<int64_t> positions;
  for (const Message& message : Messages()) {
    if (message.has_event()) {
      positions.push_back(message.event().context().position());
    }
  }
  return positions;
}

}  // namespace actionplan::support
