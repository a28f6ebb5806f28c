// Many actions of one board over many days: people report, submit, reject,
// refuse, ask for more time and answer escalations, or do not; the scheduler
// evaluates each morning. Everything is decided, recorded and folded by the
// product's own code, in memory, with a clock that is set to each morning.
#ifndef ACTIONPLAN_TESTS_SERVICES_ESCALATION_ESCALATION_YEAR_H_
#define ACTIONPLAN_TESTS_SERVICES_ESCALATION_ESCALATION_YEAR_H_

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "eventstore/base/thread_pool.h"
#include "eventstore/sequencer.h"
#include "services/commands/command_processor.h"
#include "services/escalation/escalation_scheduler.h"
#include "services/queries/query_runner.h"
#include "tests/services/queries/recorded_plan.h"

namespace actionplan::escalation {

class EscalationYear {
 public:
  EscalationYear();

  struct Plan {
    int actions = 100;
    int days = 365;
    uint32_t seed = 1;
    int evaluations_a_day = 1;
  };

  // Lets the days go by. Called once.
  void Live(const Plan& plan);

  // Repeats what people did in the other year, at the same times, and lets the
  // scheduler evaluate each morning. Called once, instead of Live().
  void Repeat(EscalationYear& other, const Plan& plan);

  // What rules did, in order: "a7-timeliness-1 EscalationRaised {…}".
  std::vector<std::string> History();

  // How long the evaluations took, of the time of day.
  absl::Duration evaluating() const { return evaluating_; }
  uint64_t events() { return plan_.log().head().Get(); }
  uint64_t evaluations() const { return evaluations_; }

 private:
  struct Life {
    std::string name;
    v1::Action::State state = v1::Action::STATE_UNSPECIFIED;
  };

  void Morning(int day);
  void Evaluate();
  void HappenTo(Life& life);
  void AnswerEscalations();
  void Record(const std::string& resource, const std::string& fact);
  void Submit(const std::string& resource, events::v1::Event event);
  void WaitForAnswers();
  std::string DayAhead(int most);

  queries::RecordedPlan plan_;
  base::ThreadPool readers_{2, 64};
  eventstore::Sequencer sequencer_{plan_.log(), plan_.clock(), {}};
  commands::CommandProcessor processor_{plan_.log(), sequencer_, readers_};
  queries::QueryRunner queries_{plan_.log(), plan_.views(), readers_,
                                plan_.clock()};
  EscalationScheduler scheduler_{plan_.log(), plan_.views(), processor_,
                                 queries_, plan_.clock()};
  std::mt19937 random_;
  absl::CivilDay today_;
  uint64_t requests_ = 0;
  uint64_t evaluations_ = 0;
  absl::Duration evaluating_;
  base::Mutex mutex_;
  base::Condition answered_;
  uint64_t answers_ ABSL_GUARDED_BY(mutex_) = 0;
};

}  // namespace actionplan::escalation

#endif  // ACTIONPLAN_TESTS_SERVICES_ESCALATION_ESCALATION_YEAR_H_
