#include "services/domain/rating_rules.h"

#include "absl/strings/str_cat.h"

namespace actionplan::domain {
namespace {

using v1::RatingPolicy;

RatingRules MakeStandard() {
  RatingRules rules{.version = "standard/1", .policy = {}};
  RatingPolicy& policy = rules.policy;
  policy.set_due_soon_days(10);
  policy.set_stale_days(20);
  policy.set_rejections(2);
  policy.set_override_days(90);
  for (const int bound : {5, 10, 20, 60}) policy.add_ageing_bounds(bound);
  for (const auto condition : {RatingPolicy::OVERDUE, RatingPolicy::REJECTED}) {
    policy.add_red(condition);
  }
  for (const auto condition :
       {RatingPolicy::BLOCKED, RatingPolicy::EXTENSION_PENDING,
        RatingPolicy::EXTENDED, RatingPolicy::DUE_SOON_WITHOUT_PROGRESS,
        RatingPolicy::STALE}) {
    policy.add_amber(condition);
  }
  return rules;
}

}  // namespace

const RatingRules& StandardRatingRules() {
  // Never destroyed: answers may still be computed while the program ends.
  static const auto& standard = *new RatingRules(MakeStandard());
  return standard;
}

RatingRules RatingRulesOf(const v1::Board& board) {
  if (!board.has_rating_policy()) return StandardRatingRules();
  return {.version =
              absl::StrCat(board.name(), "/", board.rating_policy().version()),
          .policy = board.rating_policy()};
}

}  // namespace actionplan::domain
