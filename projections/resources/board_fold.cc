#include "projections/resources/fold.h"
#include "projections/resources/resource.h"

namespace actionplan::resources {
namespace {

using events::v1::BoardFact;

v1::EscalationPolicy ApiPolicy(const events::v1::EscalationPolicy& policy) {
  v1::EscalationPolicy api;
  api.set_version(policy.version());
  api.mutable_overdue_by()->set_high(policy.overdue_by().high());
  api.mutable_overdue_by()->set_medium(policy.overdue_by().medium());
  api.mutable_overdue_by()->set_low(policy.overdue_by().low());
  for (const auto& deadline : policy.level_deadlines()) {
    auto& added = *api.add_level_deadlines();
    added.set_level(deadline.level());
    added.set_acknowledge_within(deadline.acknowledge_within());
    added.set_respond_within(deadline.respond_within());
  }
  api.set_not_accepted_after(policy.not_accepted_after());
  api.set_declined(policy.declined());
  api.set_stale_after(policy.stale_after());
  api.set_blocked_past_review(policy.blocked_past_review());
  api.set_extension_cap_reached(policy.extension_cap_reached());
  api.set_rejected_times(policy.rejected_times());
  api.set_highest_level(policy.highest_level());
  api.set_longest_recovery(policy.longest_recovery());
  return api;
}

void Apply(const events::v1::BoardCreated& created, v1::Board& board) {
  board.set_title(created.title());
  board.set_time_zone(created.time_zone());
  board.set_division(SameValue<v1::Board::Division>(created.division()));
}

}  // namespace

void Evolve(const events::v1::Event& event, v1::Board& board) {
  if (!IsOf(events::v1::Event::kBoard, event)) return;
  Stamp(event.context(), board);
  const BoardFact& fact = event.board();
  switch (fact.fact_case()) {
    case BoardFact::kBoardCreated:
      return Apply(fact.board_created(), board);
    case BoardFact::kEscalationPolicyAdopted:
      *board.mutable_escalation_policy() =
          ApiPolicy(fact.escalation_policy_adopted().policy());
      *board.mutable_escalation_policy()->mutable_adopt_time() =
          event.context().record_time();
      return;
    case BoardFact::FACT_NOT_SET:
      return;
  }
}

}  // namespace actionplan::resources
