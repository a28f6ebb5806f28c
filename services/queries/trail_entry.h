// One event, told: a sentence for people, the values that changed, the reason.
// A line of the trail is a function of its event alone.
//
// Pure; safe from any thread.
#ifndef ACTIONPLAN_SERVICES_QUERIES_TRAIL_ENTRY_H_
#define ACTIONPLAN_SERVICES_QUERIES_TRAIL_ENTRY_H_

#include "actionplan/events/v1/event.pb.h"
#include "actionplan/v1/audit_trail_service.pb.h"

namespace actionplan::queries {

v1::TrailEntry TrailEntryOf(const events::v1::Event& event);

}  // namespace actionplan::queries

#endif  // ACTIONPLAN_SERVICES_QUERIES_TRAIL_ENTRY_H_
