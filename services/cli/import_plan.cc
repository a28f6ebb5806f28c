#include "services/cli/import_plan.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "google/protobuf/descriptor.h"
#include "services/cli/dates.h"
#include "services/cli/sheet/field.h"
#include "services/cli/sheet/sheet.h"

namespace actionplan::cli {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using sheet::CellDate;
using sheet::Severity;
using v1::Action;

// Of an action, and of a row under the same names.
constexpr const char* kDetails[] = {"title", "description", "intended_outcome",
                                    "success_measure", "supporting_agencies"};

// The text of a field, or its texts.
std::string TextOf(const Message& message, const FieldDescriptor& field) {
  const auto& reflection = *message.GetReflection();
  if (!field.is_repeated()) return reflection.GetString(message, &field);
  std::vector<std::string> texts;
  for (int i = 0; i < reflection.FieldSize(message, &field); ++i) {
    texts.push_back(reflection.GetRepeatedString(message, &field, i));
  }
  return absl::StrJoin(texts, ", ");
}
std::string TextOf(const Message& message, const std::string& field) {
  return TextOf(message, *message.GetDescriptor()->FindFieldByName(field));
}

std::vector<FieldChange> Differences(const v1::ImportedRow& before,
                                     const v1::ImportedRow& after) {
  std::vector<FieldChange> changes;
  const auto& type = *v1::ImportedRow::descriptor();
  for (int i = 0; i < type.field_count(); ++i) {
    const FieldDescriptor& field = *type.field(i);
    std::string was = TextOf(before, field), is = TextOf(after, field);
    if (was == is) continue;
    changes.push_back({field.name(), std::move(was), std::move(is)});
  }
  return changes;
}

void CopyField(const v1::ImportedRow& from, const std::string& name,
               v1::ImportedRow& to) {
  const auto& reflection = *from.GetReflection();
  const FieldDescriptor& field =
      *v1::ImportedRow::descriptor()->FindFieldByName(name);
  if (!field.is_repeated()) {
    return reflection.SetString(&to, &field,
                                reflection.GetString(from, &field));
  }
  reflection.ClearField(&to, &field);
  for (int i = 0; i < reflection.FieldSize(from, &field); ++i) {
    reflection.AddString(&to, &field,
                         reflection.GetRepeatedString(from, &field, i));
  }
}

bool Has(const std::vector<FieldChange>& changes, absl::string_view field) {
  return std::any_of(
      changes.begin(), changes.end(),
      [field](const FieldChange& change) { return change.field == field; });
}

// It will not be done, and no plan needs it.
bool HasEnded(const Action& action) {
  return action.state() == Action::CANCELLED ||
         action.state() == Action::SUPERSEDED ||
         action.state() == Action::NOT_IMPLEMENTED;
}

bool MayBeAmended(const Action& action) {
  return !HasEnded(action) && action.state() != Action::SUBMITTED &&
         action.state() != Action::VERIFIED && action.state() != Action::CLOSED;
}

bool IsSameDue(const v1::DueDate& one, const v1::DueDate& two) {
  return one.undated() == two.undated() &&
         IsoDay(one.date()) == IsoDay(two.date());
}

std::string Words(const std::string& title, const std::string& description) {
  return sheet::Words(description.empty() ? title : description);
}

// One row on its way to what is done about it.
class RowPlanner {
 public:
  RowPlanner(const ImportRow& row, const ImportMoment& moment)
      : moment_(moment) {
    plan_.row = row;
  }

  RowPlan New() {
    plan_.occur_time = moment_.occur_time;
    plan_.join = true;
    plan_.assign = Assignable();
    return std::move(plan_);
  }

  RowPlan Existing(const Action& action, bool is_in_plan) {
    plan_.action = action;
    // Whoever imported it last said which role that person has.
    if (row_.leaves_owner_out) {
      plan_.row.row.set_owner_role(action.imported().row().owner_role());
    }
    if (moment_.occur_time &&
        *moment_.occur_time >= TimeOf(action.last_occur_time())) {
      plan_.occur_time = moment_.occur_time;
    }
    for (const std::string& field : row_.absent) {
      CopyField(action.imported().row(), field, plan_.row.row);
    }
    plan_.changes = Differences(action.imported().row(), row_.row);
    plan_.record = !plan_.changes.empty();
    // Later than that it was taken out of the plan, or has joined before.
    const bool is_as_imported = action.etag() == "\"1\"";
    plan_.join = !is_in_plan && is_as_imported;
    PlanAmendment(action);
    PlanAssignment(action);
    const bool changes = plan_.record || plan_.join || plan_.assign;
    plan_.outcome = changes ? RowOutcome::kChanged : RowOutcome::kUnchanged;
    return std::move(plan_);
  }

