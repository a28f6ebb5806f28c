#include "services/cli/api_command.h"

#include <memory>
#include <string>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "actionplan/v1/action_service.pb.h"
#include "actionplan/v1/board.pb.h"
#include "actionplan/v1/board_service.pb.h"
#include "eventstore/base/status.h"
#include "services/cli/answer_view.h"
#include "services/cli/as_at.h"
#include "services/cli/calendar_view.h"
#include "services/cli/csv.h"
#include "services/cli/error_view.h"
#include "services/cli/field_value.h"
#include "services/cli/options.h"
#include "services/cli/paged_call.h"
#include "services/cli/proof_files.h"
#include "services/cli/rebuild_wait.h"
#include "services/cli/request.h"
#include "services/cli/terminal_text.h"
#include "services/cli/watch_command.h"
#include "services/client/client.h"

namespace actionplan::cli {
namespace {

using google::protobuf::Message;

// The last use of a flag, or null.
const FlagUse* Find(const Arguments& arguments, absl::string_view flag) {
  const FlagUse* found = nullptr;
  for (const FlagUse& use : arguments.flags) {
    if (use.name == flag) found = &use;
  }
  return found;
}

bool HasPages(const google::protobuf::MethodDescriptor& method) {
  return method.input_type()->FindFieldByName("page_token") != nullptr;
}

// What is not read on a screen is whole, unless a page was asked for.
Pages PagesFor(const ApiCommand& command, const Options& options) {
  const bool whole = options.output != OutputFormat::kTable ||
                     command.command.shown_as == ShownAs::kDays;
  const bool page_asked_for = Find(command.arguments, "page-size") != nullptr ||
                              Find(command.arguments, "page-token") != nullptr;
  return whole && !page_asked_for ? Pages::kAll : options.pages;
}

void TellOfMore(const Message& page, const Environment& environment) {
  const std::string next = TextOf(page, "next_page_token");
  if (next.empty()) return;
  environment.err << "There is more: add --all, or --page-token "
                  << Printable(next) << "\n";
}

std::string CalendarAs(const v1::ListActionsResponse& answer,
                       const v1::ListActionsRequest& request,
                       const Options& options, const Environment& environment) {
  switch (options.output) {
    case OutputFormat::kJson:
      return AnswerAsJson(answer, JsonLayout::kPretty);
    case OutputFormat::kCsv:
      return CalendarAsCsv(answer);
    case OutputFormat::kIcs:
      return CalendarAsIcs(answer, request);
    case OutputFormat::kTable:
      break;
  }
  return CalendarAsText(answer, PresentationFor(options, environment));
}

// A terminal would show what only a file needs.
absl::string_view StartOfFile(const Options& options,
                              const Environment& environment) {
  return options.output == OutputFormat::kCsv &&
                 environment.out_kind == Stream::kFile
             ? kByteOrderMark
             : "";
}

void ShowAnswer(const Message& request, const Message& answer,
                const Options& options, const Environment& environment) {
  switch (options.output) {
    case OutputFormat::kJson:
      environment.out << AnswerAsJson(answer, JsonLayout::kPretty);
      return;
    case OutputFormat::kCsv:
      environment.out << StartOfFile(options, environment) << CsvHeader(answer)
                      << CsvRows(answer);
      return;
    case OutputFormat::kTable:
    case OutputFormat::kIcs:  // Only days are shown so.
      const Presentation presentation = PresentationFor(options, environment);
      environment.out << AsAtHeading(request, answer, presentation)
                      << AnswerAsText(answer, presentation);
      break;
  }
  TellOfMore(answer, environment);
}

// The days of a list of actions: one answer, as they are put in order.
absl::Status CallAndShowDays(const PagedCall& call, const Options& options,
                             Message& request, const Environment& environment) {
  auto& list = static_cast<v1::ListActionsRequest&>(request);
  AskForOpenActions(list);
  v1::ListActionsResponse answer;
  RETURN_IF_ERROR(CallWhole(call, request, environment, answer));
  environment.out << StartOfFile(options, environment)
                  << CalendarAs(answer, list, options, environment);
  TellOfMore(answer, environment);
  return absl::OkStatus();
}

// Rows go out as they come: a long trail is not held in memory.
absl::Status CallAndShowCsv(const PagedCall& call, const Options& options,
                            Message& request, const Environment& environment) {
  bool first = true;
  return CallPages(call, request, environment, [&](const Message& page) {
    if (first) {
      environment.out << StartOfFile(options, environment) << CsvHeader(page);
    }
    first = false;
    environment.out << CsvRows(page);
    if (call.pages == Pages::kOne) TellOfMore(page, environment);
  });
}

// Calls the method and shows what it answers.
absl::Status CallAndShow(const ApiCommand& command,
                         const client::Client& client, const Options& options,
                         Message& request, const Environment& environment) {
  const FlagUse* const file = Find(command.arguments, kFileFlag);
  if (NeedsFile(command.method)) {
    return WriteExport(client, command.method, request, file->value,
                       environment);
  }
  if (command.method.server_streaming()) {
    return RunWatch({.client = client,
                     .method = command.method,
                     .flags = command.arguments.flags,
                     .options = options},
                    request, environment);
  }
  const PagedCall call = {
      .client = client, .method = command.method, .pages = options.pages};
  if (command.command.shown_as == ShownAs::kDays) {
    return CallAndShowDays(call, options, request, environment);
  }
  if (options.output == OutputFormat::kCsv && HasPages(command.method)) {
    return CallAndShowCsv(call, options, request, environment);
  }
  const auto answer = NewMessageOf(*command.method.output_type());
  RETURN_IF_ERROR(CallWhole(call, request, environment, *answer));
  if (Find(command.arguments, "wait") != nullptr) {
    RETURN_IF_ERROR(WaitForRebuild(client, environment, *answer));
  }
  ShowAnswer(request, *answer, options, environment);
  if (file == nullptr) return absl::OkStatus();
  return WriteProofFiles(*answer, file->value, environment);
}

// A day of the past is one of the board's days, wherever it is asked about.
absl::StatusOr<absl::TimeZone> ZoneOfBoard(const client::Client& client,
                                           const std::string& board,
                                           const absl::TimeZone& otherwise) {
  if (board.empty()) return otherwise;
  v1::GetBoardRequest request;
  request.set_name(board);
  ASSIGN_OR_RETURN(const auto found,
                   client.Call<v1::Board>("BoardService.GetBoard", request));
  absl::TimeZone zone;
  return absl::LoadTimeZone(found.time_zone(), &zone) ? zone : otherwise;
}

// One run of a command.
class ApiRun {
 public:
  ApiRun(const ApiCommand& command, const Environment& environment)
      : command_(command), environment_(environment) {}

