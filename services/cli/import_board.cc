#include "services/cli/import_board.h"

#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "actionplan/v1/action_service.pb.h"
#include "actionplan/v1/agency_service.pb.h"
#include "actionplan/v1/board_service.pb.h"
#include "actionplan/v1/plan_service.pb.h"
#include "eventstore/base/status.h"

namespace actionplan::cli {
namespace {

constexpr int kLargestPage = 1000;

// Calls `each` with every page of a list.
template <typename Response, typename Request, typename Each>
absl::Status ReadPages(const client::Client& client, const char* method,
                       const std::string& parent, Each each) {
  Request request;
  request.set_parent(parent);
  request.set_page_size(kLargestPage);
  do {
    ASSIGN_OR_RETURN(Response page, client.Call<Response>(method, request));
    each(page);
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<ReadBoard> ReadImportBoard(const client::Client& client,
                                          const std::string& plan,
                                          const std::string& board) {
  ReadBoard read;
  v1::GetPlanRequest get_plan;
  get_plan.set_name(plan);
  ASSIGN_OR_RETURN(read.board.plan,
                   client.Call<v1::Plan>("PlanService.GetPlan", get_plan));
  v1::GetBoardRequest get_board;
  get_board.set_name(board);
  ASSIGN_OR_RETURN(const v1::Board found,
                   client.Call<v1::Board>("BoardService.GetBoard", get_board));
  if (!absl::LoadTimeZone(found.time_zone(), &read.time_zone)) {
    return absl::InternalError(absl::StrCat(
        "this machine does not know the time zone ", found.time_zone()));
  }
  absl::Status status =
      ReadPages<v1::ListAgenciesResponse, v1::ListAgenciesRequest>(
          client, "AgencyService.ListAgencies", board,
          [&](const v1::ListAgenciesResponse& page) {
            for (const v1::Agency& agency : page.agencies()) {
              read.agencies.push_back(
                  {.name = agency.name(),
                   .title = agency.title(),
                   .is_active = agency.state() == v1::Agency::ACTIVE});
            }
          });
  RETURN_IF_ERROR(status);
  status = ReadPages<v1::ListActionsResponse, v1::ListActionsRequest>(
      client, "ActionService.ListActions", board,
      [&](const v1::ListActionsResponse& page) {
        for (const v1::Action& action : page.actions()) {
          read.board.actions.push_back(action);
        }
      });
  RETURN_IF_ERROR(status);
  return read;
}

}  // namespace actionplan::cli
