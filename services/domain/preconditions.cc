#include "services/domain/preconditions.h"

#include "projections/resources/names.h"

namespace actionplan::domain {

absl::Status CheckBoardOffice(absl::string_view verb,
                              const Circumstances& now) {
  if (now.caller.IsBoardOffice()) return absl::OkStatus();
  return NotPermitted(
      {.verb = verb, .for_whom = "the board manager and the chairs"});
}

absl::Status CheckBoardManager(absl::string_view verb,
                               const Circumstances& now) {
  if (now.caller.agency.empty() && now.caller.Has(Role::kBoardManager)) {
    return absl::OkStatus();
  }
  return NotPermitted({.verb = verb, .for_whom = "the board manager"});
}

absl::Status CheckChair(absl::string_view verb, const Circumstances& now) {
  const Caller& caller = now.caller;
  if (caller.agency.empty() && (caller.Has(Role::kIndependentChair) ||
                                caller.Has(Role::kSubGroupChair))) {
    return absl::OkStatus();
  }
  return NotPermitted({.verb = verb,
                       .for_whom = "the independent chair and the chairs of "
                                   "sub-groups"});
}

absl::Status CheckAuditor(absl::string_view verb, const Circumstances& now) {
  const Caller& caller = now.caller;
  const absl::string_view board = resources::BoardOf(now.name);
  if (!caller.agency.empty() && resources::BoardOf(caller.agency) != board) {
    return CallerOfOtherBoard(caller.agency, board);
  }
  if (caller.Has(Role::kAuditLead) ||
      (caller.agency.empty() && caller.Has(Role::kBoardManager))) {
    return absl::OkStatus();
  }
  return NotPermitted(
      {.verb = verb, .for_whom = "audit leads and the board manager"});
}

absl::Status CheckScheduler(absl::string_view verb, const Circumstances& now) {
  if (now.caller.Has(Role::kScheduler)) return absl::OkStatus();
  return NotPermitted(
      {.verb = verb, .for_whom = "the service that applies policies"});
}

}  // namespace actionplan::domain