  ExitCode Run() {
    std::vector<std::string> problems = command_.arguments.problems;
    options_ = ReadOptions(command_.arguments.flags, environment_, problems);
    options_.pages = PagesFor(command_, options_);
    if (options_.output == OutputFormat::kIcs &&
        command_.command.shown_as != ShownAs::kDays) {
      problems.push_back(
          "--output ics: only `actionplan calendar` has days for a calendar");
    }
    Build(environment_.time_zone, problems);
    const auto client = client::Client::Connect({.address = options_.server,
                                                 .identity = options_.identity,
                                                 .timeout = options_.timeout,
                                                 .sleep = environment_.sleep});
    if (!client.ok()) problems.emplace_back(client.status().message());
    if (NeedsFile(command_.method) &&
        Find(command_.arguments, kFileFlag) == nullptr) {
      problems.push_back(absl::StrCat("--", kFileFlag, " FILE is missing"));
    }
    if (!problems.empty()) {
      environment_.err << UsageText(NameOf(command_.command), problems);
      return ExitCode::kUsage;
    }
    const absl::Status status = Call(*client);
    if (!status.ok()) environment_.err << Refusal(status);
    return ExitCodeOf(status);
  }

 private:
  void Build(const absl::TimeZone& zone, std::vector<std::string>& problems) {
    request_ = BuildRequest(
        {.command = command_.command,
         .method = command_.method,
         .flags = command_.flags,
         .arguments = command_.arguments,
         .moment = {.now = environment_.clock.Now(), .time_zone = zone},
         .pages = options_.pages},
        problems);
  }

  absl::Status Call(const client::Client& client) {
    if (!AsksAboutThePast()) {
      return CallAndShow(command_, client, options_, *request_, environment_);
    }
    Environment there = environment_;
    ASSIGN_OR_RETURN(
        there.time_zone,
        ZoneOfBoard(client, BoardOfRequest(*request_), environment_.time_zone));
    std::vector<std::string> problems;
    Build(there.time_zone, problems);
    if (!problems.empty()) return absl::InvalidArgumentError(problems.front());
    return CallAndShow(command_, client, options_, *request_, there);
  }

  // Whether a flag was given whose days are the board's.
  bool AsksAboutThePast() const {
    return absl::c_any_of(command_.flags, [&](const RequestFlag& flag) {
      return IsAsAt(*flag.path.back()) &&
             Find(command_.arguments, flag.spec.name) != nullptr;
    });
  }

  std::string Refusal(const absl::Status& status) const {
    return RefusalText(
        status, {.command = NameOf(command_.command),
                 .server = options_.server,
                 .request_id = TextOf(*request_, "request_id"),
                 .argument = std::string(command_.command.argument),
                 .argument_name = std::string(command_.command.argument_name),
                 .flags = command_.flags});
  }

  const ApiCommand& command_;
  const Environment& environment_;
  Options options_;
  std::unique_ptr<Message> request_;
};

}  // namespace

ExitCode RunApiCommand(const ApiCommand& command,
                       const Environment& environment) {
  return ApiRun(command, environment).Run();
}

}  // namespace actionplan::cli
