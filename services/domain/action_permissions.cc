#include "services/domain/action_permissions.h"

#include <algorithm>

#include "absl/strings/string_view.h"
#include "services/domain/action_errors.h"
#include "services/domain/action_record_errors.h"
#include "services/domain/action_retraction_errors.h"

namespace actionplan::domain {
namespace {

// The board's own roles are held by those who act for no agency: a chair who
// speaks for an agency speaks for it.
bool Holds(const Caller& caller, Role role) {
  const bool is_of_the_board = role == Role::kBoardManager ||
                               role == Role::kSubGroupChair ||
                               role == Role::kIndependentChair;
  return caller.Has(role) && (!is_of_the_board || caller.agency.empty());
}

bool ActsFor(const Caller& caller, absl::string_view agency) {
  return !agency.empty() && caller.agency == agency &&
         !caller.Has(Role::kInspector);
}

bool IsInvolved(const v1::Action& state, const Caller& caller) {
  const auto& supporting = state.supporting_agencies();
  return ActsFor(caller, state.lead_agency()) ||
         std::any_of(supporting.begin(), supporting.end(),
                     [&](const std::string& agency) {
                       return ActsFor(caller, agency);
                     });
}

bool IsCreatorOrBoardManager(const v1::Action& state, const Caller& caller) {
  return caller.principal == state.creator() ||
         Holds(caller, Role::kBoardManager);
}

}  // namespace

absl::Status CheckRole(ActionCommand command, const Caller& caller,
                       std::initializer_list<Role> roles) {
  const bool has_one = std::any_of(roles.begin(), roles.end(), [&](Role role) {
    return Holds(caller, role);
  });
  return has_one ? absl::OkStatus() : RoleNeeded(command, roles);
}

absl::Status CheckLeadAgency(ActionCommand command, const v1::Action& state,
                             const Caller& caller) {
  return ActsFor(caller, state.lead_agency())
             ? absl::OkStatus()
             : NotLeadAgency(command, state, caller);
}

absl::Status CheckInvolvedAgency(ActionCommand command, const v1::Action& state,
                                 const Caller& caller) {
  return IsInvolved(state, caller) ? absl::OkStatus()
                                   : NotInvolvedAgency(command, state, caller);
}

absl::Status CheckMayKeepEvidence(ActionCommand command,
                                  const v1::Action& state,
                                  const Caller& caller) {
  if (Holds(caller, Role::kBoardManager)) return absl::OkStatus();
  return CheckInvolvedAgency(command, state, caller);
}

absl::Status CheckMaySetMilestone(const v1::Action& state,
                                  const Caller& caller) {
  if (Holds(caller, Role::kBoardManager)) return absl::OkStatus();
  return CheckLeadAgency(ActionCommand::kSetMilestone, state, caller);
}

absl::Status CheckMayAssure(const v1::Action& state, v1::Assurance::Level level,
                            const Caller& caller) {
  if (caller.IsBoardOffice()) return absl::OkStatus();
  if (level == v1::Assurance::SELF_REPORTED) {
    return CheckInvolvedAgency(ActionCommand::kRecordAssurance, state, caller);
  }
  const bool is_independent =
      ActsFor(caller, caller.agency) && !IsInvolved(state, caller);
  return is_independent ? absl::OkStatus()
                        : AssurerNotIndependent(state, caller);
}

absl::Status CheckMayComment(const v1::Action& state, const Caller& caller) {
  // Agencies of other boards have been refused by CheckCommand().
  const bool is_of_board =
      caller.IsBoardOffice() || ActsFor(caller, caller.agency) ||
      caller.Has(Role::kAuditLead) || caller.Has(Role::kVerifier);
  return is_of_board ? absl::OkStatus() : CommenterNotOfBoard(state);
}

absl::Status CheckMayRetract(absl::string_view author, const Caller& caller) {
  const bool may =
      caller.principal == author || Holds(caller, Role::kBoardManager);
  return may ? absl::OkStatus() : NotAuthor(author);
}

absl::Status CheckMayReassign(const v1::Action& state, const Caller& caller) {
  const bool may =
      Holds(caller, Role::kBoardManager) ||
      (ActsFor(caller, state.lead_agency()) && caller.Has(Role::kAgencyLead));
  return may ? absl::OkStatus() : NotAgencyLead(state, caller);
}

absl::Status CheckMayCancel(const v1::Action& state, const Caller& caller) {
  return IsCreatorOrBoardManager(state, caller)
             ? absl::OkStatus()
             : NotCreator(ActionCommand::kCancel, state);
}

absl::Status CheckMayAmend(const v1::Action& state, const Caller& caller) {
  if (Holds(caller, Role::kSubGroupChair)) return absl::OkStatus();
  if (state.state() != v1::Action::DRAFT) {
    return CheckRole(ActionCommand::kAmend, caller,
                     {Role::kBoardManager, Role::kSubGroupChair});
  }
  return IsCreatorOrBoardManager(state, caller)
             ? absl::OkStatus()
             : NotCreator(ActionCommand::kAmend, state);
}

absl::Status CheckIndependent(ActionCommand command, const v1::Action& state,
                              const Caller& caller) {
  if (caller.principal == state.completion().submitter()) {
    return VerifierIsSubmitter(command, state);
  }
  if (caller.IsBoardOffice()) return absl::OkStatus();
  const bool is_other_agency =
      ActsFor(caller, caller.agency) && caller.agency != state.lead_agency() &&
      caller.agency != state.completion().submitter_agency();
  return is_other_agency ? absl::OkStatus()
                         : VerifierNotIndependent(command, state, caller);
}

}  // namespace actionplan::domain
