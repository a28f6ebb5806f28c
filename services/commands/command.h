// A wish about one resource, ready to be decided. It does not know what carried
// it here.
#ifndef ACTIONPLAN_SERVICES_COMMANDS_COMMAND_H_
#define ACTIONPLAN_SERVICES_COMMANDS_COMMAND_H_

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "actionplan/events/v1/event.pb.h"
#include "eventstore/event_store.h"
#include "projections/resources/resource.h"
#include "services/domain/caller.h"
#include "services/domain/circumstances.h"

namespace actionplan::commands {

// Whether the resource has to be there already.
enum class Target { kExisting, kNew };

// What a decision is told of the resource itself: its state, or also the events
// that led there, which are read for it.
enum class Knows { kState, kHistory };

// Decides on the resource's state. Pure; runs on the sequencer's thread.
using Decision = std::function<absl::StatusOr<std::vector<events::v1::Event>>(
    const resources::Resource& state, const domain::Circumstances& now)>;

struct Command {
  std::string name;  // The resource, which is also the stream.
  Target target = Target::kExisting;
  domain::Caller caller;
  std::string request_id;
  std::string content;  // The request's bytes and its method's name.
  std::string etag;     // Empty: whatever the revision is.
  std::optional<absl::Time> occur_time;
  absl::Time deadline = absl::InfiniteFuture();
  eventstore::Position cause = 0;
  std::vector<std::string> related;  // Resources that `decide` looks at.
  Knows knows = Knows::kState;
  Decision decide;
};

// The resource after the command, or after the earlier request with the same
// id. Called once, on the sequencer's or a reader's thread.
using Answer = std::function<void(
    absl::StatusOr<std::shared_ptr<const resources::Resource>>)>;

// Facts of one kind of resource as events without a context.
inline void Wrap(events::v1::BoardFact fact, events::v1::Event& event) {
  *event.mutable_board() = std::move(fact);
}
inline void Wrap(events::v1::MeetingFact fact, events::v1::Event& event) {
  *event.mutable_meeting() = std::move(fact);
}
inline void Wrap(events::v1::AgencyFact fact, events::v1::Event& event) {
  *event.mutable_agency() = std::move(fact);
}
inline void Wrap(events::v1::AuditFact fact, events::v1::Event& event) {
  *event.mutable_audit() = std::move(fact);
}
inline void Wrap(events::v1::FindingFact fact, events::v1::Event& event) {
  *event.mutable_finding() = std::move(fact);
}
inline void Wrap(events::v1::RecommendationFact fact,
                 events::v1::Event& event) {
  *event.mutable_recommendation() = std::move(fact);
}
inline void Wrap(events::v1::PlanFact fact, events::v1::Event& event) {
  *event.mutable_plan() = std::move(fact);
}
inline void Wrap(events::v1::ActionFact fact, events::v1::Event& event) {
  *event.mutable_action() = std::move(fact);
}
inline void Wrap(events::v1::EscalationFact fact, events::v1::Event& event) {
  *event.mutable_escalation() = std::move(fact);
}

// The Decision that calls domain::Decide(state, command, now), where State is
// the kind of resource that the command is about.
template <typename State, typename DomainCommand>
Decision DecideWith(DomainCommand command) {
  return [command = std::move(command)](const resources::Resource& state,
                                        const domain::Circumstances& now)
             -> absl::StatusOr<std::vector<events::v1::Event>> {
    auto facts = Decide(std::get<State>(state), command, now);
    if (!facts.ok()) return facts.status();
    std::vector<events::v1::Event> events(facts->size());
    for (size_t i = 0; i < events.size(); ++i) {
      Wrap(std::move((*facts)[i]), events[i]);
    }
    return events;
  };
}

}  // namespace actionplan::commands

#endif  // ACTIONPLAN_SERVICES_COMMANDS_COMMAND_H_
