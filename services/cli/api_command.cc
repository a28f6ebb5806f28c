#include "services/cli/api_command.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "eventstore/base/status.h"
#include "services/cli/answer_view.h"
#include "services/cli/error_view.h"
#include "services/cli/options.h"
#include "services/cli/proof_files.h"
#include "services/cli/rebuild_wait.h"
#include "services/cli/request.h"
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
    if (status.ok()) answer.MergeFrom(*page);
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

void ShowAnswer(const Message& answer, const Options& options,
                const Environment& environment) {
  const std::string next = TextOf(answer, "next_page_token");
  switch (options.output) {
    case OutputFormat::kJson:
      environment.out << AnswerAsJson(answer, JsonLayout::kPretty);
      return;
    case OutputFormat::kCsv:
      environment.out << AnswerAsCsv(answer);
      break;
    case OutputFormat::kTable:
      environment.out << AnswerAsText(answer,
                                      PresentationFor(options, environment));
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
  ShowAnswer(*answer, options, environment);
  if (file == nullptr) return absl::OkStatus();
  return WriteProofFiles(*answer, file->value, environment);
}

}  // namespace

ExitCode RunApiCommand(const ApiCommand& command,
                       const Environment& environment) {
  std::vector<std::string> problems = command.arguments.problems;
  Options options = ReadOptions(command.arguments.flags, environment, problems);
  auto request = BuildRequest({.command = command.command,
                               .method = command.method,
                               .flags = command.flags,
                               .arguments = command.arguments,
                               .moment = {.now = environment.clock.Now(),
                                          .time_zone = environment.time_zone},
                               .pages = options.pages},
                              problems);
  const auto client = client::Client::Connect({.address = options.server,
                                               .identity = options.identity,
                                               .timeout = options.timeout,
                                               .sleep = environment.sleep});
  if (!client.ok()) problems.emplace_back(client.status().message());
  if (NeedsFile(command.method) &&
      Find(command.arguments, kFileFlag) == nullptr) {
    problems.push_back(absl::StrCat("--", kFileFlag, " FILE is missing"));
  }
  const std::string name = NameOf(command.command);
  if (!problems.empty()) {
    environment.err << UsageText(name, problems);
    return ExitCode::kUsage;
  }
  const absl::Status status =
      CallAndShow(command, *client, options, *request, environment);
  if (!status.ok()) {
    environment.err << RefusalText(
        status, {.command = name,
                 .server = options.server,
                 .request_id = TextOf(*request, "request_id"),
                 .argument = std::string(command.command.argument),
                 .argument_name = std::string(command.command.argument_name),
                 .flags = command.flags});
  }
  return ExitCodeOf(status);
}

}  // namespace actionplan::cli
