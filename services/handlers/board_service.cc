#include "actionplan/v1/board_service.pb.h"

#include "projections/resources/civil_date.h"
#include "services/domain/board.h"
#include "services/domain/board_calendar.h"
#include "services/handlers/resource_listing.h"
#include "services/handlers/services.h"
#include "services/queries/view_access.h"

namespace actionplan::handlers {
namespace {

using rpc::At;
using rpc::FieldChecks;
using rpc::Presence;

void CheckCreate(const v1::CreateBoardRequest& request, FieldChecks& check) {
  const v1::Board& board = request.board();
  check.Text("board.title", board.title(), 200, Presence::kRequired);
  check.Enum("board.division", board.division(), Presence::kRequired);
  if (!board.time_zone().empty() &&
      !resources::FindTimeZone(board.time_zone()).ok()) {
    check.Violation("board.time_zone", "TIME_ZONE_UNKNOWN",
                    "is no IANA time zone such as Europe/London");
  }
}

void CheckPolicy(const v1::AdoptEscalationPolicyRequest& request,
                 FieldChecks& check) {
  constexpr int kMostDays = 250;  // About a working year.
  constexpr int kLevels = 4;
  constexpr int kMostRejections = 10;
  const v1::EscalationPolicy& policy = request.escalation_policy();
  const std::string field = "escalation_policy";
  check.Range(field + ".overdue_by.high", policy.overdue_by().high(), 1,
              kMostDays);
  check.Range(field + ".overdue_by.medium", policy.overdue_by().medium(), 1,
              kMostDays);
  check.Range(field + ".overdue_by.low", policy.overdue_by().low(), 1,
              kMostDays);
  if (policy.level_deadlines_size() != kLevels) {
    check.Violation(field + ".level_deadlines", "LEVELS_INCOMPLETE",
                    "needs the levels 1, 2, 3 and 4, in this order");
  }
  for (int i = 0; i < policy.level_deadlines_size(); ++i) {
    const auto& level = policy.level_deadlines(i);
    const std::string at = At(field + ".level_deadlines", i);
    check.Range(at + ".level", level.level(), i + 1, i + 1);
    check.Range(at + ".acknowledge_within", level.acknowledge_within(), 1,
                kMostDays);
    check.Range(at + ".respond_within", level.respond_within(), 1, kMostDays);
  }
  check.Range(field + ".not_accepted_after", policy.not_accepted_after(), 0,
              kMostDays);
  check.Range(field + ".stale_after", policy.stale_after(), 0, kMostDays);
  check.Range(field + ".rejected_times", policy.rejected_times(), 0,
              kMostRejections);
  check.Range(field + ".highest_level", policy.highest_level(), 0, kLevels + 1);
  check.Range(field + ".longest_recovery", policy.longest_recovery(), 0,
              kMostDays);
}

// The board as it would be, with what the policy would raise.
v1::Board WithPreview(const Ports& ports,
                      const v1::AdoptEscalationPolicyRequest& request,
                      const v1::EvaluateEscalationsResponse& would,
                      v1::Board board) {
  constexpr int kMostShown = 1000;
  const int64_t version = board.escalation_policy().version();
  *board.mutable_escalation_policy() = request.escalation_policy();
  board.mutable_escalation_policy()->set_version(version + 1);
  v1::EscalationPreview& preview = *board.mutable_escalation_preview();
  *preview.mutable_as_of_date() = resources::ToDate(
      absl::ToCivilDay(ports.clock.Now(), domain::ZoneOf(board)));
  preview.set_evaluated_actions(would.evaluated_actions());
  preview.set_changed_escalations(would.escalations_size());
  for (const v1::Escalation& escalation : would.escalations()) {
    if (preview.escalations_size() == kMostShown) break;
    *preview.add_escalations() = escalation;
  }
  return board;
}

// A command, or a read of what the command would lead to.
void BindAdopt(const Ports& ports, rpc::RawService& service) {
  service.Bind("AdoptEscalationPolicy", [ports](rpc::UnaryCallPointer call,
                                                const grpc::ByteBuffer& bytes) {
    v1::AdoptEscalationPolicyRequest request;
    const absl::Status parsed = rpc::ParseMessage(rpc::Flatten(bytes), request);
    if (!parsed.ok()) return call->Finish(parsed);
    absl::StatusOr<commands::Command> command =
        ExistingCommand<v1::Board, v1::AdoptEscalationPolicyRequest>(
            request, call->caller(), CheckPolicy, nullptr,
            commands::Knows::kState);
    if (!command.ok()) return call->Finish(command.status());
    if (!request.validate_only()) {
      command->deadline = call->deadline();
      return ports.commands.Submit(*std::move(command),
                                   CommandBinding::FinishWith(call));
    }
    ports.scheduler.Preview(
        request, call->caller(), call->deadline(),
        [call, ports, request](
            const absl::StatusOr<v1::EvaluateEscalationsResponse>& would) {
          if (!would.ok()) return call->Finish(would.status());
          absl::StatusOr<v1::Board> board =
              queries::GetResource<v1::Board>(ports.projector, request.name());
          if (!board.ok()) return call->Finish(board.status());
          call->Finish(WithPreview(ports, request, *would, *std::move(board)));
        });
  });
}

}  // namespace

void BindBoardService(const Ports& ports, rpc::RawService& service) {
  CommandBinding commands(service, ports.commands);
  commands.New<v1::Board>("CreateBoard", &v1::CreateBoardRequest::board_id,
                          CheckCreate);
  BindAdopt(ports, service);
  QueryBinding queries(service, ports.queries, ports.projector);
  BindGet<v1::Board, v1::GetBoardRequest>(queries, "GetBoard");
  BindList<v1::Board, v1::ListBoardsRequest, v1::ListBoardsResponse>(
      queries, "ListBoards", NoChecks, EveryRow,
      &v1::ListBoardsResponse::mutable_boards);
}

}  // namespace actionplan::handlers
