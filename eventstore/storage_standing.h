// What is known of the space that the log grows into.
#ifndef ACTIONPLAN_EVENTSTORE_STORAGE_STANDING_H_
#define ACTIONPLAN_EVENTSTORE_STORAGE_STANDING_H_

#include <cstdint>

#include "absl/status/status.h"

namespace actionplan::eventstore {

struct StorageStanding {
  uint64_t free_bytes = 0;     // For everybody, without the reserve.
  uint64_t floor_bytes = 0;    // With less the log takes nothing more,
  uint64_t resume_bytes = 0;   // until so much is free again.
  uint64_t reserve_bytes = 0;  // Held now, for what is under way.

  // Why the log takes nothing more: RESOURCE_EXHAUSTED (STORAGE_LOW) with a
  // retry delay and what an operator does; OK while it may grow.
  absl::Status may_write;
};

}  // namespace actionplan::eventstore

#endif  // ACTIONPLAN_EVENTSTORE_STORAGE_STANDING_H_
