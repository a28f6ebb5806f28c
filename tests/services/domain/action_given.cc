#include "tests/services/domain/action_given.h"

#include "absl/strings/str_cat.h"
#include "actionplan/v1/agency.pb.h"
#include "actionplan/v1/board.pb.h"
#include "actionplan/v1/finding.pb.h"
#include "actionplan/v1/meeting.pb.h"
#include "actionplan/v1/recommendation.pb.h"
#include "projections/resources/civil_date.h"
#include "tests/support/text_proto.h"

namespace actionplan::domain::given {
namespace {

void RelateAgency(absl::string_view name, v1::Agency::State state,
                  Circumstances& now) {
  v1::Agency agency;
  agency.set_name(std::string(name));
  agency.set_state(state);
  support::Relate(agency, now);
}

void RelateMeeting(absl::string_view name, absl::CivilDay day,
                   Circumstances& now) {
  v1::Meeting meeting;
  meeting.set_name(std::string(name));
  *meeting.mutable_meeting_date() = Date(day);
  support::Relate(meeting, now);
}

template <typename Message>
void RelateNamed(absl::string_view name, Circumstances& now) {
  Message message;
  message.set_name(std::string(name));
  support::Relate(message, now);
}

template <typename Command>
Command Named() {
  Command command;
  command.set_name(kAction);
  return command;
}

}  // namespace

google::type::Date Date(absl::CivilDay day) { return resources::ToDate(day); }

v1::DueDate DueOn(absl::CivilDay day) {
  v1::DueDate due;
  *due.mutable_date() = Date(day);
  return due;
}

v1::DueDate Undated(v1::DueDate::Undated why, absl::CivilDay review) {
  v1::DueDate due;
  due.set_undated(why);
  *due.mutable_review_date() = Date(review);
  return due;
}

v1::Action ActionIn(v1::Action::State state) {
  v1::Action action;
  action.set_name(kAction);
  action.set_state(state);
  action.set_title("Agree one referral form");
  action.set_description("All agencies use one form.");
  action.set_intended_outcome("Referrals are complete.");
  action.set_success_measure("Nine of ten have every field.");
  action.add_sources()->set_resource(kRecommendation);
  action.set_lead_agency(kHousing);
  action.add_supporting_agencies(kHealth);
  action.set_owner_role("Head of Housing Options");
  action.set_priority(v1::Action::MEDIUM);
  *action.mutable_due() = DueOn(kToday + 14);
  action.set_creator("creator-1");
  action.set_description_author("creator-1");
  action.set_intended_outcome_author("creator-1");
  action.set_success_measure_author("manager-1");
  action.mutable_completion()->set_submitter("housing-owner");
  action.mutable_completion()->set_submitter_agency(kHousing);
  action.add_evidence()->set_number(1);
  v1::Milestone& milestone = *action.add_milestones();
  milestone.set_number(1);
  milestone.set_title("A draft with all agencies");
  *milestone.mutable_due_date() = Date(kToday + 1);
  return action;
}

v1::Action ActionWithPendingExtension(v1::Action::State state) {
  v1::Action action = ActionIn(state);
  v1::Action::Extension& pending = *action.mutable_pending_extension();
  *pending.mutable_proposed_due_date() = Date(kToday + 21);
  *pending.mutable_current_due_date() = action.due().date();
  pending.set_reason_code(v1::Action::CAPACITY);
  pending.set_requester("housing-lead");
  return action;
}

Circumstances By(Caller caller) {
  Circumstances now = support::CircumstancesOf(kAction, std::move(caller));
  RelateNamed<v1::Board>(kBoard, now);
  RelateAgency(kHousing, v1::Agency::ACTIVE, now);
  RelateAgency(kHealth, v1::Agency::ACTIVE, now);
  RelateAgency(kPolice, v1::Agency::ACTIVE, now);
  RelateAgency(kLeft, v1::Agency::DEACTIVATED, now);
  RelateAgency(kForeign, v1::Agency::ACTIVE, now);
  RelateNamed<v1::Finding>(kFinding, now);
  RelateNamed<v1::Recommendation>(kRecommendation, now);
  RelateNamed<v1::Plan>(kPlan, now);
  v1::Action other = ActionIn(v1::Action::IN_PROGRESS);
  other.set_name(kOtherAction);
  support::Relate(other, now);
  RelateMeeting(kMeeting, kToday, now);
  RelateMeeting(kLaterMeeting, kToday + 1, now);
  return now;
}

Circumstances ByOn(Caller caller, absl::CivilDay day) {
  const absl::Time nine =
      absl::FromCivil(absl::CivilHour(day) + 9, absl::UTCTimeZone());
  return support::Claiming(nine, By(std::move(caller)));
}

v1::ProposeActionRequest Propose() {
  v1::ProposeActionRequest command;
  command.set_parent(kBoard);
  v1::Action& action = *command.mutable_action();
  action.set_title("Agree one referral form");
  action.set_description("All agencies use one form.");
  action.add_sources()->set_resource(kRecommendation);
  action.add_sources()->set_external_reference("Inspection of June, 14");
  return command;
}

v1::AssignActionRequest Assign() {
  auto command = Named<v1::AssignActionRequest>();
  command.set_lead_agency(kHousing);
  command.set_owner_role("Head of Housing Options");
  command.set_priority(v1::Action::MEDIUM);
  *command.mutable_due() = DueOn(kToday + 14);
  command.set_intended_outcome("Referrals are complete.");
  command.set_success_measure("Nine of ten have every field.");
  return command;
}

v1::DeclineActionRequest Decline() {
  auto command = Named<v1::DeclineActionRequest>();
  command.set_reason("Not ours.");
  command.set_counter_proposal("Health could lead.");
  return command;
}

v1::ResolveDeclineRequest Resolve(
    v1::ResolveDeclineRequest::Decision decision) {
  auto command = Named<v1::ResolveDeclineRequest>();
  command.set_decision(decision);
  command.set_reason("Housing holds the data.");
  return command;
}

v1::RecordProgressRequest Progress() {
  auto command = Named<v1::RecordProgressRequest>();
  command.set_narrative("Draft sent round.");
  command.set_own_view(v1::Action::AT_RISK);
  return command;
}

v1::SubmitCompletionRequest Submit() {
  auto command = Named<v1::SubmitCompletionRequest>();
  *command.mutable_completed_on() = Date(kToday);
  command.set_outcome_statement("The form is in use.");
  *command.add_evidence() = AddEvidence().evidence();
  return command;
}

v1::VerifyCompletionRequest Verify() {
  auto command = Named<v1::VerifyCompletionRequest>();
  command.set_method(v1::Action::CASE_SAMPLING);
  command.set_result("Ten of ten complete.");
  return command;
}

v1::SignOffActionRequest SignOff() {
  auto command = Named<v1::SignOffActionRequest>();
  command.set_meeting(kMeeting);
  return command;
}

v1::ReopenActionRequest Reopen() {
  auto command = Because<v1::ReopenActionRequest>("The form fell out of use.");
  *command.mutable_due_date() = Date(kToday + 60);
  return command;
}

v1::BlockActionRequest Block() {
  auto command = Named<v1::BlockActionRequest>();
  command.set_cause("The case system is being replaced.");
  command.add_blocked_by()->set_action(kOtherAction);
  command.add_blocked_by()->set_external_reference("The new case system");
  *command.mutable_review_date() = Date(kToday + 28);
  return command;
}

v1::UnblockActionRequest Unblock() {
  auto command = Named<v1::UnblockActionRequest>();
  command.set_note("The new system is in use.");
  return command;
}

v1::SupersedeActionRequest Supersede() {
  auto command = Because<v1::SupersedeActionRequest>("Both agree one form.");
  command.set_replacement(kOtherAction);
  return command;
}

v1::ReviewActionRequest Review() {
  auto command = Named<v1::ReviewActionRequest>();
  *command.mutable_next_review_date() = Date(absl::CivilDay(2026, 6, 1));
  command.set_note("The supplier has a new date.");
  return command;
}

v1::DecideNotToImplementRequest NotImplement() {
  auto command = Named<v1::DecideNotToImplementRequest>();
  command.set_published_reason("The duty has moved to the county.");
  command.set_risk_accepted("Referrals may be late until June.");
  *command.mutable_review_date() = Date(kToday + 60);
  return command;
}

v1::ReassignActionRequest Reassign() {
  auto command = Named<v1::ReassignActionRequest>();
  command.set_owner_role("Head of Lettings");
  command.set_handover_note("The draft is with legal.");
  return command;
}

v1::AmendActionRequest Amend(absl::string_view title) {
  v1::AmendActionRequest command;
  command.mutable_action()->set_name(kAction);
  command.mutable_action()->set_title(std::string(title));
  command.mutable_update_mask()->add_paths("title");
  command.set_reason("Clearer.");
  return command;
}

v1::AddEvidenceRequest AddEvidence() {
  auto command = Named<v1::AddEvidenceRequest>();
  v1::Action::Evidence& evidence = *command.mutable_evidence();
  evidence.set_title("The form");
  evidence.set_uri("https://files.example/form.pdf");
  evidence.set_note("Page two is new.");
  return command;
}

v1::WithdrawEvidenceRequest WithdrawEvidence(int number) {
  auto command = Because<v1::WithdrawEvidenceRequest>("It names a family.");
  command.set_number(number);
  return command;
}

v1::ChangePriorityRequest ChangePriority(v1::Action::Priority priority) {
  auto command = Because<v1::ChangePriorityRequest>("A second case.");
  command.set_priority(priority);
  return command;
}

v1::SetMilestoneRequest SetMilestone() {
  auto command = Named<v1::SetMilestoneRequest>();
  command.set_title("The form is printed");
  *command.mutable_due_date() = Date(kToday + 7);
  return command;
}

v1::ReachMilestoneRequest ReachMilestone(int number) {
  auto command = Named<v1::ReachMilestoneRequest>();
  command.set_number(number);
  *command.mutable_reached_on() = Date(kToday);
  command.set_note("All six answered.");
  return command;
}

v1::RecordAssuranceRequest Assure(v1::Assurance::Level level) {
  auto command = Named<v1::RecordAssuranceRequest>();
  command.set_level(level);
  command.set_statement("Nine of ten referrals had every field.");
  return command;
}

v1::AddCommentRequest AddComment() {
  auto command = Named<v1::AddCommentRequest>();
  command.set_text("Could the forum see the draft?");
  return command;
}

v1::RetractEntryRequest Retract(int64_t revision) {
  auto command = Named<v1::RetractEntryRequest>();
  command.set_revision(revision);
  command.set_reason("It is about another action.");
  return command;
}

events::v1::Event Entry(int64_t revision, absl::string_view fact,
                        const Caller& author) {
  auto event = support::FromText<events::v1::Event>(
      absl::StrCat("action { ", fact, " }"));
  events::v1::EventContext& context = *event.mutable_context();
  context.set_stream(kAction);
  context.set_revision(revision);
  context.set_actor(author.principal);
  context.set_affiliation(author.agency);
  context.mutable_record_time()->set_seconds(revision * 3600);
  context.mutable_occur_time()->set_seconds(revision * 3600);
  return event;
}

v1::OverrideRatingRequest OverrideRating(v1::RatingOverride::Colour colour,
                                         absl::CivilDay end) {
  auto command = Named<v1::OverrideRatingRequest>();
  command.set_colour(colour);
  command.set_reason("The new pathway starts on Monday.");
  *command.mutable_end_date() = Date(end);
  return command;
}

v1::RequestExtensionRequest RequestExtension(absl::CivilDay day) {
  auto command = Named<v1::RequestExtensionRequest>();
  *command.mutable_proposed_due_date() = Date(day);
  command.set_reason_code(v1::Action::CAPACITY);
  command.set_recovery_plan("A second officer starts on Monday.");
  return command;
}

v1::Action After(const std::vector<events::v1::ActionFact>& facts,
                 const Circumstances& now, v1::Action action) {
  support::History().Record(facts, now, action);
  return action;
}

}  // namespace actionplan::domain::given
