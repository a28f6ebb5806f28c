#include "services/domain/action_progress.h"

#include "absl/status/status.h"
#include "eventstore/base/status.h"
#include "projections/resources/fold.h"
#include "services/domain/action_errors.h"
#include "services/domain/action_permissions.h"
#include "services/domain/action_transitions.h"
#include "services/domain/action_values.h"

namespace actionplan::domain {

using events::v1::ActionFact;

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
  RETURN_IF_ERROR(CheckMayAddEvidence(state, now.caller));
  RETURN_IF_ERROR(CheckEvidenceLimit(state, 1));
  ActionFact fact;
  *fact.mutable_evidence_added()->mutable_evidence() =
      EvidenceFact(command.evidence(), state.evidence_size() + 1, now);
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
