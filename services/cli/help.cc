#include "services/cli/help.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/cli/import_options.h"
#include "services/cli/options.h"
#include "services/cli/proof_files.h"
#include "services/cli/terminal_text.h"

namespace actionplan::cli {
namespace {

constexpr int kWidest = 100;
constexpr int kIndent = 2;
constexpr int kHelpIndent = 8;

struct Item {
  std::string name;
  std::string help;
};

int Bound(int width) { return std::clamp(width, 40, kWidest); }

// Names in a column and what they mean beside them.
std::string List(const std::vector<Item>& items, int width) {
  int names = 0;
  for (const Item& item : items) {
    names = std::max(names, DisplayWidth(item.name));
  }
  std::string text;
  for (const Item& item : items) {
    std::string lead = absl::StrCat(
        std::string(kIndent, ' '), item.name,
        std::string(names - DisplayWidth(item.name) + kIndent, ' '));
    for (const std::string& line :
         Wrap(item.help, Bound(width) - names - 2 * kIndent)) {
      absl::StrAppend(&text, lead, line, "\n");
      lead = std::string(names + 2 * kIndent, ' ');
    }
  }
  return text;
}

std::string FlagText(const FlagSpec& flag, int width) {
  std::string head = absl::StrCat("--", flag.name);
  if (!flag.value_name.empty()) absl::StrAppend(&head, " ", flag.value_name);
  if (flag.takes == Takes::kManyValues) head += " (may be repeated)";
  return absl::StrCat(std::string(kIndent, ' '), head, "\n",
                      Paragraph(flag.help, kHelpIndent, Bound(width)));
}

std::string Flags(absl::string_view heading, const std::vector<FlagSpec>& flags,
                  int width) {
  if (flags.empty()) return "";
  std::string text = absl::StrCat("\n", heading, "\n");
  for (const FlagSpec& flag : flags) text += FlagText(flag, width);
  return text;
}

std::string Example(absl::string_view name, absl::string_view example) {
  return absl::StrCat("\nExample\n  actionplan ", name,
                      example.empty() ? "" : " ", example, "\n");
}

}  // namespace

std::vector<LocalCommand> LocalCommands() {
  return {
      {.name = "apply",
       .arguments = "FILE",
       .help = "Run a file of API commands; again without effect",
       .example = "plan.jsonl --anchor 2026-11-20",
       .flags = {{.name = "anchor",
                  .value_name = "DATE",
                  .help = "Day 0 of the relative days in the file"},
                 {.name = "anchor-board",
                  .value_name = "BOARD",
                  .help = "Day 0 is the day on which this board was created; "
                          "today while it does not exist"},
                 {.name = "dry-run",
                  .takes = Takes::kNothing,
                  .help = "Only check the file"}}},
      {.name = "reassign",
       .arguments = "AGENCY",
       .help = "Hand every open action of an owner to another",
       .example = "boards/ncc/agencies/housing --from-owner-role \"Head of "
                  "Housing Options\" --owner-role \"Head of Prevention\" "
                  "--handover-note \"Files are in the team's folder\"",
       .flags = {{.name = "from-owner-role",
                  .value_name = "TEXT",
                  .help = "Required. The owner who leaves"},
                 {.name = "owner-role",
                  .value_name = "TEXT",
                  .help = "Required. The owner from now on"},
                 {.name = "handover-note",
                  .value_name = "TEXT",
                  .help = "Required. What the new owner has to know"},
                 {.name = "dry-run",
                  .takes = Takes::kNothing,
                  .help = "Only list the actions"}}},
      {.name = "import",
       .arguments = "PLAN FILE",
       .help = "Import a spreadsheet of actions; shows first what it would do",
       .example = "boards/ncc/plans/composite plan.csv --review-date +90d",
       .flags = ImportFlags()},
      {.name = "completion",
       .arguments = "bash",
       .help = "Print what a shell needs to complete commands",
       .example = "bash > /etc/bash_completion.d/actionplan"},
      {.name = "version", .help = "Print the version of this program"},
      {.name = "help",
       .arguments = "[COMMAND]",
       .help = "Print this text or that of a command",
       .example = "action submit"},
  };
}

std::vector<FlagSpec> ExtraFlags(
    const google::protobuf::MethodDescriptor& method) {
  if (method.name() == "RebuildProjection") {
    return {{.name = "wait",
             .takes = Takes::kNothing,
             .help = "Show how far it is and end when it is over"}};
  }
  if (HasFile(method)) {
    return {{.name = kFileFlag,
             .value_name = "FILE",
             .help = NeedsFile(method)
                         ? "Required. Where to write it, for actionplan-verify"
                         : "Also write it to a file, for actionplan-verify"}};
  }
  if (!method.server_streaming()) return {};
  return {{.name = "until-caught-up",
           .takes = Takes::kNothing,
           .help = "End when everything recorded so far has been shown"}};
}

std::string ProgramHelp(absl::Span<const Command> commands, int width) {
  std::vector<Item> views;
  for (const Command& command : commands) {
    if (!command.verb.empty()) continue;
    views.push_back({absl::StrCat(command.noun, " ", command.argument_name),
                     std::string(command.help)});
  }
  std::vector<Item> nouns;
  for (const std::string& noun : NounsOf(commands)) {
    std::vector<std::string> verbs;
    for (const Command& command : commands) {
      if (command.noun == noun) verbs.emplace_back(command.verb);
    }
    nouns.push_back({noun, absl::StrJoin(verbs, " ")});
  }
  std::vector<Item> others;
  for (const LocalCommand& command : LocalCommands()) {
    others.push_back({absl::StrCat(command.name, " ", command.arguments),
                      std::string(command.help)});
  }
  return absl::StrCat(
      "actionplan tracks the actions of safeguarding boards.\n\n"
      "Usage: actionplan COMMAND [ARGUMENT] [FLAG…]\n\nWhat a board asks\n",
      List(views, width), "\nThings and what is done with them\n",
      List(nouns, width), "\nOther commands\n", List(others, width),
      Flags("Flags of every command", GlobalFlags(), width),
      Example("overdue", "boards/ncc --as ncc-manager,role=board-manager"),
      "\n",
      Paragraph("Days are written 2026-11-20, today or +10d; times "
                "2026-11-20T09:00:00Z, now or \"2026-11-20 09:00\"; a text can "
                "come from a file: --description @notes.txt. Exit codes: 0 "
                "done, 1 refused as invalid, 2 wrong command line, 3 not "
                "found, 4 conflict, 5 not allowed, 6 unavailable, 7 other.",
                0, Bound(width)));
}

std::string NounHelp(absl::Span<const Command> commands, absl::string_view noun,
                     int width) {
  std::vector<Item> verbs;
  const Command* first = nullptr;
  for (const Command& command : commands) {
    if (command.noun != noun || command.verb.empty()) continue;
    if (first == nullptr) first = &command;
    verbs.push_back({absl::StrCat(command.verb, " ", command.argument_name),
                     std::string(command.help)});
  }
  return absl::StrCat(
      "Usage: actionplan ", noun, " VERB [ARGUMENT] [FLAG…]\n\n",
      List(verbs, width),
      first == nullptr ? "" : Example(NameOf(*first), first->example),
      "\n`actionplan ", noun, " VERB --help` shows the flags of a verb.\n");
}

std::string LocalCommandHelp(const LocalCommand& command, int width) {
  return absl::StrCat("Usage: actionplan ", command.name, " ",
                      command.arguments, " [FLAG…]\n\n", command.help, ".\n",
                      Flags("Flags", command.flags, width),
                      Example(command.name, command.example));
}

std::string CommandHelp(const CommandHelpParts& parts, int width) {
  const Command& command = parts.command;
  std::vector<FlagSpec> flags;
  for (const RequestFlag& flag : parts.flags) flags.push_back(flag.spec);
  // What has to be there comes first.
  std::stable_partition(flags.begin(), flags.end(), [&](const FlagSpec& spec) {
    return std::any_of(parts.flags.begin(), parts.flags.end(),
                       [&](const RequestFlag& flag) {
                         return flag.required && flag.spec.name == spec.name &&
                                flag.spec.name != "request-id";
                       });
  });
  for (FlagSpec& flag : flags) {
    if (flag.name == "request-id") {
      flag.help =
          "Optional. A UUID that names this request for ever; a random "
          "one when absent.";
    }
  }
  for (const FlagSpec& flag : ExtraFlags(parts.method)) flags.push_back(flag);
  return absl::StrCat(
      "Usage: actionplan ", NameOf(command),
      command.argument.empty() ? "" : " ", command.argument_name,
      " [FLAG…]\n\n", command.help, ".\n",
      Paragraph(parts.comments.Of(parts.method), 0, Bound(width)),
      Flags("Flags", flags, width), Example(NameOf(command), command.example),
      "\n`actionplan --help` shows the flags that every command has.\n");
}

}  // namespace actionplan::cli
