#include "services/domain/occurrence.h"

#include "absl/strings/str_cat.h"
#include "eventstore/base/status.h"

namespace actionplan::domain {
namespace {

absl::Status OccurTimeInFuture(const Circumstances& now) {
  return base::Error(
      {.code = absl::StatusCode::kInvalidArgument,
       .reason = "OCCUR_TIME_IN_FUTURE",
       .message =
           absl::StrCat("occur_time ", FormatInstant(now.occur_time),
                        " has yet to come: it is ", FormatInstant(now.now),
                        ". Leave occur_time out for what happens now."),
       .metadata = {{"occur_time", FormatInstant(now.occur_time)},
                    {"now", FormatInstant(now.now)}}});
}

absl::Status OccurTimeRunsBackwards(absl::Time last, const Circumstances& now) {
  return base::Error(
      {.code = absl::StatusCode::kFailedPrecondition,
       .reason = "OCCUR_TIME_RUNS_BACKWARDS",
       .message = absl::StrCat("occur_time ", FormatInstant(now.occur_time),
                               " is before the last change of ", now.name,
                               ", which happened at ", FormatInstant(last),
                               ". Give that time or a later one."),
       .metadata = {{"name", now.name},
                    {"occur_time", FormatInstant(now.occur_time)},
                    {"last_occur_time", FormatInstant(last)}}});
}

}  // namespace

std::string FormatInstant(absl::Time instant) {
  return absl::FormatTime(absl::RFC3339_full, instant, absl::UTCTimeZone());
}

absl::Status CheckOccurrence(const google::protobuf::Timestamp& last_occur_time,
                             const Circumstances& now) {
  if (now.occur_time > now.now) return OccurTimeInFuture(now);
  if (last_occur_time.seconds() == 0 && last_occur_time.nanos() == 0) {
    return absl::OkStatus();
  }
  const absl::Time last = absl::FromUnixSeconds(last_occur_time.seconds()) +
                          absl::Nanoseconds(last_occur_time.nanos());
  if (now.occur_time < last) return OccurTimeRunsBackwards(last, now);
  return absl::OkStatus();
}

}  // namespace actionplan::domain
