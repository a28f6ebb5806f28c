#include "services/verify/options.h"

#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "eventstore/merkle/note_key.h"

namespace actionplan::verify {
namespace {

// The flags that stand for one value each.
struct SingleFlag {
  absl::string_view name;
  std::string Options::*value;
};

constexpr SingleFlag kFiles[] = {
    {"--checkpoint", &Options::checkpoint_file},
    {"--proof", &Options::proof_file},
    {"--event", &Options::event_file},
    {"--witness", &Options::witness_file},
};

// Reads the command line into options; what is wrong by itself is kept aside.
class OptionReader {
 public:
  void Read(absl::string_view argument) {
    if (argument == "--help") {
      options_.help = true;
    } else if (!absl::StartsWith(argument, "-")) {
      ReadFile("EXPORT", argument, options_.export_file);
    } else {
      ReadFlag(argument);
    }
  }

  Options& options() { return options_; }
  std::vector<std::string>& problems() { return problems_; }

 private:
  void ReadFlag(absl::string_view argument) {
    const size_t equals = argument.find('=');
    const absl::string_view name = argument.substr(0, equals);
    const absl::string_view value = equals == absl::string_view::npos
                                        ? absl::string_view()
                                        : argument.substr(equals + 1);
    if (name == "--key") return ReadKey(value);
    if (name == "--position") return ReadPosition(value);
    for (const SingleFlag& flag : kFiles) {
      if (flag.name == name) return ReadFile(name, value, options_.*flag.value);
    }
    problems_.push_back(absl::StrCat(argument, " is no flag of this program"));
  }

  void ReadFile(absl::string_view name, absl::string_view value,
                std::string& file) {
    if (value.empty()) {
      problems_.push_back(absl::StrCat(name, " needs the name of a file"));
    } else if (!file.empty()) {
      problems_.push_back(
          absl::StrCat(name, " is given twice: ", file, " and ", value));
    } else {
      file = std::string(value);
    }
  }

  void ReadPosition(absl::string_view value) {
    if (options_.position != 0) {
      problems_.push_back("--position is given twice");
    } else if (!absl::SimpleAtoi(value, &options_.position) ||
               options_.position == 0) {
      options_.position = 0;
      problems_.push_back("--position needs a whole number from 1 on");
    }
  }

  void ReadKey(absl::string_view value) {
    options_.keys.emplace_back(value);
    if (absl::StartsWith(value, "@") && value.size() > 1) return;
    const auto key = eventstore::NoteVerifier::Parse(value);
    if (!key.ok()) {
      problems_.push_back(
          absl::StrCat("--key=", value, " is ", key.status().message()));
    }
  }

  Options options_;
  std::vector<std::string> problems_;
};

void Need(absl::string_view flag, const std::string& value,
          absl::string_view why, std::vector<std::string>& problems) {
  if (!value.empty()) return;
  problems.push_back(absl::StrCat(flag, " is required ", why));
}

void Refuse(absl::string_view flag, const std::string& value,
            absl::string_view why, std::vector<std::string>& problems) {
  if (value.empty()) return;
  problems.push_back(absl::StrCat(flag, " cannot be used ", why));
}

void CheckTask(Options& options, std::vector<std::string>& problems) {
  const std::string position =
      options.position == 0 ? "" : absl::StrCat(options.position);
  if (!options.event_file.empty() || options.position != 0) {
    constexpr absl::string_view kWhy = "to prove one event";
    options.task = Task::kEvent;
    Need("--event=FILE", options.event_file, kWhy, problems);
    Need("--position=N", position, kWhy, problems);
    Need("--proof=FILE", options.proof_file, kWhy, problems);
    Need("--checkpoint=FILE", options.checkpoint_file, kWhy, problems);
    Refuse("EXPORT", options.export_file, kWhy, problems);
    Refuse("--witness", options.witness_file, kWhy, problems);
  } else if (!options.checkpoint_file.empty()) {
    constexpr absl::string_view kWhy = "to compare checkpoints";
    options.task = Task::kGrowth;
    Need("--witness=FILE", options.witness_file, kWhy, problems);
    Refuse("EXPORT", options.export_file, kWhy, problems);
  } else {
    constexpr absl::string_view kWhy = "without --checkpoint";
    Need("EXPORT, the name of a file,", options.export_file, kWhy, problems);
    Refuse("--proof", options.proof_file, kWhy, problems);
  }
}

}  // namespace

absl::StatusOr<Options> ParseOptions(absl::Span<const char* const> arguments) {
  OptionReader reader;
  for (const char* const argument : arguments) reader.Read(argument);
  Options& options = reader.options();
  std::vector<std::string>& problems = reader.problems();
  if (options.help) return std::move(options);
  if (options.keys.empty()) {
    problems.push_back(
        "--key=KEY is required: the public key of the log, as its keeper "
        "hands it out");
  }
  CheckTask(options, problems);
  if (problems.empty()) return std::move(options);
  return absl::InvalidArgumentError(absl::StrJoin(problems, "\n"));
}

std::string HelpText() {
  return R"(actionplan-verify proves that a log is what was signed. It needs no server.

  actionplan-verify EXPORT --key=KEY [--witness=FILE]
      every event of an export, and the signed checkpoint at its end
  actionplan-verify --checkpoint=FILE [--proof=FILE] --key=KEY --witness=FILE
      that a newer checkpoint is of the log that was witnessed
  actionplan-verify --event=FILE --position=N --proof=FILE --checkpoint=FILE
                    --key=KEY
      that one event is in the log

  --key=KEY          the public key of the log, name+id+key; @FILE reads one
                     from each line of a file; several while a key is changed
  --witness=FILE     the last checkpoint that was accepted. What is not its
                     continuation is refused; what is takes its place. Made
                     when there is none yet. One program at a time
  --checkpoint=FILE  a signed checkpoint
  --proof=FILE       the hashes of a proof, one in base64 on each line
  --event=FILE       the stored bytes of one event
  --position=N       its place in the log
  --help             print this

Exit codes: 0 proven; 1 not proven: changed, inconsistent or not signed by the
key; 2 wrong flags; 3 a file cannot be read or written, or is not what it
should be.

Example: actionplan-verify trail.export --key=@log.key --witness=log.witness
)";
}

}  // namespace actionplan::verify
