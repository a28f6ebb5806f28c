// One episode of escalation of one subject, and the name that it makes.
//
// The name follows from subject, family and number alone, so raising the same
// episode twice is about the same stream, and the second finds it there.
//
// Pure; safe from any thread.
#ifndef ACTIONPLAN_SERVICES_DOMAIN_EPISODE_H_
#define ACTIONPLAN_SERVICES_DOMAIN_EPISODE_H_

#include <string>

#include "actionplan/v1/escalation.pb.h"

namespace actionplan::domain {

struct Episode {
  std::string subject;  // An action, by resource name.
  v1::Escalation::Family family = v1::Escalation::FAMILY_UNSPECIFIED;
  int number = 1;  // Counts the subject's episodes in the family from 1.
};

// "a12-timeliness-1", "a12-by-hand-3". A subject whose id is too long for that
// is cut short and followed by a hash of its whole name; such an id is 63
// characters long.
std::string EscalationId(const Episode& episode);

// The id under the subject's board: "boards/ncc/escalations/a12-timeliness-1".
std::string EscalationName(const Episode& episode);

}  // namespace actionplan::domain

#endif  // ACTIONPLAN_SERVICES_DOMAIN_EPISODE_H_
