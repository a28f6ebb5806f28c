#include "tests/golden/golden_file.h"

#include <fstream>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "eventstore/base/logging.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "projections/event_codec.h"

namespace actionplan::golden {
namespace {

using google::protobuf::EnumDescriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::OneofDescriptor;

// Deep enough for every fact; a message that holds itself ends there.
constexpr int kMostDepth = 6;

const OneofDescriptor& Subjects() {
  return *events::v1::Event::descriptor()->oneof_decl(0);
}

// An enum's last value: the first one means that there is none.
int LastValue(const EnumDescriptor& type) {
  return type.value(type.value_count() - 1)->number();
}

void Fill(Message& message, int depth);

void FillSingular(Message& message, const FieldDescriptor* field, int depth) {
  const auto& reflection = *message.GetReflection();
  switch (field->cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING:
      return reflection.SetString(&message, field,
                                  absl::StrCat("a ", field->name()));
    case FieldDescriptor::CPPTYPE_ENUM:
      return reflection.SetEnumValue(&message, field,
                                     LastValue(*field->enum_type()));
    case FieldDescriptor::CPPTYPE_INT32:
      return reflection.SetInt32(&message, field, field->number());
    case FieldDescriptor::CPPTYPE_INT64:
      return reflection.SetInt64(&message, field, field->number());
    case FieldDescriptor::CPPTYPE_UINT32:
      return reflection.SetUInt32(&message, field, field->number());
    case FieldDescriptor::CPPTYPE_UINT64:
      return reflection.SetUInt64(&message, field, field->number());
    case FieldDescriptor::CPPTYPE_DOUBLE:
      return reflection.SetDouble(&message, field, field->number() + 0.5);
    case FieldDescriptor::CPPTYPE_FLOAT:
      return reflection.SetFloat(&message, field, field->number() + 0.5F);
    case FieldDescriptor::CPPTYPE_BOOL:
      return reflection.SetBool(&message, field, true);
    case FieldDescriptor::CPPTYPE_MESSAGE:
      return Fill(*reflection.MutableMessage(&message, field), depth + 1);
  }
}

void AddOne(Message& message, const FieldDescriptor* field, int depth) {
  const auto& reflection = *message.GetReflection();
  switch (field->cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING:
      return reflection.AddString(&message, field,
                                  absl::StrCat("a ", field->name()));
    case FieldDescriptor::CPPTYPE_ENUM:
      return reflection.AddEnumValue(&message, field,
                                     LastValue(*field->enum_type()));
    case FieldDescriptor::CPPTYPE_INT32:
      return reflection.AddInt32(&message, field, field->number());
    case FieldDescriptor::CPPTYPE_MESSAGE:
      return Fill(*reflection.AddMessage(&message, field), depth + 1);
    default:
      base::Fatal("no golden value for a list", {{"field", field->name()}});
  }
}

void Fill(Message& message, int depth) {
  if (depth > kMostDepth) return;
  const auto* const type = message.GetDescriptor();
  for (int i = 0; i < type->field_count(); ++i) {
    const FieldDescriptor* const field = type->field(i);
    // Of those that exclude each other the first.
    const OneofDescriptor* const choice = field->real_containing_oneof();
    if (choice != nullptr && choice->field(0) != field) continue;
    if (field->is_repeated()) {
      AddOne(message, field, depth);
    } else {
      FillSingular(message, field, depth);
    }
  }
}

}  // namespace

std::vector<GoldenEvent> ReadGoldenFile(const std::string& path) {
  std::ifstream file(path);
  if (!file) base::Fatal("no golden file", {{"path", path}});
  std::vector<GoldenEvent> events;
  for (std::string line; std::getline(file, line);) {
    const std::vector<std::string> parts =
        absl::StrSplit(line, absl::MaxSplits(' ', 2));
    GoldenEvent& event = events.emplace_back();
    if (parts.size() != 3 || !absl::Base64Unescape(parts[1], &event.envelope)) {
      base::Fatal("a malformed line of the golden file", {{"line", line}});
    }
    event.kind = parts[0];
    event.meaning = parts[2];
  }
  return events;
}

std::string GoldenLine(const GoldenEvent& event) {
  return absl::StrCat(event.kind, " ", absl::Base64Escape(event.envelope), " ",
                      event.meaning, "\n");
}

std::vector<std::string> AllKinds() {
  std::vector<std::string> kinds;
  for (int i = 0; i < Subjects().field_count(); ++i) {
    const auto& facts = *Subjects().field(i)->message_type()->oneof_decl(0);
    for (int j = 0; j < facts.field_count(); ++j) {
      kinds.push_back(facts.field(j)->message_type()->name());
    }
  }
  return kinds;
}

events::v1::Event FullEvent(absl::string_view kind) {
  events::v1::Event event;
  for (int i = 0; i < Subjects().field_count(); ++i) {
    const FieldDescriptor* const subject = Subjects().field(i);
    const auto& facts = *subject->message_type()->oneof_decl(0);
    for (int j = 0; j < facts.field_count(); ++j) {
      if (facts.field(j)->message_type()->name() != kind) continue;
      Message& of_subject =
          *event.GetReflection()->MutableMessage(&event, subject);
      Fill(*of_subject.GetReflection()->MutableMessage(&of_subject,
                                                       facts.field(j)),
           0);
      return event;
    }
  }
  base::Fatal("no such kind of fact", {{"kind", std::string(kind)}});
}

eventstore::v1::Envelope Stored(const events::v1::Event& event) {
  const eventstore::NewEvent encoded = projections::Encode(event);
  eventstore::v1::Envelope envelope;
  envelope.set_position(7);
  envelope.set_stream("boards/ncc/actions/a12");
  envelope.set_revision(3);
  envelope.set_type(encoded.type);
  envelope.mutable_record_time()->set_seconds(1'800'000'000);
  envelope.mutable_record_time()->set_nanos(123'456'789);
  envelope.mutable_occur_time()->set_seconds(1'799'999'999);
  envelope.set_actor("ncc-manager");
  envelope.set_affiliation("boards/ncc/agencies/police");
  envelope.set_on_behalf_of("ncc-chair");
  envelope.set_request_id("3285f783-aafa-5e30-9654-697e26c7e865");
  envelope.set_cause(5);
  envelope.set_ignorable(encoded.ignorable);
  envelope.set_payload(encoded.payload);
  return envelope;
}

}  // namespace actionplan::golden
