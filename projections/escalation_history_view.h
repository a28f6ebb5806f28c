// Escalation histories: every episode of every subject, and which are open.
//
//   key                                value
//   "h" subject \0 position            v1::EscalationHistory::Episode
//   "e" escalation                     the key of its episode
//   "o" board \0 escalation            v1::Escalation, until it is resolved
//
// `position` is that of the event that raised the episode, in eight bytes.
#ifndef ACTIONPLAN_PROJECTIONS_ESCALATION_HISTORY_VIEW_H_
#define ACTIONPLAN_PROJECTIONS_ESCALATION_HISTORY_VIEW_H_

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "actionplan/v1/action_plan_service.pb.h"
#include "actionplan/v1/escalation.pb.h"
#include "projections/projection.h"

namespace actionplan::projections {

class EscalationHistoryProjection final : public Projection {
 public:
  static constexpr absl::string_view kName = "escalation-history";

  absl::string_view name() const override { return kName; }
  int version() const override { return 2; }
  absl::Status Apply(const events::v1::Event& event,
                     ViewWriter& rows) const override;
};

// Thread-safe. The reader outlives it.
class EscalationHistoryView {
 public:
  using Episode = actionplan::v1::EscalationHistory::Episode;

  explicit EscalationHistoryView(const ViewReader& rows) : rows_(rows) {}

  // The episodes of a subject in the order in which they were raised, without
  // the working days, which depend on a calendar; until `visit` returns false.
  // The episode is reused from call to call.
  absl::Status ListEpisodes(
      absl::string_view subject,
      absl::FunctionRef<bool(const Episode& episode)> visit) const;

  // The escalations of a board that are not resolved, by name, until `visit`
  // returns false. The escalation is reused from call to call.
  absl::Status ListOpen(
      absl::string_view board,
      absl::FunctionRef<bool(const actionplan::v1::Escalation& escalation)>
          visit) const;

 private:
  const ViewReader& rows_;
};

}  // namespace actionplan::projections

#endif  // ACTIONPLAN_PROJECTIONS_ESCALATION_HISTORY_VIEW_H_
