// A year of a board's escalations, evaluated each morning, and the same year
// repeated from what people did: prints a table in Markdown, and fails when the
// two histories differ.
#include <cstdio>
#include <string>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/strings/str_format.h"
#include "absl/time/time.h"
#include "tests/services/escalation/escalation_year.h"

ABSL_FLAG(int, actions, 10'000, "Actions that are alive at a time.");
ABSL_FLAG(int, days, 365, "Days, each with one evaluation.");

namespace actionplan::escalation {
namespace {

int Run(const EscalationYear::Plan& plan) {
  EscalationYear year;
  year.Live(plan);
  const std::vector<std::string> history = year.History();
  EscalationYear again;
  again.Repeat(year, plan);

  std::printf("| | lived | repeated |\n|---|---|---|\n");
  absl::PrintF("| events | %d | %d |\n", year.events(), again.events());
  absl::PrintF("| evaluations | %d | %d |\n", year.evaluations(),
               again.evaluations());
  absl::PrintF("| facts by rules | %d | %d |\n", history.size(),
               again.History().size());
  absl::PrintF("| evaluating, s | %.1f | %.1f |\n",
               absl::ToDoubleSeconds(year.evaluating()),
               absl::ToDoubleSeconds(again.evaluating()));
  const bool same = again.History() == history;
  std::printf("\nThe histories are %s.\n", same ? "the same" : "different");
  return same ? 0 : 1;
}

}  // namespace
}  // namespace actionplan::escalation

int main(int argc, char** argv) {
  absl::ParseCommandLine(argc, argv);
  return actionplan::escalation::Run({.actions = absl::GetFlag(FLAGS_actions),
                                      .days = absl::GetFlag(FLAGS_days)});
}
