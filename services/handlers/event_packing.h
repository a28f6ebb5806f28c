// Events of the log as the messages of a stream.
#ifndef ACTIONPLAN_SERVICES_HANDLERS_EVENT_PACKING_H_
#define ACTIONPLAN_SERVICES_HANDLERS_EVENT_PACKING_H_

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>

#include "absl/status/status.h"
#include "actionplan/events/v1/event.pb.h"
#include "actionplan/eventstore/v1/envelope.pb.h"
#include "eventstore/event_store.h"
#include "grpcpp/support/byte_buffer.h"

namespace actionplan::handlers {

struct WatchMessage {
  grpc::ByteBuffer bytes;         // A WatchEventsResponse.
  eventstore::Position position;  // Reached when it has been written.
};

// Puts events into messages: one into each, or as many as were asked for while
// a message is below 64 KiB. One thread.
class EventPacking {
 public:
  explicit EventPacking(int32_t events_each);

  // An event that cannot be read is not added.
  absl::Status Add(const eventstore::v1::Envelope& envelope);

  // Of the messages that are finished.
  size_t bytes() const { return bytes_; }

  // Everything that was added.
  std::deque<WatchMessage> Take();

 private:
  void Finish();

  const int32_t events_each_;
  const int field_;  // Of the response, in which the events stand.
  events::v1::Event scratch_;
  std::string event_;
  std::string unfinished_;  // The next message so far.
  int32_t unfinished_events_ = 0;
  eventstore::Position position_ = 0;
  size_t bytes_ = 0;
  std::deque<WatchMessage> messages_;
};

}  // namespace actionplan::handlers

#endif  // ACTIONPLAN_SERVICES_HANDLERS_EVENT_PACKING_H_
