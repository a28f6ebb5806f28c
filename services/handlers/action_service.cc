#include "actionplan/v1/action_service.pb.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <string>

#include "actionplan/v1/action_extension.pb.h"
#include "actionplan/v1/action_lifecycle.pb.h"
#include "actionplan/v1/action_rating.pb.h"
#include "actionplan/v1/action_record.pb.h"
#include "services/domain/action_assignment.h"
#include "services/domain/action_assurance.h"
#include "services/domain/action_blocking.h"
#include "services/domain/action_completion.h"
#include "services/domain/action_ending.h"
#include "services/domain/action_extension.h"
#include "services/domain/action_milestones.h"
#include "services/domain/action_progress.h"
#include "services/domain/action_proposal.h"
#include "services/domain/action_rating.h"
#include "services/domain/action_retraction.h"
#include "services/domain/action_review.h"
#include "services/handlers/action_import.h"
#include "services/handlers/as_at_checks.h"
#include "services/handlers/comment_listing.h"
#include "services/handlers/resource_listing.h"
#include "services/handlers/services.h"
#include "services/queries/plan_reading.h"

namespace actionplan::handlers {
namespace {

using resources::Kind;
using rpc::At;
using rpc::FieldChecks;
using rpc::Presence;

constexpr size_t kTitle = 300;
constexpr size_t kRole = 200;
constexpr size_t kReason = 2000;
constexpr size_t kNarrative = 4000;
constexpr size_t kReference = 500;
constexpr size_t kMaxAgencies = 50;
constexpr size_t kMaxBlockers = 20;
constexpr size_t kMaxSources = 50;
using domain::kMaxEvidence;
using domain::kMaxMilestones;

void CheckSource(const v1::Action::Source& source, const std::string& field,
                 FieldChecks& check) {
  switch (source.source_case()) {
    case v1::Action::Source::kResource: {
      const auto kind = resources::KindOf(source.resource());
      if (kind != Kind::kFinding && kind != Kind::kRecommendation) {
        check.Violation(field + ".resource", "NAME_MALFORMED",
                        "is neither a finding's nor a recommendation's name");
      }
      return;
    }
    case v1::Action::Source::kExternalReference:
      return check.Text(field + ".external_reference",
                        source.external_reference(), kReference,
                        Presence::kRequired);
    case v1::Action::Source::SOURCE_NOT_SET:
      return check.Violation(field, "FIELD_MISSING",
                             "needs resource or external_reference");
  }
}

void CheckBlocker(const v1::Action::Blocker& blocker, const std::string& field,
                  FieldChecks& check) {
  switch (blocker.blocker_case()) {
    case v1::Action::Blocker::kAction:
      return check.Name(field + ".action", blocker.action(), Kind::kAction,
                        Presence::kRequired);
    case v1::Action::Blocker::kExternalReference:
      return check.Text(field + ".external_reference",
                        blocker.external_reference(), kReference,
                        Presence::kRequired);
    case v1::Action::Blocker::BLOCKER_NOT_SET:
      return check.Violation(field, "FIELD_MISSING",
                             "needs action or external_reference");
  }
}

void CheckDueDate(const std::string& field, const v1::DueDate& due,
                  FieldChecks& check) {
  switch (due.due_case()) {
    case v1::DueDate::kDate:
      check.Date(field + ".date", true, due.date(), Presence::kRequired);
      break;
    case v1::DueDate::kUndated:
      check.Enum(field + ".undated", due.undated(), Presence::kRequired);
      break;
    case v1::DueDate::DUE_NOT_SET:
      check.Violation(field, "FIELD_MISSING",
                      "needs a date, or undated ONGOING or TO_BE_CONFIRMED");
      break;
  }
  check.Date(field + ".review_date", due.has_review_date(), due.review_date(),
             due.has_undated() ? Presence::kRequired : Presence::kOptional);
}

void CheckEvidence(const std::string& field,
                   const v1::Action::Evidence& evidence, FieldChecks& check) {
  check.Text(field + ".title", evidence.title(), kTitle, Presence::kRequired);
  check.Text(field + ".uri", evidence.uri(), 2000, Presence::kRequired);
  const std::string& hash = evidence.sha256();
  if (!hash.empty() &&
      (hash.size() != 64 ||
       hash.find_first_not_of("0123456789abcdef") != std::string::npos)) {
    check.Violation(field + ".sha256", "HASH_MALFORMED",
                    "is not the 64 digits 0-9, a-f of a SHA-256");
  }
  check.Date(field + ".effective_date", evidence.has_effective_date(),
             evidence.effective_date(), Presence::kOptional);
  check.Text(field + ".note", evidence.note(), kReason, Presence::kOptional);
}

void CheckDetails(const v1::Action& action, FieldChecks& check,
                  Presence title) {
  check.Text("action.title", action.title(), kTitle, title);
  check.Text("action.description", action.description(), kNarrative,
             Presence::kOptional);
  check.Text("action.intended_outcome", action.intended_outcome(), kReason,
             Presence::kOptional);
  check.Text("action.success_measure", action.success_measure(), kReason,
             Presence::kOptional);
  check.Names("action.supporting_agencies", action.supporting_agencies(),
              Kind::kAgency, kMaxAgencies);
}

void CheckPropose(const v1::ProposeActionRequest& request, FieldChecks& check) {
  const v1::Action& action = request.action();
  CheckDetails(action, check, Presence::kRequired);
  check.Name("action.lead_agency", action.lead_agency(), Kind::kAgency,
             Presence::kOptional);
  check.Text("action.owner_role", action.owner_role(), kRole,
             Presence::kOptional);
  check.Enum("action.priority", action.priority(), Presence::kOptional);
  check.Count("action.sources", action.sources_size(), kMaxSources);
  if (action.sources().empty()) {
    check.Violation("action.sources", "FIELD_MISSING",
                    "needs at least one source: a recommendation, a finding "
                    "or a reference outside");
  }
  for (int i = 0; i < action.sources_size(); ++i) {
    CheckSource(action.sources(i), At("action.sources", i), check);
  }
}

void CheckAssign(const v1::AssignActionRequest& request, FieldChecks& check) {
  check.Name("lead_agency", request.lead_agency(), Kind::kAgency,
             Presence::kRequired);
  check.Text("owner_role", request.owner_role(), kRole, Presence::kRequired);
  check.Enum("priority", request.priority(), Presence::kRequired);
  CheckDueDate("due", request.due(), check);
  check.Text("intended_outcome", request.intended_outcome(), kReason,
             Presence::kOptional);
  check.Text("success_measure", request.success_measure(), kReason,
             Presence::kOptional);
  check.Names("supporting_agencies", request.supporting_agencies(),
              Kind::kAgency, kMaxAgencies);
  check.Text("smart_override_reason", request.smart_override_reason(), kReason,
             Presence::kOptional);
}

void CheckAccept(const v1::AcceptActionRequest&, FieldChecks&) {}

void CheckDecline(const v1::DeclineActionRequest& request, FieldChecks& check) {
  check.Text("reason", request.reason(), kReason, Presence::kRequired);
  check.Text("counter_proposal", request.counter_proposal(), kReason,
             Presence::kRequired);
}

void CheckResolveDecline(const v1::ResolveDeclineRequest& request,
                         FieldChecks& check) {
  check.Enum("decision", request.decision(), Presence::kRequired);
  check.Text("reason", request.reason(), kReason, Presence::kRequired);
  check.Name("lead_agency", request.lead_agency(), Kind::kAgency,
             Presence::kOptional);
  check.Text("owner_role", request.owner_role(), kRole,
             request.lead_agency().empty() ? Presence::kOptional
                                           : Presence::kRequired);
  if (request.has_due()) CheckDueDate("due", request.due(), check);
}

void CheckProgress(const v1::RecordProgressRequest& request,
                   FieldChecks& check) {
  check.Text("narrative", request.narrative(), kNarrative, Presence::kRequired);
  check.Enum("own_view", request.own_view(), Presence::kRequired);
}

void CheckSubmit(const v1::SubmitCompletionRequest& request,
                 FieldChecks& check) {
  check.Date("completed_on", request.has_completed_on(), request.completed_on(),
             Presence::kRequired);
  check.Text("outcome_statement", request.outcome_statement(), kNarrative,
             Presence::kRequired);
  check.Count("evidence", request.evidence_size(), kMaxEvidence);
  for (int i = 0; i < request.evidence_size(); ++i) {
    CheckEvidence(At("evidence", i), request.evidence(i), check);
  }
}

template <typename Request>
void CheckReason(const Request& request, FieldChecks& check) {
  check.Text("reason", request.reason(), kReason, Presence::kRequired);
}

void CheckVerify(const v1::VerifyCompletionRequest& request,
                 FieldChecks& check) {
  check.Enum("method", request.method(), Presence::kRequired);
  check.Text("result", request.result(), kNarrative, Presence::kRequired);
}

void CheckSignOff(const v1::SignOffActionRequest& request, FieldChecks& check) {
  check.Name("meeting", request.meeting(), Kind::kMeeting, Presence::kRequired);
}

void CheckReopen(const v1::ReopenActionRequest& request, FieldChecks& check) {
  CheckReason(request, check);
  check.Date("due_date", request.has_due_date(), request.due_date(),
             Presence::kRequired);
}

void CheckBlock(const v1::BlockActionRequest& request, FieldChecks& check) {
  check.Text("cause", request.cause(), kReason, Presence::kRequired);
  check.Count("blocked_by", request.blocked_by_size(), kMaxBlockers);
  if (request.blocked_by().empty()) {
    check.Violation("blocked_by", "FIELD_MISSING",
                    "needs at least one: an action or something outside");
  }
  for (int i = 0; i < request.blocked_by_size(); ++i) {
    CheckBlocker(request.blocked_by(i), At("blocked_by", i), check);
  }
  check.Date("review_date", request.has_review_date(), request.review_date(),
             Presence::kRequired);
}

void CheckUnblock(const v1::UnblockActionRequest& request, FieldChecks& check) {
  check.Text("note", request.note(), kReason, Presence::kRequired);
}

void CheckSupersede(const v1::SupersedeActionRequest& request,
                    FieldChecks& check) {
  check.Name("replacement", request.replacement(), Kind::kAction,
             Presence::kRequired);
  CheckReason(request, check);
}

void CheckReview(const v1::ReviewActionRequest& request, FieldChecks& check) {
  check.Date("next_review_date", request.has_next_review_date(),
             request.next_review_date(), Presence::kRequired);
  check.Text("note", request.note(), kReason, Presence::kRequired);
  check.Name("meeting", request.meeting(), Kind::kMeeting, Presence::kOptional);
}

void CheckNotImplement(const v1::DecideNotToImplementRequest& request,
                       FieldChecks& check) {
  check.Text("published_reason", request.published_reason(), kNarrative,
             Presence::kRequired);
  check.Text("risk_accepted", request.risk_accepted(), kReason,
             Presence::kRequired);
  check.Date("review_date", request.has_review_date(), request.review_date(),
             Presence::kRequired);
}

void CheckReassign(const v1::ReassignActionRequest& request,
                   FieldChecks& check) {
  check.Text("owner_role", request.owner_role(), kRole, Presence::kRequired);
  check.Text("handover_note", request.handover_note(), kNarrative,
             Presence::kRequired);
}

void CheckAmend(const v1::AmendActionRequest& request, FieldChecks& check) {
  const auto& paths = request.update_mask().paths();
  const bool title =
      std::find(paths.begin(), paths.end(), "title") != paths.end();
  check.Mask("update_mask", request.update_mask(),
             {"title", "description", "intended_outcome", "success_measure",
              "supporting_agencies"});
  CheckDetails(request.action(), check,
               title ? Presence::kRequired : Presence::kOptional);
  CheckReason(request, check);
}

void CheckAddEvidence(const v1::AddEvidenceRequest& request,
                      FieldChecks& check) {
  CheckEvidence("evidence", request.evidence(), check);
}

void CheckAddComment(const v1::AddCommentRequest& request, FieldChecks& check) {
  check.Text("text", request.text(), kNarrative, Presence::kRequired);
}

void CheckWithdrawEvidence(const v1::WithdrawEvidenceRequest& request,
                           FieldChecks& check) {
  check.Range("number", request.number(), 1, kMaxEvidence);
  CheckReason(request, check);
}

void CheckChangePriority(const v1::ChangePriorityRequest& request,
                         FieldChecks& check) {
  check.Enum("priority", request.priority(), Presence::kRequired);
  CheckReason(request, check);
}

void CheckSetMilestone(const v1::SetMilestoneRequest& request,
                       FieldChecks& check) {
  check.Range("number", request.number(), 0, kMaxMilestones);
  check.Text("title", request.title(), kTitle, Presence::kRequired);
  check.Date("due_date", request.has_due_date(), request.due_date(),
             Presence::kRequired);
}

void CheckReachMilestone(const v1::ReachMilestoneRequest& request,
                         FieldChecks& check) {
  check.Range("number", request.number(), 1, kMaxMilestones);
  check.Date("reached_on", request.has_reached_on(), request.reached_on(),
             Presence::kRequired);
  check.Text("note", request.note(), kReason, Presence::kOptional);
}

void CheckAssurance(const v1::RecordAssuranceRequest& request,
                    FieldChecks& check) {
  check.Enum("level", request.level(), Presence::kRequired);
  check.Text("statement", request.statement(), kNarrative, Presence::kRequired);
}

void CheckRequestExtension(const v1::RequestExtensionRequest& request,
                           FieldChecks& check) {
  check.Date("proposed_due_date", request.has_proposed_due_date(),
             request.proposed_due_date(), Presence::kRequired);
  check.Enum("reason_code", request.reason_code(), Presence::kRequired);
  check.Text("recovery_plan", request.recovery_plan(), kNarrative,
             Presence::kRequired);
}

void CheckApproveExtension(const v1::ApproveExtensionRequest& request,
                           FieldChecks& check) {
  check.Text("note", request.note(), kReason, Presence::kOptional);
}

void CheckRetract(const v1::RetractEntryRequest& request, FieldChecks& check) {
  if (request.revision() == 0) {
    check.Violation("revision", "FIELD_MISSING",
                    "is required; the trail has the revision of each entry");
  } else {
    constexpr int64_t kLast = std::numeric_limits<int64_t>::max();
    check.Range("revision", request.revision(), 1, kLast);
  }
  check.Text("reason", request.reason(), kReason, Presence::kRequired);
}

void CheckGet(const v1::GetActionRequest& request, absl::Time now,
              FieldChecks& check) {
  check.Name("name", request.name(), Kind::kAction, Presence::kRequired);
  CheckAsAt({.given = request.has_as_at(),
             .as_at = request.as_at(),
             .board = resources::KindOf(request.name())
                          ? resources::BoardOf(request.name())
                          : ""},
            now, check);
}

absl::StatusOr<v1::Action> GetAction(const Ports& ports,
                                     const v1::GetActionRequest& request) {
  if (!request.has_as_at()) {
    return queries::GetResource<v1::Action>(ports.projector, request.name());
  }
  ASSIGN_OR_RETURN(
      const auto reading,
      queries::PlanReading::Begin(
          {.log = ports.log, .projector = ports.projector},
          queries::QuestionOf(request, resources::BoardOf(request.name()),
                              ports.clock.Now())));
  return reading.Get<v1::Action>(request.name());
}

void CheckOverride(const v1::OverrideRatingRequest& request,
                   FieldChecks& check) {
  check.Enum("colour", request.colour(), Presence::kRequired);
  CheckReason(request, check);
  check.Date("end_date", request.has_end_date(), request.end_date(),
             Presence::kRequired);
}

void CheckList(const v1::ListActionsRequest& request, FieldChecks& check) {
  check.Name("lead_agency", request.lead_agency(), Kind::kAgency,
             Presence::kOptional);
  for (int i = 0; i < request.states_size(); ++i) {
    check.Enum(At("states", i), request.states(i), Presence::kRequired);
  }
}

bool Matches(const v1::ListActionsRequest& request, const v1::Action& action) {
  if (!request.lead_agency().empty() &&
      request.lead_agency() != action.lead_agency()) {
    return false;
  }
  const auto& states = request.states();
  return states.empty() || std::find(states.begin(), states.end(),
                                     action.state()) != states.end();
}

void BindLifecycle(CommandBinding& bind) {
  bind.New<v1::Action>("ProposeAction", &v1::ProposeActionRequest::action_id,
                       CheckPropose, domain::RelatedNames);
  bind.Existing<v1::Action>("AssignAction", CheckAssign, domain::RelatedNames);
  bind.Existing<v1::Action>("AcceptAction", CheckAccept);
  bind.Existing<v1::Action>("DeclineAction", CheckDecline);
  bind.Existing<v1::Action>("ResolveDecline", CheckResolveDecline,
                            domain::RelatedNames);
  bind.Existing<v1::Action>("RecordProgress", CheckProgress);
  bind.Existing<v1::Action>("SubmitCompletion", CheckSubmit);
  bind.Existing<v1::Action>("RejectCompletion",
                            CheckReason<v1::RejectCompletionRequest>);
  bind.Existing<v1::Action>("VerifyCompletion", CheckVerify);
  bind.Existing<v1::Action>("SignOffAction", CheckSignOff,
                            domain::RelatedNames);
  bind.Existing<v1::Action>("ReopenAction", CheckReopen);
  bind.Existing<v1::Action>("BlockAction", CheckBlock, domain::RelatedNames);
  bind.Existing<v1::Action>("UnblockAction", CheckUnblock);
  bind.Existing<v1::Action>("SupersedeAction", CheckSupersede,
                            domain::RelatedNames);
  bind.Existing<v1::Action>("DecideNotToImplement", CheckNotImplement);
  bind.Existing<v1::Action>("ReviewAction", CheckReview, domain::RelatedNames);
  bind.Existing<v1::Action>("CancelAction",
                            CheckReason<v1::CancelActionRequest>);
}

void BindRecordAndExtension(CommandBinding& bind) {
  bind.Existing<v1::Action>("ReassignAction", CheckReassign);
  bind.Existing<v1::Action>("AmendAction", CheckAmend, domain::RelatedNames);
  bind.Existing<v1::Action>("AddEvidence", CheckAddEvidence);
  bind.Existing<v1::Action>("WithdrawEvidence", CheckWithdrawEvidence);
  bind.Existing<v1::Action>("ChangePriority", CheckChangePriority);
  bind.Existing<v1::Action>("SetMilestone", CheckSetMilestone);
  bind.Existing<v1::Action>("ReachMilestone", CheckReachMilestone);
  bind.Existing<v1::Action>("RecordAssurance", CheckAssurance);
  bind.Existing<v1::Action>("AddComment", CheckAddComment);
  bind.Existing<v1::Action>("RetractEntry", CheckRetract, nullptr,
                            commands::Knows::kHistory);
  bind.Existing<v1::Action>("RequestExtension", CheckRequestExtension);
  bind.Existing<v1::Action>("ApproveExtension", CheckApproveExtension);
  bind.Existing<v1::Action>("RejectExtension",
                            CheckReason<v1::RejectExtensionRequest>);
  bind.Existing<v1::Action>("WithdrawExtension",
                            CheckReason<v1::WithdrawExtensionRequest>);
  bind.Existing<v1::Action>("OverrideRating", CheckOverride);
}

}  // namespace

void BindActionService(const Ports& ports, rpc::RawService& service) {
  CommandBinding commands(service, ports.commands);
  BindLifecycle(commands);
  BindRecordAndExtension(commands);
  BindImportAction(commands);
  QueryBinding queries(service, ports.queries, ports.projector);
  queries.Bind<v1::GetActionRequest>(
      "GetAction", {projections::ResourceProjection::kName},
      [ports](const v1::GetActionRequest& request, FieldChecks& check) {
        CheckGet(request, ports.clock.Now(), check);
      },
      [ports](const v1::GetActionRequest& request) {
        return GetAction(ports, request);
      });
  BindList<v1::Action, v1::ListActionsRequest, v1::ListActionsResponse>(
      queries, "ListActions", CheckList, Matches,
      &v1::ListActionsResponse::mutable_actions);
  BindListComments(queries);
}

}  // namespace actionplan::handlers
