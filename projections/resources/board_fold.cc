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

// What boards went by before a fact said so: then each division had one
// version.
const char* FirstCalendar(events::v1::Division division) {
  switch (division) {
    case events::v1::SCOTLAND:
      return "scotland/2026-1";
    case events::v1::NORTHERN_IRELAND:
      return "northern-ireland/2026-1";
    default:
      return "england-and-wales/2026-1";
  }
}

void Apply(const events::v1::BoardCreated& created, v1::Board& board) {
  board.set_title(created.title());
  board.set_time_zone(created.time_zone());
  board.set_division(SameValue<v1::Board::Division>(created.division()));
  board.set_calendar_version(created.calendar_version().empty()
                                 ? FirstCalendar(created.division())
                                 : created.calendar_version());
}

void Apply(const events::v1::EventContext& context,
           const events::v1::ClosuresAdopted& adopted, v1::Board& board) {
  v1::Closures& closures = *board.mutable_closures();
  closures.Clear();
  closures.set_version(adopted.closures().version());
  for (const events::v1::Closure& closure : adopted.closures().closures()) {
    v1::Closure& added = *closures.add_closures();
    *added.mutable_date() = closure.date();
    added.set_label(closure.label());
  }
  *closures.mutable_adopt_time() = context.record_time();
}

void Apply(const events::v1::EventContext& context,
           const events::v1::RatingPolicyAdopted& adopted, v1::Board& board) {
  const events::v1::RatingPolicy& fact = adopted.policy();
  v1::RatingPolicy& policy = *board.mutable_rating_policy();
  policy.Clear();
  policy.set_version(fact.version());
  policy.set_due_soon_days(fact.due_soon_days());
  policy.set_stale_days(fact.stale_days());
  policy.set_long_overdue_days(fact.long_overdue_days());
  policy.set_rejections(fact.rejections());
  policy.set_override_days(fact.override_days());
  *policy.mutable_ageing_bounds() = fact.ageing_bounds();
  using Condition = v1::RatingPolicy::Condition;
  for (const int condition : fact.red()) {
    policy.add_red(static_cast<Condition>(condition));
  }
  for (const int condition : fact.amber()) {
    policy.add_amber(static_cast<Condition>(condition));
  }
  *policy.mutable_adopt_time() = context.record_time();
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
    case BoardFact::kBoardRenamed:
      return board.set_title(fact.board_renamed().title());
    case BoardFact::kCalendarAdopted:
      board.set_calendar_version(fact.calendar_adopted().calendar_version());
      *board.mutable_calendar_adopt_time() = event.context().record_time();
      return;
    case BoardFact::kClosuresAdopted:
      return Apply(event.context(), fact.closures_adopted(), board);
    case BoardFact::kRatingPolicyAdopted:
      return Apply(event.context(), fact.rating_policy_adopted(), board);
    case BoardFact::FACT_NOT_SET:
      return;
  }
}

}  // namespace actionplan::resources
