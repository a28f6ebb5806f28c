#include "services/domain/action_import.h"

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "eventstore/base/status.h"
#include "google/protobuf/util/message_differencer.h"
#include "projections/resources/fold.h"
#include "projections/resources/names.h"
#include "services/domain/action_permissions.h"
#include "services/domain/action_supporters.h"
#include "services/domain/action_transitions.h"
#include "services/domain/action_values.h"
#include "services/domain/references.h"
#include "services/domain/resource_errors.h"

namespace actionplan::domain {
namespace {

using events::v1::ActionFact;
using events::v1::ActionImported;
using google::protobuf::util::MessageDifferencer;

// An action's limit for a reference outside, in characters.
constexpr size_t kMostReference = 500;

// The first characters of the text and an ellipsis where it is longer.
std::string Shortened(absl::string_view text, size_t limit) {
  size_t characters = 0, kept = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    // Every byte of UTF-8 that does not go on with a character begins one.
    if ((static_cast<unsigned char>(text[i]) & 0xC0) == 0x80) continue;
    if (++characters == limit) kept = i;
  }
  if (characters <= limit) return std::string(text);
  return absl::StrCat(text.substr(0, kept), "…");
}

// What a row says is in the words of whoever imported it. Texts without words
// stay absent.
events::v1::ImportedRow RowFact(const v1::ImportedRow& row,
                                absl::string_view importer) {
  v1::Action described;
  described.set_title(row.title());
  described.set_description(row.description());
  described.set_intended_outcome(row.intended_outcome());
  described.set_success_measure(row.success_measure());
  *described.mutable_supporting_agencies() = row.supporting_agencies();

  using Row = events::v1::ImportedRow;
  Row fact;
  const auto put = [&](const std::string& words,
                       events::v1::PersonalText* (Row::*text)()) {
    if (words.empty()) return;
    *(fact.*text)() = PersonalText(words, resources::PrincipalName(importer));
  };
  *fact.mutable_details() = RewrittenDetails(v1::Action(), described, importer);
  fact.set_lead_agency(row.lead_agency());
  fact.set_owner_role(row.owner_role());
  put(row.priority(), &Row::mutable_priority);
  put(row.due(), &Row::mutable_due);
  put(row.state(), &Row::mutable_state);
  put(row.rating(), &Row::mutable_rating);
  put(row.progress(), &Row::mutable_progress);
  put(row.completion(), &Row::mutable_completion);
  put(row.evidence(), &Row::mutable_evidence);
  put(row.milestones(), &Row::mutable_milestones);
  put(row.recommendation(), &Row::mutable_recommendation);
  put(row.scope(), &Row::mutable_scope);
  return fact;
}

// Agencies that the row named before may have left since.
absl::Status CheckAgencies(const v1::ImportedRow& before,
                           const v1::ImportedRow& row,
                           const Circumstances& now) {
  if (!row.lead_agency().empty() && row.lead_agency() != before.lead_agency()) {
    RETURN_IF_ERROR(CheckActiveAgency(row.lead_agency(), now));
  }
  v1::Action helped;
  *helped.mutable_supporting_agencies() = before.supporting_agencies();
  return CheckSupporters(helped, row.supporting_agencies(), now);
}

void AddSources(const v1::ImportActionRequest& command, ActionImported& fact) {
  std::string place =
      absl::StrCat(command.sheet(), ", row ", command.row_number());
  if (!absl::StartsWith(command.key(), "text:")) {
    absl::StrAppend(&place, ", reference ", command.key());
  }
  fact.add_sources()->set_external_reference(std::move(place));
  const std::string& recommendation = command.row().recommendation();
  if (recommendation.empty()) return;
  fact.add_sources()->set_external_reference(
      Shortened(recommendation, kMostReference));
}

bool IsFrom(const v1::ActionImport& imported,
            const v1::ImportActionRequest& command) {
  return imported.plan() == command.plan() && imported.key() == command.key();
}

}  // namespace

Facts<ActionFact> Decide(const v1::Action& state,
                         const v1::ImportActionRequest& command,
                         const Circumstances& now) {
  RETURN_IF_ERROR(FindBoard(now).status());
  RETURN_IF_ERROR(CheckCommand(ActionCommand::kImport, state, now));
  RETURN_IF_ERROR(
      CheckRole(ActionCommand::kImport, now.caller, {Role::kBoardManager}));
  RETURN_IF_ERROR(FindReference<v1::Plan>(command.plan(), now).status());
  const bool is_new = state.name().empty();
  const v1::ActionImport& before = state.imported();
  if (!is_new && !IsFrom(before, command)) return AlreadyExists(state.name());
  RETURN_IF_ERROR(CheckAgencies(before.row(), command.row(), now));
  if (!is_new && MessageDifferencer::Equals(before.row(), command.row())) {
    return std::vector<ActionFact>();
  }

  ActionFact fact;
  ActionImported& imported = *fact.mutable_action_imported();
  imported.set_plan(command.plan());
  imported.set_key(command.key());
  imported.set_sheet(command.sheet());
  imported.set_row_number(command.row_number());
  if (is_new) {
    AddSources(command, imported);
    imported.set_priority(resources::SameValue<events::v1::ActionPriority>(
        command.proposed_priority()));
  } else {
    *imported.mutable_previous_row() = RowFact(before.row(), before.importer());
  }
  *imported.mutable_row() = RowFact(command.row(), now.caller.principal);
  return Just(std::move(fact));
}

std::vector<std::string> RelatedNames(const v1::ImportActionRequest& command) {
  const auto& supporting = command.row().supporting_agencies();
  std::vector<std::string> names(supporting.begin(), supporting.end());
  names.push_back(command.plan());
  if (!command.row().lead_agency().empty()) {
    names.push_back(command.row().lead_agency());
  }
  return names;
}

}  // namespace actionplan::domain
