#include "services/queries/fact_sentences.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace actionplan::queries {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

constexpr FactSentence kSentences[] = {
    {"BoardCreated", "Board created: {title}"},
    {"EscalationPolicyAdopted",
     "Escalation policy {policy.version} adopted: level 1 after "
     "{policy.overdue_by.high}, {policy.overdue_by.medium} and "
     "{policy.overdue_by.low} working days (high, medium, low)"},
    {"BoardRenamed", "Board renamed from {previous_title} to {title}"},
    {"CalendarAdopted",
     "Calendar {calendar_version} adopted[, was {previous_calendar_version}]"},
    {"ClosuresAdopted", "Closures {closures.version} adopted"},
    {"RatingPolicyAdopted",
     "Rating policy {policy.version} adopted: red when {policy.red}[; amber "
     "when {policy.amber}]"},
    {"MeetingRecorded", "Meeting of {forum} on {meeting_date} recorded"},
    {"AgencyCreated", "Agency joined: {title}"},
    {"AgencyRenamed", "Agency renamed from {previous_title} to {title}"},
    {"AgencyReclassified", "Agency is now {type}, was {previous_type}"},
    {"AgencyContactChanged",
     "Contact changed[ from {previous_contact_role}][ to {contact_role}]"},
    {"AgencyDeactivated", "Agency left the board"},
    {"AuditCreated", "Audit recorded as {state}: {title}"},
    {"AuditClosed", "Audit closed"},
    {"FindingRecorded",
     "Finding recorded as {kind}[ in {case_pseudonym}]: {text}"},
    {"FindingConfirmed", "Finding confirmed"},
    {"FindingDismissed", "Finding dismissed"},
    {"RecommendationDrafted", "Drafted as {kind}: {text}"},
    {"RecommendationAccepted",
     "Recommendation accepted by the board[: {response}]"},
    {"RecommendationRejected", "Recommendation rejected by the board"},
    {"PlanCreated", "Plan started: {title}"},
    {"PlanAgreed", "Plan agreed at {meeting}"},
    {"ActionAddedToPlan", "{action} joined the plan"},
    {"ActionRemovedFromPlan", "{action} left the plan"},
    {"ActionProposed", "Proposed: {details.title}"},
    {"ActionAssigned",
     "Assigned to {lead_agency}, owner {owner_role}, priority {priority}[, "
     "due {due}]"},
    {"ActionAccepted",
     "Accepted by the lead agency[; original due date {original_due_date}]"},
    {"ActionDeclined",
     "Declined by the lead agency[; it proposes: {counter_proposal}]"},
    {"DeclineResolved",
     "Refusal answered: {decision}[, lead agency {lead_agency}][, due {due}]"},
    {"ProgressRecorded", "Progress[, {own_view}]: {narrative}"},
    {"CompletionSubmitted",
     "Submitted as completed on {completed_on}: {outcome_statement}"},
    {"CompletionRejected", "Completion rejected"},
    {"CompletionVerified", "Completion verified by {method}: {result}"},
    {"ActionSignedOff", "Signed off at {meeting}"},
    {"ActionReopened", "Reopened[, due {due}]"},
    {"ActionCancelled", "Cancelled"},
    {"ActionReassigned",
     "Handed from {previous_owner_role} to {owner_role}: {handover_note}"},
    {"DetailsAmended", "Details amended"},
    {"EvidenceAdded",
     "Evidence {evidence.number} added: {evidence.title} ({evidence.uri})"},
    {"CommentAdded", "Comment: {text}"},
    {"ExtensionRequested",
     "More time asked for, from {current_due_date} to {proposed_due_date} "
     "({reason_code}): {recovery_plan}"},
    {"ExtensionApproved",
     "Due date moved[ from {previous_due_date}] to {due_date}"},
    {"ExtensionRejected", "Extension to {proposed_due_date} refused"},
    {"ExtensionWithdrawn", "Request to move to {proposed_due_date} taken back"},
    {"ActionBlocked",
     "Blocked, to be looked at again on {review_date}: {cause}"},
    {"ActionUnblocked", "Blocked no more: {note}"},
    {"ActionSuperseded", "Superseded by {replacement}"},
    {"ActionNotImplemented",
     "Will not be implemented, to be looked at again on {review_date}; risk "
     "accepted: {risk_accepted}"},
    {"EvidenceWithdrawn", "Evidence {number} withdrawn"},
    {"PriorityChanged",
     "Priority changed from {previous_priority} to "
     "{priority}"},
    {"MilestoneSet", "Milestone {number} set for {due_date}: {title}"},
    {"MilestoneReached",
     "Milestone {number} reached on {reached_on}: {title}[; {note}]"},
    {"ActionReviewed", "Reviewed; the next review is on {review_date}: {note}"},
    {"AssuranceRecorded", "Assurance, {level}: {statement}"},
    {"ActionImported",
     "Imported from {sheet}, row {row_number}: {row.details.title}[; due "
     "{row.due}][; state {row.state}][; rating {row.rating}] (claimed by the "
     "sheet)"},
    {"EntryRetracted",
     "Entry {revision} retracted, {kind} by {author}[; accepted again since "
     "{accepted_again_since}][: {words}]"},
    {"RatingOverridden", "Shown as {colour} until {end_date}"},
    {"EscalationRaised", "{subject} escalated to level {level}"},
    {"EscalationAcknowledged", "Escalation acknowledged"},
    {"EscalationPaused", "Escalation paused: completion was submitted"},
    {"EscalationResumed", "Escalation resumed: the clock runs again"},
    {"EscalationResolved", "Escalation resolved: {resolution}"},
    {"EscalationLevelRaised",
     "Escalation raised from level {previous_level} to {level}"},
    {"RecoveryPlanAgreed", "Recovery agreed for {recovery_date}: {plan}"},
    {"EscalationLowered",
     "Escalation lowered from level {previous_level} to {level}"},
};

