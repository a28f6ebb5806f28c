// Which rating policy a board goes by, and what it is called.
//
// Pure; safe from any thread.
#ifndef ACTIONPLAN_SERVICES_DOMAIN_RATING_RULES_H_
#define ACTIONPLAN_SERVICES_DOMAIN_RATING_RULES_H_

#include <string>

#include "actionplan/v1/board.pb.h"
#include "actionplan/v1/rating_policy.pb.h"

namespace actionplan::domain {

struct RatingRules {
  std::string version;  // "standard/1", or of a board "boards/ncc/2".
  v1::RatingPolicy policy;
};

// What a board goes by until it adopts a policy. It never changes: another
// standard would be "standard/2".
const RatingRules& StandardRatingRules();

// The policy that the board adopted last, or the standard one.
RatingRules RatingRulesOf(const v1::Board& board);

}  // namespace actionplan::domain

#endif  // ACTIONPLAN_SERVICES_DOMAIN_RATING_RULES_H_
