// What importing a sheet would do: row by row against what the board has.
//
// Three texts are compared: what the row says now, what it said when it was
// last imported (kept with the action), and what the action says here. Only
// what has changed in the sheet is carried over, so that importing a sheet
// again does not undo what was done here meanwhile. An owner who looked like a
// person and was left out has not changed.
#ifndef ACTIONPLAN_SERVICES_CLI_IMPORT_PLAN_H_
#define ACTIONPLAN_SERVICES_CLI_IMPORT_PLAN_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "actionplan/v1/action.pb.h"
#include "actionplan/v1/plan.pb.h"
#include "services/cli/import_rows.h"

namespace actionplan::cli {

// What a board has that an import has to do with.
struct ImportBoard {
  v1::Plan plan;
  std::vector<v1::Action> actions;  // All of the board.
};

enum class RowOutcome { kNew, kChanged, kUnchanged, kHasErrors };

// "new", "changed", "unchanged", "errors".
absl::string_view OutcomeName(RowOutcome outcome);

struct FieldChange {
  std::string field;  // Of ImportedRow.
  std::string before;
  std::string after;
};

// What an action is assigned with.
struct RowAssignment {
  std::string lead_agency;
  std::string owner_role;
  v1::Action::Priority priority = v1::Action::PRIORITY_UNSPECIFIED;
  v1::DueDate due;
};

struct RowPlan {
  ImportRow row;
  RowOutcome outcome = RowOutcome::kNew;
  std::optional<v1::Action> action;  // As it is here; nothing for a new one.
  std::vector<FieldChange> changes;  // In the sheet, since the last import.

  // What happens to the action is claimed for then; nothing for now. An action
  // that has changed since cannot have changed before.
  std::optional<absl::Time> occur_time;

  // What is to be called, in this order; a new action begins with its import, a
  // changed row is recorded last, so that a run that was cut off goes on.
  bool join = false;
  std::vector<std::string> amend;  // Fields to amend.
  std::optional<RowAssignment> assign;
  bool record = false;

  // What is not done and why, or what is done to words that were amended here.
  std::vector<std::string> notes;
};

struct ImportPlan {
  std::vector<RowPlan> rows;

  // Imported into this plan before and not in the sheet any more.
  std::vector<const v1::Action*> gone;

  std::vector<sheet::Issue> issues;  // Those of the rows and new ones.

  int Count(RowOutcome outcome) const;

  bool HasErrors() const;

  // An error is of no row: nothing can be imported.
  bool has_sheet_errors = false;
};

struct ImportMoment {
  absl::Time now;
  absl::TimeZone time_zone;              // The board's.
  std::optional<absl::Time> occur_time;  // When the sheet was agreed.
  std::optional<absl::CivilDay> review;  // Of what has no due date.
};

// A pure function; the answer refers to `rows` and `board`.
ImportPlan PlanImport(const ImportRows& rows, const ImportBoard& board,
                      const ImportMoment& moment);

}  // namespace actionplan::cli

#endif  // ACTIONPLAN_SERVICES_CLI_IMPORT_PLAN_H_
