#include "services/queries/plan_changes.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "actionplan/v1/action.pb.h"
#include "actionplan/v1/action_plan_service.pb.h"
#include "projections/resources/civil_date.h"

namespace actionplan::queries {
namespace {

using projections::v1::ActionPlanRow;
using v1::Action;
using v1::PlanChange;

// "2026-03-20", or why there is no day.
std::string DueText(const ActionPlanRow& row) {
  if (row.due_day() != 0) return resources::FormatDate(ToDay(row.due_day()));
  if (row.undated() == v1::DueDate::UNDATED_UNSPECIFIED) return "";
  return v1::DueDate::Undated_Name(
      static_cast<v1::DueDate::Undated>(row.undated()));
}

std::string StateText(const ActionPlanRow& row) {
  return row.state() == Action::STATE_UNSPECIFIED
             ? ""
             : Action::State_Name(static_cast<Action::State>(row.state()));
}

std::string PriorityText(const ActionPlanRow& row) {
  return row.priority() == Action::PRIORITY_UNSPECIFIED
             ? ""
             : Action::Priority_Name(
                   static_cast<Action::Priority>(row.priority()));
}

std::string RatingText(const Moment& moment) {
  const v1::Rating rating = StandingOf(moment.row, moment.yardstick).rating;
  return rating == v1::RATING_UNSPECIFIED ? "" : v1::Rating_Name(rating);
}

std::string LevelText(int level) {
  return level == 0 ? "" : absl::StrCat(level);
}

bool IsOver(const ActionPlanRow& row) {
  return !IsOpen(row) && row.state() != Action::DRAFT &&
         row.state() != Action::STATE_UNSPECIFIED;
}

int Resolved(const ActionPlanRow& row) {
  const auto& escalations = row.escalations();
  return static_cast<int>(std::count_if(
      escalations.begin(), escalations.end(),
      [](const auto& one) { return one.resolved_seconds() != 0; }));
}

// Collects what is different, in the order of the kinds.
class Comparison {
 public:
  Comparison(const Moment& before, const Moment& after)
      : before_(before), after_(after) {}

  PlanChange Compare() {
    const ActionPlanRow& was = before_.row;
    const ActionPlanRow& is = after_.row;
    change_.set_action(is.action());
    change_.set_title(is.title());
    change_.set_lead_agency(is.lead_agency());
    is_new_ = was.action().empty();
    AddIf(is_new_, PlanChange::NEW);
    AddIf(is.assignments() > was.assignments(), PlanChange::ASSIGNED);
    AddIf(is.acceptances() > was.acceptances(), PlanChange::ACCEPTED);
    CompareValue(PlanChange::STATE, "state", StateText(was), StateText(is));
    CompareDates();
    CompareValue(PlanChange::OWNER, "owner_role", was.owner_role(),
                 is.owner_role());
    CompareValue(PlanChange::LEAD_AGENCY, "lead_agency", was.lead_agency(),
                 is.lead_agency());
    CompareValue(PlanChange::PRIORITY, "priority", PriorityText(was),
                 PriorityText(is));
    CompareValue(PlanChange::RATING, "rating",
                 is_new_ ? "" : RatingText(before_), RatingText(after_));
    CompareEscalations();
    change_.set_progress_reports(is.progress_reports() -
                                 was.progress_reports());
    AddIf(change_.progress_reports() > 0, PlanChange::PROGRESS);
    AddIf(!IsOver(was) && IsOver(is), PlanChange::ENDED);
    AddIf(IsOver(was) && IsOpen(is), PlanChange::REOPENED);
    CompareValue(PlanChange::TITLE, "title", was.title(), is.title());
    CompareValue(PlanChange::PLANS, "plans", absl::StrJoin(was.plans(), " "),
                 absl::StrJoin(is.plans(), " "));
    return std::move(change_);
  }

 private:
  void AddIf(bool changed, PlanChange::Kind kind) {
    if (changed) change_.add_kinds(kind);
  }

  // What a new action has is said by its being new, and told as its values.
  void CompareValue(PlanChange::Kind kind, const char* field,
                    std::string previous, std::string current) {
    if (previous == current) return;
    AddIf(!is_new_, kind);
    // The title of a new action stands beside it already.
    if (is_new_ && kind == PlanChange::TITLE) return;
    PlanChange::Value& value = *change_.add_values();
    value.set_field(field);
    value.set_previous(std::move(previous));
    value.set_current(std::move(current));
  }

  void CompareDates() {
    CompareValue(PlanChange::DUE_DATE, "due_date", DueText(before_.row),
                 DueText(after_.row));
    change_.set_times_re_dated(after_.row.times_re_dated() -
                               before_.row.times_re_dated());
  }

  void CompareEscalations() {
    const ActionPlanRow& was = before_.row;
    const ActionPlanRow& is = after_.row;
    const int raised = is.escalations_size() - was.escalations_size();
    const int resolved = Resolved(is) - Resolved(was);
    const int old_level = EscalationLevel(was);
    const int level = EscalationLevel(is);
    change_.set_escalations_raised(raised);
    change_.set_escalations_resolved(resolved);
    AddIf(raised > 0, PlanChange::ESCALATED);
    AddIf(level > old_level && old_level > 0, PlanChange::LEVEL_RAISED);
    AddIf(level < old_level && level > 0, PlanChange::LEVEL_LOWERED);
    AddIf(resolved > 0, PlanChange::ESCALATION_RESOLVED);
    if (level == old_level) return;
    PlanChange::Value& value = *change_.add_values();
    value.set_field("escalation_level");
    value.set_previous(LevelText(old_level));
    value.set_current(LevelText(level));
  }

  const Moment& before_;
  const Moment& after_;
  bool is_new_ = false;
  PlanChange change_;
};

}  // namespace

PlanChange ChangeBetween(const Moment& before, const Moment& after) {
  return Comparison(before, after).Compare();
}

}  // namespace actionplan::queries
