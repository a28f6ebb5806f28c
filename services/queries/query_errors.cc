#include "services/queries/query_errors.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "eventstore/base/status.h"
#include "projections/resources/civil_date.h"
#include "services/domain/occurrence.h"

namespace actionplan::queries {

absl::Status PositionPastHead(int64_t position, uint64_t head) {
  return base::Error(
      {.code = absl::StatusCode::kOutOfRange,
       .reason = "POSITION_PAST_HEAD",
       .message = absl::StrCat("Position ", position,
                               " is past the head of the log, ", head,
                               ". Ask for a position that was answered by "
                               "this server."),
       .metadata = {{"position", absl::StrCat(position)},
                    {"head", absl::StrCat(head)}}});
}

absl::Status ReadTooLate() {
  return base::Error(
      {.code = absl::StatusCode::kDeadlineExceeded,
       .reason = "READ_TOO_LATE",
       .message = "The views did not catch up before the deadline. Try again, "
                  "or with a longer deadline."});
}

absl::Status TooManyReads() {
  return base::WithRetryDelay(
      base::Error(
          {.code = absl::StatusCode::kResourceExhausted,
           .reason = "TOO_MANY_READS",
           .message = "Too many reads are waiting. Try again shortly."}),
      absl::Milliseconds(200));
}

absl::Status AsAtNotOver(absl::string_view meeting, absl::CivilDay day) {
  const std::string date = resources::FormatDate(day);
  return base::Error(
      {.code = absl::StatusCode::kInvalidArgument,
       .reason = "AS_AT_NOT_OVER",
       .message = absl::StrCat(
           "A meeting stands for the end of its day, and the day of ", meeting,
           ", ", date,
           ", is not over. Give an instant that is past; without one the "
           "question is about now."),
       .metadata = {{"meeting", std::string(meeting)}, {"date", date}}});
}

absl::Status NotThereYet(absl::string_view name, const Beginning& beginning) {
  const std::string recorded = domain::FormatInstant(beginning.recorded);
  const std::string occurred = domain::FormatInstant(beginning.occurred);
  return base::Error(
      {.code = absl::StatusCode::kNotFound,
       .reason = "NOT_THERE_YET",
       .message = absl::StrCat(
           name, " was not there yet: it was first recorded at ", recorded,
           beginning.occurred == beginning.recorded
               ? ""
               : absl::StrCat(", as something that happened at ", occurred),
           ". Ask as at a later instant; what had happened earlier is answered "
           "by occur_time."),
       .metadata = {{"name", std::string(name)},
                    {"record_time", recorded},
                    {"occur_time", occurred}}});
}

absl::Status SinceNotBeforeUntil(absl::Time since, absl::Time until) {
  return base::Error(
      {.code = absl::StatusCode::kInvalidArgument,
       .reason = "SINCE_NOT_BEFORE_UNTIL",
       .message = absl::StrCat(
           "Changes are told from ", domain::FormatInstant(since), " to ",
           domain::FormatInstant(until),
           ", and the first is not before the second. A meeting stands for "
           "the end of its day. Ask since an earlier moment."),
       .metadata = {{"since", domain::FormatInstant(since)},
                    {"until", domain::FormatInstant(until)}}});
}

absl::Status OrganizationNotFound(absl::string_view organization) {
  return base::Error(
      {.code = absl::StatusCode::kNotFound,
       .reason = "ORGANIZATION_NOT_FOUND",
       .message = absl::StrCat("No agency is part of the organization \"",
                               organization,
                               "\". Give the organization that the agencies "
                               "were created with, or one agency by name."),
       .metadata = {{"organization", std::string(organization)}}});
}

}  // namespace actionplan::queries
