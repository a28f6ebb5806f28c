// One event, told: a sentence for people, the values that changed, the reason.
// A line of the trail is a function of its event, of the days of its board and
// of what agencies are called today.
//
// Pure; safe from any thread.
#ifndef ACTIONPLAN_SERVICES_QUERIES_TRAIL_ENTRY_H_
#define ACTIONPLAN_SERVICES_QUERIES_TRAIL_ENTRY_H_

#include "absl/time/time.h"
#include "actionplan/events/v1/event.pb.h"
#include "actionplan/v1/audit_trail_service.pb.h"
#include "google/protobuf/message.h"
#include "services/queries/fact_text.h"

namespace actionplan::queries {

// What a line takes from outside its event.
struct TrailWords {
  absl::TimeZone zone;  // The board's.
  TitleOf title_of = NoTitle;
};

// Nothing of the event is left out: each value of its fact is in the summary,
// in the reason or among the changes.
v1::TrailEntry TrailEntryOf(const events::v1::Event& event,
                            const TrailWords& words);

// The fact inside the two oneofs of an event; nullptr when this program knows
// none.
const google::protobuf::Message* FactOf(const events::v1::Event& event);

}  // namespace actionplan::queries

#endif  // ACTIONPLAN_SERVICES_QUERIES_TRAIL_ENTRY_H_
