#include "services/cli/due_view.h"

#include <cstdlib>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "services/cli/basis_text.h"
#include "services/cli/dates.h"
#include "services/cli/table.h"
#include "services/cli/terminal_text.h"

namespace actionplan::cli {
namespace {

using Actions = google::protobuf::RepeatedPtrField<v1::DueAction>;

std::string TimesMoved(const v1::DueAction& action) {
  if (action.extension_pending()) {
    return absl::StrCat(action.times_re_dated(), "+1?");
  }
  return action.times_re_dated() == 0 ? ""
                                      : absl::StrCat(action.times_re_dated());
}

Cell DueCell(const v1::DueAction& action) {
  const std::string due = IsoDay(action.due_date());
  const std::string original = IsoDay(action.original_due_date());
  if (original.empty() || original == due) return {.text = due};
  return {.text = due, .below = absl::StrCat("was ", original)};
}

Tone LevelTone(const v1::DueAction& action) {
  return action.escalation_level() >= 3 ? Tone::kRed : Tone::kPlain;
}

std::string RatingWord(v1::Rating rating) {
  if (rating == v1::RATING_UNSPECIFIED) return "";
  return EnumWords(*v1::Rating_descriptor(), rating);
}

// The rating that was given, with the computed one.
Cell RatingCell(const v1::DueAction& action) {
  Cell cell = {.text = RatingWord(action.rating()),
               .tone = ToneOf(action.rating())};
  if (action.rating_overridden()) {
    cell.below = absl::StrCat("for ", RatingWord(action.computed_rating()));
  }
  return cell;
}

// `days_heading` is "DAYS" past the date or "LEFT" before it.
Table TableOf(const Actions& actions, const char* days_heading) {
  Table table(
      {{.heading = days_heading, .align = Align::kRight},
       {.heading = "ACTION", .fit = Fit::kWrap},
       {.heading = "OWNER, AGENCY", .fit = Fit::kWrap},
       {.heading = "STATE", .need = Need::kIfRoom},
       {.heading = "DUE"},
       {.heading = "MOVED", .align = Align::kRight},
       {.heading = "LEVEL", .align = Align::kRight},
       {.heading = "BRAG"},
       {.heading = "QUIET", .align = Align::kRight, .need = Need::kIfRoom}});
  for (const v1::DueAction& action : actions) {
    const Tone tone = ToneOf(action.rating());
    const int level = action.escalation_level();
    table.AddRow(
        {{.text = absl::StrCat(std::abs(action.working_days_overdue())),
          .tone = tone},
         {.text = action.title(), .below = LastSegment(action.action())},
         {.text = action.owner_role(),
          .below = LastSegment(action.lead_agency())},
         {.text = EnumWords(*v1::Action_State_descriptor(), action.state())},
         DueCell(action),
         {.text = TimesMoved(action)},
         {.text = level == 0 ? "" : absl::StrCat(level),
          .tone = LevelTone(action)},
         RatingCell(action),
         {.text = absl::StrCat(action.working_days_since_update())}});
  }
  return table;
}

std::string Footer(const Actions& actions, const v1::Basis& basis,
                   absl::string_view count, const Presentation& presentation) {
  const bool given = absl::c_any_of(actions, [](const v1::DueAction& action) {
    return action.rating_overridden();
  });
  const bool asked = absl::c_any_of(actions, [](const v1::DueAction& action) {
    return action.extension_pending();
  });
  return absl::StrCat(
      "\n", presentation.palette.Paint(Tone::kStrong, count), "\n",
      asked ? "MOVED 1+1? is one change of date and a request for another\n"
            : "",
      given ? "BRAG green for red is green that the board's office gave in "
              "place of the computed red\n"
            : "",
      BasisText(basis, presentation));
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
          : TableOf(answer.actions(), "DAYS")
                .Render(presentation.width, presentation.palette);
  return absl::StrCat(table,
                      Footer(answer.actions(), answer.basis(),
                             Count(answer.actions_size(),
                                   "overdue; DAYS are working days past DUE, "
                                   "QUIET those without news"),
                             presentation));
}

std::string DueSoonView(const v1::ListDueSoonActionsResponse& answer,
                        const Presentation& presentation) {
  const std::string table =
      answer.actions().empty()
          ? "Nothing falls due soon.\n"
          : TableOf(answer.actions(), "LEFT")
                .Render(presentation.width, presentation.palette);
  return absl::StrCat(table,
                      Footer(answer.actions(), answer.basis(),
                             Count(answer.actions_size(),
                                   "due soon; LEFT are working days to DUE, "
                                   "QUIET those without news"),
                             presentation));
}

}  // namespace actionplan::cli