// The text of "policy.overdue_by.high".
std::string PathText(const Message& fact, absl::string_view path,
                     TitleOf title_of) {
  const std::pair<std::string, std::string> split =
      absl::StrSplit(path, absl::MaxSplits('.', 1));
  const FieldDescriptor* field =
      fact.GetDescriptor()->FindFieldByName(split.first);
  if (field == nullptr) return "";
  if (split.second.empty()) return FieldText(fact, *field, title_of);
  return PathText(fact.GetReflection()->GetMessage(fact, field), split.second,
                  title_of);
}

// One part of a template, filled in.
struct Part {
  ToldFact told;
  bool complete = true;  // No field in it is empty.
};

Part Fill(const Message& fact, absl::string_view text, TitleOf title_of) {
  Part part;
  while (!text.empty()) {
    const size_t open = std::min(text.find('{'), text.size());
    absl::StrAppend(&part.told.sentence, text.substr(0, open));
    text.remove_prefix(open);
    if (text.empty()) break;
    const size_t close = text.find('}');
    const absl::string_view path = text.substr(1, close - 1);
    const std::string value = PathText(fact, path, title_of);
    part.complete = part.complete && !value.empty();
    absl::StrAppend(&part.told.sentence, value);
    part.told.fields.emplace(path);
    text.remove_prefix(close + 1);
  }
  return part;
}

void Add(Part part, ToldFact& told) {
  told.sentence += part.told.sentence;
  told.fields.merge(part.told.fields);
}

}  // namespace

absl::Span<const FactSentence> FactSentences() { return kSentences; }

ToldFact Tell(const Message& fact, TitleOf title_of) {
  const auto found =
      std::find_if(std::begin(kSentences), std::end(kSentences),
                   [&](const FactSentence& sentence) {
                     return sentence.fact == fact.GetDescriptor()->name();
                   });
  if (found == std::end(kSentences)) {
    return {.sentence = fact.GetDescriptor()->name()};
  }
  ToldFact told;
  absl::string_view text = found->template_text;
  while (!text.empty()) {
    const size_t open = std::min(text.find('['), text.size());
    Add(Fill(fact, text.substr(0, open), title_of), told);
    text.remove_prefix(open);
    if (text.empty()) break;
    const size_t close = text.find(']');
    Part optional = Fill(fact, text.substr(1, close - 1), title_of);
    if (optional.complete) Add(std::move(optional), told);
    text.remove_prefix(close + 1);
  }
  return told;
}

}  // namespace actionplan::queries
