#include "services/cli/as_at.h"

#include <optional>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/time/civil_time.h"
#include "services/cli/terminal_text.h"

namespace actionplan::cli {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

// The message of this name, null when it is not set or there is no such field.
const Message* Inner(const Message& message, const char* name) {
  const FieldDescriptor* field = message.GetDescriptor()->FindFieldByName(name);
  if (field == nullptr ||
      field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE ||
      field->is_repeated() ||
      !message.GetReflection()->HasField(message, field)) {
    return nullptr;
  }
  return &message.GetReflection()->GetMessage(message, field);
}

const v1::AsAt* FindAsAt(const Message& message) {
  for (const char* basis : {"basis", "reading"}) {
    const Message* const told = Inner(message, basis);
    if (told == nullptr) continue;
    if (const v1::AsAt* as_at = FindAsAt(*told)) return as_at;
  }
  return dynamic_cast<const v1::AsAt*>(Inner(message, "as_at"));
}

// The past instant in this field, null when it was not said.
v1::AsAt* MutableAsAt(Message& message, const char* name) {
  if (dynamic_cast<const v1::AsAt*>(Inner(message, name)) == nullptr) {
    return nullptr;
  }
  return static_cast<v1::AsAt*>(message.GetReflection()->MutableMessage(
      &message, message.GetDescriptor()->FindFieldByName(name)));
}

std::string MeetingText(const v1::AsAt& as_at) {
  return as_at.meeting().empty()
             ? ""
             : absl::StrCat(" (", Printable(as_at.meeting()), ")");
}

std::string Line(const v1::AsAt& as_at, const Presentation& view) {
  const bool known = as_at.has_record_time();
  if (!known && !as_at.has_occur_time()) {
    const bool occur = as_at.meeting_axis() == v1::AsAt::OCCUR_TIME;
    return absl::StrCat(occur ? "As it was" : "As it was known",
                        " at the end of the day of ",
                        Printable(as_at.meeting()));
  }
  std::string line =
      known && !as_at.has_occur_time()
          ? absl::StrCat("As it was known at ",
                         InstantText(as_at.record_time(), view))
          : absl::StrCat(
                "As it was at ", InstantText(as_at.occur_time(), view),
                known ? absl::StrCat(", by what was known at ",
                                     InstantText(as_at.record_time(), view))
                      : "");
  absl::StrAppend(&line, ", ", view.time_zone.name(), MeetingText(as_at));
  if (!known) absl::StrAppend(&line, ", later corrections included");
  return line;
}

}  // namespace

std::string InstantText(const google::protobuf::Timestamp& instant,
                        const Presentation& presentation) {
  const absl::TimeZone& zone = presentation.time_zone;
  const absl::Time time = TimeOf(instant);
  const absl::CivilDay day = absl::ToCivilDay(time, zone);
  google::type::Date date;
  SetDate(day, date);
  if (time + absl::Nanoseconds(1) == absl::FromCivil(day + 1, zone)) {
    return absl::StrCat("the end of ", LongDay(date));
  }
  const absl::TimeZone::CivilInfo civil = zone.At(time);
  const bool whole_minute =
      civil.cs.second() == 0 && civil.subsecond == absl::ZeroDuration();
  return absl::StrCat(
      absl::FormatTime(whole_minute ? "%H:%M" : "%H:%M:%E*S", time, zone),
      " on ", LongDay(date));
}

absl::Status ParseAsAt(absl::string_view text, const Moment& moment,
                       v1::AsAt& as_at) {
  if (absl::StartsWith(text, "boards/")) {
    as_at.set_meeting(std::string(text));
    return absl::OkStatus();
  }
  const auto day = ParseDay(text, moment);
  const auto time = ParseTime(text, moment);
  if (!day.ok() && !time.ok()) {
    return absl::InvalidArgumentError(absl::StrCat(
        "\"", Printable(text),
        "\" is neither a day (2018-06-30, which stands for its end), nor an "
        "instant (2018-06-30T09:00:00Z, \"2018-06-30 09:00\"), nor the name "
        "of a meeting (boards/ncc/meetings/m1)"));
  }
  absl::Time instant = moment.now;  // Of today there is no more yet.
  if (!day.ok()) {
    instant = *time;
  } else if (*day != moment.Today()) {
    instant =
        absl::FromCivil(*day + 1, moment.time_zone) - absl::Nanoseconds(1);
  }
  SetTimestamp(instant, *as_at.mutable_record_time());
  return absl::OkStatus();
}

void SettleAxis(Message& request, std::vector<std::string>& problems) {
  std::optional<v1::AsAt::Axis> axis;
  for (const char* name : {"as_at", "since", "until"}) {
    v1::AsAt* const as_at = MutableAsAt(request, name);
    if (as_at == nullptr) continue;
    // --by is read into the first of them and means them all.
    if (!axis) axis = as_at->meeting_axis();
    as_at->set_meeting_axis(*axis);
    if (!as_at->meeting().empty()) continue;
    if (!as_at->has_record_time()) {
      if (!problems.empty()) return;  // The instant may be what was wrong.
      problems.push_back(absl::StrCat("--by says which time --",
                                      absl::StrReplaceAll(name, {{"_", "-"}}),
                                      " means, and that is missing"));
      return;
    }
    if (*axis == v1::AsAt::OCCUR_TIME) {
      as_at->mutable_occur_time()->Swap(as_at->mutable_record_time());
      as_at->clear_record_time();
    }
    as_at->clear_meeting_axis();
  }
}

std::string BoardOfRequest(const Message& request) {
  for (const char* name : {"parent", "name", "agency"}) {
    const FieldDescriptor* field =
        request.GetDescriptor()->FindFieldByName(name);
    if (field == nullptr ||
        field->cpp_type() != FieldDescriptor::CPPTYPE_STRING) {
      continue;
    }
    const std::vector<std::string> parts =
        absl::StrSplit(request.GetReflection()->GetString(request, field), '/');
    if (parts.size() < 2 || parts[1] == "-") return "";
    return absl::StrCat(parts[0], "/", parts[1]);
  }
  return "";
}

std::string AsAtHeading(const Message& request, const Message& answer,
                        const Presentation& presentation) {
  const v1::AsAt* as_at = FindAsAt(answer);
  if (as_at == nullptr) as_at = FindAsAt(request);
  if (as_at == nullptr) return "";
  return absl::StrCat(
      presentation.palette.Paint(Tone::kStrong, Line(*as_at, presentation)),
      "\n\n");
}

}  // namespace actionplan::cli
