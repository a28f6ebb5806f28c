// Nothing that a fact says is lost on the way to a line of the trail.
#include <set>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/time/time.h"
#include "actionplan/events/v1/event.pb.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "google/protobuf/timestamp.pb.h"
#include "gtest/gtest.h"
#include "projections/resources/civil_date.h"
#include "services/queries/trail_entry.h"

namespace actionplan::queries {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::EnumValueDescriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

// Fills messages with values of which no two are alike, as far as they can be.
class Filler {
 public:
  void Fill(Message& message) {
    if (auto* date = dynamic_cast<google::type::Date*>(&message)) {
      *date = resources::ToDate(absl::CivilDay(2026, 1, 1) + ++count_);
      return;
    }
    if (auto* instant = dynamic_cast<google::protobuf::Timestamp*>(&message)) {
      instant->set_seconds(86400 * ++count_);
      return;
    }
    const Descriptor& type = *message.GetDescriptor();
    for (int i = 0; i < type.field_count(); ++i) {
      const FieldDescriptor& field = *type.field(i);
      // Of a choice the first.
      if (field.real_containing_oneof() != nullptr &&
          field.index_in_oneof() != 0) {
        continue;
      }
      const bool before = absl::StartsWith(field.name(), "previous_");
      before_ += before;
      for (int item = 0; item < (field.is_repeated() ? 2 : 1); ++item) {
        Set(message, field);
      }
      before_ -= before;
    }
  }

 private:
  void Set(Message& message, const FieldDescriptor& field) {
    const Reflection& reflection = *message.GetReflection();
    const bool repeated = field.is_repeated();
    switch (field.cpp_type()) {
      case FieldDescriptor::CPPTYPE_STRING: {
        const std::string word = absl::StrCat("word-", ++count_, "-");
        return repeated ? reflection.AddString(&message, &field, word)
                        : reflection.SetString(&message, &field, word);
      }
      case FieldDescriptor::CPPTYPE_ENUM: {
        const EnumValueDescriptor* value = field.enum_type()->value(
            before_ > 0 ? 1 : field.enum_type()->value_count() - 1);
        return repeated ? reflection.AddEnum(&message, &field, value)
                        : reflection.SetEnum(&message, &field, value);
      }
      case FieldDescriptor::CPPTYPE_MESSAGE:
        return Fill(repeated ? *reflection.AddMessage(&message, &field)
                             : *reflection.MutableMessage(&message, &field));
      case FieldDescriptor::CPPTYPE_BOOL:
        return reflection.SetBool(&message, &field, before_ == 0);
      case FieldDescriptor::CPPTYPE_INT32: {
        const int32_t number = 10'000 + ++count_;
        return repeated ? reflection.AddInt32(&message, &field, number)
                        : reflection.SetInt32(&message, &field, number);
      }
      case FieldDescriptor::CPPTYPE_INT64:
        return reflection.SetInt64(&message, &field, 10'000 + ++count_);
      default:
        FAIL() << field.full_name() << " is of a kind that facts do not have";
    }
  }

  int count_ = 0;
  int before_ = 0;  // How deep it is in what was so before.
};

// Every value in a message, as people write it.
void ListValues(const Message& message, std::set<std::string>& values) {
  if (const auto* date = dynamic_cast<const google::type::Date*>(&message)) {
    values.insert(resources::FormatDate(*resources::FromDate(*date)));
    return;
  }
  if (const auto* instant =
          dynamic_cast<const google::protobuf::Timestamp*>(&message)) {
    values.insert(absl::FormatTime("%Y-%m-%d",
                                   absl::FromUnixSeconds(instant->seconds()),
                                   absl::UTCTimeZone()));
    return;
  }
  if (const auto* text =
          dynamic_cast<const events::v1::PersonalText*>(&message)) {
    values.insert(text->clear());
    return;
  }
  const Reflection& reflection = *message.GetReflection();
  std::vector<const FieldDescriptor*> fields;
  reflection.ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    const int count =
        field->is_repeated() ? reflection.FieldSize(message, field) : 1;
    for (int i = 0; i < count; ++i) {
      switch (field->cpp_type()) {
        case FieldDescriptor::CPPTYPE_STRING:
          values.insert(field->is_repeated()
                            ? reflection.GetRepeatedString(message, field, i)
                            : reflection.GetString(message, field));
          break;
        case FieldDescriptor::CPPTYPE_ENUM: {
          const EnumValueDescriptor* value =
              field->is_repeated()
                  ? reflection.GetRepeatedEnum(message, field, i)
                  : reflection.GetEnum(message, field);
          values.insert(absl::AsciiStrToLower(
              absl::StrReplaceAll(value->name(), {{"_", " "}})));
          break;
        }
        case FieldDescriptor::CPPTYPE_MESSAGE:
          ListValues(field->is_repeated()
                         ? reflection.GetRepeatedMessage(message, field, i)
                         : reflection.GetMessage(message, field),
                     values);
          break;
        case FieldDescriptor::CPPTYPE_BOOL:
          values.insert("yes");
          break;
        case FieldDescriptor::CPPTYPE_INT32:
          values.insert(
              absl::StrCat(field->is_repeated()
                               ? reflection.GetRepeatedInt32(message, field, i)
                               : reflection.GetInt32(message, field)));
          break;
        default:
          values.insert(absl::StrCat(reflection.GetInt64(message, field)));
      }
    }
  }
}

std::string WholeText(const v1::TrailEntry& entry) {
  std::string text = absl::StrCat(entry.summary(), "\n", entry.reason());
  for (const v1::TrailEntry::Change& change : entry.changes()) {
    absl::StrAppend(&text, "\n", change.field(), ": ", change.previous(),
                    " -> ", change.current());
  }
  return text;
}

TEST(TrailCompletenessTest, TellsEveryValueOfEveryFact) {
  int facts = 0;
  const auto& kinds = *events::v1::Event::descriptor()->oneof_decl(0);
  for (int i = 0; i < kinds.field_count(); ++i) {
    const auto& of_kind = *kinds.field(i)->message_type()->oneof_decl(0);
    for (int j = 0; j < of_kind.field_count(); ++j, ++facts) {
      events::v1::Event event;
      Message* fact =
          event.GetReflection()->MutableMessage(&event, kinds.field(i));
      fact = fact->GetReflection()->MutableMessage(fact, of_kind.field(j));
      Filler().Fill(*fact);
      std::set<std::string> values;
      ListValues(*fact, values);

      const std::string text = WholeText(TrailEntryOf(event, {}));

      for (const std::string& value : values) {
        EXPECT_TRUE(absl::StrContains(text, value))
            << fact->GetDescriptor()->name() << " loses " << value << " in\n"
            << text;
      }
    }
  }
  EXPECT_GT(facts, 40);
}

}  // namespace
}  // namespace actionplan::queries
