// Carries out an import, row by row, through the API.
#ifndef ACTIONPLAN_SERVICES_CLI_IMPORT_RUN_H_
#define ACTIONPLAN_SERVICES_CLI_IMPORT_RUN_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "services/cli/import_plan.h"
#include "services/cli/progress.h"
#include "services/client/client.h"

namespace actionplan::cli {

struct RowResult {
  const RowPlan* plan = nullptr;
  std::string action;              // By name; empty when it was not made.
  std::vector<std::string> steps;  // "imported", "amended", "assigned", …
  absl::Status status;             // Of the step that was refused, if one was.
};

struct ImportResult {
  std::vector<RowResult> rows;  // Of the rows that had something to do.

  // Not OK when the run was broken off: what is done stays done, and a second
  // run does the rest.
  absl::Status status;
};

struct ImportParts {
  const client::Client& client;
  std::string sheet;  // The name of the file, without its folder.
  const v1::Plan& plan;
};

// A refusal ends its row; when nobody is there, or nobody is allowed, the run
// ends. Every request id is derived from plan, key, step, content and the
// revision that it changes: a repeated call is the same call, and a sheet that
// goes back to what it said is not mistaken for the first one.
ImportResult RunImport(const ImportParts& parts, const ImportPlan& plan,
                       Progress& progress);

}  // namespace actionplan::cli

#endif  // ACTIONPLAN_SERVICES_CLI_IMPORT_RUN_H_
