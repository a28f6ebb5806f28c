// By what an answer was computed, in a line: nobody should wonder for which day
// a figure stands.
#ifndef ACTIONPLAN_SERVICES_CLI_BASIS_LINE_H_
#define ACTIONPLAN_SERVICES_CLI_BASIS_LINE_H_

#include <string>

#include "absl/strings/string_view.h"
#include "actionplan/v1/action_plan_service.pb.h"
#include "services/cli/palette.h"

namespace actionplan::cli {

// "As of 20 November 2026 · calendar england-and-wales-3 · rating policy
// standard-1 · provisional: …", printable and without a line break.
std::string BasisLine(const v1::Basis& basis);

// The colour that boards know a rating by.
Tone ToneOf(v1::Rating rating);

}  // namespace actionplan::cli

#endif  // ACTIONPLAN_SERVICES_CLI_BASIS_LINE_H_
