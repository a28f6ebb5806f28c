#include "services/cli/api_command.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/algorithm/container.h"
#include "services/cli/answer_view.h"
#include "services/cli/error_view.h"
#include "services/cli/options.h"
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

bool IsGiven(const Arguments& arguments, absl::string_view flag) {
  return absl::c_any_of(
      arguments.flags, [flag](const FlagUse& use) { return use.name == flag; });
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
  const std::string name = NameOf(command.command);
  if (!problems.empty()) {
    environment.err << UsageText(name, problems);
    return ExitCode::kUsage;
  }
  absl::Status status;
  if (command.method.server_streaming()) {
    status = RunWatch({.client = *client,
                       .method = command.method,
                       .flags = command.arguments.flags,
                       .options = options},
                      *request, environment);
  } else {
    auto answer = NewMessageOf(*command.method.output_type());
    status =
        CallForPages(*client, command.method, options.pages, *request, *answer);
    if (status.ok() && IsGiven(command.arguments, "wait")) {
      status = WaitForRebuild(*client, environment, *answer);
    }
    if (status.ok()) ShowAnswer(*answer, options, environment);
  }
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
