#include "services/handlers/adoption_binding.h"

#include <variant>

#include "eventstore/base/status.h"
#include "services/commands/rehearsal.h"
#include "services/queries/policy_effect.h"

namespace actionplan::handlers {

absl::StatusOr<v1::Board> PreviewAdoption(const Ports& ports,
                                          const commands::Command& command) {
  const absl::Time now = ports.clock.Now();
  ASSIGN_OR_RETURN(const commands::Rehearsed rehearsed,
                   commands::Rehearse(ports.log, command, now));
  auto board = std::get<v1::Board>(*rehearsed.after);
  ASSIGN_OR_RETURN(
      *board.mutable_effect(),
      queries::EffectOf(
          ports.projector,
          {.before = std::get<v1::Board>(*rehearsed.before), .after = board},
          now));
  return board;
}

}  // namespace actionplan::handlers
