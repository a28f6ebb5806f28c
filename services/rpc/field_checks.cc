#include "services/rpc/field_checks.h"

#include <set>

#include "absl/strings/ascii.h"
#include "absl/strings/cord.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_join.h"
#include "absl/time/civil_time.h"
#include "eventstore/base/status.h"
#include "google/protobuf/unknown_field_set.h"

namespace actionplan::rpc {
namespace {

constexpr absl::string_view kBadRequestUrl =
    "type.googleapis.com/google.rpc.BadRequest";
// FieldViolation.reason, which google/rpc/error_details.proto has gained and
// the packaged copy has not: on the wire it is the same field.
constexpr int kReasonField = 3;
constexpr int64_t kFirstSecond = -62135596800;  // 0001-01-01T00:00:00Z
constexpr int64_t kLastSecond = 253402300799;   // 9999-12-31T23:59:59Z
constexpr size_t kMaxThemes = 20;
constexpr size_t kMaxThemeBytes = 60;

size_t Characters(absl::string_view utf8) {
  size_t count = 0;
  for (const char c : utf8) {
    if ((c & 0xC0) != 0x80) ++count;
  }
  return count;
}

bool HasControlCharacter(absl::string_view text) {
  for (const char c : text) {
    if (absl::ascii_iscntrl(static_cast<unsigned char>(c)) && c != '\n' &&
        c != '\r' && c != '\t') {
      return true;
    }
  }
  return false;
}

bool IsUuid(absl::string_view text) {
  if (text.size() != 36) return false;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    if (dash ? text[i] != '-' : !absl::ascii_isxdigit(text[i])) return false;
  }
  return true;
}

bool IsTheme(absl::string_view text) {
  if (text.empty() || text.size() > kMaxThemeBytes ||
      !absl::ascii_islower(text[0])) {
    return false;
  }
  for (const char c : text) {
    if (!absl::ascii_islower(c) && !absl::ascii_isdigit(c) && c != '_') {
      return false;
    }
  }
  return true;
}

}  // namespace

void FieldChecks::Violation(absl::string_view field, absl::string_view reason,
                            absl::string_view description) {
  if (first_reason_.empty()) first_reason_ = std::string(reason);
  auto& violation = *wrong_.add_field_violations();
  violation.set_field(std::string(field));
  violation.set_description(std::string(description));
  violation.GetReflection()
      ->MutableUnknownFields(&violation)
      ->AddLengthDelimited(kReasonField, std::string(reason));
}

void FieldChecks::Missing(absl::string_view field) {
  Violation(field, "FIELD_MISSING", "is required");
}

void FieldChecks::Text(absl::string_view field, absl::string_view value,
                       size_t limit, Presence presence) {
  if (absl::StripAsciiWhitespace(value).empty()) {
    if (presence == Presence::kRequired) Missing(field);
    return;
  }
  const size_t characters = Characters(value);
  if (characters > limit) {
    Violation(field, "TEXT_TOO_LONG",
              absl::StrCat("has ", characters, " characters; at most ", limit,
                           " are allowed"));
  }
  if (HasControlCharacter(value)) {
    Violation(field, "TEXT_HAS_CONTROL_CHARACTERS",
              "has control characters; only line ends and tabs are allowed");
  }
}

void FieldChecks::Name(absl::string_view field, absl::string_view value,
                       resources::Kind kind, Presence presence) {
  if (value.empty()) {
    if (presence == Presence::kRequired) Missing(field);
    return;
  }
  if (!resources::IsName(kind, value)) {
    Violation(field, "NAME_MALFORMED",
              absl::StrCat("is no ", resources::Noun(kind),
                           "'s name; names look like ",
                           resources::NamePattern(kind)));
  }
}

void FieldChecks::Names(
    absl::string_view field,
    const google::protobuf::RepeatedPtrField<std::string>& values,
    resources::Kind kind, size_t limit) {
  Count(field, values.size(), limit);
  std::set<absl::string_view> seen;
  for (int i = 0; i < values.size(); ++i) {
    Name(At(field, i), values[i], kind, Presence::kRequired);
    if (!seen.insert(values[i]).second) {
      Violation(At(field, i), "NAME_REPEATED", "stands there twice");
    }
  }
}

void FieldChecks::Parent(absl::string_view field, absl::string_view value,
                         resources::Kind kind) {
  if (value.empty()) return Missing(field);
  const std::optional<resources::Kind> child =
      resources::KindOf(resources::ChildName(value, kind, "id"));
  if (child != kind) {
    Violation(field, "NAME_MALFORMED",
              absl::StrCat("is no parent of a new ", resources::Noun(kind),
                           "; its name will look like ",
                           resources::NamePattern(kind)));
  }
}

void FieldChecks::ListParent(absl::string_view field, absl::string_view value,
                             resources::Kind kind) {
  if (value.empty() && kind != resources::Kind::kBoard) return Missing(field);
  if (!resources::IsListParent(kind, value)) {
    Violation(field, "NAME_MALFORMED",
              absl::StrCat("is no parent of ", resources::Noun(kind),
                           "s; names look like ", resources::NamePattern(kind),
                           ", and an id of the parent may be -"));
  }
}

