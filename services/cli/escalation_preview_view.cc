#include "services/cli/escalation_preview_view.h"

#include "absl/strings/str_cat.h"
#include "services/cli/dates.h"
#include "services/cli/field_text.h"
#include "services/cli/table.h"
#include "services/cli/terminal_text.h"

namespace actionplan::cli {
namespace {

std::string WorkingDays(int days) {
  return absl::StrCat(days, days == 1 ? " working day" : " working days");
}

// What the rule saw, in the words of the one thing that it looks at.
std::string Why(const v1::Escalation::Grounds& grounds,
                const Presentation& presentation) {
  if (grounds.has_missed_date()) {
    return absl::StrCat("awaited by ", IsoDay(grounds.missed_date()));
  }
  if (grounds.has_review_date()) {
    return absl::StrCat("review of ", IsoDay(grounds.review_date()), " past");
  }
  if (grounds.has_due_date() && grounds.working_days_overdue() > 0) {
    return absl::StrCat(WorkingDays(grounds.working_days_overdue()),
                        " past the due date ", IsoDay(grounds.due_date()));
  }
  if (grounds.working_days_passed() > 0) {
    return absl::StrCat(
        WorkingDays(grounds.working_days_passed()), " since ",
        LocalTime(grounds.since_time(), presentation.time_zone));
  }
  return "";
}

std::string Rows(const v1::EscalationPreview& preview,
                 const Presentation& presentation) {
  if (preview.escalations().empty()) return "";
  Table table({{.heading = "ACTION", .fit = Fit::kWrap},
               {.heading = "LEVEL", .align = Align::kRight},
               {.heading = "RULE"},
               {.heading = "WHY", .fit = Fit::kWrap}});
  for (const v1::Escalation& escalation : preview.escalations()) {
    const bool risen = escalation.level_rule() != 0;
    table.AddRow(
        {{.text = LastSegment(escalation.subject())},
         {.text = absl::StrCat(escalation.level())},
         {.text =
              EnumWords(*v1::Escalation_Rule_descriptor(),
                        risen ? escalation.level_rule() : escalation.rule())},
         {.text = Why(risen ? escalation.level_grounds() : escalation.grounds(),
                      presentation)}});
  }
  return "\n" + table.Render(presentation.width, presentation.palette);
}

}  // namespace

std::string EscalationPreviewView(const v1::EscalationPreview& preview,
                                  const Presentation& presentation) {
  const int all = preview.changed_escalations();
  const int shown = preview.escalations_size();
  return absl::StrCat(
      "Nothing was recorded. If the policy were adopted, it would raise or "
      "change ",
      all, all == 1 ? " escalation" : " escalations", " on ",
      LongDay(preview.as_of_date()), "; its rules look at ",
      preview.evaluated_actions(),
      preview.evaluated_actions() == 1 ? " action" : " actions", ".\n",
      Rows(preview, presentation),
      all > shown ? absl::StrCat("The first ", shown, " are shown.\n") : "");
}

}  // namespace actionplan::cli
