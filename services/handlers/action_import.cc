#include "services/handlers/action_import.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "actionplan/v1/action_import.pb.h"
#include "projections/resources/names.h"
#include "services/domain/action_import.h"

namespace actionplan::handlers {
namespace {

using resources::Kind;
using rpc::FieldChecks;
using rpc::Presence;

constexpr size_t kShort = 200;
constexpr size_t kTitle = 300;
constexpr size_t kText = 2000;
constexpr size_t kLong = 4000;
constexpr size_t kMaxAgencies = 50;
constexpr int64_t kMaxRows = 1048576;  // Of a spreadsheet.

// Two who write one reference differently mean the same row.
void CheckKey(const std::string& key, FieldChecks& check) {
  check.Text("key", key, kShort, Presence::kRequired);
  const std::vector<absl::string_view> words =
      absl::StrSplit(key, absl::ByAnyChar(" \t\n\r\v\f"), absl::SkipEmpty());
  const std::string normal = absl::AsciiStrToLower(absl::StrJoin(words, " "));
  if (normal.empty() || normal == key) return;
  check.Violation("key", "KEY_NOT_NORMAL",
                  "is not in lower case with single spaces");
}

void CheckRow(const v1::ImportedRow& row, FieldChecks& check) {
  const auto text = [&](const char* field, const std::string& value,
                        size_t limit) {
    check.Text(absl::StrCat("row.", field), value, limit, Presence::kOptional);
  };
  check.Text("row.title", row.title(), kTitle, Presence::kRequired);
  text("description", row.description(), kLong);
  text("intended_outcome", row.intended_outcome(), kText);
  text("success_measure", row.success_measure(), kText);
  check.Name("row.lead_agency", row.lead_agency(), Kind::kAgency,
             Presence::kOptional);
  check.Names("row.supporting_agencies", row.supporting_agencies(),
              Kind::kAgency, kMaxAgencies);
  text("owner_role", row.owner_role(), kShort);
  text("priority", row.priority(), kShort);
  text("due", row.due(), kShort);
  text("state", row.state(), kShort);
  text("rating", row.rating(), kShort);
  text("progress", row.progress(), kLong);
  text("completion", row.completion(), kText);
  text("evidence", row.evidence(), kText);
  text("milestones", row.milestones(), kText);
  text("recommendation", row.recommendation(), kText);
  text("scope", row.scope(), kShort);
}

absl::StatusOr<commands::Command> ToCommand(v1::ImportActionRequest request,
                                            const domain::Caller& caller) {
  FieldChecks check;
  check.Name("plan", request.plan(), Kind::kPlan, Presence::kRequired);
  check.Etag("etag", request.etag());
  CheckRequest(request, check);
  CheckKey(request.key(), check);
  check.Text("sheet", request.sheet(), kShort, Presence::kRequired);
  check.Range("row_number", request.row_number(), 1, kMaxRows);
  CheckRow(request.row(), check);
  check.Enum("proposed_priority", request.proposed_priority(),
             Presence::kOptional);
  RETURN_IF_ERROR(check.Result());
  // An etag was seen, so there was an action.
  const auto target = request.etag().empty() ? commands::Target::kNew
                                             : commands::Target::kExisting;
  commands::Command command{
      .name = resources::ChildName(resources::BoardOf(request.plan()),
                                   Kind::kAction,
                                   DerivedId(request.plan(), request.key())),
      .target = target,
      .etag = request.etag()};
  FillCommand(request, caller, command);
  command.related = domain::RelatedNames(request);
  command.decide = commands::DecideWith<v1::Action>(std::move(request));
  return command;
}

}  // namespace

void BindImportAction(CommandBinding& commands) {
  commands.Bind<v1::ImportActionRequest>("ImportAction", ToCommand);
}

}  // namespace actionplan::handlers
