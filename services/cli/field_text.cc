#include "services/cli/field_text.h"

#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "services/cli/dates.h"
#include "services/cli/field_value.h"
#include "services/cli/kebab_case.h"

namespace actionplan::cli {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

struct Wording {
  absl::string_view value;
  absl::string_view words;
};

// Of values whose name is too short for a person.
constexpr Wording kWordings[] = {
    {"actionplan.v1.ActionImport.CLAIMED_NOT_VERIFIED",
     "claimed by the sheet, not verified here"},
    {"actionplan.v1.ActionImport.CONFIRMED_BY_LEAD_AGENCY",
     "confirmed by the lead agency"},
};

std::string MessageText(const Message& message, const TextStyle& style) {
  if (const auto* change =
          dynamic_cast<const v1::TrailEntry::Change*>(&message)) {
    return ChangeText(*change);
  }
  if (const auto* date = dynamic_cast<const google::type::Date*>(&message)) {
    return IsoDay(*date);
  }
  if (const auto* time =
          dynamic_cast<const google::protobuf::Timestamp*>(&message)) {
    return style.reader == TextStyle::Reader::kPerson
               ? LocalTime(*time, style.time_zone)
               : Rfc3339(TimeOf(*time));
  }
  std::vector<const FieldDescriptor*> fields;
  message.GetReflection()->ListFields(message, &fields);
  return absl::StrJoin(fields, ",", [&](std::string* out, const auto* field) {
    absl::StrAppend(out, KebabCase(field->name()), "=",
                    FieldText(message, *field, style));
  });
}

std::string EnumText(const google::protobuf::EnumValueDescriptor& value,
                     const TextStyle& style) {
  if (value.number() == 0) return "";
  return style.reader == TextStyle::Reader::kPerson
             ? EnumWords(*value.type(), value.number())
             : value.name();
}

// Bytes in base64, as in the JSON of the API.
std::string StringText(const FieldDescriptor& field, const std::string& value) {
  return field.type() == FieldDescriptor::TYPE_BYTES ? absl::Base64Escape(value)
                                                     : value;
}

std::string SingularText(const Message& message, const FieldDescriptor& field,
                         const TextStyle& style) {
  const auto& reflection = *message.GetReflection();
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING:
      return StringText(field, reflection.GetString(message, &field));
    case FieldDescriptor::CPPTYPE_ENUM:
      return EnumText(*reflection.GetEnum(message, &field), style);
    case FieldDescriptor::CPPTYPE_INT32:
      return absl::StrCat(reflection.GetInt32(message, &field));
    case FieldDescriptor::CPPTYPE_INT64:
      return absl::StrCat(reflection.GetInt64(message, &field));
    case FieldDescriptor::CPPTYPE_DOUBLE:
      return absl::StrCat(reflection.GetDouble(message, &field));
    case FieldDescriptor::CPPTYPE_BOOL:
      return reflection.GetBool(message, &field) ? "yes" : "no";
    case FieldDescriptor::CPPTYPE_MESSAGE:
      return MessageText(reflection.GetMessage(message, &field), style);
    default:
      return "";
  }
}

std::string RepeatedText(const Message& message, const FieldDescriptor& field,
                         const TextStyle& style) {
  const auto& reflection = *message.GetReflection();
  std::vector<std::string> values;
  for (int i = 0; i < reflection.FieldSize(message, &field); ++i) {
    if (field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
      values.push_back(MessageText(
          reflection.GetRepeatedMessage(message, &field, i), style));
    } else if (field.cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
      values.push_back(
          StringText(field, reflection.GetRepeatedString(message, &field, i)));
    } else if (field.cpp_type() == FieldDescriptor::CPPTYPE_ENUM) {
      values.push_back(
          EnumText(*reflection.GetRepeatedEnum(message, &field, i), style));
    } else if (field.cpp_type() == FieldDescriptor::CPPTYPE_INT32) {
      values.push_back(
          absl::StrCat(reflection.GetRepeatedInt32(message, &field, i)));
    } else if (field.cpp_type() == FieldDescriptor::CPPTYPE_INT64) {
      values.push_back(
          absl::StrCat(reflection.GetRepeatedInt64(message, &field, i)));
    }
  }
  return absl::StrJoin(values, "; ");
}

}  // namespace

std::string FieldText(const Message& message, const FieldDescriptor& field,
                      const TextStyle& style) {
  if (field.is_repeated()) return RepeatedText(message, field, style);
  if (field.has_presence() &&
      !message.GetReflection()->HasField(message, &field)) {
    return "";
  }
  return SingularText(message, field, style);
}

std::string PathText(const Message& message, absl::string_view path,
                     const TextStyle& style) {
  const Message* current = &message;
  const std::vector<std::string> names = absl::StrSplit(path, '.');
  for (std::size_t i = 0; i + 1 < names.size(); ++i) {
    const auto* field = current->GetDescriptor()->FindFieldByName(names[i]);
    if (field == nullptr || field->message_type() == nullptr) return "";
    current = &current->GetReflection()->GetMessage(*current, field);
  }
  const auto* field = current->GetDescriptor()->FindFieldByName(names.back());
  return field == nullptr ? "" : FieldText(*current, *field, style);
}

std::string EnumWords(const google::protobuf::EnumDescriptor& type,
                      int number) {
  const auto* value = type.FindValueByNumber(number);
  if (value == nullptr) return absl::StrCat(number);
  for (const Wording& wording : kWordings) {
    if (value->full_name() == wording.value) return std::string(wording.words);
  }
  return absl::AsciiStrToLower(
      absl::StrReplaceAll(value->name(), {{"_", " "}}));
}

std::string ChangeText(const v1::TrailEntry::Change& change) {
  const auto value = [](const std::string& text) {
    return text.empty() ? "(none)" : text;
  };
  return absl::StrCat(
      absl::StrReplaceAll(change.field(), {{"_", " "}, {".", " "}}), ": ",
      value(change.previous()), " -> ", value(change.current()));
}

std::string LastSegment(absl::string_view name) {
  const std::size_t slash = name.rfind('/');
  return std::string(slash == absl::string_view::npos ? name
                                                      : name.substr(slash + 1));
}

}  // namespace actionplan::cli
