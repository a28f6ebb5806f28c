#include "tests/services/domain/escalation_world.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "projections/resources/civil_date.h"
#include "projections/resources/resource.h"
#include "services/domain/board_calendar.h"
#include "services/domain/escalation.h"
#include "tests/services/domain/scene.h"
#include "tests/support/status_matchers.h"

namespace actionplan::domain {
namespace {

constexpr char kAction[] = "boards/ncc/actions/a12";
constexpr char kBoard[] = R"pb(
  division: ENGLAND_AND_WALES
  escalation_policy {
    version: 1
    overdue_by { high: 1 medium: 5 low: 10 }
    level_deadlines { level: 1 acknowledge_within: 2 respond_within: 5 }
  })pb";

// The fact as it would be whenever it was recorded.
std::string Timeless(events::v1::EscalationFact fact) {
  if (fact.has_escalation_raised()) {
    fact.mutable_escalation_raised()->clear_acknowledge_by();
    fact.mutable_escalation_raised()->clear_respond_by();
  }
  if (fact.has_escalation_resumed()) {
    fact.mutable_escalation_resumed()->Clear();
  }
  return fact.ShortDebugString();
}

}  // namespace

EscalationWorld::EscalationWorld(absl::CivilDay first_day)
    : today_(first_day),
      unchanged_since_(first_day),
      board_(StateOf<v1::Board>("boards/ncc", kBoard)),
      action_(
          StateOf<v1::Action>(kAction, "priority: MEDIUM state: ACCEPTED")) {
  SetDueDate(first_day);
}

void EscalationWorld::SetState(v1::Action::State state) {
  action_.set_state(state);
  unchanged_since_ = today_;
}

void EscalationWorld::SetDueDate(absl::CivilDay due) {
  *action_.mutable_due()->mutable_date() = resources::ToDate(due);
  unchanged_since_ = today_;
}

void EscalationWorld::ResolveByHand() {
  for (const auto& [name, escalation] : escalations_) {
    if (escalation.state() == v1::Escalation::RESOLVED) continue;
    Circumstances now = About(name);
    now.caller = CallerWith(Role::kIndependentChair);
    const auto facts = Decide(escalation, v1::ResolveEscalationRequest(), now);
    ASSERT_OK(facts);
    Record(name, facts->front());
  }
}

void EscalationWorld::Evaluate() {
  const auto commands = domain::Evaluate({.as_of = today_,
                                          .policy = board_.escalation_policy(),
                                          .calendar = CalendarOf(board_)},
                                         {Watched()});
  for (const EscalationCommand& command : commands) Carry(command);
}

WatchedAction EscalationWorld::Watched() const {
  WatchedAction watched{
      .name = action_.name(),
      .state = action_.state(),
      .priority = action_.priority(),
      .due_date = *resources::FromDate(action_.due().date()),
      .unchanged_since = unchanged_since_,
      .episodes = static_cast<int>(escalations_.size()),
  };
  for (const auto& [name, escalation] : escalations_) {
    if (escalation.episode() == watched.episodes) {
      watched.escalated_due_date =
          *resources::FromDate(escalation.grounds().due_date());
    }
    if (escalation.state() == v1::Escalation::RESOLVED) continue;
    watched.open.push_back(
        {.name = name,
         .family = escalation.family(),
         .clocks = escalation.state() == v1::Escalation::PAUSED
                       ? OpenEscalation::Clocks::kPaused
                       : OpenEscalation::Clocks::kRunning});
  }
  return watched;
}

Circumstances EscalationWorld::About(const std::string& name) const {
  Scene scene(name);
  scene.As(Role::kScheduler).At(absl::CivilHour(today_) + 9);
  scene.With<v1::Board>(board_.name(), board_.DebugString());
  scene.With<v1::Action>(action_.name(), action_.DebugString());
  for (const auto& [other, escalation] : escalations_) {
    scene.With<v1::Escalation>(other, escalation.DebugString());
  }
  return scene.now();
}

void EscalationWorld::Carry(const EscalationCommand& command) {
  const v1::Escalation state = escalations_[command.name];
  if (state.name().empty()) escalations_.erase(command.name);
  const Circumstances now = About(command.name);
  const auto facts =
      std::visit([&](const auto& wish) { return Decide(state, wish, now); },
                 command.command);
  ASSERT_OK(facts) << command.name << " on " << resources::FormatDate(today_);
  for (const auto& fact : *facts) Record(command.name, fact);
}

void EscalationWorld::Record(const std::string& name,
                             const events::v1::EscalationFact& fact) {
  events::v1::Event event;
  *event.mutable_escalation() = fact;
  event.mutable_context()->set_stream(name);
  event.mutable_context()->mutable_record_time()->set_seconds(
      absl::ToUnixSeconds(About(name).now));
  resources::Evolve(event, escalations_[name]);
  history_.push_back(absl::StrCat(name, " ", Timeless(fact)));
}

}  // namespace actionplan::domain
