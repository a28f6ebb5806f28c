#include "tests/services/escalation/escalation_office.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "eventstore/position_signal.h"
#include "projections/resources/civil_date.h"
#include "services/queries/view_access.h"
#include "tests/support/status_matchers.h"
#include "tests/support/text_proto.h"

namespace actionplan::escalation {

void EscalationOffice::AdoptPolicy() {
  Happen("",
         "board { escalation_policy_adopted { policy { version: 1 "
         "overdue_by { high: 1 medium: 5 low: 10 } level_deadlines { "
         "level: 1 acknowledge_within: 2 respond_within: 5 } } } }");
}

eventstore::Position EscalationOffice::Happen(const std::string& resource,
                                              const std::string& fact) {
  const auto event = support::FromText<events::v1::Event>(fact);
  const std::string id = absl::StrCat("happened-", ++requests_);
  const Answered answer =
      Submit({.name = resource.empty() ? "boards/ncc"
                                       : absl::StrCat("boards/ncc/", resource),
              .target = commands::Target::kNew,
              .caller = {.principal = "manager-1"},
              .request_id = id,
              .content = id,
              .decide = [event](const resources::Resource&,
                                const domain::Circumstances&)
                  -> absl::StatusOr<std::vector<events::v1::Event>> {
                return std::vector<events::v1::Event>{event};
              }});
  EXPECT_OK(answer) << fact;
  return head();
}

EscalationOffice::Evaluated EscalationOffice::Evaluate(
    const std::string& request) {
  eventstore::PositionSignal done;
  Evaluated evaluated;
  scheduler_.Evaluate(support::FromText<v1::EvaluateEscalationsRequest>(
                          "parent: 'boards/ncc' " + request),
                      absl::InfiniteFuture(), [&](Evaluated result) {
                        evaluated = std::move(result);
                        done.Publish(1);
                      });
  EXPECT_OK(done.Wait(1, absl::Minutes(1)));
  return evaluated;
}

std::vector<std::string> EscalationOffice::Outcome(const std::string& request) {
  const Evaluated evaluated = Evaluate(request);
  EXPECT_OK(evaluated);
  if (!evaluated.ok()) return {};
  std::vector<std::string> outcome;
  for (const v1::Escalation& escalation : evaluated->escalations()) {
    outcome.push_back(absl::StrCat(
        escalation.name().substr(sizeof("boards/ncc/escalations/") - 1), " ",
        v1::Escalation::State_Name(escalation.state())));
  }
  return outcome;
}

EscalationOffice::Answered EscalationOffice::Submit(commands::Command command) {
  eventstore::PositionSignal done;
  Answered answer;
  processor_.Submit(std::move(command), [&](Answered result) {
    answer = std::move(result);
    done.Publish(1);
  });
  EXPECT_OK(done.Wait(1, absl::Minutes(1)));
  return answer;
}

v1::Escalation EscalationOffice::Escalation(const std::string& id) {
  const auto found = queries::GetResource<v1::Escalation>(
      plan_.views(), absl::StrCat("boards/ncc/escalations/", id));
  EXPECT_OK(found);
  return found.ok() ? *found : v1::Escalation();
}

void EscalationOffice::Morning(absl::CivilDay day) {
  const absl::TimeZone london = *resources::FindTimeZone("Europe/London");
  plan_.clock().Advance(absl::FromCivil(absl::CivilHour(day) + 9, london) -
                        plan_.clock().Now());
}

}  // namespace actionplan::escalation
