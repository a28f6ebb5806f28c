// What happens to actions in a random history: only what may follow on the
// state that each of them is in.
#include "absl/strings/str_cat.h"
#include "absl/strings/substitute.h"
#include "projections/resources/names.h"
#include "tests/projections/random_history.h"

namespace actionplan::projections {

using actionplan::v1::Action;

std::string RandomHistory::Details() {
  return absl::Substitute(
      "{ title: 'Action $0' description { clear: 'At length' } $1 $2 }",
      Below(10000), Below(3) == 0 ? "" : "intended_outcome { clear: 'Safer' }",
      Below(3) == 0 ? "" : "success_measure { clear: 'Nine of ten' }");
}

std::string RandomHistory::Date() {
  return absl::Substitute("{ year: 2026 month: $0 day: $1 }", 1 + Below(12),
                          1 + Below(28));
}

std::string RandomHistory::Due() {
  if (Below(5) > 0) return absl::Substitute("{ date $0 }", Date());
  return absl::Substitute("{ undated: $0 review_date $1 }",
                          Below(2) == 0 ? "ONGOING" : "TO_BE_CONFIRMED",
                          Date());
}

// One of four comes from a sheet.
void RandomHistory::ProposeAction() {
  const std::string& board = OneOf(boards_);
  const std::string action = NewName(board, "actions");
  const std::string source = Grounds(board);
  if (left_ > 0) actions_.push_back(action);
  if (Below(4) == 0) return Import(action, "");
  Record(action,
         absl::Substitute("action { action_proposed { details $0"
                          " sources { $3: '$4' }"
                          " lead_agency: '$1' priority: $2 } }",
                          Details(), OneOf(agencies_), 1 + Below(3),
                          source.empty() ? "external_reference" : "resource",
                          source.empty() ? "Inspection" : source));
}

void RandomHistory::Import(const std::string& action,
                           const std::string& before) {
  Record(action, absl::Substitute(
                     "action { action_imported { plan: 'p' key: '$0'"
                     " sheet: 'plan.csv' row_number: $0 priority: $1"
                     " sources { external_reference: 'plan.csv' }"
                     " row { details $2 lead_agency: '$3'"
                     " rating { clear: 'Amber' } } } }",
                     Below(100), 1 + Below(3), Details(), OneOf(agencies_)));
}

void RandomHistory::MoveAction() {
  if (actions_.empty()) return;
  const std::string& action = OneOf(actions_);
  switch (folded_[action].state()) {
    case Action::DRAFT:
      return MoveDraft(action);
    case Action::ASSIGNED:
      return MoveAssigned(action);
    case Action::DECLINED:
      return MoveDeclined(action);
    case Action::ACCEPTED:
    case Action::IN_PROGRESS:
      return MoveAccepted(action);
    case Action::BLOCKED:
      return Below(2) == 0
                 ? Record(action, "action { action_unblocked {} }")
                 : Record(action,
                          "action { progress_recorded { own_view: AT_RISK } }");
    case Action::SUBMITTED:
      return MoveSubmitted(action);
    case Action::VERIFIED:
    case Action::CLOSED:
      return MoveDone(action);
    default:
      return;
  }
}

void RandomHistory::MoveDraft(const std::string& action) {
  if (Below(12) == 0) {
    return Record(action, "action { action_cancelled {} }");
  }
  Record(action,
         absl::Substitute("action { action_assigned { lead_agency: '$0'"
                          " owner_role: 'Head' priority: $1 due $2"
                          " details $3 } }",
                          OneOf(agencies_), 1 + Below(3), Due(), Details()));
}

void RandomHistory::MoveAssigned(const std::string& action) {
  switch (Below(6)) {
    case 0:
      return Record(action,
                    "action { action_declined { reason { clear: 'No' } } }");
    case 1:
      return MoveDraft(action);
    default:
      break;
  }
  const Action& folded = folded_[action];
  std::string original;
  if (folded.due().has_date()) {
    original = absl::StrCat("original_due_date {",
                            folded.due().date().ShortDebugString(), "}");
  }
  Record(action,
         absl::Substitute("action { action_accepted { $0 } }", original));
}

void RandomHistory::MoveDeclined(const std::string& action) {
  if (Below(3) == 0) {
    return Record(action, "action { decline_resolved { decision: CANCEL } }");
  }
  Record(action,
         absl::Substitute("action { decline_resolved { decision: ASSIGN_AGAIN"
                          " lead_agency: '$0' owner_role: 'Lead' due $1 } }",
                          OneOf(agencies_), Due()));
}

void RandomHistory::MoveAccepted(const std::string& action) {
  switch (Below(11)) {
    case 0:
    case 1:
      return Record(action, absl::Substitute("action { progress_recorded {"
                                             " narrative { clear: 'Half' }"
                                             " own_view: $0 } }",
                                             1 + Below(3)));
    case 2:
      return Record(action,
                    "action { action_reassigned { owner_role: 'Deputy' } }");
    case 3:
    case 4:
      return MoveExtension(action);
    case 5:
    case 8:
      return Record(action,
                    absl::Substitute("action { action_blocked {"
                                     " blocked_by { action: '$0' }"
                                     " blocked_by { external_reference: 'x' }"
                                     " review_date $1 } }",
                                     OneOf(actions_), Date()));
    case 6:
      return GiveUp(action);
    case 7:
      return Record(action, absl::Substitute("action { rating_overridden {"
                                             " colour: $0 end_date $1 } }",
                                             2 + Below(4), Date()));
    default:
      return Record(action,
                    absl::Substitute("action { completion_submitted {"
                                     " completed_on $0"
                                     " evidence { number: 1 title: 'Form' }"
                                     " } }",
                                     Date()));
  }
}

void RandomHistory::GiveUp(const std::string& action) {
  switch (Below(8)) {
    case 0:
      return Record(action, absl::Substitute("action { action_superseded {"
                                             " replacement: '$0' } }",
                                             OneOf(actions_)));
    case 1:
      return Record(action, absl::Substitute("action { action_not_implemented {"
                                             " review_date $0 } }",
                                             Date()));
    default:
      return Record(action, absl::Substitute("action { priority_changed {"
                                             " priority: $0 } }",
                                             1 + Below(3)));
  }
}

void RandomHistory::MoveExtension(const std::string& action) {
  if (!folded_[action].has_pending_extension()) {
    return Record(action, absl::Substitute("action { extension_requested {"
                                           " proposed_due_date $0 } }",
                                           Date()));
  }
  switch (Below(4)) {
    case 0:
      return Record(action, "action { extension_rejected {} }");
    case 1:
      return Record(action, "action { extension_withdrawn {} }");
    default:
      return Record(action, absl::Substitute("action { extension_approved {"
                                             " due_date $0 } }",
                                             Date()));
  }
}

void RandomHistory::MoveSubmitted(const std::string& action) {
  if (Below(3) == 0) {
    return Record(action, "action { completion_rejected {} }");
  }
  Record(action, "action { completion_verified { method: DATA_REVIEW } }");
}

void RandomHistory::MoveDone(const std::string& action) {
  const Action& folded = folded_[action];
  if (folded.state() == Action::VERIFIED && Below(2) == 0) {
    return Record(action, "action { action_signed_off { meeting: 'm' } }");
  }
  if (Below(3) > 0) return;
  std::string previous;
  if (folded.due().has_date()) {
    previous =
        absl::StrCat("{ date {", folded.due().date().ShortDebugString(), "} }");
  } else if (folded.due().undated() == actionplan::v1::DueDate::ONGOING) {
    previous = "{ undated: ONGOING }";
  } else {
    previous = "{ undated: TO_BE_CONFIRMED }";
  }
  Record(action, absl::Substitute(
                     "action { action_reopened { previous_due $0 due $1 } }",
                     previous, Below(4) == 0 ? previous : Due()));
}

void RandomHistory::Remark() {
  if (actions_.empty()) return;
  const std::string& action = OneOf(actions_);
  switch (Below(6)) {
    case 0:
      return Import(action, "previous_row {}");
    case 1:
      return Record(action, absl::Substitute("action { comment_added {"
                                             " text { clear: 'Remark $0' } } }",
                                             Below(100)));
    case 2:
      return MoveEvidence(action);
    case 3:
    case 4:
      return MoveMilestone(action);
    default:
      return Record(
          action, absl::Substitute("action { details_amended { details $0 } }",
                                   Details()));
  }
}

void RandomHistory::MoveEvidence(const std::string& action) {
  const Action& folded = folded_[action];
  const int count = folded.evidence_size();
  if (count > 0 && Below(3) == 0) {
    if (folded.evidence(count - 1).withdrawn()) return;
    return Record(
        action, absl::Substitute("action { evidence_withdrawn { number: $0 } }",
                                 count));
  }
  Record(action, absl::Substitute("action { evidence_added {"
                                  " evidence { number: $0 } } }",
                                  count + 1));
}

void RandomHistory::MoveMilestone(const std::string& action) {
  const int count = folded_[action].milestones_size();
  if (count > 0 && Below(2) == 0) {
    return Record(action, absl::Substitute("action { milestone_reached {"
                                           " number: $0 reached_on $1 } }",
                                           1 + Below(count), Date()));
  }
  Record(action, absl::Substitute("action { milestone_set { number: $0"
                                  " title: 'A step' due_date $1 } }",
                                  1 + Below(count + 1), Date()));
}

}  // namespace actionplan::projections
