#include "services/queries/past_resource.h"

#include <optional>

#include "eventstore/base/status.h"
#include "projections/event_codec.h"
#include "projections/resources/fold.h"
#include "projections/resources/instant.h"
#include "projections/resources/names.h"
#include "projections/resources/retractions.h"
#include "services/domain/resource_errors.h"
#include "services/queries/query_errors.h"

namespace actionplan::queries {
namespace {

using events::v1::Event;
using projections::Past;

// Every event of a stream that was recorded by then.
absl::Status ReadRecorded(const eventstore::EventStore& log,
                          absl::string_view stream, const Past& past,
                          absl::FunctionRef<bool(const Event& event)> visit) {
  absl::Status decoded;
  Event event;
  RETURN_IF_ERROR(
      log.ReadStream(stream, {}, [&](const eventstore::v1::Envelope& envelope) {
        if (envelope.position() > past.position) return false;
        decoded = projections::Decode(envelope, event);
        return decoded.ok() && visit(event);
      }));
  return decoded;
}

// What was retracted by then; nothing where the order is that of recording.
absl::StatusOr<resources::Retractions> RetractionsOf(
    const eventstore::EventStore& log, absl::string_view stream,
    const Past& past) {
  resources::Retractions retractions;
  if (past.order == Past::Order::kOccurred &&
      resources::IsName(resources::Kind::kAction, stream)) {
    RETURN_IF_ERROR(ReadRecorded(log, stream, past, [&](const Event& event) {
      retractions.Note(event);
      return true;
    }));
  }
  return retractions;
}

bool HasOccurred(const Event& event, const Past& past) {
  return resources::ToTime(resources::OccurTime(event.context())) <=
         past.occurred_by;
}

bool Exists(const resources::Resource& resource) {
  return std::visit([](const auto& state) { return !state.name().empty(); },
                    resource);
}

// Why there is no such resource at that time.
absl::Status Absence(const eventstore::EventStore& log,
                     absl::string_view name) {
  std::optional<Event> first;
  RETURN_IF_ERROR(ReadRecorded(log, name, {}, [&](const Event& event) {
    first = event;
    return false;
  }));
  if (!first) return domain::ResourceNotFound(name);
  return NotThereYet(
      name,
      {.recorded = resources::ToTime(first->context().record_time()),
       .occurred = resources::ToTime(resources::OccurTime(first->context()))});
}

}  // namespace

absl::Status ReadPast(const eventstore::EventStore& log,
                      absl::string_view stream, const Past& past,
                      absl::FunctionRef<void(const Event& event)> visit) {
  ASSIGN_OR_RETURN(const resources::Retractions retractions,
                   RetractionsOf(log, stream, past));
  return ReadRecorded(log, stream, past, [&](const Event& event) {
    if (!HasOccurred(event, past)) return true;
    if (retractions.empty() || !retractions.LeaveOut(event)) visit(event);
    return true;
  });
}

absl::StatusOr<resources::Resource> PastResource(
    const eventstore::EventStore& log, absl::string_view name,
    const Past& past) {
  std::optional<resources::Resource> resource = resources::EmptyResource(name);
  if (!resource) return domain::ResourceNotFound(name);
  RETURN_IF_ERROR(ReadPast(log, name, past, [&](const Event& event) {
    resources::Evolve(event, *resource);
  }));
  if (!Exists(*resource)) return Absence(log, name);
  return *std::move(resource);
}

absl::StatusOr<resources::Resource> PastSetting(
    const eventstore::EventStore& log, absl::string_view name,
    const Past& past) {
  std::optional<resources::Resource> resource = resources::EmptyResource(name);
  if (!resource) return domain::ResourceNotFound(name);
  RETURN_IF_ERROR(ReadRecorded(log, name, past, [&](const Event& event) {
    if (!Exists(*resource) || HasOccurred(event, past)) {
      resources::Evolve(event, *resource);
    }
    return true;
  }));
  if (!Exists(*resource)) return Absence(log, name);
  return *std::move(resource);
}

}  // namespace actionplan::queries
