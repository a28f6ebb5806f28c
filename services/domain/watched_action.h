// An action as far as escalation rules look at it, with its escalations.
//
// Days are the board's. What a claim says happened on one day may have been
// recorded on a later one: rules count from the first and never hold before the
// second.
#ifndef ACTIONPLAN_SERVICES_DOMAIN_WATCHED_ACTION_H_
#define ACTIONPLAN_SERVICES_DOMAIN_WATCHED_ACTION_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "actionplan/v1/action.pb.h"
#include "actionplan/v1/escalation.pb.h"

namespace actionplan::domain {

// An escalation that is not resolved.
struct OpenEscalation {
  enum class Clocks { kRunning, kPaused };

  std::string name;
  v1::Escalation::Family family = v1::Escalation::FAMILY_UNSPECIFIED;
  v1::Escalation::Rule rule = v1::Escalation::RULE_UNSPECIFIED;
  int level = 1;
  std::string agency;  // That led the action when it was raised.
  Clocks clocks = Clocks::kRunning;
  int64_t trigger = 0;  // See resources::TriggerIn().

  // What is still awaited: absent when it came, or was never asked for.
  std::optional<absl::CivilDay> acknowledge_by;
  std::optional<absl::CivilDay> respond_by;

  // Holds the level; then nothing else is awaited.
  std::optional<absl::CivilDay> recovery_date;
};

// Something that happened, as rules count from it.
struct Moment {
  int64_t seconds = 0;  // When, as claimed, since 1970; 0 when it never did.
  absl::CivilDay day = absl::CivilDay(1, 1, 1);  // That day.
  absl::CivilDay recorded =
      absl::CivilDay(1, 1, 1);  // The day it was recorded.
};

struct WatchedAction {
  // What is known of the episodes of one family, open or not.
  struct Episodes {
    int count = 0;
    int64_t trigger = 0;         // That of the last one.
    bool ended_by_rule = false;  // The last one, because that was gone.
  };

  std::string name;
  v1::Action::State state = v1::Action::STATE_UNSPECIFIED;
  v1::Action::Priority priority = v1::Action::PRIORITY_UNSPECIFIED;
  std::string lead_agency;
  std::optional<absl::CivilDay> due_date;
  std::optional<absl::CivilDay> review_date;        // Without a due date.
  std::optional<absl::CivilDay> block_review_date;  // While it is blocked.

  // The day on which its clock began or stood still, or priority, due date or
  // lead agency last changed: OVERDUE_BY did not hold before it as it holds
  // now. The first of all days when not known.
  absl::CivilDay unchanged_since = absl::CivilDay(1, 1, 1);

  Moment entered;   // Its state.
  Moment reported;  // When somebody last reported on it, or it last moved.
  Moment rejected;  // The last rejection of a claim.
  int rejections = 0;

  // The request for more time that awaits an answer; 0 when none does.
  int64_t extension_revision = 0;
  absl::CivilDay extension_recorded = absl::CivilDay(1, 1, 1);
  int approved_extensions = 0;

  std::vector<OpenEscalation> open;
  std::map<v1::Escalation::Family, Episodes> episodes;
};

}  // namespace actionplan::domain

#endif  // ACTIONPLAN_SERVICES_DOMAIN_WATCHED_ACTION_H_
