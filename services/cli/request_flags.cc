#include "services/cli/request_flags.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/types/span.h"
#include "eventstore/base/logging.h"
#include "services/cli/as_at.h"
#include "services/cli/field_value.h"
#include "services/cli/kebab_case.h"

namespace actionplan::cli {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::MethodDescriptor;

// A message with a name and fields of its own, rather than a value or a choice.
bool IsSpreadOut(const FieldDescriptor& field, const MethodDescriptor& method) {
  const Descriptor* type = field.message_type();
  if (type == nullptr || field.is_repeated()) return false;
  if (type == method.output_type()) return true;
  return type->file()->package() == method.file()->package() &&
         type->containing_type() == nullptr &&
         type->real_oneof_decl_count() == 0;
}

bool IsMask(const FieldDescriptor& field) {
  return field.message_type() != nullptr &&
         field.message_type()->full_name() == "google.protobuf.FieldMask";
}

bool HasMask(const Descriptor& type) {
  for (int i = 0; i < type.field_count(); ++i) {
    if (IsMask(*type.field(i))) return true;
  }
  return false;
}

Takes TakesOf(const FieldDescriptor& field) {
  if (field.is_repeated()) return Takes::kManyValues;
  return field.cpp_type() == FieldDescriptor::CPPTYPE_BOOL ? Takes::kNothing
                                                           : Takes::kOneValue;
}

RequestFlag FlagOf(FieldPath path, const ApiComments& comments) {
  const FieldDescriptor& field = *path.back();
  return {.spec = {.name = KebabCase(field.name()),
                   .takes = TakesOf(field),
                   .value_name = ValueNameOf(field),
                   .help = comments.Of(field)},
          .path = std::move(path),
          .required = comments.IsRequired(field)};
}

// `--as-at` for the instant or the meeting.
RequestFlag AsAtFlag(const FieldDescriptor& field,
                     const ApiComments& comments) {
  RequestFlag flag = FlagOf({&field}, comments);
  flag.spec.help = absl::StrCat(
      flag.required ? "Required." : "Optional.", " ",
      field.name() == "since"   ? "Since when"
      : field.name() == "until" ? "Until when"
                                : "The past instant",
      ": a day, which stands for its end in the board's time zone, an "
      "instant, or the name of a meeting, which stands for the end of its "
      "day",
      flag.required ? "." : "; now when absent.");
  return flag;
}

// `--by` for which time the instants of a request mean.
RequestFlag AxisFlag(const FieldDescriptor& as_at,
                     const ApiComments& comments) {
  RequestFlag flag =
      FlagOf({&as_at, as_at.message_type()->FindFieldByName("meeting_axis")},
             comments);
  flag.spec.name = "by";
  flag.spec.help = absl::StrCat(
      "Optional. Which time --", KebabCase(as_at.name()),
      " means: what was known then (record-time, which is the default), or "
      "what was true then, later corrections included.");
  return flag;
}

}  // namespace

std::vector<RequestFlag> FlagsOf(const MethodDescriptor& method,
                                 absl::string_view positional,
                                 const ApiComments& comments) {
  const Descriptor& type = *method.input_type();
  FieldPath argument;
  if (!positional.empty()) argument = PathTo(type, positional);
  std::vector<RequestFlag> flags;
  for (int i = 0; i < type.field_count(); ++i) {
    const FieldDescriptor* field = type.field(i);
    if (argument == FieldPath{field} || IsMask(*field)) continue;
    if (IsAsAt(*field)) {
      flags.push_back(AsAtFlag(*field, comments));
      if (field->name() != "until") {
        flags.push_back(AxisFlag(*field, comments));
      }
      continue;
    }
    if (!IsSpreadOut(*field, method)) {
      flags.push_back(FlagOf({field}, comments));
      continue;
    }
    const Descriptor& resource = *field->message_type();
    for (int j = 0; j < resource.field_count(); ++j) {
      const FieldDescriptor* inner = resource.field(j);
      // A change is guarded by the etag of the resource that it carries.
      const bool guards = HasMask(type) && inner->name() == "etag";
      if (comments.IsOutputOnly(*inner) && !guards) continue;
      flags.push_back(FlagOf({field, inner}, comments));
    }
  }
  return flags;
}

FieldPath PathTo(const Descriptor& type, absl::string_view path) {
  FieldPath fields;
  const Descriptor* current = &type;
  for (absl::string_view name : absl::StrSplit(path, '.')) {
    const FieldDescriptor* field =
        current == nullptr ? nullptr
                           : current->FindFieldByName(std::string(name));
    if (field == nullptr) {
      base::Fatal("no such field",
                  {{"type", type.full_name()}, {"path", path}});
    }
    fields.push_back(field);
    current = field->message_type();
  }
  return fields;
}

absl::Status SetFieldAt(const FieldPath& path, absl::string_view text,
                        const Moment& moment,
                        google::protobuf::Message& request) {
  google::protobuf::Message* message = &request;
  for (const FieldDescriptor* field :
       absl::MakeSpan(path).subspan(0, path.size() - 1)) {
    message = message->GetReflection()->MutableMessage(message, field);
  }
  return SetField(*path.back(), text, moment, *message);
}

}  // namespace actionplan::cli
