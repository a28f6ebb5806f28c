// Whether the events that are in view follow each other as a log's must.
#ifndef ACTIONPLAN_SERVICES_VERIFY_EVENT_ORDER_H_
#define ACTIONPLAN_SERVICES_VERIFY_EVENT_ORDER_H_

#include <cstdint>
#include <optional>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "actionplan/eventstore/v1/envelope.pb.h"

namespace actionplan::verify {

// Fed position by position. Memory: the name and two numbers for each stream.
// For one thread at a time.
class EventOrder {
 public:
  struct TimeSpan {
    google::protobuf::Timestamp first;
    google::protobuf::Timestamp last;
  };

  // What is wrong with the event at this position, "" when nothing is: its
  // bytes are no event, it names another position, it was recorded before an
  // earlier one, or revisions of its stream are missing or come twice. A gap in
  // a stream is no fault while as many events were withheld.
  std::string Check(uint64_t position, absl::string_view envelope);

  // The next event is not in view.
  void Withhold() { ++withheld_; }

  uint64_t withheld() const { return withheld_; }
  uint64_t streams() const { return streams_.size(); }

  // record_time of the first and last event in view; empty without any.
  const std::optional<TimeSpan>& recorded() const { return recorded_; }

 private:
  struct Seen {
    uint64_t revision = 0;
    uint64_t withheld = 0;  // Events of any stream, up to that revision.
  };

  std::string CheckTime();
  std::string CheckRevision();

  uint64_t withheld_ = 0;
  std::optional<TimeSpan> recorded_;
  absl::flat_hash_map<std::string, Seen> streams_;
  eventstore::v1::Envelope event_;  // Used again for each event.
};

// UTC, to the second.
std::string TimeText(const google::protobuf::Timestamp& time);

}  // namespace actionplan::verify

#endif  // ACTIONPLAN_SERVICES_VERIFY_EVENT_ORDER_H_
