// A resource of any kind, folded from the events of its stream.
//
// One fold serves the decider, the answer to a command and the stored view, so
// that they cannot disagree. A fold never fails and never validates: what is in
// the log has happened.
#ifndef ACTIONPLAN_PROJECTIONS_RESOURCES_RESOURCE_H_
#define ACTIONPLAN_PROJECTIONS_RESOURCES_RESOURCE_H_

#include <optional>
#include <type_traits>
#include <variant>

#include "absl/strings/string_view.h"
#include "actionplan/events/v1/event.pb.h"
#include "actionplan/v1/action.pb.h"
#include "actionplan/v1/agency.pb.h"
#include "actionplan/v1/audit.pb.h"
#include "actionplan/v1/board.pb.h"
#include "actionplan/v1/escalation.pb.h"
#include "actionplan/v1/finding.pb.h"
#include "actionplan/v1/meeting.pb.h"
#include "actionplan/v1/plan.pb.h"
#include "actionplan/v1/recommendation.pb.h"
#include "projections/resources/names.h"

namespace actionplan::resources {

using Resource =
    std::variant<v1::Board, v1::Meeting, v1::Agency, v1::Audit, v1::Finding,
                 v1::Recommendation, v1::Plan, v1::Action, v1::Escalation>;

// Each takes the whole event, because it needs actor, revision and times. The
// event is of the resource's own kind and next in its stream; an event of
// another kind changes nothing. A resource without events has no name.
void Evolve(const events::v1::Event& event, v1::Board& board);
void Evolve(const events::v1::Event& event, v1::Meeting& meeting);
void Evolve(const events::v1::Event& event, v1::Agency& agency);
void Evolve(const events::v1::Event& event, v1::Audit& audit);
void Evolve(const events::v1::Event& event, v1::Finding& finding);
void Evolve(const events::v1::Event& event, v1::Recommendation& recommendation);
void Evolve(const events::v1::Event& event, v1::Plan& plan);
void Evolve(const events::v1::Event& event, v1::Action& action);
void Evolve(const events::v1::Event& event, v1::Escalation& escalation);
void Evolve(const events::v1::Event& event, Resource& resource);

// An empty resource of the kind that the name says; nullopt when the name is
// no resource's name.
std::optional<Resource> EmptyResource(absl::string_view name);

// Which kind of resource a message is the state of: Kind lists the kinds in the
// order in which Resource does.
template <typename State, typename... States>
constexpr Kind KindOfStateIn(const std::variant<States...>*) {
  int index = 0, found = -1;
  ((std::is_same_v<State, States> ? found = index++ : index++), ...);
  return static_cast<Kind>(found);
}
template <typename State>
inline constexpr Kind kKindOf =
    KindOfStateIn<State>(static_cast<const Resource*>(nullptr));
static_assert(kKindOf<v1::Board> == Kind::kBoard &&
              kKindOf<v1::Escalation> == Kind::kEscalation);

// The resource as a message, whatever its kind.
const google::protobuf::Message& AsMessage(const Resource& resource);

}  // namespace actionplan::resources

#endif  // ACTIONPLAN_PROJECTIONS_RESOURCES_RESOURCE_H_
