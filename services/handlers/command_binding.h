// From a request to a command: what every handler of a command does alike. A
// handler adds the checks of its own fields, and nothing else.
#ifndef ACTIONPLAN_SERVICES_HANDLERS_COMMAND_BINDING_H_
#define ACTIONPLAN_SERVICES_HANDLERS_COMMAND_BINDING_H_

#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "actionplan/v1/action_record.pb.h"
#include "actionplan/v1/agency_service.pb.h"
#include "eventstore/base/status.h"
#include "projections/resources/instant.h"
#include "services/commands/command.h"
#include "services/commands/command_processor.h"
#include "services/domain/decide.h"
#include "services/rpc/field_checks.h"
#include "services/rpc/raw_service.h"
#include "services/rpc/unary_call.h"
#include "services/rpc/wire_text.h"

namespace actionplan::handlers {

template <typename Request>
using Check = void (*)(const Request& request, rpc::FieldChecks& check);

template <typename Request>
using Related = std::vector<std::string> (*)(const Request& request);

template <typename Request>
using NewId = const std::string& (Request::*)() const;

// The resource that a command is about, and the etag that guards it. A request
// that carries the whole resource has them there.
struct Addressed {
  std::string path;  // Of the two in the request: "", or "agency.".
  const std::string& name;
  const std::string& etag;
};
template <typename Request>
Addressed AddressOf(const Request& request) {
  return {"", request.name(), request.etag()};
}
inline Addressed AddressOf(const v1::UpdateAgencyRequest& request) {
  return {"agency.", request.agency().name(), request.agency().etag()};
}
inline Addressed AddressOf(const v1::AmendActionRequest& request) {
  return {"action.", request.action().name(), request.action().etag()};
}

// An id made of two texts: the same for the same two, another for every other
// two. The id of a new resource for which the caller chose none is made of
// principal and request id, that of an imported action of plan and key.
std::string DerivedId(absl::string_view first, absl::string_view second);

// What the caller's part of every command is made of.
template <typename Request>
void FillCommand(const Request& request, const domain::Caller& caller,
                 commands::Command& command) {
  command.caller = caller;
  command.request_id = request.request_id();
  command.content =
      request.GetDescriptor()->full_name() + '\0' + request.SerializeAsString();
  if (request.has_occur_time()) {
    command.occur_time = resources::ToTime(request.occur_time());
  }
}

template <typename Request>
void CheckRequest(const Request& request, rpc::FieldChecks& check) {
  check.RequestId(request.request_id());
  if (request.has_occur_time()) check.Time("occur_time", request.occur_time());
}

// A command about a resource that is there.
template <typename State, typename Request>
absl::StatusOr<commands::Command> ExistingCommand(
    Request request, const domain::Caller& caller, Check<Request> check_fields,
    Related<Request> related, commands::Knows knows = commands::Knows::kState) {
  rpc::FieldChecks check;
  const Addressed address = AddressOf(request);
  check.Name(address.path + "name", address.name, resources::kKindOf<State>,
             rpc::Presence::kRequired);
  check.Etag(address.path + "etag", address.etag);
  CheckRequest(request, check);
  check_fields(request, check);
  RETURN_IF_ERROR(check.Result());
  commands::Command command{
      .name = address.name, .etag = address.etag, .knows = knows};
  FillCommand(request, caller, command);
  if (related != nullptr) command.related = related(request);
  command.decide = commands::DecideWith<State>(std::move(request));
  return command;
}

// A command that makes a resource.
template <typename State, typename Request>
absl::StatusOr<commands::Command> NewCommand(Request request,
                                             const domain::Caller& caller,
                                             NewId<Request> id,
                                             Check<Request> check_fields,
                                             Related<Request> related) {
  rpc::FieldChecks check;
  const resources::Kind kind = resources::kKindOf<State>;
  std::string parent;
  if constexpr (requires { request.parent(); }) {
    parent = request.parent();
    check.Parent("parent", parent, kind);
  }
  const std::string& chosen = (request.*id)();
  check.NewId(absl::StrCat(resources::Noun(kind), "_id"), chosen);
  CheckRequest(request, check);
  check_fields(request, check);
  RETURN_IF_ERROR(check.Result());
  commands::Command command{
      .name = resources::ChildName(
          parent, kind,
          chosen.empty() ? DerivedId(caller.principal, request.request_id())
                         : chosen),
      .target = commands::Target::kNew};
  FillCommand(request, caller, command);
  if (related != nullptr) command.related = related(request);
  command.decide = commands::DecideWith<State>(std::move(request));
  return command;
}

// Carries commands between a service's calls and the processor.
class CommandBinding {
 public:
  CommandBinding(rpc::RawService& service,
                 commands::CommandProcessor& processor)
      : service_(service), processor_(processor) {}

  template <typename State, typename Request>
  void Existing(absl::string_view method, Check<Request> check,
                Related<std::type_identity_t<Request>> related = nullptr,
                commands::Knows knows = commands::Knows::kState) {
    Bind<Request>(method, [check, related, knows](
                              Request request, const domain::Caller& caller) {
      return ExistingCommand<State>(std::move(request), caller, check, related,
                                    knows);
    });
  }

  template <typename State, typename Request>
  void New(absl::string_view method, NewId<Request> id, Check<Request> check,
           Related<std::type_identity_t<Request>> related = nullptr) {
    Bind<Request>(method, [id, check, related](Request request,
                                               const domain::Caller& caller) {
      return NewCommand<State>(std::move(request), caller, id, check, related);
    });
  }

  // Any other way from a request to a command.
  template <typename Request, typename ToCommand>
  void Bind(absl::string_view method, ToCommand to_command) {
    service_.Bind(
        method, [this_processor = &processor_, to_command](
                    rpc::UnaryCallPointer call, const grpc::ByteBuffer& bytes) {
          Request request;
          const absl::Status parsed =
              rpc::ParseMessage(rpc::Flatten(bytes), request);
          if (!parsed.ok()) return call->Finish(parsed);
          absl::StatusOr<commands::Command> command =
              to_command(std::move(request), call->caller());
          if (!command.ok()) return call->Finish(command.status());
          command->deadline = call->deadline();
          this_processor->Submit(*std::move(command), FinishWith(call));
        });
  }

  // Finishes the call with the resource, or with the refusal.
  static commands::Answer FinishWith(rpc::UnaryCallPointer call);

 private:
  rpc::RawService& service_;
  commands::CommandProcessor& processor_;
};

}  // namespace actionplan::handlers

#endif  // ACTIONPLAN_SERVICES_HANDLERS_COMMAND_BINDING_H_
