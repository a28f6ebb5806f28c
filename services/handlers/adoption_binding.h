// Commands that put a policy of a board in force, or only say what it would
// change: what their handlers do alike.
#ifndef ACTIONPLAN_SERVICES_HANDLERS_ADOPTION_BINDING_H_
#define ACTIONPLAN_SERVICES_HANDLERS_ADOPTION_BINDING_H_

#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "actionplan/v1/board.pb.h"
#include "projections/action_plan_view.h"
#include "services/commands/command.h"
#include "services/handlers/command_binding.h"
#include "services/handlers/services.h"

namespace actionplan::handlers {

// The board as the command would leave it, with the effect on its actions.
absl::StatusOr<v1::Board> PreviewAdoption(const Ports& ports,
                                          const commands::Command& command);

// Binds a method whose request has validate_only. When that is set nothing is
// written: the command is rehearsed once the action plan has caught up.
template <typename Request>
void BindAdoption(const Ports& ports, rpc::RawService& service,
                  absl::string_view method, Check<Request> check) {
  service.Bind(method, [ports, check](rpc::UnaryCallPointer call,
                                      const grpc::ByteBuffer& bytes) {
    Request request;
    const absl::Status parsed = rpc::ParseMessage(rpc::Flatten(bytes), request);
    if (!parsed.ok()) return call->Finish(parsed);
    const bool validate_only = request.validate_only();
    absl::StatusOr<commands::Command> command = ExistingCommand<v1::Board>(
        std::move(request), call->caller(), check, Related<Request>(nullptr));
    if (!command.ok()) return call->Finish(command.status());
    if (!validate_only) {
      command->deadline = call->deadline();
      return ports.commands.Submit(*std::move(command),
                                   CommandBinding::FinishWith(call));
    }
    ports.queries.Run(
        {projections::ActionPlanProjection::kName}, 0, call->deadline(),
        [ports, call,
         command = *std::move(command)](const absl::Status& ready) {
          if (!ready.ok()) return call->Finish(ready);
          const auto board = PreviewAdoption(ports, command);
          if (!board.ok()) return call->Finish(board.status());
          call->Finish(*board);
        });
  });
}

}  // namespace actionplan::handlers

#endif  // ACTIONPLAN_SERVICES_HANDLERS_ADOPTION_BINDING_H_
