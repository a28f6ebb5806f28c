#include "services/cli/api_command.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "actionplan/v1/board.pb.h"
#include "actionplan/v1/board_service.pb.h"
#include "eventstore/base/status.h"
#include "services/cli/answer_view.h"
#include "services/cli/as_at.h"
#include "services/cli/error_view.h"
#include "services/cli/field_value.h"
#include "services/cli/options.h"
#include "services/cli/proof_files.h"
#include "services/cli/rebuild_wait.h"
#include "services/cli/request.h"
#include "services/cli/rows.h"
#include "services/cli/terminal_text.h"
#include "services/cli/watch_command.h"
#include "services/client/client.h"

namespace actionplan::cli {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

// The text of a string field, "" when the message has no such field.
std::string TextOf(const Message& message, const char* name) {
  const FieldDescriptor* field = message.GetDescriptor()->FindFieldByName(name);
  if (field == nullptr) return "";
  return message.GetReflection()->GetString(message, field);
}

void SetText(Message& message, const char* name, std::string value) {
  const FieldDescriptor* field = message.GetDescriptor()->FindFieldByName(name);
  message.GetReflection()->SetString(&message, field, std::move(value));
}

// Adds the rows of the next page; whatever else the answer has, counts and what
// it was computed by, is said anew on every page.
void AddPage(const Message& page, Message& answer) {
  const FieldDescriptor* const rows = RowsField(*answer.GetDescriptor());
  std::vector<const FieldDescriptor*> fields;
  answer.GetReflection()->ListFields(answer, &fields);
  for (const FieldDescriptor* field : fields) {
    if (field != rows) answer.GetReflection()->ClearField(&answer, field);
  }
  answer.MergeFrom(page);
}

// Calls the method; with Pages::kAll until there is no next page, the rows of
// all of them in one answer.
absl::Status CallForPages(const client::Client& client,
                          const google::protobuf::MethodDescriptor& method,
                          Pages pages, Message& request, Message& answer) {
  absl::Status status = client.Call(method, request, answer);
  while (status.ok() && pages == Pages::kAll &&
         !TextOf(answer, "next_page_token").empty()) {
    SetText(request, "page_token", TextOf(answer, "next_page_token"));
    SetText(answer, "next_page_token", "");
    auto page = NewMessageOf(*method.output_type());
    status = client.Call(method, request, *page);
    if (status.ok()) AddPage(*page, answer);
  }
  return status;
}

// The last use of a flag, or null.
const FlagUse* Find(const Arguments& arguments, absl::string_view flag) {
  const FlagUse* found = nullptr;
  for (const FlagUse& use : arguments.flags) {
    if (use.name == flag) found = &use;
  }
  return found;
}

void ShowAnswer(const Message& request, const Message& answer,
                const Options& options, const Environment& environment) {
  const std::string next = TextOf(answer, "next_page_token");
  switch (options.output) {
    case OutputFormat::kJson:
      environment.out << AnswerAsJson(answer, JsonLayout::kPretty);
      return;
    case OutputFormat::kCsv:
      environment.out << AnswerAsCsv(answer);
      break;
    case OutputFormat::kTable:
      const Presentation presentation = PresentationFor(options, environment);
      environment.out << AsAtHeading(request, answer, presentation)
                      << AnswerAsText(answer, presentation);
      break;
  }
  if (!next.empty()) {
    environment.err << "There is more: add --all, or --page-token "
                    << Printable(next) << "\n";
  }
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
  const auto answer = NewMessageOf(*command.method.output_type());
  RETURN_IF_ERROR(
      CallForPages(client, command.method, options.pages, request, *answer));
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
