// What an import would do or did, for people and for programs.
#ifndef ACTIONPLAN_SERVICES_CLI_IMPORT_REPORT_H_
#define ACTIONPLAN_SERVICES_CLI_IMPORT_REPORT_H_

#include <string>

#include "services/cli/import_options.h"
#include "services/cli/import_plan.h"
#include "services/cli/import_run.h"
#include "services/cli/presentation.h"
#include "services/cli/sheet/sheet.h"

namespace actionplan::cli {

struct ImportReport {
  const ImportOptions& options;
  const sheet::Sheet& sheet;
  const ImportPlan& plan;
  const ImportResult* result = nullptr;  // Null: nothing was sent.
  std::string commit_command;            // That sends it.
};

std::string ReportAsText(const ImportReport& report,
                         const Presentation& presentation);
std::string ReportAsJson(const ImportReport& report);

// A record for each row.
std::string ReportAsCsv(const ImportReport& report);

// What became of a row; null when nothing was sent, or nothing for it.
const RowResult* ResultOf(const ImportReport& report, const RowPlan& row);

// One line for a row: what would be done, or what was done.
std::string RowSummary(const ImportReport& report, const RowPlan& row);

}  // namespace actionplan::cli

#endif  // ACTIONPLAN_SERVICES_CLI_IMPORT_REPORT_H_
