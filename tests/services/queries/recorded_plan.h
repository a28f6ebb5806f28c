// A board's plan, written fact by fact into a log in memory, with every view of
// it: for tests of what reads them.
#ifndef ACTIONPLAN_TESTS_SERVICES_QUERIES_RECORDED_PLAN_H_
#define ACTIONPLAN_TESTS_SERVICES_QUERIES_RECORDED_PLAN_H_

#include <cstdint>
#include <map>
#include <memory>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "eventstore/memory/memory_store.h"
#include "projections/memory/memory_view_store.h"
#include "projections/projector.h"
#include "services/queries/plan_reading.h"
#include "tests/support/fake_clock.h"

namespace actionplan::queries {

// "year: 2026 month: 3 day: 20"
std::string DateText(absl::CivilDay day);

// Who recorded something, and what else its context says.
struct RecordedBy {
  std::string actor = "manager-1";
  std::string agency;              // By id; empty for the board's office.
  absl::Duration earlier;          // How long ago it happened.
  eventstore::Position cause = 0;  // The event that led to it.
};

class RecordedPlan {
 public:
  // An action that its lead agency has accepted.
  struct Accepted {
    std::string id;
    absl::CivilDay due;
    std::string agency = "police";
    std::string priority = "MEDIUM";
  };

  // There is the board "boards/ncc", of England and London, with the agencies
  // police and health. It is 09:00 on Monday 2 March 2026.
  RecordedPlan();

  // Records that the fact, an Event as text, happened to the resource of this
  // name under the board ("actions/a1"; "" for the board itself).
  eventstore::Position Record(absl::string_view resource,
                              const std::string& fact,
                              const RecordedBy& by = {});

  // Records what no Event need be, in any stream.
  eventstore::Position RecordRaw(const std::string& stream,
                                 eventstore::NewEvent event,
                                 const RecordedBy& by = {});

  // Proposes, assigns and accepts.
  void Accept(const Accepted& action);

  // The views, when they have applied all of the log.
  projections::Projector& views() const;
  PlanSources sources() const { return {.log = log_, .projector = views()}; }

  eventstore::MemoryStore& log() { return log_; }
  support::FakeClock& clock() { return clock_; }

 private:
  eventstore::MemoryStore log_;
  projections::MemoryViewStore view_store_;
  support::FakeClock clock_;
  std::map<std::string, eventstore::Revision> revisions_;
  uint64_t requests_ = 0;
  std::unique_ptr<projections::Projector> projector_;
};

}  // namespace actionplan::queries

#endif  // ACTIONPLAN_TESTS_SERVICES_QUERIES_RECORDED_PLAN_H_
