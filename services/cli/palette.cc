#include "services/cli/palette.h"

#include "absl/strings/str_cat.h"

namespace actionplan::cli {
namespace {

// Codes of ECMA-48, 8.3.117 (SGR).
absl::string_view CodeOf(Tone tone) {
  switch (tone) {
    case Tone::kPlain:
      return "";
    case Tone::kStrong:
      return "1";
    case Tone::kFaint:
      return "2";
    case Tone::kStruck:
      return "9";
    case Tone::kRed:
      return "1;31";
    case Tone::kAmber:
      return "33";
    case Tone::kGreen:
      return "32";
    case Tone::kBlue:
      return "34";
    case Tone::kGrey:
      return "90";
  }
  return "";
}

}  // namespace

std::string Palette::Paint(Tone tone, absl::string_view text) const {
  const absl::string_view code = CodeOf(tone);
  if (colour_ == Colour::kOff || code.empty() || text.empty()) {
    return std::string(text);
  }
  return absl::StrCat("\x1b[", code, "m", text, "\x1b[0m");
}

}  // namespace actionplan::cli
