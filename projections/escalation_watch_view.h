// What escalation rules have to look at, by the day from which they count, so
// that an evaluation never reads every open action.
//
//   key                                  value
//   "w" board \0 kind day action         empty
//
// beside the rows of action_plan_row.h. `kind` is one byte, `day` eight,
// counted from 1970-01-01; days of instants are UTC's.
#ifndef ACTIONPLAN_PROJECTIONS_ESCALATION_WATCH_VIEW_H_
#define ACTIONPLAN_PROJECTIONS_ESCALATION_WATCH_VIEW_H_

#include <cstdint>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "actionplan/projections/v1/rows.pb.h"
#include "projections/projection.h"

namespace actionplan::projections {

// What a day is about. The values are part of the keys.
enum class WatchKind : char {
  kAssigned = 'a',   // Waits for the lead agency's answer, since.
  kDeclined = 'd',   // Waits for the board's answer, since.
  kEscalated = 'e',  // Has an open escalation; day 0.
  kDue = 'l',        // Its clock runs, and it was due on.
  kRejected = 'q',   // Claims were rejected, last on.
  kReported = 'r',   // Under way, and last reported on.
  kReview = 'v',     // Under way, and to be reviewed on.
  kExtension = 'x',  // More time was asked for on.
};

class EscalationWatchProjection final : public Projection {
 public:
  static constexpr absl::string_view kName = "escalation-watch";

  absl::string_view name() const override { return kName; }
  int version() const override { return 1; }
  absl::Status Apply(const events::v1::Event& event,
                     ViewWriter& rows) const override;
};

// Thread-safe. The reader outlives it.
class EscalationWatchView {
 public:
  explicit EscalationWatchView(const ViewReader& rows) : rows_(rows) {}

  // The actions of the board of this kind up to and including the day, by day,
  // then by name, until `visit` returns false.
  absl::Status Scan(
      absl::string_view board, WatchKind kind, int32_t last_day,
      absl::FunctionRef<bool(absl::string_view action)> visit) const;

  // Fills `row` and returns true, or returns false when there is no such
  // action.
  absl::StatusOr<bool> Get(absl::string_view action,
                           v1::ActionPlanRow& row) const;

 private:
  const ViewReader& rows_;
};

}  // namespace actionplan::projections

#endif  // ACTIONPLAN_PROJECTIONS_ESCALATION_WATCH_VIEW_H_
