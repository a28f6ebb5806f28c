// A board whose escalation policy is applied: a recorded plan with commands,
// reads and a scheduler that evaluates when it is told to.
#ifndef ACTIONPLAN_TESTS_SERVICES_ESCALATION_ESCALATION_OFFICE_H_
#define ACTIONPLAN_TESTS_SERVICES_ESCALATION_ESCALATION_OFFICE_H_

#include <atomic>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "actionplan/v1/admin_service.pb.h"
#include "eventstore/base/thread_pool.h"
#include "eventstore/sequencer.h"
#include "gtest/gtest.h"
#include "services/commands/command_processor.h"
#include "services/domain/caller.h"
#include "services/escalation/escalation_scheduler.h"
#include "services/queries/query_runner.h"
#include "tests/services/queries/recorded_plan.h"

namespace actionplan::escalation {

class EscalationOffice : public testing::Test {
 protected:
  using Evaluated = absl::StatusOr<v1::EvaluateEscalationsResponse>;
  using Answered = absl::StatusOr<std::shared_ptr<const resources::Resource>>;

  // The board's first policy: 1, 5 and 10 working days.
  void AdoptPolicy();

  // Something happens to a resource of the board, by way of a command, so that
  // everybody hears of it. Returns the position of the event.
  eventstore::Position Happen(const std::string& resource,
                              const std::string& fact);

  // Evaluates the board now, or as the request, given as text, says.
  Evaluated Evaluate(const std::string& request = "");

  // What an evaluation did: "a1-timeliness-1 RAISED".
  std::vector<std::string> Outcome(const std::string& request = "");

  Answered Submit(commands::Command command);

  // The escalation as the views have it.
  v1::Escalation Escalation(const std::string& id);

  // Nine in the morning of this day in London; both clocks go on.
  void Morning(absl::CivilDay day);

  eventstore::Position head() { return plan_.log().head().Get(); }

  queries::RecordedPlan plan_;
  base::ThreadPool readers_{2, 64};
  std::atomic<bool> has_space_ = true;
  std::atomic<int> refused_groups_ = 0;  // For want of space.
  eventstore::Sequencer sequencer_{
      plan_.log(), plan_.clock(), {.may_write = [this]() -> absl::Status {
        if (has_space_) return absl::OkStatus();
        ++refused_groups_;
        return absl::ResourceExhaustedError("no space");
      }}};
  commands::CommandProcessor processor_{plan_.log(), sequencer_, readers_};
  queries::QueryRunner queries_{plan_.log(), plan_.views(), readers_,
                                plan_.clock()};
  EscalationScheduler scheduler_{plan_.log(), plan_.views(), processor_,
                                 queries_, plan_.clock()};
  uint64_t requests_ = 0;
};

}  // namespace actionplan::escalation

#endif  // ACTIONPLAN_TESTS_SERVICES_ESCALATION_ESCALATION_OFFICE_H_
