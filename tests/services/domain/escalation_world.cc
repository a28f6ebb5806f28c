#include "tests/services/domain/escalation_world.h"

#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "projections/resources/civil_date.h"
#include "projections/resources/escalation_trigger.h"
#include "projections/resources/instant.h"
#include "projections/resources/resource.h"
#include "services/domain/board_calendar.h"
#include "services/domain/escalation.h"
#include "services/domain/escalation_levels.h"
#include "services/domain/escalation_rules.h"
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
    level_deadlines { level: 2 acknowledge_within: 2 respond_within: 5 }
    level_deadlines { level: 3 acknowledge_within: 2 respond_within: 5 }
    level_deadlines { level: 4 acknowledge_within: 1 respond_within: 5 }
    not_accepted_after: 5
    declined: true
    stale_after: 20
    blocked_past_review: true
    extension_cap_reached: true
    rejected_times: 2
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
      action_(StateOf<v1::Action>(
          kAction, absl::StrCat("priority: MEDIUM state: ACCEPTED "
                                "lead_agency: '",
                                kPolice, "'"))) {
  SetState(v1::Action::ACCEPTED);
  SetDueDate(first_day);
}

google::protobuf::Timestamp EscalationWorld::Now() const {
  return resources::ToTimestamp(About("").now);
}

Moment EscalationWorld::At(const google::protobuf::Timestamp& time) const {
  const absl::CivilDay day =
      absl::ToCivilDay(resources::ToTime(time), About("").zone);
  return {.seconds = time.seconds(), .day = day, .recorded = day};
}

void EscalationWorld::SetState(v1::Action::State state) {
  action_.set_state(state);
  *action_.mutable_state_occur_time() = Now();
  action_.clear_block();
  if (state != v1::Action::IN_PROGRESS && state != v1::Action::SUBMITTED &&
      state != v1::Action::BLOCKED) {
    action_.clear_rejections();
    action_.clear_rejection_time();
    action_.clear_pending_extension();
  }
  unchanged_since_ = today_;
}

void EscalationWorld::Report() {
  *action_.mutable_latest_progress()->mutable_occur_time() = Now();
}

void EscalationWorld::Reject() {
  SetState(v1::Action::IN_PROGRESS);
  action_.set_rejections(action_.rejections() + 1);
  *action_.mutable_rejection_time() = Now();
}

void EscalationWorld::Block(absl::CivilDay review) {
  SetState(v1::Action::BLOCKED);
  *action_.mutable_block()->mutable_review_date() = resources::ToDate(review);
}

void EscalationWorld::RequestExtension() {
  action_.set_approved_extensions(2);  // The cap of MEDIUM.
  action_.mutable_pending_extension()->set_revision(++revision_);
}

void EscalationWorld::AnswerExtension() { action_.clear_pending_extension(); }

template <typename Request>
void EscalationWorld::AskAbout(const v1::Escalation& escalation,
                               const Request& request) {
  Circumstances now = About(escalation.name());
  now.caller = CallerWith(Role::kIndependentChair);
  const auto facts = Decide(escalation, request, now);
  // Not every escalation can be asked this.
  if (facts.ok()) Record(escalation.name(), facts->front());
}

void EscalationWorld::Acknowledge() {
  const auto before = escalations_;
  for (const auto& [name, escalation] : before) {
    if (escalation.state() != v1::Escalation::RAISED) continue;
    Circumstances now = About(name);
    now.caller = escalation.level() >= 3
                     ? CallerWith(Role::kIndependentChair)
                     : CallerWith(Role::kAgencyLead, kPolice);
    const auto facts =
        Decide(escalation, v1::AcknowledgeEscalationRequest(), now);
    ASSERT_OK(facts);
    Record(name, facts->front());
  }
}

void EscalationWorld::AgreeRecovery(absl::CivilDay day) {
  v1::AgreeRecoveryPlanRequest request;
  *request.mutable_recovery_date() = resources::ToDate(day);
  const auto before = escalations_;
  for (const auto& [name, escalation] : before) AskAbout(escalation, request);
}

void EscalationWorld::Lower() {
  v1::LowerEscalationRequest request;
  request.set_level(1);
  const auto before = escalations_;
  for (const auto& [name, escalation] : before) AskAbout(escalation, request);
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
  CheckFamilies();
}

void EscalationWorld::CheckFamilies() const {
  std::set<v1::Escalation::Family> open;
  for (const auto& [name, escalation] : escalations_) {
    if (escalation.state() == v1::Escalation::RESOLVED) continue;
    EXPECT_TRUE(open.insert(escalation.family()).second) << name;
  }
}

void EscalationWorld::CheckLadder(
    const events::v1::EscalationFact& fact) const {
  if (fact.has_escalation_raised()) {
    EXPECT_EQ(fact.escalation_raised().level(), 1);
  }
  if (fact.has_escalation_level_raised()) {
    EXPECT_EQ(fact.escalation_level_raised().level(),
              fact.escalation_level_raised().previous_level() + 1);
  }
}

WatchedAction EscalationWorld::Watched() const {
  WatchedAction watched{
      .name = action_.name(),
      .state = action_.state(),
      .priority = action_.priority(),
      .lead_agency = action_.lead_agency(),
      .due_date = *resources::FromDate(action_.due().date()),
      .unchanged_since = unchanged_since_,
      .entered = At(action_.state_occur_time()),
      .rejected = At(action_.rejection_time()),
      .rejections = action_.rejections(),
      .extension_revision = action_.pending_extension().revision(),
      .extension_recorded = today_,
      .approved_extensions = action_.approved_extensions(),
  };
  google::protobuf::Timestamp reported;
  reported.set_seconds(LastReport(action_));
  watched.reported = At(reported);
  const auto day = [](const google::type::Date& date) {
    return *resources::FromDate(date);
  };
  if (action_.has_block()) {
    watched.block_review_date = day(action_.block().review_date());
  }
  for (const auto& [name, escalation] : escalations_) {
    auto& past = watched.episodes[escalation.family()];
    if (escalation.episode() > past.count) {
      past = {.count = escalation.episode(),
              .trigger = resources::TriggerIn(escalation.grounds()),
              .ended_by_rule =
                  escalation.state() == v1::Escalation::RESOLVED &&
                  escalation.resolution() != v1::Escalation::RESOLVED_BY_HAND};
    }
    if (escalation.state() == v1::Escalation::RESOLVED) continue;
    OpenEscalation open{.name = name,
                        .family = escalation.family(),
                        .rule = escalation.rule(),
                        .level = escalation.level(),
                        .agency = escalation.agency(),
                        .clocks = escalation.state() == v1::Escalation::PAUSED
                                      ? OpenEscalation::Clocks::kPaused
                                      : OpenEscalation::Clocks::kRunning,
                        .trigger = resources::TriggerIn(escalation.grounds())};
    if (escalation.has_acknowledge_by() && !escalation.has_acknowledge_time()) {
      open.acknowledge_by = day(escalation.acknowledge_by());
    }
    if (escalation.has_respond_by()) {
      open.respond_by = day(escalation.respond_by());
    }
    if (escalation.has_recovery_date()) {
      open.recovery_date = day(escalation.recovery_date());
    }
    watched.open.push_back(std::move(open));
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
  for (const auto& fact : *facts) {
    CheckLadder(fact);
    Record(command.name, fact);
  }
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
