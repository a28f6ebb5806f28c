#include "services/queries/policy_effect.h"

#include <map>
#include <memory>

#include "eventstore/base/status.h"
#include "projections/action_plan_view.h"
#include "services/queries/standing.h"
#include "services/queries/view_access.h"

namespace actionplan::queries {
namespace {

using projections::v1::ActionPlanRow;

// Adds up what changes, action by action.
class Comparison {
 public:
  void Add(const ActionPlanRow& row, const Standing& before,
           const Standing& after) {
    if (before.rating != v1::RATING_UNSPECIFIED) ++colours_[before.rating].from;
    if (after.rating != v1::RATING_UNSPECIFIED) ++colours_[after.rating].to;
    const bool colour = before.rating != after.rating;
    const bool days = IsOpen(row) &&
                      before.working_days_overdue != after.working_days_overdue;
    effect_.set_colour_changes(effect_.colour_changes() + colour);
    effect_.set_working_day_changes(effect_.working_day_changes() + days);
    if (!colour && !days) return;
    if (effect_.changed_actions_size() == kMostChangedActions) return;
    auto& changed = *effect_.add_changed_actions();
    changed.set_action(row.action());
    changed.set_title(row.title());
    changed.set_rating_before(before.rating);
    changed.set_rating_after(after.rating);
    changed.set_working_days_overdue_before(before.working_days_overdue);
    changed.set_working_days_overdue_after(after.working_days_overdue);
  }

  v1::PolicyEffect Take() {
    for (const auto& [rating, count] : colours_) {
      auto& colour = *effect_.add_colours();
      colour.set_rating(rating);
      colour.set_before(count.from);
      colour.set_after(count.to);
    }
    return std::move(effect_);
  }

 private:
  struct Count {
    int from = 0;
    int to = 0;
  };

  std::map<v1::Rating, Count> colours_;
  v1::PolicyEffect effect_;
};

}  // namespace

absl::StatusOr<v1::PolicyEffect> EffectOf(
    const projections::Projector& projector, const BoardChange& change,
    absl::Time now) {
  const Yardstick before = YardstickOf(change.before, now);
  const Yardstick after = YardstickOf(change.after, now);
  ASSIGN_OR_RETURN(const std::unique_ptr<projections::ViewReader> rows,
                   projector.Read(projections::ActionPlanProjection::kName));
  Comparison comparison;
  bool provisional_before = false;
  bool provisional_after = false;
  RETURN_IF_ERROR(projections::ActionPlanView(*rows).Scan(
      change.before.name(), [&](const ActionPlanRow& row) {
        const Standing was = StandingOf(row, before);
        const Standing would_be = StandingOf(row, after);
        provisional_before = provisional_before || was.provisional;
        provisional_after = provisional_after || would_be.provisional;
        comparison.Add(row, was, would_be);
        return true;
      }));
  v1::PolicyEffect effect = comparison.Take();
  *effect.mutable_before() = BasisOf(before, rows->position());
  *effect.mutable_after() = BasisOf(after, rows->position());
  if (provisional_before) effect.mutable_before()->set_provisional(true);
  if (provisional_after) effect.mutable_after()->set_provisional(true);
  return effect;
}

}  // namespace actionplan::queries
