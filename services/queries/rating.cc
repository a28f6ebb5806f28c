#include "services/queries/rating.h"

#include <algorithm>

#include "actionplan/v1/action.pb.h"
#include "services/queries/standing.h"

namespace actionplan::queries {
namespace {

using projections::v1::ActionPlanRow;
using v1::Action;
using v1::RatingPolicy;

bool IsStarted(const ActionPlanRow& row) {
  return row.latest_progress_seconds() != 0;
}

bool IsDueSoon(const Situation& situation) {
  return situation.due_state == v1::DUE_SOON ||
         situation.due_state == v1::DUE_TODAY;
}

bool Holds(RatingPolicy::Condition condition, const ActionPlanRow& row,
           const Situation& situation, const RatingPolicy& policy) {
  const bool overdue = situation.due_state == v1::OVERDUE;
  switch (condition) {
    case RatingPolicy::OVERDUE:
      return overdue;
    case RatingPolicy::LONG_OVERDUE:
      return overdue &&
             situation.working_days_overdue >= policy.long_overdue_days();
    case RatingPolicy::PAST_ORIGINAL_DATE:
      return situation.past_original_date;
    case RatingPolicy::REJECTED:
      return row.rejections() >= policy.rejections();
    case RatingPolicy::DUE_SOON:
      return IsDueSoon(situation);
    case RatingPolicy::DUE_SOON_WITHOUT_PROGRESS:
      return IsDueSoon(situation) && !IsStarted(row);
    case RatingPolicy::STALE:
      return situation.stale;
    case RatingPolicy::BLOCKED:
      return row.state() == Action::BLOCKED;
    case RatingPolicy::DECLINED:
      return row.state() == Action::DECLINED;
    case RatingPolicy::EXTENSION_PENDING:
      return row.extension_pending();
    case RatingPolicy::EXTENDED:
      return row.approved_extensions() > 0;
    case RatingPolicy::AT_RISK:
      return row.own_view() == Action::AT_RISK ||
             row.own_view() == Action::OFF_TRACK;
    case RatingPolicy::OFF_TRACK:
      return row.own_view() == Action::OFF_TRACK;
    default:  // Of a newer program: it says nothing to this one.
      return false;
  }
}

}  // namespace

v1::Rating RatingOf(const ActionPlanRow& row, const Situation& situation,
                    const RatingPolicy& policy) {
  if (row.state() == Action::VERIFIED || row.state() == Action::CLOSED) {
    return v1::BLUE;
  }
  if (!IsOpen(row)) return v1::RATING_UNSPECIFIED;
  const auto any = [&](const auto& conditions) {
    return std::any_of(
        conditions.begin(), conditions.end(), [&](int condition) {
          return Holds(static_cast<RatingPolicy::Condition>(condition), row,
                       situation, policy);
        });
  };
  if (any(policy.red())) return v1::RED;
  if (any(policy.amber())) return v1::AMBER;
  return IsStarted(row) || row.state() == Action::SUBMITTED ? v1::GREEN
                                                            : v1::GREY;
}

}  // namespace actionplan::queries
