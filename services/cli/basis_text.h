// By what an answer was computed: nobody should wonder for which day
// a figure stands.
#ifndef ACTIONPLAN_SERVICES_CLI_BASIS_TEXT_H_
#define ACTIONPLAN_SERVICES_CLI_BASIS_TEXT_H_

#include <string>

#include "absl/strings/string_view.h"
#include "actionplan/v1/action_plan_service.pb.h"
#include "actionplan/v1/board_reading.pb.h"
#include "services/cli/palette.h"
#include "services/cli/presentation.h"

namespace actionplan::cli {

// "As of 20 November 2026 · calendar england-and-wales-3 · rating policy
// standard-1 · provisional: …", faint, wrapped where the terminal ends.
std::string BasisText(const v1::Basis& basis, const Presentation& presentation);
std::string BasisText(const v1::BoardReading& reading,
                      const Presentation& presentation);

// The colour that boards know a rating by.
Tone ToneOf(v1::Rating rating);

}  // namespace actionplan::cli

#endif  // ACTIONPLAN_SERVICES_CLI_BASIS_TEXT_H_
