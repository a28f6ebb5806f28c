#include "services/queries/fact_text.h"

#include <algorithm>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "actionplan/events/v1/action_values.pb.h"
#include "actionplan/events/v1/personal_text.pb.h"
#include "google/protobuf/timestamp.pb.h"
#include "google/type/date.pb.h"
#include "projections/resources/civil_date.h"
#include "projections/resources/fold.h"
#include "projections/resources/instant.h"
#include "services/domain/occurrence.h"

namespace actionplan::queries {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::EnumValueDescriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

std::string Words(const EnumValueDescriptor& value) {
  if (value.number() == 0) return "";
  std::string words = absl::AsciiStrToLower(value.name());
  std::replace(words.begin(), words.end(), '_', ' ');
  return words;
}

std::string DayText(const google::type::Date& date) {
  const auto day = resources::FromDate(date);
  return day.ok() ? resources::FormatDate(*day) : "";
}

std::string DueText(const events::v1::DueDate& due) {
  if (due.has_date()) return DayText(due.date());
  if (!due.has_undated()) return "";
  const std::string review = DayText(due.review_date());
  return absl::StrCat(
      Words(
          *events::v1::Undated_descriptor()->FindValueByNumber(due.undated())),
      review.empty() ? "" : ", review on ", review);
}

// A message that is one value.
bool IsValue(const Descriptor& type) {
  return &type == google::type::Date::descriptor() ||
         &type == google::protobuf::Timestamp::descriptor() ||
         &type == events::v1::DueDate::descriptor() ||
         &type == events::v1::PersonalText::descriptor();
}

std::string MessageText(const Message& message) {
  const Descriptor* type = message.GetDescriptor();
  if (type == google::type::Date::descriptor()) {
    return DayText(static_cast<const google::type::Date&>(message));
  }
  if (type == google::protobuf::Timestamp::descriptor()) {
    return domain::FormatInstant(resources::ToTime(
        static_cast<const google::protobuf::Timestamp&>(message)));
  }
  if (type == events::v1::DueDate::descriptor()) {
    return DueText(static_cast<const events::v1::DueDate&>(message));
  }
  if (type == events::v1::PersonalText::descriptor()) {
    return resources::ClearText(
        static_cast<const events::v1::PersonalText&>(message));
  }
  std::vector<std::string> parts;
  for (int i = 0; i < type->field_count(); ++i) {
    const std::string text = FieldText(message, *type->field(i));
    if (!text.empty()) parts.push_back(text);
  }
  return absl::StrJoin(parts, " ");
}

// The value at `index` of a repeated field, or of a single one when -1.
std::string ValueText(const Message& message, const FieldDescriptor& field,
                      int index) {
  const Reflection& reflection = *message.GetReflection();
  const bool repeated = index >= 0;
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING:
      return repeated ? reflection.GetRepeatedString(message, &field, index)
                      : reflection.GetString(message, &field);
    case FieldDescriptor::CPPTYPE_ENUM:
      return Words(*(repeated
                         ? reflection.GetRepeatedEnum(message, &field, index)
                         : reflection.GetEnum(message, &field)));
    case FieldDescriptor::CPPTYPE_MESSAGE:
      return MessageText(
          repeated ? reflection.GetRepeatedMessage(message, &field, index)
                   : reflection.GetMessage(message, &field));
    case FieldDescriptor::CPPTYPE_BOOL:
      return reflection.GetBool(message, &field) ? "yes" : "no";
    case FieldDescriptor::CPPTYPE_INT32:
      return absl::StrCat(reflection.GetInt32(message, &field));
    case FieldDescriptor::CPPTYPE_INT64:
      return absl::StrCat(reflection.GetInt64(message, &field));
    default:
      return "";  // Facts have no other kinds of value.
  }
}

}  // namespace

bool IsStructure(const FieldDescriptor& field) {
  return field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE &&
         !field.is_repeated() && !IsValue(*field.message_type());
}

std::string FieldText(const Message& message, const FieldDescriptor& field) {
  if (!field.is_repeated()) {
    return message.GetReflection()->HasField(message, &field)
               ? ValueText(message, field, -1)
               : "";
  }
  std::vector<std::string> values;
  for (int i = 0; i < message.GetReflection()->FieldSize(message, &field);
       ++i) {
    values.push_back(ValueText(message, field, i));
  }
  return absl::StrJoin(values, ", ");
}

}  // namespace actionplan::queries
