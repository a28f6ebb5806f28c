// The events of a server, read through its API.
#ifndef ACTIONPLAN_TESTS_DURABILITY_EVENT_READING_H_
#define ACTIONPLAN_TESTS_DURABILITY_EVENT_READING_H_

#include <cstdint>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/client/client.h"
#include "tests/durability/log_check.h"

namespace actionplan::durability {

// Hands over every event after that position which was recorded by now.
absl::Status ReadEvents(const client::Client& connection,
                        int64_t after_position,
                        absl::FunctionRef<void(const RecordedEvent&)> each);

absl::StatusOr<RecordedEvent> ReadEvent(const client::Client& connection,
                                        int64_t position);

}  // namespace actionplan::durability

#endif  // ACTIONPLAN_TESTS_DURABILITY_EVENT_READING_H_
