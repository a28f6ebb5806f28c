// What deciders check before the rules of their own: who asks, whether the
// resource is there (or not there yet), whether the claimed time is possible.
//
// Pure; safe from any thread.
#ifndef ACTIONPLAN_SERVICES_DOMAIN_PRECONDITIONS_H_
#define ACTIONPLAN_SERVICES_DOMAIN_PRECONDITIONS_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "eventstore/base/status.h"
#include "services/domain/circumstances.h"
#include "services/domain/occurrence.h"
#include "services/domain/references.h"
#include "services/domain/resource_errors.h"

namespace actionplan::domain {

// Each completes "may not `verb`" and says no with PERMISSION_DENIED,
// ROLE_NEEDED.
//
// The board's office: its manager and its chairs.
absl::Status CheckBoardOffice(absl::string_view verb, const Circumstances& now);

// The board manager.
absl::Status CheckBoardManager(absl::string_view verb,
                               const Circumstances& now);

// A chair of the board: the independent one or a sub-group's.
absl::Status CheckChair(absl::string_view verb, const Circumstances& now);

// Those who write down what audits find: the audit lead, who may be an agency's
// own, and the board manager. CALLER_OF_OTHER_BOARD for another board's agency.
absl::Status CheckAuditor(absl::string_view verb, const Circumstances& now);

// The service that applies policies.
absl::Status CheckScheduler(absl::string_view verb, const Circumstances& now);

// For a command that makes a resource of a board: the board is there, the
// resource is not.
template <typename Message>
absl::Status CheckNew(const Message& state, const Circumstances& now) {
  RETURN_IF_ERROR(FindBoard(now).status());
  if (!state.name().empty()) return AlreadyExists(state.name());
  return CheckOccurrence(state.last_occur_time(), now);
}

// For a command that changes a resource: it is there.
template <typename Message>
absl::Status CheckChange(const Message& state, const Circumstances& now) {
  if (state.name().empty()) return ResourceNotFound(now.name);
  return CheckOccurrence(state.last_occur_time(), now);
}

}  // namespace actionplan::domain

#endif  // ACTIONPLAN_SERVICES_DOMAIN_PRECONDITIONS_H_
