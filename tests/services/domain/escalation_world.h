// A board with one action, its escalations and a scheduler, on paper: days go
// by, things happen to the action, and the scheduler evaluates when it is told
// to. Every command of an evaluation is decided by the real decider and folded
// by the real fold.
#ifndef ACTIONPLAN_TESTS_SERVICES_DOMAIN_ESCALATION_WORLD_H_
#define ACTIONPLAN_TESTS_SERVICES_DOMAIN_ESCALATION_WORLD_H_

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "actionplan/events/v1/escalation_facts.pb.h"
#include "actionplan/v1/action.pb.h"
#include "actionplan/v1/escalation.pb.h"
#include "services/domain/circumstances.h"
#include "services/domain/escalation_evaluator.h"

namespace actionplan::domain {

class EscalationWorld {
 public:
  explicit EscalationWorld(absl::CivilDay first_day);

  absl::CivilDay today() const { return today_; }
  const v1::Action& action() const { return action_; }
  void NextDay() { ++today_; }

  // Something happens to the action.
  void SetState(v1::Action::State state);
  void SetDueDate(absl::CivilDay due);
  void Report();
  void Reject();
  void Block(absl::CivilDay review);
  void RequestExtension();
  void AnswerExtension();

  // Somebody acknowledges, answers or lowers every open escalation that can be.
  void Acknowledge();
  void AgreeRecovery(absl::CivilDay day);
  void Lower();

  // A chair ends every open escalation.
  void ResolveByHand();

  // Evaluates as of today and carries out every command. The test fails when a
  // command is refused, because the evaluation was of the present state; when
  // two episodes of a family are open; and when a level is skipped.
  void Evaluate();

  const std::map<std::string, v1::Escalation>& escalations() const {
    return escalations_;
  }

  // What was recorded, in order: the escalation, and the fact without the days
  // that depend on when it was recorded.
  const std::vector<std::string>& history() const { return history_; }

 private:
  WatchedAction Watched() const;
  Moment At(const google::protobuf::Timestamp& time) const;
  google::protobuf::Timestamp Now() const;
  template <typename Request>
  void AskAbout(const v1::Escalation& escalation, const Request& request);
  void CheckLadder(const events::v1::EscalationFact& fact) const;
  void CheckFamilies() const;
  Circumstances About(const std::string& name) const;
  void Carry(const EscalationCommand& command);
  void Record(const std::string& name, const events::v1::EscalationFact& fact);

  absl::CivilDay today_;
  absl::CivilDay unchanged_since_;
  int64_t revision_ = 0;
  v1::Board board_;
  v1::Action action_;
  std::map<std::string, v1::Escalation> escalations_;
  std::vector<std::string> history_;
};

}  // namespace actionplan::domain

#endif  // ACTIONPLAN_TESTS_SERVICES_DOMAIN_ESCALATION_WORLD_H_
