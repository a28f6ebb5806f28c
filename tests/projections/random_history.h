// Boards' lives at random: valid histories of resources of every kind, mixed as
// they would be. The same seed gives the same history.
#ifndef ACTIONPLAN_TESTS_PROJECTIONS_RANDOM_HISTORY_H_
#define ACTIONPLAN_TESTS_PROJECTIONS_RANDOM_HISTORY_H_

#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "actionplan/events/v1/event.pb.h"
#include "actionplan/v1/action.pb.h"
#include "eventstore/event_store.h"
#include "tests/projections/log_writer.h"

namespace actionplan::projections {

class RandomHistory {
 public:
  // Writes into a log that is empty.
  RandomHistory(eventstore::EventStore& log, uint32_t seed);

  // Adds so many events.
  void Grow(int events);

 private:
  struct Escalated {
    std::string name;
    std::string subject;
    int family = 0;
    bool paused = false;
  };

  // In random_history.cc.
  int Below(int limit);
  const std::string& OneOf(const std::vector<std::string>& values);
  std::string NewName(const std::string& parent, absl::string_view collection);
  void Record(const std::string& stream, const std::string& fact);
  void AddBoard();
  void ChangeBoard();
  void AddFinding();
  void AddRecommendation();
  std::string Grounds(const std::string& board);
  void ChangePlan();
  void MoveEscalation();
  void Raise();

  // In random_history_actions.cc.
  std::string Details();
  std::string Date();
  std::string Due();
  void ProposeAction();
  void Import(const std::string& action, const std::string& before);
  void MoveAction();
  void MoveDraft(const std::string& action);
  void MoveAssigned(const std::string& action);
  void MoveDeclined(const std::string& action);
  void MoveAccepted(const std::string& action);
  void MoveLevel(const std::string& escalation);
  void GiveUp(const std::string& action);
  void MoveExtension(const std::string& action);
  void MoveSubmitted(const std::string& action);
  void MoveDone(const std::string& action);
  void Remark();
  void MoveEvidence(const std::string& action);
  void MoveMilestone(const std::string& action);

  LogWriter writer_;
  std::mt19937 random_;
  int left_ = 0;
  int next_id_ = 10;
  std::vector<std::string> boards_;
  std::vector<std::string> agencies_;
  std::vector<std::string> audits_;
  std::vector<std::string> grounds_;  // Findings and recommendations.
  std::vector<std::string> plans_;
  std::vector<std::string> actions_;
  std::map<std::string, actionplan::v1::Action> folded_;
  std::map<std::string, std::vector<std::string>> members_;
  std::map<std::string, int> episodes_;
  std::vector<Escalated> open_;
};

}  // namespace actionplan::projections

#endif  // ACTIONPLAN_TESTS_PROJECTIONS_RANDOM_HISTORY_H_
