#include "services/queries/fact_text.h"

#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "actionplan/events/v1/action_values.pb.h"
#include "actionplan/events/v1/personal_text.pb.h"
#include "google/protobuf/timestamp.pb.h"
#include "google/type/date.pb.h"
#include "projections/resources/civil_date.h"
#include "projections/resources/fold.h"
#include "projections/resources/instant.h"
#include "projections/resources/names.h"
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
  // "re dated" is no word.
  return absl::StrReplaceAll(absl::AsciiStrToLower(value.name()),
                             {{"re_dated", "re-dated"}, {"_", " "}});
}

std::string DayText(const google::type::Date& date) {
  const auto day = resources::FromDate(date);
  return day.ok() ? resources::FormatDate(*day) : "";
}

std::string DueText(const events::v1::DueDate& due) {
  std::string text;
  if (due.has_date()) text = DayText(due.date());
  if (due.has_undated()) {
    text = Words(
        *events::v1::Undated_descriptor()->FindValueByNumber(due.undated()));
  }
  const std::string review = DayText(due.review_date());
  if (review.empty()) return text;
  return absl::StrCat(text, text.empty() ? "" : ", ", "review on ", review);
}

// A message that is one value.
bool IsValue(const Descriptor& type) {
  return &type == google::type::Date::descriptor() ||
         &type == google::protobuf::Timestamp::descriptor() ||
         &type == events::v1::DueDate::descriptor() ||
         &type == events::v1::PersonalText::descriptor();
}

// Numbers, days and yes or no say nothing by themselves.
bool NeedsLabel(const FieldDescriptor& field) {
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING:
    case FieldDescriptor::CPPTYPE_ENUM:
      return false;
    case FieldDescriptor::CPPTYPE_MESSAGE:
      return field.message_type() == google::type::Date::descriptor();
    default:
      return true;
  }
}

std::string MessageText(const Message& message, TitleOf title_of) {
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
    const FieldDescriptor& field = *type->field(i);
    const std::string text = FieldText(message, field, title_of);
    if (text.empty()) continue;
    const std::string label =
        NeedsLabel(field) ? absl::StrReplaceAll(field.name(), {{"_", " "}})
                          : "";
    parts.push_back(absl::StrCat(label, label.empty() ? "" : " ", text));
  }
  return absl::StrJoin(parts, ", ");
}

std::string StringText(const std::string& value, TitleOf title_of) {
  return resources::IsName(resources::Kind::kAgency, value)
             ? AgencyText(value, title_of)
             : value;
}

// The value at `index` of a repeated field, or of a single one when -1.
std::string ValueText(const Message& message, const FieldDescriptor& field,
                      int index, TitleOf title_of) {
  const Reflection& reflection = *message.GetReflection();
  const bool repeated = index >= 0;
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING:
      return StringText(
          repeated ? reflection.GetRepeatedString(message, &field, index)
                   : reflection.GetString(message, &field),
          title_of);
    case FieldDescriptor::CPPTYPE_ENUM:
      return Words(*(repeated
                         ? reflection.GetRepeatedEnum(message, &field, index)
                         : reflection.GetEnum(message, &field)));
    case FieldDescriptor::CPPTYPE_MESSAGE:
      return MessageText(
          repeated ? reflection.GetRepeatedMessage(message, &field, index)
                   : reflection.GetMessage(message, &field),
          title_of);
    case FieldDescriptor::CPPTYPE_BOOL:
      return reflection.GetBool(message, &field) ? "yes" : "no";
    case FieldDescriptor::CPPTYPE_INT32:
      return absl::StrCat(
          repeated ? reflection.GetRepeatedInt32(message, &field, index)
                   : reflection.GetInt32(message, &field));
    case FieldDescriptor::CPPTYPE_INT64:
      return absl::StrCat(reflection.GetInt64(message, &field));
    default:
      return "";  // Facts have no other kinds of value.
  }
}

}  // namespace

std::string AgencyText(const std::string& name, TitleOf title_of) {
  const std::string title = title_of(name);
  if (title.empty()) return name;
  return absl::StrCat(title, " (", name.substr(name.rfind('/') + 1), ")");
}

bool IsStructure(const FieldDescriptor& field) {
  return field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE &&
         !field.is_repeated() && !IsValue(*field.message_type());
}

std::string FieldText(const Message& message, const FieldDescriptor& field,
                      TitleOf title_of) {
  const Reflection& reflection = *message.GetReflection();
  if (!field.is_repeated()) {
    return reflection.HasField(message, &field)
               ? ValueText(message, field, -1, title_of)
               : "";
  }
  std::vector<std::string> values;
  for (int i = 0; i < reflection.FieldSize(message, &field); ++i) {
    values.push_back(ValueText(message, field, i, title_of));
  }
  const bool structures =
      field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE &&
      !IsValue(*field.message_type());
  return absl::StrJoin(values, structures ? "; " : ", ");
}

}  // namespace actionplan::queries
