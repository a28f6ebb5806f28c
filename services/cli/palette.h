// The colours of a terminal, or none.
#ifndef ACTIONPLAN_SERVICES_CLI_PALETTE_H_
#define ACTIONPLAN_SERVICES_CLI_PALETTE_H_

#include <string>

#include "absl/strings/string_view.h"

namespace actionplan::cli {

// What a piece of text means. Words carry every meaning too: a colour adds to
// them and never stands alone.
enum class Tone {
  kPlain,
  kStrong,
  kFaint,
  kStruck,  // Struck through: it does not count any more.
  kRed,
  kAmber,
  kGreen,
  kBlue,
  kGrey
};

enum class Colour { kOff, kOn };

class Palette {
 public:
  explicit Palette(Colour colour) : colour_(colour) {}

  // `text`, which is Printable, in the colour of `tone`.
  std::string Paint(Tone tone, absl::string_view text) const;

 private:
  Colour colour_;
};

}  // namespace actionplan::cli

#endif  // ACTIONPLAN_SERVICES_CLI_PALETTE_H_
