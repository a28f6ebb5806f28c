// Who may do what to an action. The rules of product design, section 3; each
// says no with PERMISSION_DENIED and names who may.
//
// An agency's rules compare the caller's agency, not a role in it: which of its
// people answer for it is the agency's own affair. An inspector reads and never
// acts for an agency. The board manager and the chairs are who they are as long
// as they act for no agency.
//
// Pure; safe from any thread.
#ifndef ACTIONPLAN_SERVICES_DOMAIN_ACTION_PERMISSIONS_H_
#define ACTIONPLAN_SERVICES_DOMAIN_ACTION_PERMISSIONS_H_

#include <initializer_list>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "actionplan/v1/action.pb.h"
#include "services/domain/action_transitions.h"
#include "services/domain/caller.h"

namespace actionplan::domain {

// ROLE_NEEDED: the caller has none of the roles.
absl::Status CheckRole(ActionCommand command, const Caller& caller,
                       std::initializer_list<Role> roles);

// NOT_LEAD_AGENCY.
absl::Status CheckLeadAgency(ActionCommand command, const v1::Action& state,
                             const Caller& caller);

// NOT_INVOLVED_AGENCY: neither the lead agency nor a supporting one.
absl::Status CheckInvolvedAgency(ActionCommand command, const v1::Action& state,
                                 const Caller& caller);

// For evidence: an involved agency, or the board manager. Errors are those of
// CheckInvolvedAgency().
absl::Status CheckMayKeepEvidence(ActionCommand command,
                                  const v1::Action& state,
                                  const Caller& caller);

// For milestones: the lead agency, or the board manager. Errors are those of
// CheckLeadAgency().
absl::Status CheckMaySetMilestone(const v1::Action& state,
                                  const Caller& caller);

// For assurance: the board's office and agencies that are not involved; for
// SELF_REPORTED involved ones instead of those. NOT_INVOLVED_AGENCY,
// ASSURER_NOT_INDEPENDENT.
absl::Status CheckMayAssure(const v1::Action& state, v1::Assurance::Level level,
                            const Caller& caller);

// For remarks: everybody who works with the board. COMMENTER_NOT_OF_BOARD for
// inspectors, services and callers without agency and role.
absl::Status CheckMayComment(const v1::Action& state, const Caller& caller);

// For retracting an entry: its author, or the board manager. NOT_AUTHOR.
absl::Status CheckMayRetract(absl::string_view author, const Caller& caller);

// For handing over: the agency lead of the lead agency, or the board manager.
// NOT_AGENCY_LEAD.
absl::Status CheckMayReassign(const v1::Action& state, const Caller& caller);

// For cancelling: the creator or the board manager. NOT_CREATOR.
absl::Status CheckMayCancel(const v1::Action& state, const Caller& caller);

// For new words: those who assign, the board manager and a sub-group chair; as
// long as it is a draft the creator too. NOT_CREATOR for a draft, ROLE_NEEDED
// afterwards.
absl::Status CheckMayAmend(const v1::Action& state, const Caller& caller);

// For judging a claim of completion: somebody who did not submit it, of an
// agency that is neither the lead agency nor the submitter's, or of the board's
// office. VERIFIER_IS_SUBMITTER, VERIFIER_NOT_INDEPENDENT.
absl::Status CheckIndependent(ActionCommand command, const v1::Action& state,
                              const Caller& caller);

}  // namespace actionplan::domain

#endif  // ACTIONPLAN_SERVICES_DOMAIN_ACTION_PERMISSIONS_H_
