// All rows of a view, for tests that compare views row by row.
#ifndef ACTIONPLAN_TESTS_PROJECTIONS_VIEW_DUMP_H_
#define ACTIONPLAN_TESTS_PROJECTIONS_VIEW_DUMP_H_

#include <map>
#include <string>

#include "projections/projection.h"
#include "tests/support/status_matchers.h"

namespace actionplan::projections {

using ViewDump = std::map<std::string, std::string>;

inline ViewDump Dump(const ViewReader& rows) {
  ViewDump dump;
  EXPECT_OK(
      rows.Scan("", "", [&](absl::string_view key, absl::string_view value) {
        dump.emplace(key, value);
        return true;
      }));
  return dump;
}

}  // namespace actionplan::projections

#endif  // ACTIONPLAN_TESTS_PROJECTIONS_VIEW_DUMP_H_
