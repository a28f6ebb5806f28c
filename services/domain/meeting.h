// What can be decided about a meeting. Errors are those of preconditions.h,
// references.h and meeting_errors.h.
//
// Pure; safe from any thread.
#ifndef ACTIONPLAN_SERVICES_DOMAIN_MEETING_H_
#define ACTIONPLAN_SERVICES_DOMAIN_MEETING_H_

#include <string>
#include <vector>

#include "actionplan/events/v1/meeting_facts.pb.h"
#include "actionplan/v1/meeting.pb.h"
#include "actionplan/v1/meeting_service.pb.h"
#include "services/domain/decide.h"

namespace actionplan::domain {

// For the board's office. A meeting has taken place when it is recorded.
Facts<events::v1::MeetingFact> Decide(const v1::Meeting& state,
                                      const v1::RecordMeetingRequest& command,
                                      const Circumstances& now);
std::vector<std::string> RelatedNames(const v1::RecordMeetingRequest& command);

}  // namespace actionplan::domain

#endif  // ACTIONPLAN_SERVICES_DOMAIN_MEETING_H_
