// An action to decide on, the people around it, and commands as a handler would
// pass them on.
#ifndef ACTIONPLAN_TESTS_SERVICES_DOMAIN_ACTION_GIVEN_H_
#define ACTIONPLAN_TESTS_SERVICES_DOMAIN_ACTION_GIVEN_H_

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "actionplan/events/v1/action_facts.pb.h"
#include "actionplan/events/v1/event.pb.h"
#include "actionplan/v1/action.pb.h"
#include "actionplan/v1/action_extension.pb.h"
#include "actionplan/v1/action_lifecycle.pb.h"
#include "actionplan/v1/action_rating.pb.h"
#include "actionplan/v1/action_record.pb.h"
#include "google/type/date.pb.h"
#include "services/domain/circumstances.h"
#include "services/domain/decide.h"
#include "tests/support/circumstances.h"
#include "tests/support/status_matchers.h"

namespace actionplan::domain::given {

inline constexpr char kBoard[] = "boards/ncc";
inline constexpr char kAction[] = "boards/ncc/actions/a12";
inline constexpr char kOtherAction[] = "boards/ncc/actions/a13";
inline constexpr char kHousing[] = "boards/ncc/agencies/housing";
inline constexpr char kHealth[] = "boards/ncc/agencies/health";
inline constexpr char kPolice[] = "boards/ncc/agencies/police";
inline constexpr char kLeft[] = "boards/ncc/agencies/left";
inline constexpr char kForeign[] = "boards/other/agencies/housing";
inline constexpr char kFinding[] = "boards/ncc/audits/neglect/findings/f1";
inline constexpr char kRecommendation[] =
    "boards/ncc/audits/neglect/recommendations/r1";
inline constexpr char kPlan[] = "boards/ncc/plans/composite";
inline constexpr char kMeeting[] = "boards/ncc/meetings/march";
inline constexpr char kLaterMeeting[] = "boards/ncc/meetings/april";

// The day of every command that claims no other, a Monday.
inline constexpr absl::CivilDay kToday(2026, 3, 2);

inline Caller HousingLead() { return support::Of(kHousing, "housing-lead"); }
inline Caller HealthLead() { return support::Of(kHealth, "health-lead"); }
inline Caller PoliceLead() { return support::Of(kPolice, "police-lead"); }

google::type::Date Date(absl::CivilDay day);
v1::DueDate DueOn(absl::CivilDay day);
v1::DueDate Undated(v1::DueDate::Undated why, absl::CivilDay review);

// An action of Housing, supported by Health, of MEDIUM priority, due in a
// fortnight, in the given state. Its creator is "creator-1", its success
// measure is the words of "manager-1"; "housing-owner" has submitted its
// completion with one item of evidence. Its one milestone, due tomorrow, has
// not been reached.
v1::Action ActionIn(v1::Action::State state);

// The same with a request for a week more, by "housing-lead".
v1::Action ActionWithPendingExtension(
    v1::Action::State state = v1::Action::IN_PROGRESS);

// A command of the caller today, with every resource above to be found; the
// other action is in progress.
Circumstances By(Caller caller);

// The same, claimed to have happened on another day at nine.
Circumstances ByOn(Caller caller, absl::CivilDay day);

// Commands in which everything required is set.
v1::ProposeActionRequest Propose();
v1::AssignActionRequest Assign();
v1::DeclineActionRequest Decline();
v1::ResolveDeclineRequest Resolve(v1::ResolveDeclineRequest::Decision decision);
v1::RecordProgressRequest Progress();
v1::SubmitCompletionRequest Submit();
v1::VerifyCompletionRequest Verify();
v1::SignOffActionRequest SignOff();
v1::ReopenActionRequest Reopen();
v1::BlockActionRequest Block();
v1::UnblockActionRequest Unblock();
v1::ReviewActionRequest Review();
v1::SupersedeActionRequest Supersede();
v1::DecideNotToImplementRequest NotImplement();
v1::ReassignActionRequest Reassign();
v1::AmendActionRequest Amend(absl::string_view title);
v1::AddEvidenceRequest AddEvidence();
v1::WithdrawEvidenceRequest WithdrawEvidence(int number);
v1::ChangePriorityRequest ChangePriority(v1::Action::Priority priority);
v1::SetMilestoneRequest SetMilestone();
v1::ReachMilestoneRequest ReachMilestone(int number);
v1::RecordAssuranceRequest Assure(v1::Assurance::Level level);
v1::AddCommentRequest AddComment();
v1::RetractEntryRequest Retract(int64_t revision);
v1::OverrideRatingRequest OverrideRating(v1::RatingOverride::Colour colour,
                                         absl::CivilDay end);
v1::RequestExtensionRequest RequestExtension(absl::CivilDay day);

// A command that needs no more than its reason.
template <typename Command>
Command Because(absl::string_view reason) {
  Command command;
  command.set_name(kAction);
  command.set_reason(std::string(reason));
  return command;
}

// An event of the action: the fact, as text, made this revision. It happened as
// many hours after the epoch.
events::v1::Event Entry(int64_t revision, absl::string_view fact,
                        const Caller& author);

// The action after the facts, as recorded in these circumstances.
v1::Action After(const std::vector<events::v1::ActionFact>& facts,
                 const Circumstances& now, v1::Action action);

}  // namespace actionplan::domain::given

// Decides and gives the only fact; fails the test when there is not just one.
#define ASSERT_DECIDES(target, ...)                                      \
  ACTIONPLAN_ASSERT_DECIDES(ACTIONPLAN_CONCAT(decided_facts_, __LINE__), \
                            target, ::actionplan::domain::Decide(__VA_ARGS__))
#define ACTIONPLAN_ASSERT_DECIDES(facts, target, decision) \
  ASSERT_OK_AND_ASSIGN(const auto facts, decision);        \
  ASSERT_EQ(facts.size(), 1u);                             \
  target = facts[0]

#endif  // ACTIONPLAN_TESTS_SERVICES_DOMAIN_ACTION_GIVEN_H_
