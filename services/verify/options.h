// What the verifier is told on its command line.
#ifndef ACTIONPLAN_SERVICES_VERIFY_OPTIONS_H_
#define ACTIONPLAN_SERVICES_VERIFY_OPTIONS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"

namespace actionplan::verify {

// What is to be proven: the whole of an export, that a newer checkpoint is of
// the same log as a witnessed one, or that one event is in the log.
enum class Task { kExport, kGrowth, kEvent };

// Paths are empty when they were not given.
struct Options {
  Task task = Task::kExport;
  std::string export_file;
  std::string checkpoint_file;
  std::string proof_file;
  std::string event_file;
  uint64_t position = 0;
  std::string witness_file;
  std::vector<std::string> keys;  // Public keys, or "@" and a file of them.
  bool help = false;
};

// Every wrong flag at once: INVALID_ARGUMENT.
absl::StatusOr<Options> ParseOptions(absl::Span<const char* const> arguments);

// What --help prints.
std::string HelpText();

}  // namespace actionplan::verify

#endif  // ACTIONPLAN_SERVICES_VERIFY_OPTIONS_H_
