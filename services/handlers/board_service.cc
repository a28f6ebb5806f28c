#include "actionplan/v1/board_service.pb.h"

#include "projections/resources/civil_date.h"
#include "services/domain/board.h"
#include "services/handlers/resource_listing.h"
#include "services/handlers/services.h"

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
}

}  // namespace

void BindBoardService(const Ports& ports, rpc::RawService& service) {
  CommandBinding commands(service, ports.commands);
  commands.New<v1::Board>("CreateBoard", &v1::CreateBoardRequest::board_id,
                          CheckCreate);
  commands.Existing<v1::Board>("AdoptEscalationPolicy", CheckPolicy);
  QueryBinding queries(service, ports.queries, ports.projector);
  BindGet<v1::Board, v1::GetBoardRequest>(queries, "GetBoard");
  BindList<v1::Board, v1::ListBoardsRequest, v1::ListBoardsResponse>(
      queries, "ListBoards", NoChecks, EveryRow,
      &v1::ListBoardsResponse::mutable_boards);
}

}  // namespace actionplan::handlers
