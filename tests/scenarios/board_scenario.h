// A board that has done its audit and now follows its action plan: boards/ncc
// with its agencies health and police, an audit with a confirmed finding and an
// accepted recommendation, a composite plan and a meeting.
//
// It is Monday, 2 March 2026, 9:00. Only the time of day is moved, never the
// monotonic clock, so the server does nothing by itself unless a test wants it.
#ifndef ACTIONPLAN_TESTS_SCENARIOS_BOARD_SCENARIO_H_
#define ACTIONPLAN_TESTS_SCENARIOS_BOARD_SCENARIO_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "gtest/gtest.h"
#include "tests/support/fake_clock.h"
#include "tests/support/running_server.h"

namespace actionplan::support {

// "year: 2026 month: 3 day: 6"
std::string DateText(absl::CivilDay day);

// "boards/ncc/actions/a12"
std::string ActionName(absl::string_view id);

// What a command about a resource needs beside its own fields.
std::string About(absl::string_view name);

class BoardScenario : public ::testing::Test {
 protected:
  static constexpr absl::CivilDay kFriday{2026, 3, 6};
  static constexpr absl::CivilDay kMondayAfter{2026, 3, 9};

  void SetUp() override { MakeBoard(server_); }

  // Makes the board on a server whose log is empty.
  static void MakeBoard(const RunningServer& server);

  // Nine in the morning of that day.
  void MoveTo(absl::CivilDay day);

  // The lead agency's action is brought to a state, from the start. Each gives
  // OK or the first refusal.
  absl::Status Propose(absl::string_view id);
  absl::Status Assign(absl::string_view id, absl::CivilDay due,
                      absl::string_view priority = "HIGH");
  absl::Status Accept(absl::string_view id, absl::CivilDay due,
                      absl::string_view priority = "HIGH");

  // One step from the state before.
  absl::Status Submit(absl::string_view id);
  absl::Status Reject(absl::string_view id);
  absl::Status Verify(absl::string_view id);
  absl::Status SignOff(absl::string_view id);

  // The policy of product.md, section 4, adopted by a chair.
  absl::Status AdoptPolicy();

  // The ids of the actions on the overdue list, read now.
  std::vector<std::string> Overdue(const std::string& filter = "");

  FakeClock clock_;
  RunningServer server_{clock_};
};

}  // namespace actionplan::support

#endif  // ACTIONPLAN_TESTS_SCENARIOS_BOARD_SCENARIO_H_
