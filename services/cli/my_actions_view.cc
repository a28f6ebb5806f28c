#include "services/cli/my_actions_view.h"

#include <vector>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/cli/basis_text.h"
#include "services/cli/dates.h"
#include "services/cli/field_text.h"
#include "services/cli/table.h"
#include "services/cli/terminal_text.h"

namespace actionplan::cli {
namespace {

std::string WorkingDays(int days) {
  return absl::StrCat(days, days == 1 ? " working day" : " working days");
}

// "3 working days late", "in 5 working days".
std::string When(const v1::DueAction& action) {
  switch (action.due_state()) {
    case v1::OVERDUE:
      return absl::StrCat(WorkingDays(action.working_days_overdue()), " late");
    case v1::DUE_TODAY:
      return "today";
    case v1::DUE_SOON:
    case v1::NOT_DUE:
      return absl::StrCat("in ", WorkingDays(-action.working_days_overdue()));
    default:
      return "";
  }
}

// "acknowledge escalation by 2026-03-04".
std::string AskText(const v1::Ask& ask) {
  const std::string by = IsoDay(ask.by());
  return absl::StrCat(EnumWords(*v1::Ask_Kind_descriptor(), ask.kind()),
                      by.empty() ? "" : " by ", by);
}

std::string Asks(const v1::DueAction& action) {
  return absl::StrJoin(action.asks(), "; ",
                       [](std::string* out, const v1::Ask& ask) {
                         absl::StrAppend(out, AskText(ask));
                       });
}

Table TableOf(const v1::ListMyActionsResponse& answer) {
  Table table({{.heading = "DUE"},
               // With its board: the answer is about several.
               {.heading = "ACTION", .fit = Fit::kWrap},
               {.heading = "OWNER, AGENCY", .fit = Fit::kWrap},
               {.heading = "ASKED OF YOU", .fit = Fit::kWrap},
               {.heading = "STATE", .need = Need::kIfRoom},
               {.heading = "LEVEL", .align = Align::kRight},
               {.heading = "BRAG"}});
  for (const v1::DueAction& action : answer.actions()) {
    const Tone tone = ToneOf(action.rating());
    const std::string due = IsoDay(action.due_date());
    const int level = action.escalation_level();
    table.AddRow(
        {{.text = due.empty() ? "no date" : due,
          .tone = action.due_state() == v1::OVERDUE ? Tone::kRed : Tone::kPlain,
          .below = When(action)},
         {.text = action.title(), .below = action.action()},
         {.text = action.owner_role(),
          .below = LastSegment(action.lead_agency())},
         {.text = Asks(action)},
         {.text = EnumWords(*v1::Action_State_descriptor(), action.state())},
         {.text = level == 0 ? "" : absl::StrCat(level)},
         {.text = action.rating() == v1::RATING_UNSPECIFIED
                      ? ""
                      : EnumWords(*v1::Rating_descriptor(), action.rating()),
          .tone = tone}});
  }
  return table;
}

std::string Summary(const v1::ListMyActionsResponse& answer) {
  const auto asked = absl::c_count_if(
      answer.actions(),
      [](const v1::DueAction& action) { return action.asks_size() > 0; });
  return absl::StrCat(answer.actions_size(),
                      answer.actions_size() == 1 ? " action" : " actions",
                      ", something is asked about ", asked);
}

// Boards that were read alike are told together.
std::string Readings(const v1::ListMyActionsResponse& answer,
                     const Presentation& presentation) {
  std::vector<std::string> texts;
  for (const v1::BoardReading& reading : answer.readings()) {
    const std::string text = BasisText(reading, presentation);
    if (!absl::c_linear_search(texts, text)) texts.push_back(text);
  }
  return absl::StrJoin(texts, "");
}

}  // namespace

std::string MyActionsView(const v1::ListMyActionsResponse& answer,
                          const Presentation& presentation) {
  if (answer.actions().empty()) {
    return absl::StrCat("There is no action of yours that fits.\n\n",
                        Readings(answer, presentation));
  }
  return absl::StrCat(
      TableOf(answer).Render(presentation.width, presentation.palette), "\n",
      presentation.palette.Paint(Tone::kStrong, Summary(answer)), "\n",
      Readings(answer, presentation));
}

}  // namespace actionplan::cli
