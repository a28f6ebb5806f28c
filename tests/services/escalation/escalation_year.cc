#include "tests/services/escalation/escalation_year.h"

#include <memory>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/substitute.h"
#include "eventstore/base/logging.h"
#include "eventstore/position_signal.h"
#include "projections/escalation_history_view.h"
#include "projections/event_codec.h"
#include "projections/resources/civil_date.h"
#include "projections/resources/instant.h"
#include "tests/support/text_proto.h"

namespace actionplan::escalation {
namespace {

using queries::DateText;
using v1::Action;

constexpr absl::CivilDay kFirstDay(2026, 3, 3);
constexpr char kBoard[] = "boards/ncc";
constexpr char kEscalations[] = "boards/ncc/escalations/";
constexpr char kPolicy[] = R"(board { escalation_policy_adopted { policy {
  version: 1 overdue_by { high: 1 medium: 5 low: 10 }
  level_deadlines { level: 1 acknowledge_within: 2 respond_within: 5 }
  level_deadlines { level: 2 acknowledge_within: 2 respond_within: 5 }
  level_deadlines { level: 3 acknowledge_within: 2 respond_within: 5 }
  level_deadlines { level: 4 acknowledge_within: 1 respond_within: 5 }
  not_accepted_after: 5 declined: true stale_after: 20
  blocked_past_review: true extension_cap_reached: true rejected_times: 2 } } })";

const absl::TimeZone& London() {
  static const absl::TimeZone& zone =
      *new absl::TimeZone(*resources::FindTimeZone("Europe/London"));
  return zone;
}

bool IsByRule(const events::v1::Event& event) {
  return event.context().actor() == "escalation-scheduler";
}

}  // namespace

EscalationYear::EscalationYear() {
  Record("", kPolicy);
  WaitForAnswers();
}

void EscalationYear::Live(const Plan& plan) {
  random_.seed(plan.seed);
  std::vector<Life> lives(plan.actions);
  for (int i = 0; i < plan.actions; ++i) {
    lives[i].name = absl::StrCat("actions/a", i);
  }
  for (int day = 0; day < plan.days; ++day) {
    Morning(day);
    for (int i = 0; i < plan.evaluations_a_day; ++i) Evaluate();
    for (Life& life : lives) {
      if (random_() % 25 == 0) HappenTo(life);
    }
    AnswerEscalations();
    WaitForAnswers();
  }
}

void EscalationYear::Repeat(EscalationYear& other, const Plan& plan) {
  std::vector<events::v1::Event> events;
  const absl::Status read = other.plan_.log().ReadLog(
      {.first = 1, .last = other.events()},
      [&](const eventstore::v1::Envelope& envelope) {
        events::v1::Event event;
        if (!projections::Decode(envelope, event).ok()) return false;
        if (!IsByRule(event)) events.push_back(std::move(event));
        return true;
      });
  if (!read.ok()) base::Fatal(read.ToString());
  size_t next = this->events();  // What every year begins with.
  for (int day = 0; day < plan.days; ++day) {
    Morning(day);
    for (int i = 0; i < plan.evaluations_a_day; ++i) Evaluate();
    for (; next < events.size(); ++next) {
      events::v1::Event& event = events[next];
      if (resources::ToTime(event.context().record_time()) >
          plan_.clock().Now()) {
        break;
      }
      const std::string stream = event.context().stream();
      event.clear_context();
      Submit(stream.substr(sizeof(kBoard)), std::move(event));
    }
    WaitForAnswers();
  }
}

std::vector<std::string> EscalationYear::History() {
  std::vector<std::string> history;
  const absl::Status read = plan_.log().ReadLog(
      {.first = 1, .last = events()},
      [&](const eventstore::v1::Envelope& envelope) {
        events::v1::Event event;
        if (!projections::Decode(envelope, event).ok()) return false;
        if (!IsByRule(event)) return true;
        history.push_back(absl::StrCat(
            event.context().stream().substr(sizeof(kEscalations) - 1), " ",
            event.escalation().ShortDebugString()));
        return true;
      });
  if (!read.ok()) base::Fatal(read.ToString());
  return history;
}

void EscalationYear::Morning(int day) {
  today_ = kFirstDay + day;
  plan_.clock().JumpTo(absl::FromCivil(absl::CivilHour(today_) + 9, London()));
}

void EscalationYear::Evaluate() {
  v1::EvaluateEscalationsRequest request;
  request.set_parent(kBoard);
  eventstore::PositionSignal done;
  absl::Status status;
  const auto start = std::chrono::steady_clock::now();
  scheduler_.Evaluate(
      request, absl::InfiniteFuture(),
      [&](const absl::StatusOr<v1::EvaluateEscalationsResponse>& result) {
        status = result.status();
        done.Publish(1);
      });
  if (!done.Wait(1, absl::Minutes(5)).ok() || !status.ok()) {
    base::Fatal(status.ToString());
  }
  evaluating_ += absl::FromChrono(std::chrono::steady_clock::now() - start);
  ++evaluations_;
}

