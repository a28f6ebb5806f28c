#include "actionplan/v1/event_service.pb.h"

#include "projections/event_codec.h"
#include "services/domain/resource_errors.h"
#include "services/handlers/fact_kinds.h"
#include "services/handlers/services.h"
#include "services/queries/query_errors.h"
#include "services/rpc/status.h"

namespace actionplan::handlers {
namespace {

using rpc::FieldChecks;

constexpr int64_t kMostBatched = 1000;  // Events in a message of a stream.

void CheckWatch(const v1::WatchEventsRequest& request, FieldChecks& check) {
  if (request.after_position() < 0) {
    check.Violation("after_position", "NUMBER_OUT_OF_RANGE",
                    "is negative; 0 is the beginning of the log");
  }
  check.Range("max_batch_size", request.max_batch_size(), 0, kMostBatched);
  for (int i = 0; i < request.kinds_size(); ++i) {
    CheckFactKind(rpc::At("kinds", i), request.kinds(i), check);
  }
}

void CheckGet(const v1::GetEventRequest& request, FieldChecks& check) {
  if (!resources::ParseEventName(request.name())) {
    check.Violation("name", "NAME_MALFORMED",
                    "is not the name of an event; names look like events/42");
  }
}

absl::StatusOr<events::v1::Event> GetEvent(const eventstore::EventStore& log,
                                           const v1::GetEventRequest& request) {
  const uint64_t position = *resources::ParseEventName(request.name());
  if (position > log.head().Get())
    return domain::ResourceNotFound(request.name());
  events::v1::Event event;
  absl::Status decoded;
  RETURN_IF_ERROR(log.ReadLog({.first = position, .last = position},
                              [&](const eventstore::v1::Envelope& envelope) {
                                decoded = projections::Decode(envelope, event);
                                return false;
                              }));
  RETURN_IF_ERROR(decoded);
  return event;
}

absl::StatusOr<v1::WatchEventsRequest> ReadWatch(
    const eventstore::EventStore& log, const grpc::ByteBuffer& bytes) {
  v1::WatchEventsRequest request;
  RETURN_IF_ERROR(rpc::ParseMessage(rpc::Flatten(bytes), request));
  FieldChecks check;
  CheckWatch(request, check);
  RETURN_IF_ERROR(check.Result());
  const uint64_t head = log.head().Get();
  if (static_cast<uint64_t>(request.after_position()) > head) {
    return queries::PositionPastHead(request.after_position(), head);
  }
  return request;
}

}  // namespace

void BindEventService(const Ports& ports, rpc::RawService& service) {
  QueryBinding queries(service, ports.queries, ports.projector);
  queries.Bind<v1::GetEventRequest>(
      "GetEvent", {}, CheckGet,
      [&log = ports.log](const v1::GetEventRequest& request) {
        return GetEvent(log, request);
      });
  service.BindStream("WatchEvents",
                     [&log = ports.log, &watchers = ports.watchers](
                         const domain::Caller&, const grpc::ByteBuffer& bytes)
                         -> grpc::ServerWriteReactor<grpc::ByteBuffer>* {
                       absl::StatusOr<v1::WatchEventsRequest> request =
                           ReadWatch(log, bytes);
                       if (!request.ok())
                         return rpc::RefuseStream(request.status());
                       return watchers.Start(*std::move(request));
                     });
}

}  // namespace actionplan::handlers
