#include "services/queries/trail_entry.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "projections/event_codec.h"
#include "projections/resources/names.h"
#include "services/queries/fact_sentences.h"
#include "services/queries/fact_text.h"

namespace actionplan::queries {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

constexpr absl::string_view kPrevious = "previous_";

// The fact inside the two oneofs of an event; nullptr when this program knows
// none.
const Message* FactOf(const events::v1::Event& event) {
  const Message* message = &event;
  for (int depth = 0; depth < 2; ++depth) {
    const FieldDescriptor* field =
        message->GetReflection()->GetOneofFieldDescriptor(
            *message, message->GetDescriptor()->oneof_decl(0));
    if (field == nullptr) return nullptr;
    message = &message->GetReflection()->GetMessage(*message, field);
  }
  return message;
}

void AddChange(const std::string& field, const std::string& previous,
               const std::string& current, v1::TrailEntry& entry) {
  if (previous == current) return;
  v1::TrailEntry::Change& change = *entry.add_changes();
  change.set_field(field);
  change.set_previous(previous);
  change.set_current(current);
}

// The fields of two messages of one type that differ.
void Compare(const std::string& path, const Message& previous,
             const Message& current, v1::TrailEntry& entry) {
  for (int i = 0; i < current.GetDescriptor()->field_count(); ++i) {
    const FieldDescriptor& field = *current.GetDescriptor()->field(i);
    const std::string name =
        path.empty() ? field.name() : absl::StrCat(path, ".", field.name());
    if (IsStructure(field)) {
      Compare(name, previous.GetReflection()->GetMessage(previous, &field),
              current.GetReflection()->GetMessage(current, &field), entry);
    } else {
      AddChange(name, FieldText(previous, field), FieldText(current, field),
                entry);
    }
  }
}

// A fact that replaces a value carries the one before: `previous_X` beside
// `X`.
void AddChanges(const Message& fact, v1::TrailEntry& entry) {
  const Reflection& reflection = *fact.GetReflection();
  for (int i = 0; i < fact.GetDescriptor()->field_count(); ++i) {
    const FieldDescriptor& before = *fact.GetDescriptor()->field(i);
    absl::string_view name = before.name();
    if (!absl::ConsumePrefix(&name, kPrevious)) continue;
    const FieldDescriptor* after =
        fact.GetDescriptor()->FindFieldByName(std::string(name));
    if (after == nullptr) continue;
    if (IsStructure(before)) {
      Compare("", reflection.GetMessage(fact, &before),
              reflection.GetMessage(fact, after), entry);
    } else {
      AddChange(after->name(), FieldText(fact, before), FieldText(fact, *after),
                entry);
    }
  }
}

std::string ReasonOf(const Message& fact) {
  for (const char* name : {"reason", "note", "smart_override_reason"}) {
    const FieldDescriptor* field = fact.GetDescriptor()->FindFieldByName(name);
    if (field != nullptr) return FieldText(fact, *field);
  }
  return "";
}

}  // namespace

v1::TrailEntry TrailEntryOf(const events::v1::Event& event) {
  v1::TrailEntry entry;
  const events::v1::EventContext& context = event.context();
  entry.set_event(context.name());
  entry.set_resource(context.stream());
  entry.set_revision(context.revision());
  *entry.mutable_record_time() = context.record_time();
  *entry.mutable_occur_time() = context.occur_time();
  entry.set_actor(context.actor());
  entry.set_agency(context.affiliation());
  if (context.cause() != 0) {
    entry.set_cause(
        resources::EventName(static_cast<uint64_t>(context.cause())));
  }
  const Message* fact = FactOf(event);
  if (fact == nullptr) {
    entry.set_summary(
        "A newer program recorded something this one cannot tell");
    return entry;
  }
  entry.set_kind(fact->GetDescriptor()->name());
  entry.set_summary(Sentence(*fact));
  entry.set_reason(ReasonOf(*fact));
  AddChanges(*fact, entry);
  return entry;
}

}  // namespace actionplan::queries
