// Looking up the resources that a command names: they have to be there and
// belong to the same board.
//
// Pure; safe from any thread.
#ifndef ACTIONPLAN_SERVICES_DOMAIN_REFERENCES_H_
#define ACTIONPLAN_SERVICES_DOMAIN_REFERENCES_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "projections/resources/names.h"
#include "services/domain/circumstances.h"
#include "services/domain/resource_errors.h"

namespace actionplan::domain {

// The resource of this name, which is never null. INVALID_ARGUMENT when its
// name is of another board than the command's, NOT_FOUND when it is not there.
template <typename Message>
absl::StatusOr<const Message*> FindReference(absl::string_view name,
                                             const Circumstances& now) {
  const absl::string_view board = resources::BoardOf(now.name);
  if (resources::BoardOf(name) != board)
    return ReferenceOfOtherBoard(name, board);
  const Message* found = now.related.Find<Message>(name);
  if (found == nullptr) return ReferenceNotFound(name);
  return found;
}

// The board that the command's resource belongs to.
absl::StatusOr<const v1::Board*> FindBoard(const Circumstances& now);

// For what an agency is to do from now on: it is there, of the same board, and
// has not left. FAILED_PRECONDITION when it has.
absl::Status CheckActiveAgency(absl::string_view agency,
                               const Circumstances& now);
absl::Status CheckActiveAgencies(
    const google::protobuf::RepeatedPtrField<std::string>& agencies,
    const Circumstances& now);

// For what agencies did: each is there, of the same board, and had not left at
// the claimed time, so that what happened before can still be recorded.
absl::Status CheckAllTookPart(
    const google::protobuf::RepeatedPtrField<std::string>& agencies,
    const Circumstances& now);
absl::Status CheckTookPart(absl::string_view agency, const Circumstances& now);

}  // namespace actionplan::domain

#endif  // ACTIONPLAN_SERVICES_DOMAIN_REFERENCES_H_
