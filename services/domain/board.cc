#include "services/domain/board.h"

#include "eventstore/base/status.h"
#include "projections/resources/civil_date.h"
#include "projections/resources/fold.h"
#include "projections/resources/instant.h"
#include "services/domain/board_calendar.h"
#include "services/domain/board_errors.h"
#include "services/domain/preconditions.h"

namespace actionplan::domain {
namespace {

using events::v1::BoardFact;

constexpr absl::string_view kDefaultTimeZone = "Europe/London";
constexpr int kLevelsWithDeadlines = 4;

absl::Status CheckLevels(const v1::EscalationPolicy& policy) {
  if (policy.level_deadlines_size() != kLevelsWithDeadlines) {
    return LevelDeadlinesOutOfOrder();
  }
  for (int i = 0; i < kLevelsWithDeadlines; ++i) {
    if (policy.level_deadlines(i).level() != i + 1) {
      return LevelDeadlinesOutOfOrder();
    }
  }
  return absl::OkStatus();
}

events::v1::EscalationPolicy FactPolicy(const v1::EscalationPolicy& policy) {
  events::v1::EscalationPolicy fact;
  fact.set_version(policy.version());
  fact.mutable_overdue_by()->set_high(policy.overdue_by().high());
  fact.mutable_overdue_by()->set_medium(policy.overdue_by().medium());
  fact.mutable_overdue_by()->set_low(policy.overdue_by().low());
  for (const auto& deadline : policy.level_deadlines()) {
    auto& added = *fact.add_level_deadlines();
    added.set_level(deadline.level());
    added.set_acknowledge_within(deadline.acknowledge_within());
    added.set_respond_within(deadline.respond_within());
  }
  fact.set_not_accepted_after(policy.not_accepted_after());
  fact.set_declined(policy.declined());
  fact.set_stale_after(policy.stale_after());
  fact.set_blocked_past_review(policy.blocked_past_review());
  fact.set_extension_cap_reached(policy.extension_cap_reached());
  fact.set_rejected_times(policy.rejected_times());
  fact.set_highest_level(policy.highest_level());
  fact.set_longest_recovery(policy.longest_recovery());
  return fact;
}

}  // namespace

Facts<BoardFact> Decide(const v1::Board& state,
                        const v1::CreateBoardRequest& command,
                        const Circumstances& now) {
  RETURN_IF_ERROR(CheckBoardOffice("create boards", now));
  if (!state.name().empty()) return AlreadyExists(state.name());
  RETURN_IF_ERROR(CheckOccurrence(state.last_occur_time(), now));
  const v1::Board& board = command.board();
  const std::string time_zone = board.time_zone().empty()
                                    ? std::string(kDefaultTimeZone)
                                    : board.time_zone();
  RETURN_IF_ERROR(resources::FindTimeZone(time_zone).status());
  BoardFact fact;
  auto& created = *fact.mutable_board_created();
  created.set_title(board.title());
  created.set_time_zone(time_zone);
  created.set_division(
      resources::SameValue<events::v1::Division>(board.division()));
  created.set_calendar_version(
      WorkingCalendar::Latest(DivisionOf(board)).version());
  return Just(std::move(fact));
}

Facts<BoardFact> Decide(const v1::Board& state,
                        const v1::AdoptEscalationPolicyRequest& command,
                        const Circumstances& now) {
  RETURN_IF_ERROR(CheckChair("adopt policies", now));
  RETURN_IF_ERROR(CheckChange(state, now));
  RETURN_IF_ERROR(CheckLevels(command.escalation_policy()));
  BoardFact fact;
  auto& adopted = *fact.mutable_escalation_policy_adopted();
  if (state.has_escalation_policy()) {
    *adopted.mutable_previous_policy() = FactPolicy(state.escalation_policy());
  }
  *adopted.mutable_policy() = FactPolicy(command.escalation_policy());
  adopted.mutable_policy()->set_version(state.escalation_policy().version() +
                                        1);
  return Just(std::move(fact));
}

absl::StatusOr<v1::EscalationPolicy> DraftPolicy(
    const v1::Board& board, const v1::AdoptEscalationPolicyRequest& request,
    const Caller& caller, absl::Time now) {
  RETURN_IF_ERROR(CheckBoardOffice("try policies", {.caller = caller}));
  RETURN_IF_ERROR(CheckLevels(request.escalation_policy()));
  v1::EscalationPolicy draft = request.escalation_policy();
  draft.set_version(board.escalation_policy().version() + 1);
  *draft.mutable_adopt_time() = resources::ToTimestamp(now);
  return draft;
}

}  // namespace actionplan::domain