 private:
  void Note(std::string note) { plan_.notes.push_back(std::move(note)); }

  void PlanAmendment(const Action& action) {
    for (const std::string field : kDetails) {
      const std::string is = TextOf(row_.row, field);
      const std::string here = TextOf(action, field);
      if (!Has(plan_.changes, field) || here == is) continue;
      const bool is_smart_part =
          field == "intended_outcome" || field == "success_measure";
      if (!MayBeAmended(action)) {
        Note(absl::StrCat(field, " is not amended: the action is ",
                          Action::State_Name(action.state())));
      } else if (is_smart_part && is.empty() &&
                 action.state() != Action::DRAFT) {
        Note(absl::StrCat(field, " stays: an assigned action keeps it"));
      } else {
        plan_.amend.push_back(field);
        if (here != TextOf(action.imported().row(), field)) {
          Note(absl::StrCat(field,
                            " was amended here since the last import; "
                            "the sheet's takes its place"));
        }
      }
    }
  }

  void PlanAssignment(const Action& action) {
    if (action.state() == Action::DRAFT) {
      plan_.assign = Assignable();
      return;
    }
    const bool agency = Has(plan_.changes, "lead_agency") &&
                        row_.row.lead_agency() != action.lead_agency();
    const bool owner = Has(plan_.changes, "owner_role") &&
                       row_.row.owner_role() != action.owner_role();
    const bool priority =
        Has(plan_.changes, "priority") && row_.priority != action.priority();
    const bool due = Has(plan_.changes, "due") && DueDiffers(action);
    if (!agency && !owner && !priority && !due) return;
    if (action.state() == Action::ASSIGNED) {
      plan_.assign = Assignable();
      if (!plan_.assign) return;
      // What changed here and not in the sheet stays.
      if (!agency) plan_.assign->lead_agency = action.lead_agency();
      if (!owner) plan_.assign->owner_role = action.owner_role();
      if (!priority) plan_.assign->priority = action.priority();
      if (!due) plan_.assign->due = action.due();
      return;
    }
    const std::string& name = action.name();
    if (agency) Note("lead agency not applied: the action has been answered");
    if (owner) {
      Note(absl::StrCat("owner not applied; use `actionplan action reassign ",
                        name, "`"));
    }
    if (priority) {
      Note(
          absl::StrCat("priority not applied; use `actionplan action "
                       "change-priority ",
                       name, "`"));
    }
    if (due) {
      Note(
          absl::StrCat("due date not applied; ask for an extension with "
                       "`actionplan action request-extension ",
                       name, "`"));
    }
  }

  bool DueDiffers(const Action& action) const {
    if (!row_.due) return true;
    return !IsSameDue(DueOf(*row_.due), action.due());
  }

  v1::DueDate DueOf(const CellDate& cell) const {
    v1::DueDate due;
    switch (cell.kind) {
      case CellDate::Kind::kDay:
        SetDate(cell.day, *due.mutable_date());
        return due;
      case CellDate::Kind::kOngoing:
        due.set_undated(v1::DueDate::ONGOING);
        break;
      case CellDate::Kind::kToBeConfirmed:
        due.set_undated(v1::DueDate::TO_BE_CONFIRMED);
        break;
    }
    if (moment_.review) SetDate(*moment_.review, *due.mutable_review_date());
    return due;
  }

  absl::CivilDay OccursOn() const {
    return absl::ToCivilDay(plan_.occur_time.value_or(moment_.now),
                            moment_.time_zone);
  }

  // What to assign the action with; nothing, and a note, when it cannot be
  // assigned.
  std::optional<RowAssignment> Assignable() {
    std::vector<std::string> missing;
    if (row_.row.lead_agency().empty()) missing.push_back("no lead agency");
    if (row_.row.owner_role().empty()) missing.push_back("no owner");
    if (!row_.due) {
      missing.push_back("no due date");
    } else if (row_.due->kind != CellDate::Kind::kDay && !moment_.review) {
      missing.push_back(
          absl::StrCat("\"", row_.row.due(), "\" needs a --review-date"));
    } else if (row_.due->kind == CellDate::Kind::kDay &&
               row_.due->day < OccursOn()) {
      missing.push_back(
          absl::StrCat("due ", absl::FormatCivilTime(row_.due->day),
                       ", which has passed; --occur-time says when the plan "
                       "was agreed"));
    }
    if (missing.empty()) {
      return RowAssignment{.lead_agency = row_.row.lead_agency(),
                           .owner_role = row_.row.owner_role(),
                           .priority = row_.priority,
                           .due = DueOf(*row_.due)};
    }
    Note(absl::StrCat(plan_.action && plan_.action->state() == Action::ASSIGNED
                          ? "not assigned anew: "
                          : "stays a draft: ",
                      absl::StrJoin(missing, ", ")));
    return std::nullopt;
  }

