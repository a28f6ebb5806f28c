#include "services/cli/json_request.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <map>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "eventstore/base/status.h"
#include "google/protobuf/field_mask.pb.h"
#include "services/cli/dates.h"
#include "services/cli/field_value.h"
#include "services/cli/terminal_text.h"

namespace actionplan::cli {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::FieldMask;
using google::protobuf::Message;
using google::protobuf::Reflection;
using google::protobuf::Struct;
using google::protobuf::Value;

bool IsMask(const FieldDescriptor& field) {
  return field.message_type() == FieldMask::descriptor();
}

absl::Status Expected(absl::string_view what) {
  return absl::InvalidArgumentError(absl::StrCat("expects ", what));
}

// A whole number that a double or, for large ones, a string carries.
template <typename Number>
absl::StatusOr<Number> WholeNumber(const Value& value) {
  Number number = 0;
  if (value.kind_case() == Value::kStringValue &&
      absl::SimpleAtoi(value.string_value(), &number)) {
    return number;
  }
  const double given = value.number_value();
  if (value.kind_case() != Value::kNumberValue || given != std::floor(given) ||
      std::abs(given) >
          std::min(9007199254740992.0,
                   static_cast<double>(std::numeric_limits<Number>::max()))) {
    return Expected("a whole number");
  }
  return static_cast<Number>(given);
}

class Filler {
 public:
  Filler(const Anchor& anchor, std::vector<std::string>& problems)
      : anchor_(anchor), problems_(problems) {}

  void Fill(const Struct& json, const std::string& path, Message& message) {
    // In the order of the names: a map of protobuf has none.
    std::map<std::string, const Value*> sorted;
    for (const auto& [name, value] : json.fields()) sorted[name] = &value;
    for (const auto& [name, value] : sorted) {
      const std::string inner =
          path.empty() ? name : absl::StrCat(path, ".", name);
      const auto* field = message.GetDescriptor()->FindFieldByName(name);
      if (field == nullptr) {
        Problem(inner, Expected(absl::StrCat(
                           "nothing: ", message.GetDescriptor()->name(),
                           " has no such field")));
      } else {
        FillField(*value, inner, *field, message);
      }
    }
  }

 private:
  void FillField(const Value& value, const std::string& path,
                 const FieldDescriptor& field, Message& message) {
    if (value.kind_case() == Value::kNullValue) return;
    if (!field.is_repeated()) {
      FillOne(value, path, field, message);
      return;
    }
    if (value.kind_case() != Value::kListValue) {
      Problem(path, Expected("a list"));
      return;
    }
    int i = 0;
    for (const Value& item : value.list_value().values()) {
      FillOne(item, absl::StrCat(path, "[", i++, "]"), field, message);
    }
  }

  void FillOne(const Value& value, const std::string& path,
               const FieldDescriptor& field, Message& message) {
    const bool plain = field.message_type() == nullptr || IsDate(field) ||
                       IsTimestamp(field) || IsMask(field);
    if (plain) {
      Problem(path, SetPlain(value, field, message));
    } else if (value.kind_case() == Value::kStructValue) {
      Fill(value.struct_value(), path, NewMessage(field, message));
    } else {
      Problem(path, Expected("an object"));
    }
  }

  static Message& NewMessage(const FieldDescriptor& field, Message& message) {
    const Reflection& reflection = *message.GetReflection();
    return field.is_repeated() ? *reflection.AddMessage(&message, &field)
                               : *reflection.MutableMessage(&message, &field);
  }

  absl::StatusOr<std::string> Text(const Value& value) const {
    if (value.kind_case() != Value::kStringValue) return Expected("a string");
    return ExpandRelative(value.string_value(), anchor_);
  }

