// A log on disk that no server has open.
#ifndef ACTIONPLAN_TESTS_DURABILITY_STOPPED_LOG_H_
#define ACTIONPLAN_TESTS_DURABILITY_STOPPED_LOG_H_

#include <string>
#include <utility>
#include <vector>

#include "eventstore/event_store.h"
#include "tests/durability/log_check.h"

namespace actionplan::durability {

// Remembers the tree of one folder's log from check to check. Used by one
// thread.
class StoppedLog {
 public:
  explicit StoppedLog(std::string data_folder)
      : path_(std::move(data_folder) + "/log") {}

  // Opens the log of a stopped server and reads all of it, every record against
  // its checksum: what does not hold, in words. Numbers and times must be in
  // order; every event that the server has shown must be there as it was shown;
  // the tree over the stored bytes must have the root that the log says, prove
  // an event of its own, and begin with the tree of the check before.
  std::vector<std::string> Check(const LogCheck& shown);

 private:
  const std::string path_;
  eventstore::TreeHead last_;
};

}  // namespace actionplan::durability

#endif  // ACTIONPLAN_TESTS_DURABILITY_STOPPED_LOG_H_
