#include "tests/durability/clock_office.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "eventstore/base/logging.h"
#include "eventstore/base/thread_pool.h"
#include "eventstore/memory/memory_store.h"
#include "eventstore/position_signal.h"
#include "eventstore/rocksdb/log_store.h"
#include "eventstore/sequencer.h"
#include "projections/event_codec.h"
#include "projections/memory/memory_view_store.h"
#include "projections/projection.h"
#include "projections/projector.h"
#include "projections/resources/civil_date.h"
#include "services/commands/command_processor.h"
#include "services/domain/escalation_evaluator.h"
#include "services/escalation/escalation_scheduler.h"
#include "services/escalation/settled_clock.h"
#include "services/escalation/watch_list.h"
#include "services/queries/query_runner.h"
#include "services/queries/view_access.h"
#include "tests/durability/stepped_clock.h"
#include "tests/support/text_proto.h"

namespace actionplan::durability {
namespace {

constexpr char kBoard[] = "boards/ncc";
constexpr absl::Duration kPatience = absl::Minutes(1);

template <typename T>
T OrDie(absl::StatusOr<T> result) {
  if (!result.ok()) base::Fatal(result.status().ToString());
  return *std::move(result);
}

}  // namespace

Belief::Belief(const base::Clock& clock, absl::Time known)
    : clock_(clock),
      believed_(known),
      offset_(Offset()),
      agreed_since_(clock.Monotonic()) {}

absl::Duration Belief::Offset() const {
  return clock_.Now() - absl::UnixEpoch() - clock_.Monotonic();
}

void Belief::Look() {
  using escalation::SettledClock;
  const absl::Duration before = std::exchange(offset_, Offset());
  if (absl::AbsDuration(offset_ - before) > SettledClock::kTolerance) {
    agreed_since_ = clock_.Monotonic();
  }
  if (clock_.Monotonic() - agreed_since_ >= SettledClock::kSettlesIn) {
    believed_ = std::max(believed_, clock_.Now());
  }
}

namespace {

// Whether there was more time is decided by the log's day, which a clock that
// was ahead leaves behind: such an escalation may stay open until the scheduler
// believes that day too.
bool MayWait(const domain::EscalationCommand& command) {
  const auto* resolve = std::get_if<domain::ResolveByRule>(&command.command);
  return resolve != nullptr &&
         resolve->resolution == v1::Escalation::SUBJECT_RE_DATED;
}

}  // namespace

// All that a restart ends, in the order in which it starts.
struct ClockOffice::Running {
  Running(eventstore::EventStore& log, const support::FakeClock& clock)
      : projector(OrDie(projections::Projector::Start(
            log, views, projections::AllProjections(), clock))),
        sequencer(log, clock, {}),
        commands(log, sequencer, readers),
        queries(log, *projector, readers, clock),
        stepped(clock),
        scheduler(log, *projector, commands, queries, stepped) {
    scheduler.Start();
    stepped.AwaitStart();
  }

  ~Running() {
    stepped.Open();
    scheduler.Stop();
    sequencer.Drain();
    projector->Stop();
    readers.Drain();
  }

