#include "services/domain/meeting_errors.h"

#include "absl/strings/str_cat.h"
#include "eventstore/base/status.h"
#include "projections/resources/civil_date.h"

namespace actionplan::domain {

absl::Status MeetingYetToCome(absl::CivilDay meeting_date,
                              absl::CivilDay today) {
  const std::string date = resources::FormatDate(meeting_date);
  return base::Error({
      .code = absl::StatusCode::kInvalidArgument,
      .reason = "MEETING_IN_FUTURE",
      .message = absl::StrCat(
          "A meeting on ", date, " has yet to take place: it is ",
          resources::FormatDate(today), ". Record it when it has."),
      .metadata = {{"meeting_date", date},
                   {"today", resources::FormatDate(today)}},
  });
}

}  // namespace actionplan::domain
