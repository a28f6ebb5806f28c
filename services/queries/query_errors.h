// What a read can be refused for, beside the shape of its request.
#ifndef ACTIONPLAN_SERVICES_QUERIES_QUERY_ERRORS_H_
#define ACTIONPLAN_SERVICES_QUERIES_QUERY_ERRORS_H_

#include <cstdint>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace actionplan::queries {

absl::Status PositionPastHead(int64_t position, uint64_t head);
absl::Status ReadTooLate();
absl::Status TooManyReads();

}  // namespace actionplan::queries

#endif  // ACTIONPLAN_SERVICES_QUERIES_QUERY_ERRORS_H_
