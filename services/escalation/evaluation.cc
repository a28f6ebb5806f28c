#include "services/escalation/evaluation.h"

#include <string>
#include <utility>
#include <variant>

#include "absl/strings/str_cat.h"
#include "eventstore/base/status.h"
#include "services/queries/view_access.h"

namespace actionplan::escalation {
namespace {

using domain::EscalationCommand;
using v1::Escalation;

// What carries policies out, in every event that it causes.
domain::Caller Scheduler() {
  return {.principal = "escalation-scheduler",
          .roles = {domain::Role::kScheduler}};
}

const std::string& SubjectOf(const EscalationCommand& decided) {
  return std::visit(
      [](const auto& command) -> const std::string& {
        if constexpr (requires { command.episode; }) {
          return command.episode.subject;
        } else {
          return command.subject;
        }
      },
      decided.command);
}

// What the log has overtaken since the views were read.
bool IsOvertaken(const absl::Status& refusal) {
  const std::string reason = base::ReasonOf(refusal);
  return reason == "EVALUATION_STALE" || reason == "ESCALATION_ALREADY_OPEN" ||
         reason == "ESCALATION_EPISODE_TAKEN";
}

// The escalation as the command would leave it.
void Foresee(const domain::RaiseByRule& raise, Escalation& escalation) {
  escalation.set_subject(raise.episode.subject);
  escalation.set_rule(raise.rule);
  escalation.set_family(raise.episode.family);
  escalation.set_episode(raise.episode.number);
  escalation.set_level(1);
  escalation.set_state(Escalation::RAISED);
  *escalation.mutable_grounds() = raise.grounds;
}
void Foresee(const domain::PauseEscalation&, Escalation& escalation) {
  escalation.set_state(Escalation::PAUSED);
}
void Foresee(const domain::ResumeEscalation&, Escalation& escalation) {
  escalation.set_state(
      escalation.has_recovery_date()      ? Escalation::RECOVERY_AGREED
      : escalation.acknowledger().empty() ? Escalation::RAISED
                                          : Escalation::ACKNOWLEDGED);
}
void Foresee(const domain::RaiseLevel& raise, Escalation& escalation) {
  escalation.set_level(raise.from + 1);
  escalation.set_level_rule(raise.rule);
  *escalation.mutable_level_grounds() = raise.grounds;
  escalation.set_state(Escalation::RAISED);
}
void Foresee(const domain::ResolveByRule& resolve, Escalation& escalation) {
  escalation.set_state(Escalation::RESOLVED);
  escalation.set_resolution(resolve.resolution);
}

}  // namespace

Evaluation::Evaluation(const projections::Projector& projector,
                       commands::CommandProcessor& commands,
                       std::vector<EscalationCommand> decided,
                       int evaluated_actions, Done done)
    : projector_(projector),
      commands_(commands),
      decided_(std::move(decided)),
      done_(std::move(done)) {
  response_.set_evaluated_actions(evaluated_actions);
}

absl::StatusOr<commands::Command> Evaluation::ToCommand(
    const EscalationCommand& decided) const {
  ASSIGN_OR_RETURN(
      const v1::Action subject,
      queries::GetResource<v1::Action>(projector_, SubjectOf(decided)));
  commands::Command command{
      .name = decided.name,
      .target = std::holds_alternative<domain::RaiseByRule>(decided.command)
                    ? commands::Target::kNew
                    : commands::Target::kExisting,
      .caller = Scheduler(),
      .cause = static_cast<uint64_t>(subject.last_position())};
  std::visit(
      [&](const auto& wish) {
        command.related = RelatedNames(wish);
        command.decide = commands::DecideWith<Escalation>(wish);
      },
      decided.command);
  // The same wish after the same event of the subject is the same request; a
  // level is raised again without one.
  command.request_id = absl::StrCat(decided.name, "/", decided.command.index(),
                                    "/", subject.last_position());
  if (const auto* level = std::get_if<domain::RaiseLevel>(&decided.command)) {
    const google::type::Date& missed = level->grounds.missed_date();
    absl::StrAppend(&command.request_id, "/", level->from, "/", missed.year(),
                    "-", missed.month(), "-", missed.day());
  }
  command.content = command.request_id;
  return command;
}

void Evaluation::CarryOut() {
  {
    base::MutexLock lock(mutex_);
    awaited_ = decided_.size() + 1;
  }
  for (const EscalationCommand& decided : decided_) {
    absl::StatusOr<commands::Command> command = ToCommand(decided);
    if (!command.ok()) {
      Answered(command.status());
      continue;
    }
    commands_.Submit(
        *std::move(command),
        [self = shared_from_this()](
            absl::StatusOr<std::shared_ptr<const resources::Resource>> after) {
          self->Answered(std::move(after));
        });
  }
  Answered(std::shared_ptr<const resources::Resource>());
}

void Evaluation::Answered(
    absl::StatusOr<std::shared_ptr<const resources::Resource>> after) {
  absl::StatusOr<v1::EvaluateEscalationsResponse> result;
  {
    base::MutexLock lock(mutex_);
    if (after.ok() && *after != nullptr) {
      *response_.add_escalations() = std::get<Escalation>(**after);
    } else if (!after.ok() && !IsOvertaken(after.status())) {
      failure_.Update(after.status());
    }
    if (--awaited_ > 0) return;
    result = failure_.ok() ? absl::StatusOr<v1::EvaluateEscalationsResponse>(
                                 std::move(response_))
                           : failure_;
  }
  done_(std::move(result));
}

void Evaluation::Preview() {
  v1::EvaluateEscalationsResponse response;
  {
    base::MutexLock lock(mutex_);
    response = response_;
  }
  for (const EscalationCommand& decided : decided_) {
    Escalation escalation;
    if (!std::holds_alternative<domain::RaiseByRule>(decided.command)) {
      absl::StatusOr<Escalation> present =
          queries::GetResource<Escalation>(projector_, decided.name);
      if (!present.ok()) return done_(present.status());
      escalation = *std::move(present);
    }
    escalation.set_name(decided.name);
    std::visit([&](const auto& command) { Foresee(command, escalation); },
               decided.command);
    *response.add_escalations() = std::move(escalation);
  }
  done_(std::move(response));
}

}  // namespace actionplan::escalation
