#include "services/queries/quality_issues.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "actionplan/v1/action.pb.h"
#include "projections/resources/civil_date.h"
#include "services/domain/escalation_levels.h"
#include "services/queries/silence.h"

namespace actionplan::queries {
namespace {

using projections::v1::ActionPlanRow;
using v1::Action;
using v1::DataQualityIssue;

std::string DayText(int32_t day) { return resources::FormatDate(ToDay(day)); }

std::string WorkingDays(int days) {
  return absl::StrCat(days, days == 1 ? " working day" : " working days");
}

// What an issue says beside its action.
struct Said {
  std::string detail;
  std::string remedy;
  int32_t day = 0;      // 0: about none.
  std::string related;  // Empty: about nothing else.
};

// Puts a row's issues together.
class Collector {
 public:
  explicit Collector(const ActionPlanRow& row) : row_(row) {}

  void Add(DataQualityIssue::Kind kind, Said said) {
    DataQualityIssue& issue = issues_.emplace_back();
    issue.set_kind(kind);
    issue.set_action(row_.action());
    issue.set_title(row_.title());
    issue.set_state(static_cast<Action::State>(row_.state()));
    issue.set_lead_agency(row_.lead_agency());
    issue.set_owner_role(row_.owner_role());
    issue.set_detail(std::move(said.detail));
    issue.set_remedy(std::move(said.remedy));
    if (said.day != 0) {
      *issue.mutable_day() = resources::ToDate(ToDay(said.day));
    }
    issue.set_related(std::move(said.related));
  }

  std::vector<DataQualityIssue> Take() { return std::move(issues_); }

