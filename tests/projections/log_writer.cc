#include "tests/projections/log_writer.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "eventstore/base/logging.h"
#include "projections/event_codec.h"

namespace actionplan::projections {

using events::v1::Event;
using eventstore::Position;

Position LogWriter::Append(const std::string& stream, const Event& fact) {
  return AppendRaw(stream, Encode(fact), By());
}

Position LogWriter::Append(const std::string& stream, const Event& fact,
                           const By& by) {
  return AppendRaw(stream, Encode(fact), by);
}

Position LogWriter::AppendRaw(const std::string& stream,
                              eventstore::NewEvent event, const By& by) {
  now_ += absl::Minutes(1);
  eventstore::Append append{
      .stream = stream,
      .expected = revisions_[stream]++,
      .events = {std::move(event)},
      .request = {.actor = by.actor, .id = absl::StrCat(++requests_)},
      .affiliation = by.affiliation,
      .occur_time = now_ - absl::Minutes(30)};
  const auto committed = log_.Commit(now_, {append});
  if (!committed.ok()) base::Fatal(committed.status().ToString());
  if (!committed->front().ok()) {
    base::Fatal(committed->front().status().ToString());
  }
  return (*committed->front()).first_position;
}

std::vector<Event> EventsOf(const eventstore::EventStore& log) {
  std::vector<Event> events;
  const absl::Status read =
      log.ReadLog({}, [&](const eventstore::v1::Envelope& envelope) {
        const absl::Status decoded = Decode(envelope, events.emplace_back());
        if (!decoded.ok()) base::Fatal(decoded.ToString());
        return true;
      });
  if (!read.ok()) base::Fatal(read.ToString());
  return events;
}

}  // namespace actionplan::projections
