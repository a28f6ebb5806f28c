// Commands that put a policy of a board in force, or only say what it would
// change: what their handlers do alike.
#ifndef ACTIONPLAN_SERVICES_HANDLERS_ADOPTION_BINDING_H_
#define ACTIONPLAN_SERVICES_HANDLERS_ADOPTION_BINDING_H_

#include <functional>
#include <type_traits>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "actionplan/v1/board.pb.h"
#include "services/commands/command.h"
#include "services/handlers/command_binding.h"
#include "services/handlers/services.h"

namespace actionplan::handlers {

// Answers the call with what the command would lead to; writes nothing.
template <typename Request>
using Preview =
    std::function<void(const Ports& ports, rpc::UnaryCallPointer call,
                       const Request& request, commands::Command command)>;

// The board as the command would leave it, with the effect on its actions, once
// the action plan has caught up.
void PreviewEffect(const Ports& ports, rpc::UnaryCallPointer call,
                   commands::Command command);

// Binds a method whose request has validate_only: a command, or the preview of
// it.
template <typename Request>
void BindAdoption(const Ports& ports, rpc::RawService& service,
                  absl::string_view method, Check<Request> check,
                  std::type_identity_t<Preview<Request>> preview) {
  service.Bind(method, [ports, check, preview](rpc::UnaryCallPointer call,
                                               const grpc::ByteBuffer& bytes) {
    Request request;
    const absl::Status parsed = rpc::ParseMessage(rpc::Flatten(bytes), request);
    if (!parsed.ok()) return call->Finish(parsed);
    absl::StatusOr<commands::Command> command = ExistingCommand<v1::Board>(
        request, call->caller(), check, Related<Request>(nullptr));
    if (!command.ok()) return call->Finish(command.status());
    if (request.validate_only()) {
      return preview(ports, call, request, *std::move(command));
    }
    command->deadline = call->deadline();
    ports.commands.Submit(*std::move(command),
                          CommandBinding::FinishWith(call));
  });
}

template <typename Request>
void BindAdoption(const Ports& ports, rpc::RawService& service,
                  absl::string_view method, Check<Request> check) {
  BindAdoption<Request>(ports, service, method, check,
                        [](const Ports& of, rpc::UnaryCallPointer call,
                           const Request&, commands::Command command) {
                          PreviewEffect(of, std::move(call),
                                        std::move(command));
                        });
}

}  // namespace actionplan::handlers

#endif  // ACTIONPLAN_SERVICES_HANDLERS_ADOPTION_BINDING_H_
