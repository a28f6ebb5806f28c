#include "services/server/maintenance_options.h"

#include <algorithm>
#include <array>
#include <variant>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"
#include "eventstore/base/status.h"

namespace actionplan::server {
namespace {

using Options = MaintenanceOptions;

constexpr std::array<absl::string_view, 4> kTasks = {"backup", "restore",
                                                     "verify", "recover"};

// Where the value of a flag goes; a switch has none.
using Target =
    std::variant<std::string Options::*, uint32_t Options::*,
                 std::optional<uint64_t> Options::*, bool Options::*>;

struct Flag {
  absl::string_view name;
  absl::string_view tasks;  // The first letters but one: b, s, v, c.
  Target target;
};

const Flag kFlags[] = {
    {"--data", "bsvc", &Options::data},
    {"--to", "bc", &Options::to},
    {"--from", "s", &Options::from},
    {"--backup", "s", &Options::backup},
    {"--checkpoint", "svc", &Options::checkpoint},
    {"--key", "svc", &Options::key},
    {"--accept-loss-after", "sc", &Options::accept_loss_after},
    {"--drill", "s", &Options::drill},
    {"--list", "s", &Options::list},
    {"--rewrite-mark", "c", &Options::rewrite_mark},
    {"--help", "bsvc", &Options::help},
};

char LetterOf(Task task) { return "bsvc"[static_cast<size_t>(task)]; }

// Returns what is wrong with the value, or nothing.
struct Assign {
  Options& options;
  absl::string_view value;

  absl::string_view operator()(std::string Options::*text) const {
    options.*text = std::string(value);
    return value.empty() ? "needs a value" : "";
  }
  absl::string_view operator()(uint32_t Options::*number) const {
    const bool valid =
        absl::SimpleAtoi(value, &(options.*number)) && options.*number > 0;
    return valid ? "" : "must be a number from 1";
  }
  absl::string_view operator()(
      std::optional<uint64_t> Options::*position) const {
    uint64_t number = 0;
    if (!absl::SimpleAtoi(value, &number)) return "must be a position";
    options.*position = number;
    return "";
  }
  absl::string_view operator()(bool Options::*on) const {
    options.*on = true;
    return value.empty() ? "" : "takes no value";
  }
};

void ParseFlag(absl::string_view argument, Options& options,
               std::vector<std::string>& problems) {
  const absl::string_view name = argument.substr(0, argument.find('='));
  absl::string_view value = argument.substr(name.size());
  const auto* const flag =
      std::find_if(std::begin(kFlags), std::end(kFlags),
                   [&](const Flag& known) { return known.name == name; });
  if (flag == std::end(kFlags) ||
      flag->tasks.find(LetterOf(options.task)) == absl::string_view::npos) {
    problems.push_back(absl::StrCat(argument, " is no flag of ",
                                    kTasks[static_cast<size_t>(options.task)]));
    return;
  }
  absl::ConsumePrefix(&value, "=");
  const absl::string_view wrong =
      std::visit(Assign{options, value}, flag->target);
  if (!wrong.empty()) problems.push_back(absl::StrCat(name, " ", wrong));
}

void CheckTogether(const Options& options, std::vector<std::string>& problems) {
  if (options.data.empty() && !options.list) {
    problems.push_back("--data=FOLDER is required: where the log is kept");
  }
  if (options.task == Task::kBackup && options.to.empty()) {
    problems.push_back("--to=FOLDER is required: where backups are kept");
  }
  if (options.task == Task::kRestore && options.from.empty()) {
    problems.push_back("--from=FOLDER is required: where backups are kept");
  }
  if (options.checkpoint.empty() != options.key.empty()) {
    problems.push_back("--checkpoint and --key are given together");
  }
  if (options.drill && options.accept_loss_after.has_value()) {
    problems.push_back("--drill gives up nothing: no --accept-loss-after");
  }
  if (options.task == Task::kRecover &&
      options.to.empty() == options.accept_loss_after.has_value()) {
    problems.push_back("--to and --accept-loss-after are given together");
  }
  if (options.rewrite_mark && !options.to.empty()) {
    problems.push_back("--rewrite-mark needs no --to");
  }
}

constexpr char kCheckpointHelp[] =
    R"(  --checkpoint=FILE  a signed checkpoint that the log must agree with
  --key=TEXT         the public key it was signed with: name+id+base64
)";

constexpr char kExitHelp[] = R"(
Exit codes: 0 good; 2 wrong flags; 3 the data cannot be used, or something was
refused; 5 something is wrong with the log or the backup, and was listed.
)";

