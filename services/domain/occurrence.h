// When a fact may be claimed to have happened.
//
// Facts of one resource happened in the order in which they were recorded, and
// none of them has yet to happen. That is what lets a fold read them once, from
// the first to the last. Every decider calls this before its own rules.
#ifndef ACTIONPLAN_SERVICES_DOMAIN_OCCURRENCE_H_
#define ACTIONPLAN_SERVICES_DOMAIN_OCCURRENCE_H_

#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "google/protobuf/timestamp.pb.h"
#include "services/domain/circumstances.h"

namespace actionplan::domain {

// Checks `now.occur_time` against the resource's last_occur_time, the default
// Timestamp for a resource that does not exist yet. The same instant is fine.
//
//   INVALID_ARGUMENT     OCCUR_TIME_IN_FUTURE: it is after `now.now`.
//   FAILED_PRECONDITION  OCCUR_TIME_RUNS_BACKWARDS: it is before the last fact
//                        of the resource.
absl::Status CheckOccurrence(const google::protobuf::Timestamp& last_occur_time,
                             const Circumstances& now);

// The instant as errors write it: RFC 3339 in UTC.
std::string FormatInstant(absl::Time instant);

}  // namespace actionplan::domain

#endif  // ACTIONPLAN_SERVICES_DOMAIN_OCCURRENCE_H_
