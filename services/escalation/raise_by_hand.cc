#include "services/escalation/raise_by_hand.h"

#include <utility>

#include "eventstore/base/status.h"

namespace actionplan::escalation {

void RaiseByHand(commands::CommandProcessor& processor,
                 commands::Command command, domain::RaiseByHand wish,
                 commands::Answer answer) {
  commands::Command attempt = command;
  attempt.name = domain::NameOf(wish);
  attempt.target = commands::Target::kNew;
  attempt.related = domain::RelatedNames(wish);
  attempt.decide = commands::DecideWith<v1::Escalation>(wish);
  processor.Submit(
      std::move(attempt),
      [&processor, command = std::move(command), wish = std::move(wish),
       answer = std::move(answer)](
          absl::StatusOr<std::shared_ptr<const resources::Resource>> after) {
        if (base::ReasonOf(after.status()) != "ESCALATION_EPISODE_TAKEN") {
          return answer(std::move(after));
        }
        domain::RaiseByHand next = wish;
        ++next.episode;
        RaiseByHand(processor, command, std::move(next), answer);
      });
}

}  // namespace actionplan::escalation
