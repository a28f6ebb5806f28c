// Words and flags of a command line.
#ifndef ACTIONPLAN_SERVICES_CLI_ARGUMENTS_H_
#define ACTIONPLAN_SERVICES_CLI_ARGUMENTS_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace actionplan::cli {

enum class Takes { kNothing, kOneValue, kManyValues };

struct FlagSpec {
  std::string name;  // Without the dashes.
  Takes takes = Takes::kOneValue;
  std::string value_name;  // "DATE"; for help.
  std::string help;
};

struct FlagUse {
  std::string name;
  std::string value;  // Empty when the flag takes nothing.
};

struct Arguments {
  std::vector<std::string> words;
  std::vector<FlagUse> flags;

  // Everything that is wrong, a sentence each.
  std::vector<std::string> problems;

  // How many arguments were read.
  std::size_t read = 0;
};

// Reads `args` until `most_words` words have been found, or to the end.
// `--flag value` and `--flag=value` are the same; `-h` is `--help`; everything
// after `--` is a word. A value that begins with two dashes needs the `=`. An
// unknown flag is told with the nearest known one.
Arguments ParseArguments(absl::Span<const std::string> args,
                         absl::Span<const FlagSpec> flags,
                         std::size_t most_words);

// The one of `candidates` that `text` most likely was meant to be, or "" when
// none is near.
std::string NearestTo(absl::string_view text,
                      absl::Span<const std::string> candidates);

}  // namespace actionplan::cli

#endif  // ACTIONPLAN_SERVICES_CLI_ARGUMENTS_H_
