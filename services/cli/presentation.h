// How an answer is shown to a person.
#ifndef ACTIONPLAN_SERVICES_CLI_PRESENTATION_H_
#define ACTIONPLAN_SERVICES_CLI_PRESENTATION_H_

#include "absl/time/time.h"
#include "services/cli/environment.h"
#include "services/cli/field_text.h"
#include "services/cli/options.h"
#include "services/cli/palette.h"

namespace actionplan::cli {

struct Presentation {
  int width = 0;  // Columns; 0 for any width, when it is not a terminal.
  Palette palette = Palette(Colour::kOff);
  absl::TimeZone time_zone;

  TextStyle Style() const {
    return {.reader = TextStyle::Reader::kPerson, .time_zone = time_zone};
  }
};

// For the place where the answer goes.
inline Presentation PresentationFor(const Options& options,
                                    const Environment& environment) {
  const bool terminal = environment.out_kind == Stream::kTerminal;
  return {.width = terminal ? environment.width : 0,
          .palette = Palette(options.colour),
          .time_zone = environment.time_zone};
}

}  // namespace actionplan::cli

#endif  // ACTIONPLAN_SERVICES_CLI_PRESENTATION_H_
