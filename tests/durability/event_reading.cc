#include "tests/durability/event_reading.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "actionplan/v1/event_service.pb.h"
#include "eventstore/base/status.h"
#include "services/client/method.h"

namespace actionplan::durability {
namespace {

RecordedEvent AsRecorded(events::v1::Event event) {
  const events::v1::EventContext& context = event.context();
  RecordedEvent recorded{
      .position = context.position(),
      .stream = context.stream(),
      .revision = context.revision(),
      .record_time = absl::FromUnixSeconds(context.record_time().seconds()) +
                     absl::Nanoseconds(context.record_time().nanos()),
      .request_id = context.request_id()};
  event.clear_context();
  recorded.fact = event.SerializeAsString();
  return recorded;
}

}  // namespace

absl::Status ReadEvents(const client::Client& connection,
                        int64_t after_position,
                        absl::FunctionRef<void(const RecordedEvent&)> each) {
  v1::WatchEventsRequest request;
  request.set_after_position(after_position);
  v1::WatchEventsResponse response;
  bool is_caught_up = false;
  const absl::Status end = connection.Watch(
      *client::FindMethod("EventService.WatchEvents"), request, response, [&] {
        if (response.has_event()) each(AsRecorded(response.event()));
        is_caught_up = response.has_caught_up();
        return is_caught_up ? absl::CancelledError("enough") : absl::OkStatus();
      });
  return is_caught_up ? absl::OkStatus() : end;
}

absl::StatusOr<RecordedEvent> ReadEvent(const client::Client& connection,
                                        int64_t position) {
  v1::GetEventRequest request;
  request.set_name(absl::StrCat("events/", position));
  ASSIGN_OR_RETURN(
      events::v1::Event event,
      connection.Call<events::v1::Event>("EventService.GetEvent", request));
  return AsRecorded(std::move(event));
}

}  // namespace actionplan::durability
