// The refusals of commands about actions alone; those that other resources know
// too are in resource_errors.h. Each says what is wrong and what to do next;
// the metadata are the values that a program needs to do it.
//
// Code by reason: PERMISSION_DENIED when somebody else may, FAILED_PRECONDITION
// when the action or another resource has to change first, INVALID_ARGUMENT
// when the command itself can never work. Pure; safe from any thread.
#ifndef ACTIONPLAN_SERVICES_DOMAIN_ACTION_ERRORS_H_
#define ACTIONPLAN_SERVICES_DOMAIN_ACTION_ERRORS_H_

#include <initializer_list>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "actionplan/v1/action.pb.h"
#include "services/domain/action_transitions.h"
#include "services/domain/caller.h"

namespace actionplan::domain {

// The state; STATE_FORBIDS, as StateForbids() in resource_errors.h says it of
// the other resources.
absl::Status ActionStateForbids(ActionCommand command, const v1::Action& state);

// The caller.
absl::Status RoleNeeded(ActionCommand command,
                        std::initializer_list<Role> roles);
absl::Status NotLeadAgency(ActionCommand command, const v1::Action& state,
                           const Caller& caller);
absl::Status NotInvolvedAgency(ActionCommand command, const v1::Action& state,
                               const Caller& caller);
absl::Status NotAgencyLead(const v1::Action& state, const Caller& caller);
absl::Status NotCreator(ActionCommand command, const v1::Action& state);
absl::Status CommenterNotOfBoard(const v1::Action& state);
absl::Status VerifierIsSubmitter(ActionCommand command,
                                 const v1::Action& state);
absl::Status VerifierNotIndependent(ActionCommand command,
                                    const v1::Action& state,
                                    const Caller& caller);
absl::Status ExtensionDeciderIsRequester(ActionCommand command,
                                         const v1::Action& state);
absl::Status ExtensionCapReached(const v1::Action& state, int cap);

// Other actions.
absl::Status BlockedByItself(absl::string_view name);
absl::Status BlockerEnded(const v1::Action& blocker);
absl::Status BlockersWaitForEachOther(absl::string_view name,
                                      const v1::Action& blocker);
absl::Status ReplacedByItself(absl::string_view name);
absl::Status ReplacementEnded(const v1::Action& replacement);

// The meeting.
absl::Status MeetingInFuture(absl::string_view meeting, absl::CivilDay held_on,
                             absl::CivilDay signed_off_on);
absl::Status MeetingBeforeVerification(absl::string_view meeting,
                                       absl::CivilDay held_on,
                                       absl::CivilDay verified_on);

// Days.
absl::Status DueDatePast(absl::string_view field, absl::CivilDay due,
                         absl::CivilDay day);
absl::Status ReviewDateNeeded();
absl::Status ReviewDateNotAhead(absl::string_view field, absl::CivilDay review,
                                absl::CivilDay day);
absl::Status CompletedInFuture(absl::CivilDay completed_on, absl::CivilDay day);
absl::Status NoDueDateToExtend(const v1::Action& state);
absl::Status ExtensionNotLater(absl::CivilDay proposed, absl::CivilDay due);

// What is missing or too much.
absl::Status SmartIncomplete(absl::string_view name,
                             const std::vector<std::string>& missing);
absl::Status SmartPartRemoved(absl::string_view name,
                              const std::vector<std::string>& removed);
absl::Status OwnerRoleNeeded(absl::string_view lead_agency);
absl::Status CancellationCarriesAssignment(absl::string_view name);
absl::Status EvidenceNeeded(absl::string_view name);
absl::Status ExtensionAlreadyPending(const v1::Action& state);
absl::Status NoExtensionPending(absl::string_view name);

}  // namespace actionplan::domain

#endif  // ACTIONPLAN_SERVICES_DOMAIN_ACTION_ERRORS_H_
