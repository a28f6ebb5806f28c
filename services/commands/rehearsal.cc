#include "services/commands/rehearsal.h"

#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "eventstore/base/status.h"
#include "projections/event_codec.h"
#include "projections/resources/instant.h"
#include "services/commands/deciding.h"
#include "services/commands/resource_cache.h"

namespace actionplan::commands {
namespace {

// Whether the log would take the events: they may be too large for it.
absl::Status CheckStorable(const Command& command,
                           const domain::Circumstances& now,
                           const std::vector<events::v1::Event>& events) {
  eventstore::Append append{.stream = command.name,
                            .request = {.actor = command.caller.principal,
                                        .id = command.request_id,
                                        .content = command.content},
                            .affiliation = command.caller.agency,
                            .occur_time = now.occur_time};
  for (const events::v1::Event& event : events) {
    append.events.push_back(projections::Encode(event));
  }
  return eventstore::CheckAppend(append);
}

// Facts that are not recorded leave no trace on the resource but what they say.
void KeepStamp(const resources::Resource& before, resources::Resource& after) {
  std::visit(
      [&](auto& message) {
        const auto& stamped = std::get<std::decay_t<decltype(message)>>(before);
        message.set_etag(stamped.etag());
        message.set_last_position(stamped.last_position());
        *message.mutable_update_time() = stamped.update_time();
        *message.mutable_last_occur_time() = stamped.last_occur_time();
      },
      after);
}

}  // namespace

absl::StatusOr<Rehearsed> Rehearse(const eventstore::EventStore& log,
                                   const Command& command, absl::Time now) {
  const auto load = [&log](absl::string_view name) {
    return FoldStream(log, name, eventstore::Range{}.last);
  };
  ASSIGN_OR_RETURN(std::shared_ptr<const resources::Resource> before,
                   load(command.name));
  RETURN_IF_ERROR(CheckTarget(command, *before));
  ASSIGN_OR_RETURN(const domain::Circumstances circumstances,
                   CircumstancesOf(command, now, load));
  ASSIGN_OR_RETURN(std::vector<events::v1::Event> events,
                   command.decide(*before, circumstances));
  RETURN_IF_ERROR(CheckStorable(command, circumstances, events));
  resources::Resource after = *before;
  for (events::v1::Event& event : events) {
    events::v1::EventContext& context = *event.mutable_context();
    context.set_stream(command.name);
    context.set_actor(command.caller.principal);
    context.set_affiliation(command.caller.agency);
    *context.mutable_record_time() = resources::ToTimestamp(now);
    *context.mutable_occur_time() =
        resources::ToTimestamp(circumstances.occur_time);
    resources::Evolve(event, after);
  }
  KeepStamp(*before, after);
  return Rehearsed{
      .before = std::move(before),
      .after = std::make_shared<const resources::Resource>(std::move(after))};
}

}  // namespace actionplan::commands
