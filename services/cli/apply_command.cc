#include "services/cli/apply_command.h"

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "actionplan/v1/board.pb.h"
#include "actionplan/v1/board_service.pb.h"
#include "eventstore/base/status.h"
#include "services/cli/apply_file.h"
#include "services/cli/dates.h"
#include "services/cli/error_view.h"
#include "services/cli/options.h"
#include "services/cli/progress.h"
#include "services/cli/request.h"
#include "services/cli/terminal_text.h"
#include "services/client/client.h"
#include "services/client/method.h"

namespace actionplan::cli {
namespace {

std::string ValueOf(const Arguments& arguments, absl::string_view flag) {
  for (const FlagUse& use : arguments.flags) {
    if (use.name == flag) return use.value;
  }
  return "";
}

bool Has(const Arguments& arguments, absl::string_view flag) {
  return std::any_of(arguments.flags.begin(), arguments.flags.end(),
                     [flag](const FlagUse& use) { return use.name == flag; });
}

// The day on which the board was created; today while it does not exist.
absl::StatusOr<absl::CivilDay> DayOfBoard(const std::string& board,
                                          const Moment& moment,
                                          const client::Client& client) {
  v1::GetBoardRequest request;
  request.set_name(board);
  const auto found = client.Call<v1::Board>("BoardService.GetBoard", request);
  if (absl::IsNotFound(found.status())) return moment.Today();
  RETURN_IF_ERROR(found.status());
  return absl::ToCivilDay(TimeOf(found->create_time()), moment.time_zone);
}

// One run of `apply`.
class Application {
 public:
  Application(const Arguments& arguments, const Environment& environment)
      : arguments_(arguments), environment_(environment) {}

  ExitCode Run() {
    problems_ = arguments_.problems;
    options_ = ReadOptions(arguments_.flags, environment_, problems_);
    if (arguments_.words.size() != 1) {
      problems_.push_back("name one FILE");
    } else {
      ReadFile();
    }
    auto client = client::Client::Connect({.address = options_.server,
                                           .identity = options_.identity,
                                           .timeout = options_.timeout,
                                           .sleep = environment_.sleep});
    if (!client.ok()) problems_.emplace_back(client.status().message());
    if (!problems_.empty()) return Usage();

    const auto day = AnchorDay(*client);
    if (!day.ok()) return Refused(day.status(), "");
    const std::vector<ApplyCall> calls = PrepareCalls(
        file_, {.day = *day, .time_zone = file_.time_zone}, problems_);
    if (!problems_.empty()) return Usage();
    if (Has(arguments_, "dry-run")) {
      environment_.out << calls.size() << " commands are well formed; day 0 is "
                       << absl::FormatCivilTime(*day) << "\n";
      return ExitCode::kDone;
    }
    return Send(calls, *client);
  }

 private:
  void ReadFile() {
    const std::string& path = arguments_.words[0];
    std::ifstream input(path, std::ios::binary);
    if (!input) {
      problems_.push_back(
          absl::StrCat("the file ", Printable(path), " cannot be read"));
      return;
    }
    auto file = ReadApplyFile(input);
    if (file.ok()) {
      file_ = *std::move(file);
    } else {
      problems_.emplace_back(file.status().message());
    }
  }

  absl::StatusOr<absl::CivilDay> AnchorDay(const client::Client& client) {
    const Moment moment = {.now = environment_.clock.Now(),
                           .time_zone = file_.time_zone};
    const std::string day = ValueOf(arguments_, "anchor");
    if (!day.empty()) return ParseDay(day, moment);
    std::string board = ValueOf(arguments_, "anchor-board");
    if (board.empty()) board = file_.anchor_board;
    if (board.empty()) return moment.Today();
    return DayOfBoard(board, moment, *ReaderOf(client));
  }

  // Who reads the anchor board: one whom the file names, because to somebody of
  // another board it may look as if it did not exist.
  absl::StatusOr<client::Client> ReaderOf(const client::Client& client) const {
    if (file_.actors.empty()) return client;
    return client.As(file_.actors.begin()->second);
  }

  ExitCode Send(const std::vector<ApplyCall>& calls,
                const client::Client& client) {
    Progress progress({.out = environment_.err,
                       .kind = environment_.err_kind,
                       .width = environment_.width});
    const auto total = static_cast<std::int64_t>(calls.size());
    std::int64_t done = 0;
    for (const ApplyCall& call : calls) {
      progress.Show({.done = done, .total = total, .what = call.target});
      const absl::Status status = SendOne(call, client);
      if (!status.ok()) {
        progress.Clear();
        return Refused(status, absl::StrCat("line ", call.line, ", ",
                                            client::MethodName(*call.method),
                                            " ", call.target));
      }
      ++done;
    }
    progress.Show({.done = done, .total = total});
    progress.Clear();
    environment_.out << done << " commands of " << arguments_.words[0]
                     << " are done.\n";
    return ExitCode::kDone;
  }

  static absl::Status SendOne(const ApplyCall& call,
                              const client::Client& client) {
    auto answer = NewMessageOf(*call.method->output_type());
    if (!call.identity)
      return client.Call(*call.method, *call.request, *answer);
    ASSIGN_OR_RETURN(const client::Client actor, client.As(*call.identity));
    return actor.Call(*call.method, *call.request, *answer);
  }

  ExitCode Usage() {
    environment_.err << UsageText("apply", problems_);
    return ExitCode::kUsage;
  }

  ExitCode Refused(const absl::Status& status, const std::string& where) {
    if (!where.empty()) {
      environment_.err << Printable(arguments_.words[0]) << ", "
                       << Printable(where) << "\n";
    }
    environment_.err << RefusalText(
        status, {.command = "apply", .server = options_.server});
    if (!where.empty()) {
      environment_.err << "The lines before it are done; run the file again "
                          "when this one is put right.\n";
    }
    return ExitCodeOf(status);
  }

  const Arguments& arguments_;
  const Environment& environment_;
  Options options_;
  ApplyFile file_;
  std::vector<std::string> problems_;
};

}  // namespace

ExitCode RunApplyCommand(const Arguments& arguments,
                         const Environment& environment) {
  return Application(arguments, environment).Run();
}

}  // namespace actionplan::cli
