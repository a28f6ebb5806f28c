// Tells events with what boards and agencies say of themselves today.
#ifndef ACTIONPLAN_SERVICES_QUERIES_TRAIL_TELLER_H_
#define ACTIONPLAN_SERVICES_QUERIES_TRAIL_TELLER_H_

#include <cstdint>
#include <map>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "actionplan/events/v1/event.pb.h"
#include "actionplan/v1/audit_trail_service.pb.h"
#include "projections/projection.h"
#include "projections/resource_view.h"

namespace actionplan::queries {

// Looks every board and agency up once. Used by one thread.
class TrailTeller {
 public:
  // Rows of the resource view; they outlive it. What was retracted after
  // `known` is told as if it stood.
  TrailTeller(const projections::ViewReader& resources, absl::Time known)
      : resources_(resources), known_(known) {}

  // DATA_LOSS when a row is damaged.
  absl::StatusOr<v1::TrailEntry> Tell(const events::v1::Event& event);

 private:
  absl::StatusOr<absl::TimeZone> ZoneOf(const std::string& board);
  absl::StatusOr<std::string> TitleOf(const std::string& agency);
  absl::Status TellRetraction(const events::v1::Event& event,
                              v1::TrailEntry& entry);

  // The revisions of an action that were retracted, with the reasons.
  using Retracted = std::map<int64_t, std::string>;

  const projections::ResourceView resources_;
  const absl::Time known_;
  std::map<std::string, absl::TimeZone> zones_;  // By board.
  std::map<std::string, std::string> titles_;    // By agency; "" for none.
  std::map<std::string, Retracted> retracted_;   // By action.
};

}  // namespace actionplan::queries

#endif  // ACTIONPLAN_SERVICES_QUERIES_TRAIL_TELLER_H_
