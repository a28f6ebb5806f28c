#include "services/domain/board_errors.h"

#include "eventstore/base/status.h"

namespace actionplan::domain {

absl::Status LevelDeadlinesOutOfOrder() {
  return base::Error({
      .code = absl::StatusCode::kInvalidArgument,
      .reason = "LEVEL_DEADLINES_OUT_OF_ORDER",
      .message = "A policy says for each level from 1 to 4, in that order, how "
                 "long it has. Give level_deadlines with the levels 1, 2, 3 "
                 "and 4.",
  });
}

}  // namespace actionplan::domain
