// What a read can be refused for, beside the shape of its request.
#ifndef ACTIONPLAN_SERVICES_QUERIES_QUERY_ERRORS_H_
#define ACTIONPLAN_SERVICES_QUERIES_QUERY_ERRORS_H_

#include <cstdint>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"

namespace actionplan::queries {

absl::Status PositionPastHead(int64_t position, uint64_t head);
absl::Status ReadTooLate();
absl::Status TooManyReads();

// INVALID_ARGUMENT, AS_AT_NOT_OVER: the day of a meeting goes on.
absl::Status AsAtNotOver(absl::string_view meeting, absl::CivilDay day);

// When something began.
struct Beginning {
  absl::Time recorded;
  absl::Time occurred;
};

// NOT_FOUND, NOT_THERE_YET: the resource began after the instant asked about.
absl::Status NotThereYet(absl::string_view name, const Beginning& beginning);

// INVALID_ARGUMENT, SINCE_NOT_BEFORE_UNTIL.
absl::Status SinceNotBeforeUntil(absl::Time since, absl::Time until);

// NOT_FOUND, ORGANIZATION_NOT_FOUND: no agency of any board is part of it.
absl::Status OrganizationNotFound(absl::string_view organization);

}  // namespace actionplan::queries

#endif  // ACTIONPLAN_SERVICES_QUERIES_QUERY_ERRORS_H_
