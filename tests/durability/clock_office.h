// A board's office whose clock goes wrong: a log, its views, commands and the
// scheduler, which can be restarted, and everything it knows checked.
#ifndef ACTIONPLAN_TESTS_DURABILITY_CLOCK_OFFICE_H_
#define ACTIONPLAN_TESTS_DURABILITY_CLOCK_OFFICE_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "actionplan/events/v1/event.pb.h"
#include "eventstore/event_store.h"
#include "tests/support/fake_clock.h"
#include "tests/support/temporary_folder.h"

namespace actionplan::durability {

// What a scheduler may believe, as settled_clock.h promises, told from the
// looks it took.
class Belief {
 public:
  Belief(const base::Clock& clock, absl::Time known);

  void Look();
  absl::Time believed() const { return believed_; }

 private:
  absl::Duration Offset() const;

  const base::Clock& clock_;
  absl::Time believed_;
  absl::Duration offset_;  // Of the time of day from the monotonic clock.
  absl::Duration agreed_since_;
};

class ClockOffice {
 public:
  // What a restart finds: a log that was read from disk, or the very same one,
  // which costs less.
  enum class Storage { kDisk, kMemory };

  // boards/ncc in London, which escalates one working day after a due date.
  explicit ClockOffice(Storage storage);
  ~ClockOffice();

  // Both clocks go on, by more than a minute.
  void LetPass(absl::Duration duration);

  // The scheduler looks, and is judged.
  void Look();

  void Restart();

  // A fact about a resource of the board ("" for itself), as text. The claim
  // may be refused, and is, when it is later than the record will be.
  void Happen(const std::string& resource, const std::string& fact,
              std::optional<absl::Time> claim = std::nullopt);

  // An evaluation that somebody asks for.
  void EvaluateByHand();

  // What is wrong, the first time that something was; "" until then.
  const std::string& violation() const { return violation_; }

  support::FakeClock& clock() { return clock_; }
  absl::Time believed() const { return belief_->believed(); }
  absl::CivilDay BelievedDay() const;

  // Judges the whole log, and returns it.
  std::vector<events::v1::Event> Log();

 private:
  struct Running;

  void Start();
  void Say(const std::string& violation);
  void AwaitViews();
  void JudgeLags();
  void JudgeSkipped();
  void JudgeRaised();

  const Storage storage_;
  const absl::TimeZone zone_;
  support::FakeClock clock_;
  const support::TemporaryFolder folder_;
  std::unique_ptr<eventstore::EventStore> log_;
  std::unique_ptr<Running> running_;
  std::optional<Belief> belief_;
  std::string violation_;
  uint64_t judged_ = 0;  // Up to this position.
  uint64_t requests_ = 0;
};

// What is wrong with a log's times and escalations; "" when nothing is.
std::string ViolationOfTimes(const std::vector<events::v1::Event>& log);
std::string ViolationOfEpisodes(const std::vector<events::v1::Event>& log);

}  // namespace actionplan::durability

#endif  // ACTIONPLAN_TESTS_DURABILITY_CLOCK_OFFICE_H_
