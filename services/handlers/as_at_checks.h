// The shape of the past instant that a question is asked for.
#ifndef ACTIONPLAN_SERVICES_HANDLERS_AS_AT_CHECKS_H_
#define ACTIONPLAN_SERVICES_HANDLERS_AS_AT_CHECKS_H_

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "actionplan/v1/as_at.pb.h"
#include "projections/resources/names.h"
#include "services/rpc/field_checks.h"

namespace actionplan::handlers {

// What a question is asked for.
struct AsAtOf {
  bool given = false;
  const v1::AsAt& as_at;
  // Whose meetings it may name; any other text is no board, and allows all.
  absl::string_view board;
  absl::string_view field = "as_at";
};

// At least one instant, none in the future, none twice, and a meeting only of
// the board.
void CheckAsAt(const AsAtOf& asked, absl::Time now, rpc::FieldChecks& check);

// What is the same for every question about one board.
template <typename Request>
void CheckBoardQuestion(const Request& request, absl::Time now,
                        rpc::FieldChecks& check) {
  check.Name("parent", request.parent(), resources::Kind::kBoard,
             rpc::Presence::kRequired);
  CheckAsAt({.given = request.has_as_at(),
             .as_at = request.as_at(),
             .board = request.parent()},
            now, check);
  check.Date("due_on", request.has_due_on(), request.due_on(),
             rpc::Presence::kOptional);
}

}  // namespace actionplan::handlers

#endif  // ACTIONPLAN_SERVICES_HANDLERS_AS_AT_CHECKS_H_
