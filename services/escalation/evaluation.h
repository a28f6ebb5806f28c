// One evaluation on its way from decided commands to their answers.
#ifndef ACTIONPLAN_SERVICES_ESCALATION_EVALUATION_H_
#define ACTIONPLAN_SERVICES_ESCALATION_EVALUATION_H_

#include <cstddef>
#include <functional>
#include <memory>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "actionplan/v1/admin_service.pb.h"
#include "eventstore/base/mutex.h"
#include "projections/projector.h"
#include "services/commands/command_processor.h"
#include "services/domain/escalation_evaluator.h"

namespace actionplan::escalation {

// Thread-safe. Keeps itself alive until `done` was called, once.
class Evaluation : public std::enable_shared_from_this<Evaluation> {
 public:
  using Done =
      std::function<void(absl::StatusOr<v1::EvaluateEscalationsResponse>)>;

  Evaluation(const projections::Projector& projector,
             commands::CommandProcessor& commands,
             std::vector<domain::EscalationCommand> decided,
             int evaluated_actions, Done done);

  // Submits the commands. One that the log has overtaken is passed over: the
  // next evaluation sees how it is. Any other refusal is the evaluation's.
  void CarryOut();

  // Tells what carrying out would do, and does nothing.
  void Preview();

 private:
  absl::StatusOr<commands::Command> ToCommand(
      const domain::EscalationCommand& decided) const;
  void Answered(absl::StatusOr<std::shared_ptr<const resources::Resource>>);

  const projections::Projector& projector_;
  commands::CommandProcessor& commands_;
  const std::vector<domain::EscalationCommand> decided_;
  const Done done_;
  base::Mutex mutex_;
  size_t awaited_ ABSL_GUARDED_BY(mutex_) = 0;
  absl::Status failure_ ABSL_GUARDED_BY(mutex_);
  v1::EvaluateEscalationsResponse response_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace actionplan::escalation

#endif  // ACTIONPLAN_SERVICES_ESCALATION_EVALUATION_H_