void FieldChecks::NewId(absl::string_view field, absl::string_view value) {
  if (value.empty() || resources::IsValidId(value)) return;
  Violation(field, "ID_MALFORMED",
            "is no id; use 2 to 63 of the characters a-z, 0-9 and '-', "
            "neither first nor last a '-'");
}

void FieldChecks::RequestId(absl::string_view value) {
  if (value.empty()) return Missing("request_id");
  if (!IsUuid(value)) {
    Violation("request_id", "REQUEST_ID_MALFORMED",
              "is no UUID such as 123e4567-e89b-12d3-a456-426614174000");
  }
}

void FieldChecks::Etag(absl::string_view field, absl::string_view value) {
  if (value.empty()) return;
  uint64_t revision = 0;
  if (value.size() < 3 || value.front() != '"' || value.back() != '"' ||
      !absl::SimpleAtoi(value.substr(1, value.size() - 2), &revision)) {
    Violation(field, "ETAG_MALFORMED",
              "is no etag; send back the etag of the resource, its quotes "
              "included");
  }
}

void FieldChecks::Date(absl::string_view field, bool given,
                       const google::type::Date& value, Presence presence) {
  if (!given) {
    if (presence == Presence::kRequired) Missing(field);
    return;
  }
  const absl::CivilDay day(value.year(), value.month(), value.day());
  if (value.year() < 1900 || value.year() > 2199 ||
      day.year() != value.year() || day.month() != value.month() ||
      day.day() != value.day()) {
    Violation(field, "DATE_INVALID",
              absl::StrCat(value.year(), "-", value.month(), "-", value.day(),
                           " is no day of the years 1900 to 2199"));
  }
}

void FieldChecks::Time(absl::string_view field,
                       const google::protobuf::Timestamp& value) {
  if (value.seconds() < kFirstSecond || value.seconds() > kLastSecond ||
      value.nanos() < 0 || value.nanos() > 999'999'999) {
    Violation(field, "TIME_INVALID", "is no instant of the years 1 to 9999");
  }
}

void FieldChecks::Themes(
    absl::string_view field,
    const google::protobuf::RepeatedPtrField<std::string>& values) {
  Count(field, values.size(), kMaxThemes);
  std::set<absl::string_view> seen;
  for (int i = 0; i < values.size(); ++i) {
    if (!IsTheme(values[i])) {
      Violation(At(field, i), "THEME_MALFORMED",
                "is no tag such as voice_of_child");
    }
    if (!seen.insert(values[i]).second) {
      Violation(At(field, i), "THEME_REPEATED", "stands there twice");
    }
  }
}

void FieldChecks::Range(absl::string_view field, int64_t value, int64_t min,
                        int64_t max) {
  if (value >= min && value <= max) return;
  Violation(
      field, "NUMBER_OUT_OF_RANGE",
      absl::StrCat(value == 0 ? "is missing or 0" : absl::StrCat("is ", value),
                   "; ", min, " to ", max, " are allowed"));
}

void FieldChecks::Count(absl::string_view field, size_t items, size_t limit) {
  if (items <= limit) return;
  Violation(
      field, "TOO_MANY_ITEMS",
      absl::StrCat("has ", items, " items; at most ", limit, " are allowed"));
}

void FieldChecks::Mask(absl::string_view field,
                       const google::protobuf::FieldMask& mask,
                       const std::vector<absl::string_view>& allowed) {
  const std::string choice = absl::StrJoin(allowed, ", ");
  if (mask.paths().empty()) {
    return Violation(field, "FIELD_MISSING",
                     absl::StrCat("is required; name some of ", choice));
  }
  const std::set<absl::string_view> known(allowed.begin(), allowed.end());
  for (int i = 0; i < mask.paths_size(); ++i) {
    if (!known.contains(mask.paths(i))) {
      Violation(absl::StrCat(field, ".paths[", i, "]"), "PATH_UNKNOWN",
                absl::StrCat("cannot be changed; only ", choice, " can"));
    }
  }
}

void FieldChecks::EnumValue(absl::string_view field, int value,
                            const google::protobuf::EnumDescriptor& type,
                            Presence presence) {
  if (value == 0) {
    if (presence == Presence::kRequired) Missing(field);
    return;
  }
  if (type.FindValueByNumber(value) != nullptr) return;
  std::vector<absl::string_view> names;
  for (int i = 1; i < type.value_count(); ++i) {
    names.push_back(type.value(i)->name());
  }
  Violation(field, "VALUE_UNKNOWN",
            absl::StrCat(value, " is none of ", absl::StrJoin(names, ", ")));
}

absl::Status FieldChecks::Result() const {
  if (wrong_.field_violations().empty()) return absl::OkStatus();
  std::vector<std::string> lines;
  for (const auto& violation : wrong_.field_violations()) {
    lines.push_back(
        absl::StrCat(violation.field(), ": ", violation.description()));
  }
  absl::Status status = base::Error(
      {.code = absl::StatusCode::kInvalidArgument,
       .reason = wrong_.field_violations_size() == 1 ? first_reason_
                                                     : "FIELDS_INVALID",
       .message = absl::StrCat("The request cannot be used. ",
                               absl::StrJoin(lines, "; "), ".")});
  status.SetPayload(kBadRequestUrl, absl::Cord(wrong_.SerializeAsString()));
  return status;
}

}  // namespace actionplan::rpc