std::string EscalationYear::DayAhead(int most) {
  return DateText(today_ + 1 + static_cast<int>(random_() % most));
}

void EscalationYear::HappenTo(Life& life) {
  const uint32_t choice = random_() % 12;
  const auto go = [&](Action::State state, const std::string& fact) {
    life.state = state;
    Record(life.name, absl::StrCat("action { ", fact, " }"));
  };
  switch (life.state) {
    case Action::STATE_UNSPECIFIED:
      Record(life.name,
             "action { action_proposed { details { title: 'Do' } } }");
      return go(Action::ASSIGNED,
                absl::Substitute(
                    "action_assigned { lead_agency: 'boards/ncc/agencies/$0' "
                    "owner_role: 'Lead' priority: $1 due { date { $2 } } "
                    "details { title: 'Do' } }",
                    choice % 2 == 0 ? "police" : "health",
                    choice < 3   ? "HIGH"
                    : choice < 8 ? "MEDIUM"
                                 : "LOW",
                    DayAhead(120)));
    case Action::ASSIGNED:
      return choice == 0 ? go(Action::DECLINED, "action_declined {}")
                         : go(Action::ACCEPTED, "action_accepted {}");
    case Action::DECLINED:
      return go(Action::ASSIGNED,
                absl::Substitute("decline_resolved { decision: ASSIGN_AGAIN "
                                 "lead_agency: 'boards/ncc/agencies/health' "
                                 "due { date { $0 } } }",
                                 DayAhead(60)));
    case Action::ACCEPTED:
      return go(Action::IN_PROGRESS,
                "progress_recorded { own_view: ON_TRACK }");
    case Action::IN_PROGRESS:
      if (choice < 6) {
        return go(Action::IN_PROGRESS,
                  "progress_recorded { own_view: AT_RISK }");
      }
      if (choice == 6) {
        return go(Action::BLOCKED,
                  absl::Substitute("action_blocked { review_date { $0 } }",
                                   DayAhead(30)));
      }
      if (choice == 7) {
        return go(Action::IN_PROGRESS, "extension_requested {}");
      }
      if (choice == 8) {
        return go(Action::IN_PROGRESS,
                  absl::Substitute("extension_approved { due_date { $0 } }",
                                   DayAhead(60)));
      }
      return go(Action::SUBMITTED, "completion_submitted {}");
    case Action::BLOCKED:
      return go(Action::IN_PROGRESS, "action_unblocked {}");
    case Action::SUBMITTED:
      return choice < 7 ? go(Action::VERIFIED, "completion_verified {}")
                        : go(Action::IN_PROGRESS, "completion_rejected {}");
    default:  // It is over; another one takes its place.
      life.name += "x";
      life.state = Action::STATE_UNSPECIFIED;
      return;
  }
}

void EscalationYear::AnswerEscalations() {
  const auto rows =
      plan_.views().Read(projections::EscalationHistoryProjection::kName);
  if (!rows.ok()) base::Fatal(rows.status().ToString());
  const absl::Status listed =
      projections::EscalationHistoryView(**rows).ListOpen(
          kBoard, [&](const v1::Escalation& escalation) {
            const std::string name = escalation.name().substr(sizeof(kBoard));
            const uint32_t choice = random_() % 20;
            if (choice < 5 && escalation.state() == v1::Escalation::RAISED) {
              Record(name, "escalation { escalation_acknowledged {} }");
            } else if (choice == 6 &&
                       escalation.state() == v1::Escalation::ACKNOWLEDGED) {
              Record(name,
                     absl::Substitute("escalation { recovery_plan_agreed { "
                                      "recovery_date { $0 } } }",
                                      DayAhead(20)));
            }
            return true;
          });
  if (!listed.ok()) base::Fatal(listed.ToString());
}

void EscalationYear::Record(const std::string& resource,
                            const std::string& fact) {
  Submit(resource, support::FromText<events::v1::Event>(fact));
}

void EscalationYear::Submit(const std::string& resource,
                            events::v1::Event event) {
  const std::string id = absl::StrCat("person-", ++requests_);
  processor_.Submit(
      {.name = resource.empty() ? kBoard : absl::StrCat(kBoard, "/", resource),
       .target = commands::Target::kNew,
       .caller = {.principal = "person-1"},
       .request_id = id,
       .content = id,
       .decide = [event = std::move(event)](const resources::Resource&,
                                            const domain::Circumstances&)
           -> absl::StatusOr<std::vector<events::v1::Event>> {
         return std::vector<events::v1::Event>{event};
       }},
      [this](
          absl::StatusOr<std::shared_ptr<const resources::Resource>> answer) {
        if (!answer.ok()) base::Fatal(answer.status().ToString());
        base::MutexLock lock(mutex_);
        ++answers_;
        answered_.NotifyAll();
      });
}

void EscalationYear::WaitForAnswers() {
  base::MutexLock lock(mutex_);
  while (answers_ < requests_) answered_.Wait(mutex_);
}

}  // namespace actionplan::escalation
