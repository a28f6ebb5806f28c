#include "services/queries/escalation_history.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "eventstore/base/status.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "projections/escalation_history_view.h"
#include "projections/resources/instant.h"
#include "projections/resources/names.h"
#include "services/queries/standing.h"

namespace actionplan::queries {
namespace {

// Counts working days as the board has them.
class DayCounter {
 public:
  explicit DayCounter(const Yardstick& yardstick) : yardstick_(yardstick) {}

  // From one instant's day to another's.
  int Between(const google::protobuf::Timestamp& from,
              const google::protobuf::Timestamp& to) {
    const auto days =
        yardstick_.calendar.WorkingDaysBetween(DayOf(from), DayOf(to));
    provisional_ = provisional_ || days.provisional;
    return days.value;
  }

  bool provisional() const { return provisional_; }

 private:
  absl::CivilDay DayOf(const google::protobuf::Timestamp& time) const {
    return absl::ToCivilDay(resources::ToTime(time), yardstick_.zone);
  }

  const Yardstick& yardstick_;
  bool provisional_ = false;
};

// How each level was answered, from what happened in the episode.
void AddLevels(DayCounter& counter, v1::EscalationHistory::Episode& episode) {
  for (const v1::EscalationHistory::Step& step : episode.steps()) {
    if (step.kind() == "EscalationRaised" ||
        step.kind() == "EscalationLevelRaised" ||
        step.kind() == "EscalationLowered") {
      auto& level = *episode.add_levels();
      level.set_level(step.level());
      *level.mutable_start_time() = step.occur_time();
    }
    if (episode.levels().empty()) continue;
    auto& level = *episode.mutable_levels()->rbegin();
    const int days = counter.Between(level.start_time(), step.occur_time());
    if (step.kind() == "EscalationAcknowledged") {
      level.set_working_days_to_acknowledge(days);
    }
    if (step.kind() == "RecoveryPlanAgreed" &&
        !level.has_working_days_to_respond()) {
      level.set_working_days_to_respond(days);
    }
  }
}

void AddResponseTimes(DayCounter& counter,
                      v1::EscalationHistory::Episode& episode) {
  AddLevels(counter, episode);
  const v1::Escalation& escalation = episode.escalation();
  const auto since_raising = [&](const google::protobuf::Timestamp& time) {
    return counter.Between(escalation.raise_time(), time);
  };
  for (const v1::EscalationHistory::Step& step : episode.steps()) {
    if (step.kind() == "EscalationAcknowledged" &&
        !episode.has_working_days_to_acknowledge()) {
      episode.set_working_days_to_acknowledge(since_raising(step.occur_time()));
    }
    if (step.kind() == "RecoveryPlanAgreed" &&
        !episode.has_working_days_to_respond()) {
      episode.set_working_days_to_respond(since_raising(step.occur_time()));
    }
  }
  if (escalation.has_resolve_time()) {
    episode.set_working_days_to_resolve(
        since_raising(escalation.resolve_time()));
  }
}

bool IsOf(const projections::Past& past,
          const v1::EscalationHistory::Step& step) {
  const std::optional<uint64_t> position =
      resources::ParseEventName(step.event());
  return position && *position <= past.position &&
         resources::ToTime(step.occur_time()) <= past.occurred_by;
}

// Takes from the episode what the past leaves out. Returns whether there was
// such an episode.
absl::StatusOr<bool> GoBack(const PlanReading& reading,
                            v1::EscalationHistory::Episode& episode) {
  auto& steps = *episode.mutable_steps();
  steps.erase(std::remove_if(steps.begin(), steps.end(),
                             [&](const auto& step) {
                               return !IsOf(*reading.past(), step);
                             }),
              steps.end());
  if (steps.empty()) return false;
  ASSIGN_OR_RETURN(*episode.mutable_escalation(),
                   reading.Get<v1::Escalation>(episode.escalation().name()));
  return true;
}

// They are listed as they were recorded. Those that happened at one time stay
// so.
void SortAsAsked(
    const PlanReading& reading,
    google::protobuf::RepeatedPtrField<v1::EscalationHistory::Episode>&
        episodes) {
  if (!reading.past() ||
      reading.past()->order == projections::Past::Order::kRecorded) {
    return;
  }
  std::stable_sort(episodes.begin(), episodes.end(),
                   [](const auto& one, const auto& other) {
                     return resources::ToTime(one.escalation().raise_time()) <
                            resources::ToTime(other.escalation().raise_time());
                   });
}

}  // namespace

absl::StatusOr<v1::EscalationHistory> EscalationHistoryOf(
    const PlanSources& sources, const v1::GetEscalationHistoryRequest& request,
    absl::Time now) {
  PlanQuestion question =
      QuestionOf(request, resources::BoardOf(request.name()), now);
  question.view = projections::EscalationHistoryProjection::kName;
  ASSIGN_OR_RETURN(const PlanReading reading,
                   PlanReading::Begin(sources, question));
  ASSIGN_OR_RETURN(const v1::Action action,
                   reading.Get<v1::Action>(request.name()));
  v1::EscalationHistory history;
  history.set_subject(action.name());
  history.set_title(action.title());
  history.set_position(static_cast<int64_t>(reading.position()));
  if (reading.as_at()) *history.mutable_as_at() = *reading.as_at();
  DayCounter counter(reading.yardstick());
  absl::Status read;
  RETURN_IF_ERROR(projections::EscalationHistoryView(reading.rows())
                      .ListEpisodes(request.name(), [&](const auto& listed) {
                        v1::EscalationHistory::Episode episode = listed;
                        if (reading.past()) {
                          const auto there = GoBack(reading, episode);
                          read = there.status();
                          if (!read.ok() || !*there) return read.ok();
                        }
                        AddResponseTimes(counter, episode);
                        *history.add_episodes() = std::move(episode);
                        return true;
                      }));
  RETURN_IF_ERROR(read);
  SortAsAsked(reading, *history.mutable_episodes());
  history.set_calendar_version(
      std::string(reading.yardstick().calendar.version()));
  history.set_provisional(counter.provisional());
  return history;
}

}  // namespace actionplan::queries