 private:
  const ActionPlanRow& row_;
  std::vector<DataQualityIssue> issues_;
};

void CheckPeople(const ActionPlanRow& row, const Surroundings& around,
                 Collector& issues) {
  if (row.lead_agency().empty()) {
    issues.Add(
        DataQualityIssue::NO_LEAD_AGENCY,
        {.detail = "Nobody leads it", .remedy = "Assign it to a lead agency"});
  } else if (around.agencies_gone.contains(row.lead_agency())) {
    issues.Add(DataQualityIssue::LEAD_AGENCY_DEACTIVATED,
               {.detail = "The agency that leads it has left",
                .remedy = "Supersede it by an action of an agency that is "
                          "there",
                .related = row.lead_agency()});
  }
  if (row.owner_role().empty()) {
    issues.Add(DataQualityIssue::NO_OWNER,
               {.detail = "No role has to see it done",
                .remedy = "Reassign it to an owner"});
  }
}

void CheckDate(const ActionPlanRow& row, Collector& issues) {
  if (row.due_day() != 0) return;
  const std::string review =
      row.review_day() == 0
          ? std::string(", without a review date")
          : absl::StrCat(", to be looked at on ", DayText(row.review_day()));
  const bool ongoing = row.undated() == v1::DueDate::ONGOING;
  issues.Add(
      DataQualityIssue::NO_DUE_DATE,
      {.detail = absl::StrCat(ongoing ? "It has no end" : "Its date is not set",
                              review),
       .remedy = ongoing ? "Agree a date, or confirm at the review that it has "
                           "none"
                         : "Agree a date",
       .day = row.review_day()});
}

void CheckWords(const ActionPlanRow& row, Collector& issues) {
  if (!row.has_outcome()) {
    issues.Add(DataQualityIssue::NO_OUTCOME,
               {.detail = "It does not say what should be different afterwards",
                .remedy = "Amend it with its intended outcome"});
  }
  if (!row.has_measure()) {
    issues.Add(DataQualityIssue::NO_MEASURE,
               {.detail = "It does not say how success will be known",
                .remedy = "Amend it with its success measure"});
  }
  if (row.sources().empty() && row.outside_sources() == 0) {
    issues.Add(DataQualityIssue::NO_SOURCE,
               {.detail = "It does not say why it exists",
                .remedy = "Supersede it by an action that names its source"});
  }
}

void CheckSilence(const ActionPlanRow& row, const Yardstick& yardstick,
                  Collector& issues) {
  if (!IsSilent(row, yardstick)) return;
  const absl::CivilDay last = LastWord(row, yardstick);
  const int days =
      yardstick.calendar.WorkingDaysBetween(last, yardstick.due_on).value;
  issues.Add(DataQualityIssue::STALE,
             {.detail = absl::StrCat("Nothing was heard of it for ",
                                     WorkingDays(days)),
              .remedy = "Ask its owner for progress",
              .day = DayNumber(last)});
}

void CheckReviews(const ActionPlanRow& row, int32_t today, Collector& issues) {
  const auto is_past = [&](int32_t day) { return day != 0 && day < today; };
  if (row.due_day() == 0 && row.state() != Action::SUBMITTED &&
      is_past(row.review_day())) {
    issues.Add(
        DataQualityIssue::REVIEW_PAST,
        {.detail = absl::StrCat("It was to be looked at on ",
                                DayText(row.review_day())),
         .remedy = "Review it: agree a date, or the day of the next review",
         .day = row.review_day()});
  }
  if (row.state() == Action::BLOCKED && is_past(row.block_review_day())) {
    issues.Add(
        DataQualityIssue::REVIEW_PAST,
        {.detail = absl::StrCat("What holds it up was to be looked at "
                                "on ",
                                DayText(row.block_review_day())),
         .remedy = "Unblock it, or review it with the day of the next review",
         .day = row.block_review_day()});
  }
}

void CheckProgress(const ActionPlanRow& row, const Yardstick& yardstick,
                   Collector& issues) {
  if (row.own_view() != Action::ON_TRACK || row.state() == Action::SUBMITTED ||
      row.due_day() == 0 || row.due_day() >= DayNumber(yardstick.due_on)) {
    return;
  }
  issues.Add(DataQualityIssue::PROGRESS_CONTRADICTS,
             {.detail = absl::StrCat("Its owner says it is on track, but it "
                                     "was due on ",
                                     DayText(row.due_day())),
              .remedy = "Ask the owner to report how it stands, to submit "
                        "completion or to ask for more time",
              .day = row.due_day()});
}

void CheckMilestones(const ActionPlanRow& row, int32_t today,
                     Collector& issues) {
  for (int i = 0; i < row.milestones_size(); ++i) {
    const auto& milestone = row.milestones(i);
    if (milestone.reached_day() != 0 || milestone.due_day() == 0 ||
        milestone.due_day() >= today) {
      continue;
    }
    issues.Add(DataQualityIssue::MILESTONE_PAST,
               {.detail = absl::StrCat("Milestone ", i + 1, " was due on ",
                                       DayText(milestone.due_day())),
                .remedy = "Record that it was reached, or set another date",
                .day = milestone.due_day()});
  }
}

void CheckBlockers(const ActionPlanRow& row, const Surroundings& around,
                   Collector& issues) {
  if (row.state() != Action::BLOCKED) return;
  for (const std::string& blocker : row.blocked_by()) {
    if (!around.ended_actions.contains(blocker)) continue;
    issues.Add(DataQualityIssue::BLOCKER_ENDED,
               {.detail = "It is blocked by an action that has ended",
                .remedy = "Unblock it, or say what holds it up now",
                .related = blocker});
  }
}

void CheckEscalations(const ActionPlanRow& row, const Surroundings& around,
                      Collector& issues) {
  for (const auto& escalation : row.open_escalations()) {
    if (escalation.level() > domain::kHighestLevelOfAgency ||
        !around.agencies_gone.contains(escalation.agency())) {
      continue;
    }
    issues.Add(
        DataQualityIssue::ESCALATION_UNANSWERABLE,
        {.detail = absl::StrCat("It is escalated at level ", escalation.level(),
                                " to an agency that has left"),
         .remedy = "Resolve the escalation, and raise another at level "
                   "3 if the matter stands",
         .related = escalation.escalation()});
  }
}

}  // namespace

std::vector<DataQualityIssue> QualityIssues(const ActionPlanRow& row,
                                            const Yardstick& yardstick,
                                            const Surroundings& around) {
  Collector issues(row);
  if (!IsOpen(row)) return issues.Take();
  const int32_t today = DayNumber(yardstick.due_on);
  CheckPeople(row, around, issues);
  CheckDate(row, issues);
  CheckWords(row, issues);
  CheckSilence(row, yardstick, issues);
  CheckReviews(row, today, issues);
  CheckProgress(row, yardstick, issues);
  CheckMilestones(row, today, issues);
  CheckBlockers(row, around, issues);
  CheckEscalations(row, around, issues);
  return issues.Take();
}

}  // namespace actionplan::queries
