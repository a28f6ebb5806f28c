#include "services/domain/board_adoption.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "eventstore/base/status.h"
#include "google/protobuf/util/message_differencer.h"
#include "projections/resources/fold.h"
#include "services/domain/board_calendar.h"
#include "services/domain/board_errors.h"
#include "services/domain/preconditions.h"

namespace actionplan::domain {
namespace {

using events::v1::BoardFact;
using google::protobuf::util::MessageDifferencer;

// Whether the caller may adopt, or at least see what adopting would do.
template <typename Command>
absl::Status CheckAdopter(const Command& command, const Circumstances& now) {
  return command.validate_only() ? CheckBoardOffice("draft policies", now)
                                 : CheckChair("adopt policies", now);
}

std::tuple<int, int, int> DayOf(const events::v1::Closure& closure) {
  const auto& date = closure.date();
  return {date.year(), date.month(), date.day()};
}

// The API's closures, by day, as a fact keeps them.
template <typename List>
events::v1::Closures FactClosures(const List& closures, int64_t version) {
  events::v1::Closures fact;
  fact.set_version(version);
  for (const v1::Closure& closure : closures) {
    events::v1::Closure& added = *fact.add_closures();
    *added.mutable_date() = closure.date();
    added.set_label(closure.label());
  }
  std::sort(
      fact.mutable_closures()->begin(), fact.mutable_closures()->end(),
      [](const auto& one, const auto& two) { return DayOf(one) < DayOf(two); });
  return fact;
}

events::v1::RatingPolicy FactPolicy(const v1::RatingPolicy& policy,
                                    int64_t version) {
  events::v1::RatingPolicy fact;
  fact.set_version(version);
  fact.set_due_soon_days(policy.due_soon_days());
  fact.set_stale_days(policy.stale_days());
  fact.set_long_overdue_days(policy.long_overdue_days());
  fact.set_rejections(policy.rejections());
  fact.set_override_days(policy.override_days());
  *fact.mutable_ageing_bounds() = policy.ageing_bounds();
  using Condition = events::v1::RatingPolicy::Condition;
  for (const int condition : policy.red()) {
    fact.add_red(static_cast<Condition>(condition));
  }
  for (const int condition : policy.amber()) {
    fact.add_amber(static_cast<Condition>(condition));
  }
  return fact;
}

}  // namespace

Facts<BoardFact> Decide(const v1::Board& state,
                        const v1::RenameBoardRequest& command,
                        const Circumstances& now) {
  RETURN_IF_ERROR(CheckBoardManager("rename boards", now));
  RETURN_IF_ERROR(CheckChange(state, now));
  if (command.title() == state.title()) return NothingToChange(state.name());
  BoardFact fact;
  fact.mutable_board_renamed()->set_previous_title(state.title());
  fact.mutable_board_renamed()->set_title(command.title());
  return Just(std::move(fact));
}

Facts<BoardFact> Decide(const v1::Board& state,
                        const v1::AdoptCalendarRequest& command,
                        const Circumstances& now) {
  RETURN_IF_ERROR(CheckAdopter(command, now));
  RETURN_IF_ERROR(CheckChange(state, now));
  ASSIGN_OR_RETURN(const WorkingCalendar calendar,
                   WorkingCalendar::Find(command.calendar_version()));
  if (calendar.division() != DivisionOf(state)) {
    return CalendarOfOtherDivision(calendar, DivisionOf(state));
  }
  if (command.calendar_version() == state.calendar_version()) {
    return NothingToChange(state.name());
  }
  BoardFact fact;
  auto& adopted = *fact.mutable_calendar_adopted();
  adopted.set_previous_calendar_version(state.calendar_version());
  adopted.set_calendar_version(command.calendar_version());
  return Just(std::move(fact));
}

Facts<BoardFact> Decide(const v1::Board& state,
                        const v1::AdoptClosuresRequest& command,
                        const Circumstances& now) {
  RETURN_IF_ERROR(CheckAdopter(command, now));
  RETURN_IF_ERROR(CheckChange(state, now));
  const int64_t version = state.closures().version();
  events::v1::Closures before =
      FactClosures(state.closures().closures(), version);
  events::v1::Closures after = FactClosures(command.closures(), version);
  if (MessageDifferencer::Equals(before, after)) {
    return NothingToChange(state.name());
  }
  BoardFact fact;
  auto& adopted = *fact.mutable_closures_adopted();
  if (state.has_closures()) {
    *adopted.mutable_previous_closures() = std::move(before);
  }
  after.set_version(version + 1);
  *adopted.mutable_closures() = std::move(after);
  return Just(std::move(fact));
}

Facts<BoardFact> Decide(const v1::Board& state,
                        const v1::AdoptRatingPolicyRequest& command,
                        const Circumstances& now) {
  RETURN_IF_ERROR(CheckAdopter(command, now));
  RETURN_IF_ERROR(CheckChange(state, now));
  const int64_t version = state.rating_policy().version();
  events::v1::RatingPolicy before = FactPolicy(state.rating_policy(), version);
  events::v1::RatingPolicy after = FactPolicy(command.rating_policy(), version);
  if (MessageDifferencer::Equals(before, after)) {
    return NothingToChange(state.name());
  }
  BoardFact fact;
  auto& adopted = *fact.mutable_rating_policy_adopted();
  if (state.has_rating_policy()) {
    *adopted.mutable_previous_policy() = std::move(before);
  }
  after.set_version(version + 1);
  *adopted.mutable_policy() = std::move(after);
  return Just(std::move(fact));
}

}  // namespace actionplan::domain
