#include "services/handlers/as_at_checks.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "projections/resources/instant.h"
#include "projections/resources/names.h"
#include "services/domain/occurrence.h"

namespace actionplan::handlers {
namespace {

using resources::Kind;
using rpc::FieldChecks;
using rpc::Presence;

// "as_at.meeting", and so on.
std::string Path(const AsAtOf& asked, absl::string_view name) {
  return absl::StrCat(asked.field, ".", name);
}

void CheckInstant(absl::string_view field,
                  const google::protobuf::Timestamp& instant, absl::Time now,
                  FieldChecks& check) {
  check.Time(field, instant);
  if (resources::ToTime(instant) > now) {
    check.Violation(
        field, "AS_AT_IN_FUTURE",
        absl::StrCat("has yet to come: it is ", domain::FormatInstant(now),
                     "; give an instant that is past"));
  }
}

void CheckMeeting(const AsAtOf& asked, FieldChecks& check) {
  const v1::AsAt& as_at = asked.as_at;
  check.Name(Path(asked, "meeting"), as_at.meeting(), Kind::kMeeting,
             Presence::kOptional);
  if (resources::IsName(Kind::kBoard, asked.board) &&
      resources::IsName(Kind::kMeeting, as_at.meeting()) &&
      resources::BoardOf(as_at.meeting()) != asked.board) {
    check.Violation(Path(asked, "meeting"), "REFERENCE_OF_OTHER_BOARD",
                    absl::StrCat("is no meeting of ", asked.board));
  }
  if (!v1::AsAt::Axis_IsValid(as_at.meeting_axis())) return;
  const bool occur = as_at.meeting_axis() == v1::AsAt::OCCUR_TIME;
  if (occur ? as_at.has_occur_time() : as_at.has_record_time()) {
    check.Violation(
        Path(asked, "meeting"), "AS_AT_TWICE",
        absl::StrCat("stands for the ", occur ? "occur_time" : "record_time",
                     ", which is given too; leave one out, or say "
                     "by meeting_axis that the meeting stands for "
                     "the other"));
  }
}

}  // namespace

void CheckAsAt(const AsAtOf& asked, absl::Time now, FieldChecks& check) {
  if (!asked.given) return;
  const v1::AsAt& as_at = asked.as_at;
  if (as_at.has_record_time()) {
    CheckInstant(Path(asked, "record_time"), as_at.record_time(), now, check);
  }
  if (as_at.has_occur_time()) {
    CheckInstant(Path(asked, "occur_time"), as_at.occur_time(), now, check);
  }
  check.Enum(Path(asked, "meeting_axis"), as_at.meeting_axis(),
             Presence::kOptional);
  if (!as_at.meeting().empty()) return CheckMeeting(asked, check);
  if (as_at.meeting_axis() != v1::AsAt::AXIS_UNSPECIFIED) {
    check.Violation(Path(asked, "meeting_axis"), "AXIS_WITHOUT_MEETING",
                    "says what a meeting stands for, and none is named");
  }
  if (!as_at.has_record_time() && !as_at.has_occur_time()) {
    check.Violation(asked.field, "FIELD_MISSING",
                    "needs record_time, occur_time or meeting; leave the "
                    "field out to ask about now");
  }
}

}  // namespace actionplan::handlers