  const ImportMoment& moment_;
  RowPlan plan_;
  const ImportRow& row_ = plan_.row;
};

// The rows of a sheet beside the actions of a board.
class Planner {
 public:
  Planner(const ImportRows& rows, const ImportBoard& board,
          const ImportMoment& moment)
      : rows_(rows),
        moment_(moment),
        members_(board.plan.actions().begin(), board.plan.actions().end()) {
    for (const Action& action : board.actions) {
      const bool is_of_plan = action.has_imported() &&
                              action.imported().plan() == board.plan.name();
      if (is_of_plan) by_key_[action.imported().key()] = &action;
      if (members_.contains(action.name())) {
        by_words_[Words(action.title(), action.description())] = &action;
      }
    }
  }

  ImportPlan Plan() {
    plan_.issues = rows_.issues;
    plan_.has_sheet_errors = rows_.has_sheet_errors;
    for (const ImportRow& row : rows_.rows) plan_.rows.push_back(Plan(row));
    FindGone();
    CheckRoom();
    return std::move(plan_);
  }

 private:
  RowPlan Plan(const ImportRow& row) {
    const auto found = by_key_.find(row.key);
    const bool is_new = found == by_key_.end();
    RowPlanner planner(row, moment_);
    if (is_new && !row.has_errors) WarnOfDuplicate(row);
    RowPlan plan =
        is_new ? planner.New()
               : planner.Existing(*found->second,
                                  members_.contains(found->second->name()));
    if (!row.has_errors) return plan;
    plan.outcome = RowOutcome::kHasErrors;
    plan.notes.clear();
    return plan;
  }

  void WarnOfDuplicate(const ImportRow& row) {
    const auto same =
        by_words_.find(Words(row.row.title(), row.row.description()));
    if (same == by_words_.end()) return;
    plan_.issues.push_back(
        {Severity::kWarning,
         {.row = row.number},
         absl::StrCat("says what ", same->second->name(),
                      " of the plan says: likely a duplicate")});
  }

  void FindGone() {
    std::set<std::string> keys;
    for (const ImportRow& row : rows_.rows) keys.insert(row.key);
    for (const auto& [key, action] : by_key_) {
      if (!keys.contains(key) && !HasEnded(*action)) {
        plan_.gone.push_back(action);
      }
    }
  }

  void CheckRoom() {
    const auto joining = static_cast<std::size_t>(
        std::count_if(plan_.rows.begin(), plan_.rows.end(),
                      [](const RowPlan& row) { return row.join; }));
    if (members_.size() + joining <= sheet::kMostRows) return;
    plan_.has_sheet_errors = true;
    plan_.issues.push_back(
        {Severity::kError,
         {},
         absl::StrCat("the plan has ", members_.size(), " actions and ",
                      joining, " would join; it holds at most ",
                      sheet::kMostRows)});
  }

  const ImportRows& rows_;
  const ImportMoment& moment_;
  const std::set<std::string> members_;
  std::map<std::string, const Action*> by_key_;
  std::map<std::string, const Action*> by_words_;
  ImportPlan plan_;
};

}  // namespace

absl::string_view OutcomeName(RowOutcome outcome) {
  switch (outcome) {
    case RowOutcome::kNew:
      return "new";
    case RowOutcome::kChanged:
      return "changed";
    case RowOutcome::kUnchanged:
      return "unchanged";
    case RowOutcome::kHasErrors:
      return "errors";
  }
  return "";
}

int ImportPlan::Count(RowOutcome outcome) const {
  return static_cast<int>(std::count_if(
      rows.begin(), rows.end(),
      [outcome](const RowPlan& row) { return row.outcome == outcome; }));
}

bool ImportPlan::HasErrors() const {
  return std::any_of(issues.begin(), issues.end(),
                     [](const sheet::Issue& issue) {
                       return issue.severity == Severity::kError;
                     });
}

ImportPlan PlanImport(const ImportRows& rows, const ImportBoard& board,
                      const ImportMoment& moment) {
  return Planner(rows, board, moment).Plan();
}

}  // namespace actionplan::cli
