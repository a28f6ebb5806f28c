// The log of one board with many actions, as years of work would leave it:
// written through the store's interface in large groups, with the facts that
// the deciders would have decided.
#ifndef ACTIONPLAN_TESTS_BENCHMARKS_PLAN_LOG_H_
#define ACTIONPLAN_TESTS_BENCHMARKS_PLAN_LOG_H_

#include <cstddef>
#include <cstdint>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "eventstore/event_store.h"

namespace actionplan::benchmarks {

struct PlanShape {
  size_t actions = 10'000;
  size_t overdue = 1'000;     // So many of them, on `today`.
  absl::CivilDay today;       // Of the board.
  uint64_t later_events = 0;  // Of each action, after its acceptance: progress,
                              // comments, evidence, more time.
  size_t at_once = 10'000;    // Actions that are worked on in the same years:
                              // their events mingle.
  absl::Duration span;        // Over which all of it was recorded, up to now; 0
                              // for as fast as it is written.
};

// Appends the board, its agencies, and the events of every action: of those
// that are worked on at once, one event each in turn, so that the events of one
// action lie far apart. The log is empty before.
void WritePlanLog(const PlanShape& shape, eventstore::EventStore& log);

}  // namespace actionplan::benchmarks

#endif  // ACTIONPLAN_TESTS_BENCHMARKS_PLAN_LOG_H_
