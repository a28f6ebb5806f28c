#include "services/cli/basis_text.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "services/cli/dates.h"
#include "services/cli/terminal_text.h"

namespace actionplan::cli {

std::string BasisText(const v1::Basis& basis,
                      const Presentation& presentation) {
  std::string line = absl::StrCat("As of ", LongDay(basis.due_on()));
  if (!basis.calendar_version().empty()) {
    absl::StrAppend(&line, " · calendar ", basis.calendar_version());
  }
  if (!basis.rating_policy_version().empty()) {
    absl::StrAppend(&line, " · rating policy ", basis.rating_policy_version());
  }
  if (basis.provisional()) {
    absl::StrAppend(&line,
                    " · provisional: not all holidays are published yet, "
                    "working days may change");
  }
  std::string text;
  for (absl::string_view part :
       absl::StrSplit(Paragraph(Printable(line), 0, presentation.width), '\n',
                      absl::SkipEmpty())) {
    absl::StrAppend(&text, presentation.palette.Paint(Tone::kFaint, part),
                    "\n");
  }
  return text;
}

std::string BasisText(const v1::BoardReading& reading,
                      const Presentation& presentation) {
  v1::Basis basis;
  *basis.mutable_due_on() = reading.due_on();
  basis.set_calendar_version(reading.calendar_version());
  basis.set_provisional(reading.provisional());
  basis.set_rating_policy_version(reading.rating_policy_version());
  if (reading.has_as_at()) *basis.mutable_as_at() = reading.as_at();
  return BasisText(basis, presentation);
}

Tone ToneOf(v1::Rating rating) {
  switch (rating) {
    case v1::BLUE:
      return Tone::kBlue;
    case v1::GREEN:
      return Tone::kGreen;
    case v1::AMBER:
      return Tone::kAmber;
    case v1::RED:
      return Tone::kRed;
    case v1::GREY:
      return Tone::kGrey;
    default:
      return Tone::kPlain;
  }
}

}  // namespace actionplan::cli
