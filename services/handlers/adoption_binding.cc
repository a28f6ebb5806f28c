#include "services/handlers/adoption_binding.h"

#include <utility>
#include <variant>

#include "eventstore/base/status.h"
#include "projections/action_plan_view.h"
#include "services/commands/rehearsal.h"
#include "services/queries/policy_effect.h"

namespace actionplan::handlers {

namespace {

absl::StatusOr<v1::Board> BoardAfter(const Ports& ports,
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

}  // namespace

void PreviewEffect(const Ports& ports, rpc::UnaryCallPointer call,
                   commands::Command command) {
  const absl::Time deadline = call->deadline();
  ports.queries.Run({projections::ActionPlanProjection::kName}, 0, deadline,
                    [ports, call = std::move(call),
                     command = std::move(command)](const absl::Status& ready) {
                      if (!ready.ok()) return call->Finish(ready);
                      const auto board = BoardAfter(ports, command);
                      if (!board.ok()) return call->Finish(board.status());
                      call->Finish(*board);
                    });
}

}  // namespace actionplan::handlers
