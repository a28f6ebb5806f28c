// Watches the events of a server on a thread of its own, and keeps what came.
#ifndef ACTIONPLAN_TESTS_SCENARIOS_EVENT_READER_H_
#define ACTIONPLAN_TESTS_SCENARIOS_EVENT_READER_H_

#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "actionplan/v1/event_service.pb.h"
#include "eventstore/base/mutex.h"
#include "tests/scenarios/raw_call.h"

namespace actionplan::support {

// "ActionAssigned"
std::string KindOf(const events::v1::Event& event);

// Thread-safe. Ends the stream when it is destroyed.
class EventReader {
 public:
  using Message = v1::WatchEventsResponse;
  using Predicate = std::function<bool(const Message&)>;

  // Long enough for any server that is alive.
  static constexpr absl::Duration kPatience = absl::Seconds(30);

  // `request` is a WatchEventsRequest in text.
  EventReader(const std::string& address, const std::string& request = "");
  ~EventReader();

  // Waits until a message came that is such; false when none came in time or
  // the stream ended without one.
  bool Await(const Predicate& is_such, absl::Duration patience = kPatience);

  // Waits until everything that was recorded so far has come.
  bool AwaitCaughtUp();

  // Waits for an event of this kind about this resource.
  bool AwaitEvent(absl::string_view kind, absl::string_view resource);

  // Waits until the stream has ended, and says how.
  absl::Status AwaitEnd();

  std::vector<Message> Messages() const;

  // The positions of the events, in the order in which they came.
  std::vector<int64_t> Positions() const;

 private:
  void Run();

  RawStream stream_;
  mutable base::Mutex mutex_;
  base::Condition changed_;
  std::vector<Message> messages_ ABSL_GUARDED_BY(mutex_);
  bool ended_ ABSL_GUARDED_BY(mutex_) = false;
  std::thread thread_;  // Last: it uses all of the above.
};

}  // namespace actionplan::support

#endif  // ACTIONPLAN_TESTS_SCENARIOS_EVENT_READER_H_