  projections::MemoryViewStore views;
  base::ThreadPool readers{2, 64};
  std::unique_ptr<projections::Projector> projector;
  eventstore::Sequencer sequencer;
  commands::CommandProcessor commands;
  queries::QueryRunner queries;
  SteppedClock stepped;
  escalation::EscalationScheduler scheduler;
};

ClockOffice::ClockOffice(Storage storage)
    : storage_(storage), zone_(*resources::FindTimeZone("Europe/London")) {
  Start();
  Happen("",
         "board { board_created { title: 'Northshire' division: "
         "ENGLAND_AND_WALES time_zone: 'Europe/London' } }");
  Happen("",
         "board { escalation_policy_adopted { policy { version: 1 "
         "overdue_by { high: 1 medium: 5 low: 10 } level_deadlines { "
         "level: 1 acknowledge_within: 2 respond_within: 5 } } } }");
  // From now on the day of the last event is known.
  Restart();
}

ClockOffice::~ClockOffice() = default;

void ClockOffice::Start() {
  if (storage_ == Storage::kDisk) {
    log_ = OrDie(eventstore::LogStore::Open({.path = folder_.path()}));
  } else if (log_ == nullptr) {
    log_ = std::make_unique<eventstore::MemoryStore>();
  }
  running_ = std::make_unique<Running>(*log_, clock_);
  belief_.emplace(clock_, log_->LastRecordTime());
}

void ClockOffice::Restart() {
  running_.reset();
  if (storage_ == Storage::kDisk) log_.reset();
  Start();
}

void ClockOffice::LetPass(absl::Duration duration) {
  clock_.Advance(std::max(duration, absl::Seconds(61)));
}

void ClockOffice::Look() {
  AwaitViews();  // It evaluates when they have grown.
  running_->stepped.Look();
  belief_->Look();
  AwaitViews();
  JudgeLags();
  JudgeSkipped();
  JudgeRaised();
}

void ClockOffice::Say(const std::string& violation) {
  if (violation_.empty()) {
    violation_ =
        absl::StrCat("at ", absl::FormatTime(clock_.Now(), zone_),
                     ", position ", log_->head().Get(), ": ", violation);
  }
}

absl::CivilDay ClockOffice::BelievedDay() const {
  return absl::ToCivilDay(believed(), zone_);
}

void ClockOffice::Happen(const std::string& resource, const std::string& fact,
                         std::optional<absl::Time> claim) {
  const auto event = support::FromText<events::v1::Event>(fact);
  const std::string id = absl::StrCat("happened-", ++requests_);
  const absl::Time record = std::max(clock_.Now(), log_->LastRecordTime());
  eventstore::PositionSignal done;
  absl::Status answer;
  running_->commands.Submit(
      {.name = resource.empty() ? kBoard : absl::StrCat(kBoard, "/", resource),
       .target = commands::Target::kNew,
       .caller = {.principal = "manager-1"},
       .request_id = id,
       .content = id,
       .occur_time = claim,
       .decide = [event](const resources::Resource&,
                         const domain::Circumstances&)
           -> absl::StatusOr<std::vector<events::v1::Event>> {
         return std::vector<events::v1::Event>{event};
       }},
      [&](const auto& result) {
        answer = result.status();
        done.Publish(1);
      });
  JudgeLags();
  if (!done.Wait(1, kPatience).ok()) base::Fatal("a command is not answered");
  const bool is_early = claim.value_or(record) <= record;
  if (answer.ok() != is_early) {
    Say(absl::StrCat("a claim of ", absl::FormatTime(claim.value_or(record)),
                     " at ", absl::FormatTime(record), " was answered ",
                     answer.ToString()));
  }
}

void ClockOffice::EvaluateByHand() {
  v1::EvaluateEscalationsRequest request;
  request.set_parent(kBoard);
  eventstore::PositionSignal done;
  running_->scheduler.Evaluate(request, absl::InfiniteFuture(),
                               [&](const auto& result) {
                                 if (!result.ok())
                                   Say(result.status().ToString());
                                 done.Publish(1);
                               });
  if (!done.Wait(1, kPatience).ok()) base::Fatal("nothing was evaluated");
  AwaitViews();
  JudgeRaised();
}

void ClockOffice::AwaitViews() {
  for (const auto& standing : running_->projector->Standings()) {
    const absl::Status reached =
        OrDie(running_->projector->Applied(standing.name))
            ->Wait(log_->head().Get(), kPatience);
    if (!reached.ok()) base::Fatal(reached.ToString());
  }
}

void ClockOffice::JudgeLags() {
  for (const auto& standing : running_->projector->Standings()) {
    if (standing.lag < absl::ZeroDuration()) {
      Say(absl::StrCat(standing.name, " lags by ",
                       absl::FormatDuration(standing.lag)));
    }
  }
}

// A scheduler that has looked has done all that is due on the day it believes.
void ClockOffice::JudgeSkipped() {
  const auto board =
      queries::GetResource<v1::Board>(*running_->projector, kBoard);
  if (!board.ok()) return;
  const domain::EvaluationBasis basis =
      escalation::BasisOf(*board, BelievedDay());
  const auto actions =
      OrDie(escalation::WatchList(*running_->projector, *board, basis));
  for (const auto& skipped : domain::Evaluate(basis, actions)) {
    if (MayWait(skipped)) continue;
    Say(absl::StrCat("the scheduler, which may believe ",
                     absl::FormatTime(believed(), zone_), ", left out command ",
                     skipped.command.index(), " of ", skipped.name));
  }
}

// What was raised was due on a day that could be believed.
void ClockOffice::JudgeRaised() {
  events::v1::Event event;
  const absl::Status read = log_->ReadLog(
      {.first = judged_ + 1}, [&](const eventstore::v1::Envelope& envelope) {
        judged_ = envelope.position();
        if (!projections::Decode(envelope, event).ok()) return false;
        if (!event.escalation().has_escalation_raised()) return true;
        const auto& grounds = event.escalation().escalation_raised().grounds();
        const auto as_of = resources::FromDate(grounds.as_of_date());
        const auto due = resources::FromDate(grounds.due_date());
        if (!as_of.ok() || !due.ok() || *as_of > BelievedDay() ||
            *as_of <= *due) {
          Say(absl::StrCat("raised early: ", envelope.stream(), " with ",
                           grounds.ShortDebugString(),
                           " when it could be believed to be ",
                           absl::FormatTime(believed(), zone_)));
        }
        return true;
      });
  if (!read.ok()) Say(read.ToString());
}

std::vector<events::v1::Event> ClockOffice::Log() {
  std::vector<events::v1::Event> events;
  const absl::Status read =
      log_->ReadLog({}, [&](const eventstore::v1::Envelope& envelope) {
        return projections::Decode(envelope, events.emplace_back()).ok();
      });
  if (!read.ok()) Say(read.ToString());
  for (const std::string& wrong :
       {ViolationOfTimes(events), ViolationOfEpisodes(events)}) {
    if (!wrong.empty()) Say(wrong);
  }
  return events;
}

}  // namespace actionplan::durability
