// How what a command or an action says becomes part of a fact: details, due
// dates, evidence.
//
// Pure; safe from any thread.
#ifndef ACTIONPLAN_SERVICES_DOMAIN_ACTION_VALUES_H_
#define ACTIONPLAN_SERVICES_DOMAIN_ACTION_VALUES_H_

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "actionplan/events/v1/action_values.pb.h"
#include "actionplan/v1/action.pb.h"
#include "services/domain/circumstances.h"

namespace actionplan::domain {

// What the action says about itself, each text with who wrote it.
events::v1::ActionDetails DetailsOf(const v1::Action& action);

// What `after` says about itself: where it differs from `before` in the words
// of `author`, a principal, and elsewhere in those of who wrote it before.
events::v1::ActionDetails RewrittenDetails(const v1::Action& before,
                                           const v1::Action& after,
                                           absl::string_view author);

events::v1::DueDate DueFact(const v1::DueDate& due);
events::v1::DueDate DueOn(absl::CivilDay day);

// The evidence with the number that it gets in the action.
events::v1::Evidence EvidenceFact(const v1::Action::Evidence& evidence,
                                  int number, const Circumstances& now);

}  // namespace actionplan::domain

#endif  // ACTIONPLAN_SERVICES_DOMAIN_ACTION_VALUES_H_
