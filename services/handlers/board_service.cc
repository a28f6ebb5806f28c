#include "actionplan/v1/board_service.pb.h"

#include <set>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "actionplan/v1/board_adoption.pb.h"
#include "projections/resources/civil_date.h"
#include "services/domain/board.h"
#include "services/domain/board_adoption.h"
#include "services/domain/board_calendar.h"
#include "services/handlers/adoption_binding.h"
#include "services/handlers/resource_listing.h"
#include "services/handlers/services.h"
#include "services/queries/view_access.h"

namespace actionplan::handlers {
namespace {

using rpc::At;
using rpc::FieldChecks;
using rpc::Presence;

constexpr size_t kTitle = 200;
constexpr int kMostDays = 250;  // About a working year.

void CheckCreate(const v1::CreateBoardRequest& request, FieldChecks& check) {
  const v1::Board& board = request.board();
  check.Text("board.title", board.title(), kTitle, Presence::kRequired);
  check.Enum("board.division", board.division(), Presence::kRequired);
  if (!board.time_zone().empty() &&
      !resources::FindTimeZone(board.time_zone()).ok()) {
    check.Violation("board.time_zone", "TIME_ZONE_UNKNOWN",
                    "is no IANA time zone such as Europe/London");
  }
}

void CheckPolicy(const v1::AdoptEscalationPolicyRequest& request,
                 FieldChecks& check) {
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

// What the scheduler would raise by the policy, once it has caught up.
void PreviewEscalations(const Ports& ports, rpc::UnaryCallPointer call,
                        const v1::AdoptEscalationPolicyRequest& request,
                        const commands::Command& command) {
  ports.scheduler.Preview(
      request, command.caller, call->deadline(),
      [call, ports,
       request](const absl::StatusOr<v1::EvaluateEscalationsResponse>& would) {
        if (!would.ok()) return call->Finish(would.status());
        absl::StatusOr<v1::Board> board =
            queries::GetResource<v1::Board>(ports.projector, request.name());
        if (!board.ok()) return call->Finish(board.status());
        call->Finish(WithPreview(ports, request, *would, *std::move(board)));
      });
}

void CheckRename(const v1::RenameBoardRequest& request, FieldChecks& check) {
  check.Text("title", request.title(), kTitle, Presence::kRequired);
}

void CheckCalendar(const v1::AdoptCalendarRequest& request,
                   FieldChecks& check) {
  check.Text("calendar_version", request.calendar_version(), kTitle,
             Presence::kRequired);
}

void CheckClosures(const v1::AdoptClosuresRequest& request,
                   FieldChecks& check) {
  constexpr size_t kMostClosures = 400;
  constexpr size_t kLabel = 40;
  check.Count("closures", request.closures_size(), kMostClosures);
  std::set<absl::CivilDay> days;
  for (int i = 0; i < request.closures_size(); ++i) {
    const v1::Closure& closure = request.closures(i);
    const std::string at = At("closures", i);
    check.Date(at + ".date", closure.has_date(), closure.date(),
               Presence::kRequired);
    check.Text(at + ".label", closure.label(), kLabel, Presence::kRequired);
    const auto day = resources::FromDate(closure.date());
    if (!day.ok()) continue;
    if (absl::GetWeekday(*day) == absl::Weekday::saturday ||
        absl::GetWeekday(*day) == absl::Weekday::sunday) {
      check.Violation(at + ".date", "CLOSURE_ON_WEEKEND",
                      "is on a weekend, which is no working day anyway");
    }
    if (!days.insert(*day).second) {
      check.Violation(at + ".date", "CLOSURE_GIVEN_TWICE",
                      "is the day of another closure; give each day once");
    }
  }
}

// Each condition once in both lists together.
void CheckConditions(const v1::RatingPolicy& policy, FieldChecks& check) {
  std::set<int> seen;
  const auto check_list = [&](const std::string& field, const auto& list) {
    for (int i = 0; i < list.size(); ++i) {
      const auto condition =
          static_cast<v1::RatingPolicy::Condition>(list.Get(i));
      check.Enum(At(field, i), condition, Presence::kRequired);
      if (!seen.insert(condition).second) {
        check.Violation(At(field, i), "CONDITION_GIVEN_TWICE",
                        "is there already; one of the two would never matter");
      }
    }
  };
  check_list("rating_policy.red", policy.red());
  check_list("rating_policy.amber", policy.amber());
  if (policy.red().empty()) {
    check.Violation("rating_policy.red", "FIELD_MISSING",
                    "needs at least one condition, such as OVERDUE");
  }
  // What a condition counts by has to be said, and makes sense only with it.
  const auto check_threshold = [&](const std::string& field, int value,
                                   v1::RatingPolicy::Condition condition,
                                   int most) {
    if (seen.contains(condition)) return check.Range(field, value, 1, most);
    if (value == 0) return;
    check.Violation(field, "THRESHOLD_UNUSED",
                    absl::StrCat("counts only with the condition ",
                                 v1::RatingPolicy::Condition_Name(condition),
                                 "; add that or leave this out"));
  };
  check_threshold("rating_policy.long_overdue_days", policy.long_overdue_days(),
                  v1::RatingPolicy::LONG_OVERDUE, kMostDays);
  check_threshold("rating_policy.rejections", policy.rejections(),
                  v1::RatingPolicy::REJECTED, 20);
}

void CheckRatingPolicy(const v1::AdoptRatingPolicyRequest& request,
                       FieldChecks& check) {
  constexpr int kMostBounds = 10;
  constexpr int kHighestBound = 1000;
  const v1::RatingPolicy& policy = request.rating_policy();
  check.Range("rating_policy.due_soon_days", policy.due_soon_days(), 1,
              kMostDays);
  check.Range("rating_policy.stale_days", policy.stale_days(), 1, kMostDays);
  check.Range("rating_policy.override_days", policy.override_days(), 1, 366);
  const std::string bounds = "rating_policy.ageing_bounds";
  check.Count(bounds, policy.ageing_bounds_size(), kMostBounds);
  if (policy.ageing_bounds().empty()) {
    check.Violation(bounds, "FIELD_MISSING", "needs at least one, such as 5");
  }
  int before = 0;
  for (int i = 0; i < policy.ageing_bounds_size(); ++i) {
    check.Range(At(bounds, i), policy.ageing_bounds(i), before + 1,
                kHighestBound);
    before = policy.ageing_bounds(i);
  }
  CheckConditions(policy, check);
}

}  // namespace

void BindBoardService(const Ports& ports, rpc::RawService& service) {
  CommandBinding commands(service, ports.commands);
  commands.New<v1::Board>("CreateBoard", &v1::CreateBoardRequest::board_id,
                          CheckCreate);
  BindAdoption(ports, service, "AdoptEscalationPolicy", CheckPolicy,
               PreviewEscalations);
  commands.Existing<v1::Board>("RenameBoard", CheckRename);
  BindAdoption(ports, service, "AdoptCalendar", CheckCalendar);
  BindAdoption(ports, service, "AdoptClosures", CheckClosures);
  BindAdoption(ports, service, "AdoptRatingPolicy", CheckRatingPolicy);
  QueryBinding queries(service, ports.queries, ports.projector);
  BindGet<v1::Board, v1::GetBoardRequest>(queries, "GetBoard");
  BindList<v1::Board, v1::ListBoardsRequest, v1::ListBoardsResponse>(
      queries, "ListBoards", NoChecks, EveryRow,
      &v1::ListBoardsResponse::mutable_boards);
}

}  // namespace actionplan::handlers
