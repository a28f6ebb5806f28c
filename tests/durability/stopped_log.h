// A log on disk that no server has open.
#ifndef ACTIONPLAN_TESTS_DURABILITY_STOPPED_LOG_H_
#define ACTIONPLAN_TESTS_DURABILITY_STOPPED_LOG_H_

#include <string>
#include <vector>

#include "tests/durability/log_check.h"

namespace actionplan::durability {

// Opens the log of a stopped server and reads all of it, every record against
// its checksum: what does not hold, in words. Numbers and times must be in
// order, and every event that the server has shown (`shown`) must be there as
// it was shown.
std::vector<std::string> CheckStoppedLog(const std::string& data_folder,
                                         const LogCheck& shown);

}  // namespace actionplan::durability

#endif  // ACTIONPLAN_TESTS_DURABILITY_STOPPED_LOG_H_
