#include "services/domain/resource_errors.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "eventstore/base/status.h"

namespace actionplan::domain {

absl::Status ResourceNotFound(absl::string_view name) {
  return base::Error({
      .code = absl::StatusCode::kNotFound,
      .reason = "RESOURCE_NOT_FOUND",
      .message = absl::StrCat(name, " does not exist. Check the name."),
      .metadata = {{"name", std::string(name)}},
  });
}

absl::Status ReferenceNotFound(absl::string_view name) {
  return base::Error({
      .code = absl::StatusCode::kNotFound,
      .reason = "REFERENCE_NOT_FOUND",
      .message = absl::StrCat(
          "There is no ", name,
          ". Check the name, or create what it should stand for first."),
      .metadata = {{"name", std::string(name)}},
  });
}

absl::Status ReferenceOfOtherBoard(absl::string_view name,
                                   absl::string_view board) {
  return base::Error({
      .code = absl::StatusCode::kInvalidArgument,
      .reason = "REFERENCE_OF_OTHER_BOARD",
      .message = absl::StrCat(name, " does not belong to ", board,
                              ". Name a resource of that board."),
      .metadata = {{"name", std::string(name)}, {"board", std::string(board)}},
  });
}

absl::Status AlreadyExists(absl::string_view name) {
  return base::Error({
      .code = absl::StatusCode::kAlreadyExists,
      .reason = "RESOURCE_ALREADY_EXISTS",
      .message = absl::StrCat("There is a ", name,
                              " already. Use another id, or none to be given "
                              "a free one."),
      .metadata = {{"name", std::string(name)}},
  });
}

absl::Status StateForbids(const ForbiddenVerb& forbidden) {
  return base::Error({
      .code = absl::StatusCode::kFailedPrecondition,
      .reason = "STATE_FORBIDS",
      .message = absl::StrCat(forbidden.name, " is ", forbidden.state,
                              " and cannot be ", forbidden.verb,
                              "; it would have to be ",
                              absl::StrJoin(forbidden.states, " or "),
                              ". Read it again to see what happened."),
      .metadata = {{"name", std::string(forbidden.name)},
                   {"state", std::string(forbidden.state)},
                   {"states", absl::StrJoin(forbidden.states, ", ")}},
  });
}

absl::Status NotPermitted(const DeniedVerb& denied) {
  return base::Error({
      .code = absl::StatusCode::kPermissionDenied,
      .reason = "ROLE_NEEDED",
      .message = absl::StrCat("You may not ", denied.verb, "; this is for ",
                              denied.for_whom, ". Ask one of them."),
      .metadata = {{"for_whom", std::string(denied.for_whom)}},
  });
}

absl::Status CallerOfOtherBoard(absl::string_view agency,
                                absl::string_view board) {
  return base::Error({
      .code = absl::StatusCode::kPermissionDenied,
      .reason = "CALLER_OF_OTHER_BOARD",
      .message =
          absl::StrCat("You act for ", agency, ", which is not an agency of ",
                       board, ". Act for an agency of that board."),
      .metadata = {{"agency", std::string(agency)},
                   {"board", std::string(board)}},
  });
}

absl::Status AgencyNotActive(absl::string_view agency) {
  return base::Error({
      .code = absl::StatusCode::kFailedPrecondition,
      .reason = "AGENCY_NOT_ACTIVE",
      .message = absl::StrCat(agency,
                              " has left the board and takes part in nothing "
                              "new. Name an active agency, or claim the time "
                              "before it left for what happened then."),
      .metadata = {{"agency", std::string(agency)}},
  });
}

absl::Status NothingToChange(absl::string_view name) {
  return base::Error({
      .code = absl::StatusCode::kFailedPrecondition,
      .reason = "NOTHING_TO_CHANGE",
      .message = absl::StrCat("Every value given for ", name,
                              " is the one it has. Give another value for at "
                              "least one."),
      .metadata = {{"name", std::string(name)}},
  });
}

}  // namespace actionplan::domain