  absl::Status SetPlain(const Value& value, const FieldDescriptor& field,
                        Message& message) const {
    const Reflection& reflection = *message.GetReflection();
    switch (field.cpp_type()) {
      case FieldDescriptor::CPPTYPE_MESSAGE:
        return SetWellKnown(value, field, message);
      case FieldDescriptor::CPPTYPE_ENUM:
        return SetEnum(value, field, message);
      case FieldDescriptor::CPPTYPE_STRING: {
        ASSIGN_OR_RETURN(const std::string text, Text(value));
        field.is_repeated() ? reflection.AddString(&message, &field, text)
                            : reflection.SetString(&message, &field, text);
        return absl::OkStatus();
      }
      case FieldDescriptor::CPPTYPE_INT32: {
        ASSIGN_OR_RETURN(const auto number, WholeNumber<std::int32_t>(value));
        field.is_repeated() ? reflection.AddInt32(&message, &field, number)
                            : reflection.SetInt32(&message, &field, number);
        return absl::OkStatus();
      }
      case FieldDescriptor::CPPTYPE_INT64: {
        ASSIGN_OR_RETURN(const auto number, WholeNumber<std::int64_t>(value));
        field.is_repeated() ? reflection.AddInt64(&message, &field, number)
                            : reflection.SetInt64(&message, &field, number);
        return absl::OkStatus();
      }
      case FieldDescriptor::CPPTYPE_BOOL:
        if (value.kind_case() != Value::kBoolValue) {
          return Expected("true or false");
        }
        field.is_repeated()
            ? reflection.AddBool(&message, &field, value.bool_value())
            : reflection.SetBool(&message, &field, value.bool_value());
        return absl::OkStatus();
      default:
        return absl::UnimplementedError("cannot be given in a file");
    }
  }

  absl::Status SetEnum(const Value& value, const FieldDescriptor& field,
                       Message& message) const {
    const auto* known =
        value.kind_case() == Value::kStringValue
            ? field.enum_type()->FindValueByName(value.string_value())
            : nullptr;
    if (known == nullptr) {
      std::string names;
      for (int i = 1; i < field.enum_type()->value_count(); ++i) {
        absl::StrAppend(&names, i > 1 ? ", " : "",
                        field.enum_type()->value(i)->name());
      }
      return Expected(absl::StrCat("one of ", names));
    }
    const Reflection& reflection = *message.GetReflection();
    field.is_repeated() ? reflection.AddEnum(&message, &field, known)
                        : reflection.SetEnum(&message, &field, known);
    return absl::OkStatus();
  }

  absl::Status SetWellKnown(const Value& value, const FieldDescriptor& field,
                            Message& message) const {
    ASSIGN_OR_RETURN(const std::string text, Text(value));
    if (IsDate(field)) {
      ASSIGN_OR_RETURN(const absl::CivilDay day, ParseIsoDay(text));
      SetDate(day,
              static_cast<google::type::Date&>(NewMessage(field, message)));
    } else if (IsTimestamp(field)) {
      absl::Time time;
      if (!absl::ParseTime(absl::RFC3339_full, text, &time, nullptr) ||
          time == absl::InfiniteFuture() || time == absl::InfinitePast()) {
        return Expected("a time such as \"2026-11-20T09:00:00Z\"");
      }
      SetTimestamp(time, static_cast<google::protobuf::Timestamp&>(
                             NewMessage(field, message)));
    } else {
      auto& mask = static_cast<FieldMask&>(NewMessage(field, message));
      for (absl::string_view path : absl::StrSplit(text, ',')) {
        mask.add_paths(std::string(path));
      }
    }
    return absl::OkStatus();
  }

  void Problem(const std::string& path, const absl::Status& status) {
    if (status.ok()) return;
    problems_.push_back(absl::StrCat(Printable(path), ": ", status.message()));
  }

  const Anchor& anchor_;
  std::vector<std::string>& problems_;
};

}  // namespace

void FillFromJson(const Struct& json, const Anchor& anchor, Message& message,
                  std::vector<std::string>& problems) {
  Filler(anchor, problems).Fill(json, "", message);
}

}  // namespace actionplan::cli
