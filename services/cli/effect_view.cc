#include "services/cli/effect_view.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/cli/basis_text.h"
#include "services/cli/field_text.h"
#include "services/cli/table.h"
#include "services/cli/terminal_text.h"

namespace actionplan::cli {
namespace {

std::string Word(v1::Rating rating) {
  return rating == v1::RATING_UNSPECIFIED
             ? "none"
             : EnumWords(*v1::Rating_descriptor(), rating);
}

std::string ColourLine(const v1::PolicyEffect& effect, const Palette& palette) {
  return absl::StrJoin(
      effect.colours(), "   ",
      [&](std::string* out, const v1::PolicyEffect::ColourCount& count) {
        absl::StrAppend(
            out, palette.Paint(ToneOf(count.rating()), Word(count.rating())),
            " ", count.before());
        if (count.after() != count.before()) {
          absl::StrAppend(out, " → ", count.after());
        }
      });
}

template <typename Value>
std::string Change(const Value& before, const Value& after) {
  return before == after ? absl::StrCat(after)
                         : absl::StrCat(before, " → ", after);
}

std::string Actions(const v1::PolicyEffect& effect,
                    const Presentation& presentation) {
  if (effect.changed_actions().empty()) return "";
  Table table({{.heading = "ACTION", .fit = Fit::kWrap},
               {.heading = "BRAG"},
               {.heading = "DAYS PAST DUE", .align = Align::kRight}});
  for (const auto& action : effect.changed_actions()) {
    table.AddRow(
        {{.text = action.title(), .below = LastSegment(action.action())},
         {.text =
              Change(Word(action.rating_before()), Word(action.rating_after())),
          .tone = ToneOf(action.rating_after())},
         {.text = Change(action.working_days_overdue_before(),
                         action.working_days_overdue_after())}});
  }
  return "\n" + table.Render(presentation.width, presentation.palette);
}

std::string Count(int number, absl::string_view what) {
  return absl::StrCat(number, number == 1 ? " action" : " actions", " ", what);
}

}  // namespace

std::string EffectView(const v1::PolicyEffect& effect,
                       const Presentation& presentation) {
  const int shown = effect.changed_actions_size();
  std::string page =
      absl::StrCat("Nothing was recorded. If it were adopted:\n\n  ",
                   ColourLine(effect, presentation.palette), "\n  ",
                   Count(effect.colour_changes(), "of another colour"), ", ",
                   Count(effect.working_day_changes(), "of other working days"),
                   "\n", Actions(effect, presentation));
  if (std::max(effect.colour_changes(), effect.working_day_changes()) > shown) {
    absl::StrAppend(&page, "The first ", shown, " by name are shown.\n");
  }
  return absl::StrCat(page, "\nNow: ", BasisText(effect.before(), presentation),
                      "Then: ", BasisText(effect.after(), presentation));
}

}  // namespace actionplan::cli
