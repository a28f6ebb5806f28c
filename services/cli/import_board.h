// What a board has that an import has to do with, read from the server.
#ifndef ACTIONPLAN_SERVICES_CLI_IMPORT_BOARD_H_
#define ACTIONPLAN_SERVICES_CLI_IMPORT_BOARD_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/cli/import_plan.h"
#include "services/cli/sheet/agency_names.h"
#include "services/client/client.h"

namespace actionplan::cli {

struct ReadBoard {
  ImportBoard board;
  std::vector<sheet::KnownAgency> agencies;
  absl::TimeZone time_zone;
};

// The plan, its board, and all of the board's agencies and actions, as they are
// now. The errors of the calls.
absl::StatusOr<ReadBoard> ReadImportBoard(const client::Client& client,
                                          const std::string& plan,
                                          const std::string& board);

}  // namespace actionplan::cli

#endif  // ACTIONPLAN_SERVICES_CLI_IMPORT_BOARD_H_
