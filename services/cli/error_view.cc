#include "services/cli/error_view.h"

#include <cstddef>
#include <utility>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "services/cli/command_table.h"
#include "services/cli/terminal_text.h"
#include "services/client/status.h"

namespace actionplan::cli {
namespace {

std::string PathName(const FieldPath& path) {
  return absl::StrJoin(path, ".", [](std::string* out, const auto* field) {
    absl::StrAppend(out, field->name());
  });
}

// What the caller typed for a field of the request, "evidence[0].uri" too.
std::string FlagFor(const std::string& field, const ErrorContext& context) {
  const RequestFlag* nearest = nullptr;
  for (const RequestFlag& flag : context.flags) {
    const std::string name = PathName(flag.path);
    if (!absl::StartsWith(field, name)) continue;
    const std::string rest = field.substr(name.size());
    if (rest.empty()) return absl::StrCat("--", flag.spec.name);
    if (rest[0] == '.' || rest[0] == '[') nearest = &flag;
  }
  if (!context.argument.empty() && field == context.argument) {
    return context.argument_name;
  }
  if (nearest == nullptr) return Printable(field);
  return absl::StrCat("--", nearest->spec.name, " (", Printable(field), ")");
}

std::string Violations(const absl::Status& status,
                       const ErrorContext& context) {
  std::string text;
  if (const auto bad_request = client::BadRequestOf(status)) {
    for (const auto& violation : bad_request->field_violations()) {
      absl::StrAppend(&text, "  ", FlagFor(violation.field(), context), ": ",
                      Printable(violation.description()), "\n");
    }
  }
  if (const auto failure = client::PreconditionFailureOf(status)) {
    for (const auto& violation : failure->violations()) {
      absl::StrAppend(&text, "  ", Printable(violation.subject()), ": ",
                      Printable(violation.description()), "\n");
    }
  }
  return text;
}

// What a name or a number goes on with: "a1" does not stand in "a12".
bool GoesOn(char c) {
  return absl::ascii_isalnum(c) || c == '_' || c == '-' || c == '/';
}

bool StandsIn(absl::string_view value, absl::string_view text) {
  for (std::size_t at = text.find(value); at != absl::string_view::npos;
       at = text.find(value, at + 1)) {
    const std::size_t end = at + value.size();
    if ((at == 0 || !GoesOn(text[at - 1])) &&
        (end == text.size() || !GoesOn(text[end]))) {
      return true;
    }
  }
  return false;
}

// Whether every value of a list, which may have just one, was told already.
bool IsTold(absl::string_view values, absl::string_view told) {
  const std::vector<absl::string_view> each = absl::StrSplit(values, ", ");
  return absl::c_all_of(each, [told](absl::string_view value) {
    return value.empty() || StandsIn(value, told);
  });
}

// The values that what was told so far does not have.
std::string Metadata(const absl::Status& status, absl::string_view told) {
  const auto info = client::ErrorInfoOf(status);
  if (!info) return "";
  std::vector<std::string> untold;
  for (const auto& [key, value] : info->metadata()) {
    if (IsTold(value, told)) continue;
    untold.push_back(absl::StrCat(Printable(key), ": ", Printable(value)));
  }
  if (untold.empty()) return "";
  // A map of protobuf has no order of its own.
  absl::c_sort(untold);
  return absl::StrCat("  ", absl::StrJoin(untold, ", "), "\n");
}

std::string Hint(const absl::Status& status, const ErrorContext& context) {
  switch (status.code()) {
    case absl::StatusCode::kInvalidArgument:
      return absl::StrCat("`actionplan ", context.command,
                          " --help` shows every flag.");
    case absl::StatusCode::kUnauthenticated:
      return "Say who you are: --as PRINCIPAL,role=ROLE, or a profile.";
    case absl::StatusCode::kUnavailable:
      return absl::StrCat(
          "Is a server running on ", context.server,
          "? --server or ACTIONPLAN_SERVER names another.",
          context.request_id.empty()
              ? ""
              : absl::StrCat("\nSend the command again with --request-id ",
                             context.request_id,
                             ": should it have arrived, it is done once."));
    case absl::StatusCode::kDeadlineExceeded:
      if (context.request_id.empty()) return "Allow more with --timeout.";
      return absl::StrCat(
          "Whether it was done is not known. Repeat the command with "
          "--request-id ",
          context.request_id, " and a longer --timeout: it is done once.");
    case absl::StatusCode::kUnimplemented:
      return "The server is older than this program.";
    default:
      return "";
  }
}

// Methods by the words of the command line that call them.
std::string InCommands(std::string text) {
  for (const Command& command : AllCommands()) {
    const std::pair<absl::string_view, absl::string_view> method =
        absl::StrSplit(command.method, '.');
    if (!StandsIn(method.second, text)) continue;
    absl::StrReplaceAll(
        {{method.second, absl::StrCat("`", NameOf(command), "`")}}, &text);
  }
  return text;
}

std::string FirstSentence(absl::string_view text) {
  return std::string(text.substr(0, text.find(". ")));
}

}  // namespace

std::string RefusalText(const absl::Status& status,
                        const ErrorContext& context) {
  const auto info = client::ErrorInfoOf(status);
  const std::string violations = Violations(status, context);
  // The lines below say the rest of the message, by flag.
  const std::string message = violations.empty()
                                  ? std::string(status.message())
                                  : FirstSentence(status.message());
  std::string text =
      absl::StrCat("actionplan: ", Printable(InCommands(message)), " (",
                   absl::StatusCodeToString(status.code()),
                   info ? absl::StrCat(", ", Printable(info->reason())) : "",
                   ")\n", violations);
  absl::StrAppend(&text,
                  Metadata(status, absl::StrCat(message, "\n", violations)));
  const std::string hint = Hint(status, context);
  if (!hint.empty()) absl::StrAppend(&text, hint, "\n");
  return text;
}

std::string UsageText(absl::string_view command,
                      absl::Span<const std::string> problems) {
  const std::string name =
      command.empty() ? "actionplan" : absl::StrCat("actionplan ", command);
  return absl::StrCat("actionplan: the command was not sent\n  ",
                      absl::StrJoin(problems, "\n  "), "\n`", name,
                      " --help` shows an example and every flag.\n");
}

}  // namespace actionplan::cli
