// The refusals of a retraction.
//
// FAILED_PRECONDITION, but for NOT_AUTHOR, PERMISSION_DENIED. Pure; safe from
// any thread.
#ifndef ACTIONPLAN_SERVICES_DOMAIN_ACTION_RETRACTION_ERRORS_H_
#define ACTIONPLAN_SERVICES_DOMAIN_ACTION_RETRACTION_ERRORS_H_

#include <cstdint>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "actionplan/events/v1/event.pb.h"
#include "actionplan/v1/action.pb.h"

namespace actionplan::domain {

absl::Status EntryUnknown(const v1::Action& state, int64_t revision);
absl::Status EntryAlreadyRetracted(const v1::Action& state, int64_t revision);

// Says what to do instead.
absl::Status EntryNotRetractable(const v1::Action& state,
                                 const events::v1::Event& entry);
absl::Status RetractionLimitReached(absl::string_view name, int limit);
absl::Status NotAuthor(absl::string_view author);

}  // namespace actionplan::domain

#endif  // ACTIONPLAN_SERVICES_DOMAIN_ACTION_RETRACTION_ERRORS_H_
