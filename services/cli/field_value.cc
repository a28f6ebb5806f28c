#include "services/cli/field_value.h"

#include <cstddef>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "actionplan/v1/as_at.pb.h"
#include "eventstore/base/status.h"
#include "services/cli/as_at.h"
#include "services/cli/kebab_case.h"
#include "services/cli/message_list.h"
#include "services/cli/terminal_text.h"

namespace actionplan::cli {
namespace {

using google::protobuf::EnumDescriptor;
using google::protobuf::EnumValueDescriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

// The longest text that any field takes is a hundredth of this.
constexpr std::size_t kLongestFile = 1 << 20;

std::string EnumText(const EnumValueDescriptor& value) {
  return KebabCase(value.name());
}

absl::StatusOr<std::string> TextOf(absl::string_view text) {
  if (!absl::StartsWith(text, "@")) return std::string(text);
  text.remove_prefix(1);
  if (absl::StartsWith(text, "@")) return std::string(text);
  std::ifstream file{std::string(text), std::ios::binary};
  if (!file) {
    return absl::InvalidArgumentError(
        absl::StrCat("the file ", Printable(text), " cannot be read"));
  }
  std::string content{std::istreambuf_iterator<char>(file), {}};
  if (content.size() > kLongestFile) {
    return absl::InvalidArgumentError(
        absl::StrCat("the file ", Printable(text), " is over 1 MiB long"));
  }
  absl::StripTrailingAsciiWhitespace(&content);
  return content;
}

absl::StatusOr<const EnumValueDescriptor*> EnumValueOf(
    const EnumDescriptor& type, absl::string_view text) {
  for (int i = 0; i < type.value_count(); ++i) {
    const EnumValueDescriptor* value = type.value(i);
    if (value->number() != 0 && EnumText(*value) == text) return value;
  }
  return absl::InvalidArgumentError(
      absl::StrCat("\"", Printable(text), "\" is not one of ",
                   absl::StrJoin(EnumValuesOf(type), ", ")));
}

template <typename Number>
absl::StatusOr<Number> NumberOf(absl::string_view text) {
  Number number = 0;
  if (!absl::SimpleAtoi(text, &number)) {
    return absl::InvalidArgumentError(
        absl::StrCat("\"", Printable(text), "\" is not a whole number"));
  }
  return number;
}

Message& NewMessage(const FieldDescriptor& field, Message& message) {
  const auto* reflection = message.GetReflection();
  return field.is_repeated() ? *reflection->AddMessage(&message, &field)
                             : *reflection->MutableMessage(&message, &field);
}

absl::Status SetMessage(const FieldDescriptor& field, absl::string_view text,
                        const Moment& moment, Message& message) {
  if (IsDate(field)) {
    ASSIGN_OR_RETURN(const absl::CivilDay day, ParseDay(text, moment));
    SetDate(day, static_cast<google::type::Date&>(NewMessage(field, message)));
    return absl::OkStatus();
  }
  if (IsTimestamp(field)) {
    ASSIGN_OR_RETURN(const absl::Time time, ParseTime(text, moment));
    SetTimestamp(time, static_cast<google::protobuf::Timestamp&>(
                           NewMessage(field, message)));
    return absl::OkStatus();
  }
  if (IsAsAt(field)) {
    v1::AsAt as_at;
    RETURN_IF_ERROR(ParseAsAt(text, moment, as_at));
    // Beside an axis that may have been said before.
    NewMessage(field, message).MergeFrom(as_at);
    return absl::OkStatus();
  }
  return SetFromList(text, moment, NewMessage(field, message));
}

// Calls the setter of a singular field or the adder of a repeated one.
#define ACTIONPLAN_SET(Type, value)                               \
  (field.is_repeated()                                            \
       ? reflection.Add##Type(&message, &field, std::move(value)) \
       : reflection.Set##Type(&message, &field, std::move(value)))

}  // namespace

absl::Status SetField(const FieldDescriptor& field, absl::string_view text,
                      const Moment& moment, Message& message) {
  const auto& reflection = *message.GetReflection();
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING: {
      ASSIGN_OR_RETURN(std::string value, TextOf(text));
      ACTIONPLAN_SET(String, value);
      return absl::OkStatus();
    }
    case FieldDescriptor::CPPTYPE_ENUM: {
      ASSIGN_OR_RETURN(const EnumValueDescriptor* value,
                       EnumValueOf(*field.enum_type(), text));
      ACTIONPLAN_SET(Enum, value);
      return absl::OkStatus();
    }
    case FieldDescriptor::CPPTYPE_INT32: {
      ASSIGN_OR_RETURN(std::int32_t value, NumberOf<std::int32_t>(text));
      ACTIONPLAN_SET(Int32, value);
      return absl::OkStatus();
    }
    case FieldDescriptor::CPPTYPE_INT64: {
      ASSIGN_OR_RETURN(std::int64_t value, NumberOf<std::int64_t>(text));
      ACTIONPLAN_SET(Int64, value);
      return absl::OkStatus();
    }
    case FieldDescriptor::CPPTYPE_BOOL:
      reflection.SetBool(&message, &field, text.empty() || text == "true");
      return absl::OkStatus();
    case FieldDescriptor::CPPTYPE_MESSAGE:
      return SetMessage(field, text, moment, message);
    default:
      return absl::UnimplementedError(
          absl::StrCat(field.name(), " cannot be given on a command line"));
  }
}

#undef ACTIONPLAN_SET

std::string ValueNameOf(const FieldDescriptor& field) {
  if (IsDate(field)) return "DATE";
  if (IsTimestamp(field)) return "TIME";
  if (IsAsAt(field)) return "WHEN";
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_ENUM:
      return absl::StrJoin(EnumValuesOf(*field.enum_type()), "|");
    case FieldDescriptor::CPPTYPE_BOOL:
      return "";
    case FieldDescriptor::CPPTYPE_STRING:
      return "TEXT";
    case FieldDescriptor::CPPTYPE_MESSAGE:
      return absl::StrCat(absl::StrJoin(KeysOf(*field.message_type()), "=…,"),
                          "=…");
    default:
      return "NUMBER";
  }
}

std::vector<std::string> EnumValuesOf(const EnumDescriptor& type) {
  std::vector<std::string> values;
  for (int i = 0; i < type.value_count(); ++i) {
    if (type.value(i)->number() != 0) {
      values.push_back(EnumText(*type.value(i)));
    }
  }
  return values;
}

bool IsDate(const FieldDescriptor& field) {
  return field.message_type() == google::type::Date::descriptor();
}

bool IsTimestamp(const FieldDescriptor& field) {
  return field.message_type() == google::protobuf::Timestamp::descriptor();
}

bool IsAsAt(const FieldDescriptor& field) {
  return field.message_type() == v1::AsAt::descriptor();
}

}  // namespace actionplan::cli
