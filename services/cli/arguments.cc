#include "services/cli/arguments.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "services/cli/terminal_text.h"

namespace actionplan::cli {
namespace {

// Levenshtein's distance, by the textbook's two rows.
std::size_t Distance(absl::string_view a, absl::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, row[j] + 1, diagonal + 1});
    }
  }
  return row.back();
}

const FlagSpec* Find(absl::Span<const FlagSpec> flags, absl::string_view name) {
  const auto found =
      std::find_if(flags.begin(), flags.end(),
                   [name](const FlagSpec& flag) { return flag.name == name; });
  return found == flags.end() ? nullptr : &*found;
}

std::string UnknownFlag(absl::Span<const FlagSpec> flags,
                        absl::string_view name) {
  std::vector<std::string> names;
  for (const FlagSpec& flag : flags) names.push_back(flag.name);
  const std::string nearest = NearestTo(name, names);
  return absl::StrCat(
      "--", Printable(name), " is not a flag here",
      nearest.empty() ? "" : absl::StrCat("; did you mean --", nearest, "?"));
}

// One pass over the arguments.
class Reader {
 public:
  Reader(absl::Span<const std::string> args, absl::Span<const FlagSpec> flags)
      : args_(args), flags_(flags) {}

  Arguments Read(std::size_t most_words) {
    bool only_words = false;
    while (result_.read < args_.size() && result_.words.size() < most_words) {
      const std::string& arg = args_[result_.read++];
      if (!only_words && arg == "--") {
        only_words = true;
      } else if (!only_words && arg.size() > 1 && arg[0] == '-') {
        ReadFlag(arg);
      } else {
        result_.words.push_back(arg);
      }
    }
    return std::move(result_);
  }

 private:
  void ReadFlag(absl::string_view arg) {
    if (arg == "-h") arg = "--help";
    if (!absl::ConsumePrefix(&arg, "--")) {
      Problem(absl::StrCat(Printable(arg),
                           " is not a flag; flags begin with "
                           "two dashes"));
      return;
    }
    const std::size_t equals = arg.find('=');
    const bool has_value = equals != absl::string_view::npos;
    const absl::string_view name = arg.substr(0, equals);
    const FlagSpec* flag = Find(flags_, name);
    if (flag == nullptr) {
      Problem(UnknownFlag(flags_, name));
      // What follows an unknown flag is most likely its value.
      if (!has_value && NextIsValue()) ++result_.read;
      return;
    }
    FlagUse use = {.name = flag->name};
    if (has_value) {
      use.value = std::string(arg.substr(equals + 1));
    } else if (flag->takes != Takes::kNothing) {
      if (!NextIsValue()) {
        Problem(absl::StrCat("--", name, " needs a value: --", name, "=",
                             flag->value_name));
        return;
      }
      use.value = args_[result_.read++];
    }
    if (has_value && flag->takes == Takes::kNothing) {
      Problem(absl::StrCat("--", name, " takes no value"));
    }
    Add(*flag, std::move(use));
  }

  void Add(const FlagSpec& flag, FlagUse use) {
    const bool again = std::any_of(
        result_.flags.begin(), result_.flags.end(),
        [&](const FlagUse& earlier) { return earlier.name == use.name; });
    if (again && flag.takes == Takes::kOneValue) {
      Problem(absl::StrCat("--", flag.name, " is given twice"));
    }
    result_.flags.push_back(std::move(use));
  }

  bool NextIsValue() const {
    return result_.read < args_.size() &&
           !absl::StartsWith(args_[result_.read], "--");
  }

  void Problem(std::string problem) {
    result_.problems.push_back(std::move(problem));
  }

  absl::Span<const std::string> args_;
  absl::Span<const FlagSpec> flags_;
  Arguments result_;
};

}  // namespace

Arguments ParseArguments(absl::Span<const std::string> args,
                         absl::Span<const FlagSpec> flags,
                         std::size_t most_words) {
  return Reader(args, flags).Read(most_words);
}

std::string NearestTo(absl::string_view text,
                      absl::Span<const std::string> candidates) {
  const std::string* nearest = nullptr;
  std::size_t least = std::max<std::size_t>(2, text.size() / 3) + 1;
  for (const std::string& candidate : candidates) {
    const std::size_t distance = Distance(text, candidate);
    if (distance >= least) continue;
    least = distance;
    nearest = &candidate;
  }
  return nearest == nullptr ? "" : *nearest;
}

}  // namespace actionplan::cli
