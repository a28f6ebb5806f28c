// What `actionplan import` is asked to do.
#ifndef ACTIONPLAN_SERVICES_CLI_IMPORT_OPTIONS_H_
#define ACTIONPLAN_SERVICES_CLI_IMPORT_OPTIONS_H_

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "actionplan/v1/action.pb.h"
#include "services/cli/arguments.h"
#include "services/cli/dates.h"
#include "services/cli/sheet/agency_names.h"
#include "services/cli/sheet/date_cell.h"
#include "services/cli/sheet/heading_row.h"

namespace actionplan::cli {

struct ImportOptions {
  std::string plan;  // boards/{board}/plans/{plan}
  std::string path;

  // What the user says that texts of the sheet mean, by sheet::Words().
  sheet::ChosenColumns columns;
  sheet::ChosenAgencies agencies;  // As typed: an id or a name; "" for none.
  std::map<std::string, std::string> owners;  // Roles; "" for none.
  std::map<std::string, std::string> dates;   // Other dates, as cells.

  // The order of days and months in numbers; nothing until it is said.
  std::optional<sheet::DateOrder> date_order;
  std::optional<absl::CivilDay> review_date;  // Of what has no due date.
  v1::Action::Priority priority = v1::Action::MEDIUM;
  std::optional<absl::Time> occur_time;  // When the sheet was agreed.

  bool commit = false;
  bool skip_rows_with_errors = false;

  // "boards/{board}" of the plan.
  std::string Board() const;
};

std::vector<FlagSpec> ImportFlags();

// What is wrong with the words and flags is added to `problems`, all of it.
ImportOptions ReadImportOptions(const Arguments& arguments,
                                const Moment& moment,
                                std::vector<std::string>& problems);

// The command line that does the same and commits, as a shell reads it.
std::string CommitCommand(const Arguments& arguments);

}  // namespace actionplan::cli

#endif  // ACTIONPLAN_SERVICES_CLI_IMPORT_OPTIONS_H_
