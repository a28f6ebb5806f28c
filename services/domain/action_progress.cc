#include "services/domain/action_progress.h"

#include <algorithm>

#include "absl/status/status.h"
#include "eventstore/base/status.h"
#include "projections/resources/fold.h"
#include "services/domain/action_permissions.h"
#include "services/domain/action_record_errors.h"
#include "services/domain/action_transitions.h"
#include "services/domain/action_values.h"

namespace actionplan::domain {

using events::v1::ActionFact;

int CountedEvidence(const v1::Action& state) {
  const auto& evidence = state.evidence();
  return static_cast<int>(std::count_if(
      evidence.begin(), evidence.end(),
      [](const v1::Action::Evidence& item) { return !item.withdrawn(); }));
}

absl::Status CheckEvidenceLimit(const v1::Action& state, int added) {
  return added > kMaxEvidence - state.evidence_size()
             ? EvidenceLimitReached(state.name(), kMaxEvidence)
             : absl::OkStatus();
}

Facts<ActionFact> Decide(const v1::Action& state,
                         const v1::RecordProgressRequest& command,
                         const Circumstances& now) {
  RETURN_IF_ERROR(CheckCommand(ActionCommand::kRecordProgress, state, now));
  RETURN_IF_ERROR(
      CheckInvolvedAgency(ActionCommand::kRecordProgress, state, now.caller));
  ActionFact fact;
  events::v1::ProgressRecorded& progress = *fact.mutable_progress_recorded();
  *progress.mutable_narrative() = Written(command.narrative(), now);
  progress.set_own_view(
      resources::SameValue<events::v1::OwnView>(command.own_view()));
  return Just(std::move(fact));
}

Facts<ActionFact> Decide(const v1::Action& state,
                         const v1::AddEvidenceRequest& command,
                         const Circumstances& now) {
  RETURN_IF_ERROR(CheckCommand(ActionCommand::kAddEvidence, state, now));
  RETURN_IF_ERROR(
      CheckMayKeepEvidence(ActionCommand::kAddEvidence, state, now.caller));
  RETURN_IF_ERROR(CheckEvidenceLimit(state, 1));
  ActionFact fact;
  *fact.mutable_evidence_added()->mutable_evidence() =
      EvidenceFact(command.evidence(), state.evidence_size() + 1, now);
  return Just(std::move(fact));
}

Facts<ActionFact> Decide(const v1::Action& state,
                         const v1::WithdrawEvidenceRequest& command,
                         const Circumstances& now) {
  RETURN_IF_ERROR(CheckCommand(ActionCommand::kWithdrawEvidence, state, now));
  RETURN_IF_ERROR(CheckMayKeepEvidence(ActionCommand::kWithdrawEvidence, state,
                                       now.caller));
  const int number = command.number();
  if (number < 1 || number > state.evidence_size()) {
    return EvidenceUnknown(state, number);
  }
  if (state.evidence(number - 1).withdrawn()) {
    return EvidenceAlreadyWithdrawn(state, number);
  }
  if (state.state() == v1::Action::SUBMITTED && CountedEvidence(state) == 1) {
    return LastEvidenceOfClaim(state, number);
  }
  ActionFact fact;
  events::v1::EvidenceWithdrawn& withdrawn = *fact.mutable_evidence_withdrawn();
  withdrawn.set_number(number);
  *withdrawn.mutable_reason() = Written(command.reason(), now);
  return Just(std::move(fact));
}

Facts<ActionFact> Decide(const v1::Action& state,
                         const v1::AddCommentRequest& command,
                         const Circumstances& now) {
  RETURN_IF_ERROR(CheckCommand(ActionCommand::kAddComment, state, now));
  RETURN_IF_ERROR(CheckMayComment(state, now.caller));
  ActionFact fact;
  *fact.mutable_comment_added()->mutable_text() = Written(command.text(), now);
  return Just(std::move(fact));
}

}  // namespace actionplan::domain
