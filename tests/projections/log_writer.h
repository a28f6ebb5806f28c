// Puts events into a log as commands would, one append each: for tests of what
// reads the log.
#ifndef ACTIONPLAN_TESTS_PROJECTIONS_LOG_WRITER_H_
#define ACTIONPLAN_TESTS_PROJECTIONS_LOG_WRITER_H_

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "actionplan/events/v1/event.pb.h"
#include "eventstore/event_store.h"

namespace actionplan::projections {

class LogWriter {
 public:
  struct By {
    std::string actor = "office";
    std::string affiliation;
  };

  // Continues a log that it wrote itself; ends the test program when an append
  // is refused.
  explicit LogWriter(eventstore::EventStore& log) : log_(log) {}

  // Records that the fact happened to the stream, a minute after the event
  // before.
  eventstore::Position Append(const std::string& stream,
                              const events::v1::Event& fact);
  eventstore::Position Append(const std::string& stream,
                              const events::v1::Event& fact, const By& by);

  // Records an event whose payload and type are as given.
  eventstore::Position AppendRaw(const std::string& stream,
                                 eventstore::NewEvent event, const By& by);

 private:
  eventstore::EventStore& log_;
  absl::Time now_ = absl::FromUnixSeconds(1'800'000'000);
  std::map<std::string, eventstore::Revision> revisions_;
  uint64_t requests_ = 0;
};

// Every event of the log, decoded; fails the test program when one cannot be.
std::vector<events::v1::Event> EventsOf(const eventstore::EventStore& log);

}  // namespace actionplan::projections

#endif  // ACTIONPLAN_TESTS_PROJECTIONS_LOG_WRITER_H_
