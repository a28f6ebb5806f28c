// What happens to an action beside its states, folded into it, and what that
// has in common with what happens to its states.
//
// Pure functions; safe from any thread. A fold never fails.
#ifndef ACTIONPLAN_PROJECTIONS_RESOURCES_ACTION_RECORD_FOLD_H_
#define ACTIONPLAN_PROJECTIONS_RESOURCES_ACTION_RECORD_FOLD_H_

#include "actionplan/events/v1/event.pb.h"
#include "actionplan/v1/action.pb.h"

namespace actionplan::resources {

// A fact that leads from no state to another; any other changes nothing.
void EvolveRecord(const events::v1::EventContext& context,
                  const events::v1::ActionFact& fact, v1::Action& action);

// The action comes into the state, be it the one that it had.
void Enter(v1::Action::State state, const events::v1::EventContext& context,
           v1::Action& action);

// What it says about itself from now on.
void Describe(const events::v1::ActionDetails& details, v1::Action& action);

// One more item of evidence, or source.
void AddEvidence(const events::v1::Evidence& fact, v1::Action& action);
void AddSources(
    const google::protobuf::RepeatedPtrField<events::v1::ActionSource>& sources,
    v1::Action& action);

}  // namespace actionplan::resources

#endif  // ACTIONPLAN_PROJECTIONS_RESOURCES_ACTION_RECORD_FOLD_H_