constexpr char kBackupHelp[] =
    R"(actionplan-server backup takes a backup of a log whose server is stopped.

  actionplan-server backup --data=FOLDER --to=FOLDER

  --data=FOLDER      the server's data folder
  --to=FOLDER        where the backups of this log are kept; made if absent

A running server is asked instead: actionplan backup create. What was backed up
is read again. The views are not in a backup, as they are made again from the
log; nor is the key that checkpoints are signed with: keep it apart, and safe.
)";

constexpr char kRestoreHelp[] =
    R"(actionplan-server restore makes a log from a backup, and reads it to its end.

  actionplan-server restore --from=FOLDER --data=FOLDER [--backup=N]
  actionplan-server restore --from=FOLDER --data=FOLDER --drill
  actionplan-server restore --from=FOLDER --list

  --from=FOLDER      where the backups are kept
  --data=FOLDER      the data folder: nothing may be in its folder log
  --backup=N         which backup; the newest when not given
  --drill            only try: restore, verify, and remove what was restored
  --list             tell which backups there are
  --accept-loss-after=POSITION
                     restore although the log's mark says that it had come
                     further: what was acknowledged after the position, which
                     is the backup's last, is given up, and a new epoch begins
)";

constexpr char kVerifyHelp[] =
    R"(actionplan-server verify reads the log of a stopped server and says everything
that is wrong with it. It changes nothing, and reads also what a server refuses.

  actionplan-server verify --data=FOLDER [--checkpoint=FILE --key=TEXT]

  --data=FOLDER      the server's data folder
)";

constexpr char kRecoverHelp[] =
    R"(actionplan-server recover tells what can be done about a log that is refused,
and does it when it is told to. Without a flag below it changes nothing.

  actionplan-server recover --data=FOLDER
  actionplan-server recover --data=FOLDER --rewrite-mark
  actionplan-server recover --data=FOLDER --to=FOLDER --accept-loss-after=POSITION

  --data=FOLDER      the server's data folder
  --rewrite-mark     write the mark anew: for a log that is whole and whose mark
                     lost one of its two slots
  --to=FOLDER        an empty data folder for the events that are good
  --accept-loss-after=POSITION
                     give up every event after the position; a new epoch begins
)";

}  // namespace

std::optional<Task> TaskCalled(absl::string_view name) {
  const auto* const found = std::find(kTasks.begin(), kTasks.end(), name);
  if (found == kTasks.end()) return std::nullopt;
  return static_cast<Task>(found - kTasks.begin());
}

absl::StatusOr<MaintenanceOptions> ParseMaintenanceOptions(
    Task task, absl::Span<const char* const> arguments) {
  Options options = {.task = task};
  std::vector<std::string> problems;
  for (const char* argument : arguments) ParseFlag(argument, options, problems);
  if (options.help) return options;
  CheckTogether(options, problems);
  if (problems.empty()) return options;
  return base::Error({.code = absl::StatusCode::kInvalidArgument,
                      .reason = "FLAGS_INVALID",
                      .message = absl::StrJoin(problems, "\n")});
}

std::string MaintenanceHelp(Task task) {
  switch (task) {
    case Task::kBackup:
      return absl::StrCat(kBackupHelp, kExitHelp);
    case Task::kRestore:
      return absl::StrCat(kRestoreHelp, kCheckpointHelp, kExitHelp);
    case Task::kVerify:
      return absl::StrCat(kVerifyHelp, kCheckpointHelp, kExitHelp);
    case Task::kRecover:
      return absl::StrCat(kRecoverHelp, kCheckpointHelp, kExitHelp);
  }
  return "";
}

}  // namespace actionplan::server
