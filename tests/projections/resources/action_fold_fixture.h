// An action that follows the facts that a test lets happen.
#ifndef ACTIONPLAN_TESTS_PROJECTIONS_RESOURCES_ACTION_FOLD_FIXTURE_H_
#define ACTIONPLAN_TESTS_PROJECTIONS_RESOURCES_ACTION_FOLD_FIXTURE_H_

#include <string>
#include <utility>

#include "actionplan/events/v1/event.pb.h"
#include "actionplan/v1/action.pb.h"
#include "gtest/gtest.h"
#include "projections/resources/resource.h"

namespace actionplan::resources {

inline constexpr char kName[] = "boards/ncc/actions/a12";
inline constexpr char kHousing[] = "boards/ncc/agencies/housing";
inline constexpr char kHealth[] = "boards/ncc/agencies/health";
inline constexpr char kPolice[] = "boards/ncc/agencies/police";

inline google::type::Date Day(int day) {
  google::type::Date date;
  date.set_year(2026);
  date.set_month(3);
  date.set_day(day);
  return date;
}

inline events::v1::DueDate DueOn(int day) {
  events::v1::DueDate due;
  *due.mutable_date() = Day(day);
  return due;
}

inline events::v1::PersonalText Text(const std::string& words) {
  events::v1::PersonalText text;
  text.set_clear(words);
  text.set_subject("principals/p1");
  return text;
}

inline std::string DayOf(const google::type::Date& date) {
  return std::to_string(date.day());
}

// An action that follows its facts. Revision n is recorded at second 1000 + n
// and claimed to have happened at second 500 + n.
class ActionFoldTest : public testing::Test {
 protected:
  struct Who {
    std::string actor = "p1";
    std::string agency;
  };

  void Happens(events::v1::ActionFact fact) { HappensBy({}, std::move(fact)); }

  void HappensBy(const Who& who, events::v1::ActionFact fact) {
    ++revision_;
    events::v1::Event event;
    events::v1::EventContext& context = *event.mutable_context();
    context.set_stream(kName);
    context.set_revision(revision_);
    context.set_position(100 + revision_);
    context.set_actor(who.actor);
    context.set_affiliation(who.agency);
    context.mutable_record_time()->set_seconds(1000 + revision_);
    context.mutable_occur_time()->set_seconds(500 + revision_);
    *event.mutable_action() = std::move(fact);
    Evolve(event, action_);
  }

  void Proposed() {
    events::v1::ActionFact fact;
    auto& proposed = *fact.mutable_action_proposed();
    proposed.mutable_details()->set_title("Agree one form");
    *proposed.mutable_details()->mutable_description() = Text("One for all.");
    proposed.mutable_details()->add_supporting_agencies(kHealth);
    proposed.add_sources()->set_resource("boards/ncc/audits/a/findings/f1");
    proposed.add_sources()->set_external_reference("Inspection, 14");
    proposed.set_lead_agency(kPolice);
    proposed.set_owner_role("Inspector");
    proposed.set_priority(events::v1::LOW);
    HappensBy({.actor = "creator"}, fact);
  }

  void Assigned(int due_day) {
    events::v1::ActionFact fact;
    auto& assigned = *fact.mutable_action_assigned();
    assigned.set_lead_agency(kHousing);
    assigned.set_owner_role("Head of Housing");
    assigned.set_priority(events::v1::HIGH);
    *assigned.mutable_due() = DueOn(due_day);
    assigned.mutable_details()->set_title("Agree one form");
    *assigned.mutable_details()->mutable_intended_outcome() = Text("Complete.");
    *assigned.mutable_details()->mutable_success_measure() = Text("9 of 10.");
    Happens(fact);
  }

  void Accepted(int original_day) {
    events::v1::ActionFact fact;
    *fact.mutable_action_accepted()->mutable_original_due_date() =
        Day(original_day);
    Happens(fact);
  }

  void Submitted() {
    events::v1::ActionFact fact;
    auto& submitted = *fact.mutable_completion_submitted();
    *submitted.mutable_completed_on() = Day(9);
    *submitted.mutable_outcome_statement() = Text("In use.");
    events::v1::Evidence& evidence = *submitted.add_evidence();
    evidence.set_number(1);
    evidence.set_title("Form");
    evidence.set_uri("https://files.example/form");
    evidence.set_sha256("ab");
    *evidence.mutable_effective_date() = Day(8);
    *evidence.mutable_note() = Text("Page two.");
    HappensBy({.actor = "owner", .agency = kHousing}, fact);
  }

  void Rejected(const std::string& reason) {
    events::v1::ActionFact fact;
    *fact.mutable_completion_rejected()->mutable_reason() = Text(reason);
    Happens(fact);
  }

  void Verified() {
    events::v1::ActionFact fact;
    auto& verified = *fact.mutable_completion_verified();
    verified.set_method(events::v1::DATA_REVIEW);
    *verified.mutable_result() = Text("Ten of ten.");
    HappensBy({.actor = "verifier", .agency = kPolice}, fact);
  }

  void SignedOff() {
    events::v1::ActionFact fact;
    fact.mutable_action_signed_off()->set_meeting("boards/ncc/meetings/m1");
    Happens(fact);
  }

  void Reopened(int previous_day, int due_day) {
    events::v1::ActionFact fact;
    auto& reopened = *fact.mutable_action_reopened();
    *reopened.mutable_reason() = Text("Fell out of use.");
    *reopened.mutable_previous_due() = DueOn(previous_day);
    *reopened.mutable_due() = DueOn(due_day);
    Happens(fact);
  }

  void Progressed() {
    events::v1::ActionFact fact;
    auto& progress = *fact.mutable_progress_recorded();
    *progress.mutable_narrative() = Text("Draft sent.");
    progress.set_own_view(events::v1::OFF_TRACK);
    HappensBy({.actor = "owner", .agency = kHealth}, fact);
  }

  void ExtensionRequested(int proposed_day) {
    events::v1::ActionFact fact;
    auto& requested = *fact.mutable_extension_requested();
    *requested.mutable_current_due_date() = Day(10);
    *requested.mutable_proposed_due_date() = Day(proposed_day);
    requested.set_reason_code(events::v1::SCOPE);
    *requested.mutable_recovery_plan() = Text("A second officer.");
    requested.set_retrospective(true);
    HappensBy({.actor = "owner", .agency = kHousing}, fact);
  }

  void ExtensionApproved(int due_day) {
    events::v1::ActionFact fact;
    *fact.mutable_extension_approved()->mutable_due_date() = Day(due_day);
    Happens(fact);
  }

  int64_t StateSince() const { return action_.state_occur_time().seconds(); }

  v1::Action action_;
  int64_t revision_ = 0;
};

}  // namespace actionplan::resources

#endif  // ACTIONPLAN_TESTS_PROJECTIONS_RESOURCES_ACTION_FOLD_FIXTURE_H_
