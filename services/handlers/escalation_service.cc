#include "actionplan/v1/escalation_service.pb.h"

#include <algorithm>
#include <string>

#include "services/domain/escalation.h"
#include "services/domain/escalation_levels.h"
#include "services/escalation/raise_by_hand.h"
#include "services/handlers/resource_listing.h"
#include "services/handlers/services.h"

namespace actionplan::handlers {
namespace {

using resources::Kind;
using rpc::FieldChecks;
using rpc::Presence;

constexpr int kHighestLevel = 5;
constexpr size_t kReason = 2000;

void CheckRaise(const v1::RaiseEscalationRequest& request, FieldChecks& check) {
  const v1::Escalation& escalation = request.escalation();
  check.Parent("parent", request.parent(), Kind::kEscalation);
  CheckRequest(request, check);
  check.Name("escalation.subject", escalation.subject(), Kind::kAction,
             Presence::kRequired);
  if (escalation.rule() != v1::Escalation::RULE_UNSPECIFIED &&
      escalation.rule() != v1::Escalation::MANUAL &&
      escalation.rule() != v1::Escalation::IMMEDIATE_CONCERN) {
    check.Violation("escalation.rule", "RULE_NOT_FOR_PEOPLE",
                    "is no rule by which a person escalates; those are MANUAL "
                    "and IMMEDIATE_CONCERN");
  }
  check.Range("escalation.level", escalation.level(), 1, kHighestLevel);
  check.Text("escalation.reason", escalation.reason(), kReason,
             Presence::kRequired);
}

void CheckAcknowledge(const v1::AcknowledgeEscalationRequest& request,
                      FieldChecks& check) {
  check.Text("note", request.note(), kReason, Presence::kRequired);
}

void CheckAgree(const v1::AgreeRecoveryPlanRequest& request,
                FieldChecks& check) {
  check.Date("recovery_date", request.has_recovery_date(),
             request.recovery_date(), Presence::kRequired);
  check.Text("plan", request.plan(), kReason, Presence::kRequired);
}

void CheckLower(const v1::LowerEscalationRequest& request, FieldChecks& check) {
  check.Range("level", request.level(), 1, kHighestLevel - 1);
  check.Text("reason", request.reason(), kReason, Presence::kRequired);
}

void CheckResolve(const v1::ResolveEscalationRequest& request,
                  FieldChecks& check) {
  check.Text("reason", request.reason(), kReason, Presence::kRequired);
}

void CheckList(const v1::ListEscalationsRequest& request, FieldChecks& check) {
  check.Range("level", request.level(), 0, kHighestLevel);
  for (int i = 0; i < request.states_size(); ++i) {
    check.Enum(rpc::At("states", i), request.states(i), Presence::kRequired);
  }
}

bool Matches(const v1::ListEscalationsRequest& request,
             const v1::Escalation& escalation) {
  const auto& states = request.states();
  return (request.level() == 0 || request.level() == escalation.level()) &&
         (states.empty() || std::find(states.begin(), states.end(),
                                      escalation.state()) != states.end());
}

// Its name is known only when it is decided, so it is no NewCommand().
void BindRaise(const Ports& ports, rpc::RawService& service) {
  service.Bind("RaiseEscalation", [ports](rpc::UnaryCallPointer call,
                                          const grpc::ByteBuffer& bytes) {
    v1::RaiseEscalationRequest request;
    absl::Status usable = rpc::ParseMessage(rpc::Flatten(bytes), request);
    FieldChecks check;
    if (usable.ok()) CheckRaise(request, check);
    usable.Update(check.Result());
    if (!usable.ok()) return call->Finish(usable);
    commands::Command command;
    FillCommand(request, call->caller(), command);
    command.deadline = call->deadline();
    escalation::RaiseByHand(ports.commands, std::move(command),
                            {.request = std::move(request)},
                            CommandBinding::FinishWith(call));
  });
}

}  // namespace

void BindEscalationService(const Ports& ports, rpc::RawService& service) {
  BindRaise(ports, service);
  CommandBinding commands(service, ports.commands);
  commands.Existing<v1::Escalation>("AcknowledgeEscalation", CheckAcknowledge);
  commands.Existing<v1::Escalation>("AgreeRecoveryPlan", CheckAgree);
  commands.Existing<v1::Escalation>("LowerEscalation", CheckLower);
  commands.Existing<v1::Escalation>("ResolveEscalation", CheckResolve);
  QueryBinding queries(service, ports.queries, ports.projector);
  BindGet<v1::Escalation, v1::GetEscalationRequest>(queries, "GetEscalation");
  BindList<v1::Escalation, v1::ListEscalationsRequest,
           v1::ListEscalationsResponse>(
      queries, "ListEscalations", CheckList, Matches,
      &v1::ListEscalationsResponse::mutable_escalations);
}

}  // namespace actionplan::handlers
