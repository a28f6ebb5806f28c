// Which words of the command line are which method of the API.
#ifndef ACTIONPLAN_SERVICES_CLI_COMMAND_TABLE_H_
#define ACTIONPLAN_SERVICES_CLI_COMMAND_TABLE_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace actionplan::cli {

// What is shown of an answer.
enum class ShownAs {
  kItself,
  kDays,  // The days of its actions: calendar_view.h.
};

struct Command {
  absl::string_view noun;    // "action"; or "overdue", which has no verb.
  absl::string_view verb;    // "propose"; empty for a command of one word.
  absl::string_view method;  // "ActionService.ProposeAction"

  // The field of the request that the word after the verb fills, such as
  // "parent" or "action.name", and what stands for it in help; both empty when
  // there is no such word. In brackets when the word may be left out.
  absl::string_view argument;
  absl::string_view argument_name;

  absl::string_view help;     // One line.
  absl::string_view example;  // What may follow the noun and verb.
  ShownAs shown_as = ShownAs::kItself;
};

// Actions.
absl::Span<const Command> ActionCommands();
// Boards, meetings, agencies and plans.
absl::Span<const Command> BoardCommands();
// Audits, findings and recommendations.
absl::Span<const Command> AuditCommands();
// Escalations, the views, and the server.
absl::Span<const Command> ViewCommands();

// All of them, the commands of one word first.
std::vector<Command> AllCommands();

// The command called so, or nullptr. `commands` outlives the answer.
const Command* FindCommand(absl::Span<const Command> commands,
                           absl::string_view noun, absl::string_view verb);

// The nouns of the commands that have a verb, each once, in order.
std::vector<std::string> NounsOf(absl::Span<const Command> commands);

// "action propose", or "overdue".
std::string NameOf(const Command& command);

}  // namespace actionplan::cli

#endif  // ACTIONPLAN_SERVICES_CLI_COMMAND_TABLE_H_
