#include "services/cli/due_view.h"

#include <cstdlib>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "services/cli/basis_text.h"
#include "services/cli/dates.h"
#include "services/cli/table.h"
#include "services/cli/terminal_text.h"

namespace actionplan::cli {
namespace {

// "was 2026-09-01" stays on one line.
constexpr int kDueWidth = 14;

using Actions = google::protobuf::RepeatedPtrField<v1::DueAction>;

std::string TimesMoved(const v1::DueAction& action) {
  if (action.extension_pending()) {
    return absl::StrCat(action.times_re_dated(), "+1?");
  }
  return action.times_re_dated() == 0 ? ""
                                      : absl::StrCat(action.times_re_dated());
}

// "2026-11-06", and below it "was 2026-09-01" when the date moved.
std::string DueText(const v1::DueAction& action,
                    const Presentation& presentation) {
  const std::string due = IsoDay(action.due_date());
  const std::string original = IsoDay(action.original_due_date());
  if (original.empty() || original == due) return due;
  // On a terminal a space that does not break keeps the two words together.
  return absl::StrCat(due, presentation.width == 0 ? " was " : " was\u00a0",
                      original);
}

std::string Who(const v1::DueAction& action) {
  std::vector<std::string> parts;
  if (!action.owner_role().empty()) parts.push_back(action.owner_role());
  if (!action.lead_agency().empty()) {
    parts.push_back(LastSegment(action.lead_agency()));
  }
  return absl::StrJoin(parts, ", ");
}

Tone LevelTone(const v1::DueAction& action) {
  return action.escalation_level() >= 3 ? Tone::kRed : Tone::kPlain;
}

std::string RatingWord(const v1::DueAction& action) {
  if (action.rating() == v1::RATING_UNSPECIFIED) return "";
  return EnumWords(*v1::Rating_descriptor(), action.rating());
}

// `days_heading` is "DAYS" past the date or "LEFT" before it.
Table TableOf(const Actions& actions, const char* days_heading,
              const Presentation& presentation) {
  Table table({{.heading = days_heading, .align = Align::kRight},
               {.heading = "ACTION"},
               {.heading = "TITLE", .fit = Fit::kWrap},
               {.heading = "OWNER, AGENCY", .fit = Fit::kWrap},
               {.heading = "STATE", .need = Need::kIfRoom},
               {.heading = "DUE",
                .fit = Fit::kWrap,
                .least = kDueWidth,
                .comfortable = kDueWidth},
               {.heading = "MOVED", .align = Align::kRight},
               {.heading = "LEVEL", .align = Align::kRight},
               {.heading = "BRAG"}});
  for (const v1::DueAction& action : actions) {
    const Tone tone = ToneOf(action.rating());
    const int level = action.escalation_level();
    table.AddRow({{absl::StrCat(std::abs(action.working_days_overdue())), tone},
                  {LastSegment(action.action())},
                  {action.title()},
                  {Who(action)},
                  {EnumWords(*v1::Action_State_descriptor(), action.state())},
                  {DueText(action, presentation)},
                  {TimesMoved(action)},
                  {level == 0 ? "" : absl::StrCat(level), LevelTone(action)},
                  {RatingWord(action), tone}});
  }
  return table;
}

std::string Footer(const v1::Basis& basis, absl::string_view count,
                   const Presentation& presentation) {
  return absl::StrCat("\n", presentation.palette.Paint(Tone::kStrong, count),
                      "\n", BasisText(basis, presentation));
}

std::string Count(int actions, absl::string_view what) {
  return absl::StrCat(actions, actions == 1 ? " action" : " actions", " ",
                      what);
}

}  // namespace

std::string OverdueView(const v1::ListOverdueActionsResponse& answer,
                        const Presentation& presentation) {
  const std::string table =
      answer.actions().empty()
          ? "Nothing is overdue.\n"
          : TableOf(answer.actions(), "DAYS", presentation)
                .Render(presentation.width, presentation.palette);
  return absl::StrCat(
      table, Footer(answer.basis(),
                    Count(answer.actions_size(),
                          "overdue; DAYS are working days past DUE, the "
                          "longest first"),
                    presentation));
}

std::string DueSoonView(const v1::ListDueSoonActionsResponse& answer,
                        const Presentation& presentation) {
  const std::string table =
      answer.actions().empty()
          ? "Nothing falls due soon.\n"
          : TableOf(answer.actions(), "LEFT", presentation)
                .Render(presentation.width, presentation.palette);
  return absl::StrCat(
      table, Footer(answer.basis(),
                    Count(answer.actions_size(),
                          "due soon; LEFT are working days to DUE, the "
                          "soonest first"),
                    presentation));
}

}  // namespace actionplan::cli
