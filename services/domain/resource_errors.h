// The refusals that deciders of several kinds of resource share. Refusals of
// one kind alone are in that kind's own <kind>_errors.h.
//
// Every message says what to do next; every reason is stable.
#ifndef ACTIONPLAN_SERVICES_DOMAIN_RESOURCE_ERRORS_H_
#define ACTIONPLAN_SERVICES_DOMAIN_RESOURCE_ERRORS_H_

#include <initializer_list>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace actionplan::domain {

// NOT_FOUND, RESOURCE_NOT_FOUND: what the command is to change does not exist.
absl::Status ResourceNotFound(absl::string_view name);

// NOT_FOUND, REFERENCE_NOT_FOUND: another resource that the command names does
// not exist.
absl::Status ReferenceNotFound(absl::string_view name);

// INVALID_ARGUMENT, REFERENCE_OF_OTHER_BOARD: resources of two boards are
// never linked. Said from the name alone, whether or not there is such a
// resource.
absl::Status ReferenceOfOtherBoard(absl::string_view name,
                                   absl::string_view board);

// ALREADY_EXISTS, RESOURCE_ALREADY_EXISTS: a new resource was to get the name
// of an old one.
absl::Status AlreadyExists(absl::string_view name);

// What a resource cannot do in the state it is in.
struct ForbiddenVerb {
  absl::string_view name;
  absl::string_view state;  // The state it is in: "DISMISSED".
  absl::string_view verb;   // Completes "cannot be …": "confirmed".
  // The states in which it could: "RECORDED".
  std::initializer_list<absl::string_view> states;
};

// FAILED_PRECONDITION, STATE_FORBIDS: the one reason for every kind of
// resource. The metadata are its name, its state and the states in which it
// could; ActionStateForbids() in action_errors.h adds the commands.
absl::Status StateForbids(const ForbiddenVerb& forbidden);

// Who may do what the caller may not.
struct DeniedVerb {
  absl::string_view verb;      // Completes "may not …": "create agencies".
  absl::string_view for_whom;  // Completes "this is for …": "a chair".
};

// PERMISSION_DENIED, ROLE_NEEDED.
absl::Status NotPermitted(const DeniedVerb& denied);

// PERMISSION_DENIED, CALLER_OF_OTHER_BOARD: who acts for an agency acts on its
// board alone.
absl::Status CallerOfOtherBoard(absl::string_view agency,
                                absl::string_view board);

// FAILED_PRECONDITION, AGENCY_NOT_ACTIVE: an agency that has left takes part
// in nothing new.
absl::Status AgencyNotActive(absl::string_view agency);

// FAILED_PRECONDITION, NOTHING_TO_CHANGE: every new value is the old one.
absl::Status NothingToChange(absl::string_view name);

}  // namespace actionplan::domain

#endif  // ACTIONPLAN_SERVICES_DOMAIN_RESOURCE_ERRORS_H_
