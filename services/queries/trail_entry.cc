#include "services/queries/trail_entry.h"

#include <algorithm>
#include <cstdint>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "projections/resources/fold.h"
#include "projections/resources/names.h"
#include "services/queries/fact_sentences.h"
#include "services/queries/fact_text.h"

namespace actionplan::queries {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

constexpr absl::string_view kPrevious = "previous_";

void AddChange(const std::string& field, const std::string& previous,
               const std::string& current, v1::TrailEntry& entry) {
  if (previous == current) return;
  v1::TrailEntry::Change& change = *entry.add_changes();
  change.set_field(field);
  change.set_previous(previous);
  change.set_current(current);
}

// What an action says about itself and what a policy is made of are fields of
// the resource itself.
bool IsSpreadOut(const FieldDescriptor& field) {
  return field.name() == "details" || field.name() == "policy";
}

std::string Path(const std::string& path, const std::string& name) {
  return path.empty() ? name : absl::StrCat(path, ".", name);
}

// Turns a fact into changes, field by field.
class Changes {
 public:
  Changes(const Message& fact, const ToldFact& told, const TrailWords& words,
          v1::TrailEntry& entry)
      : fact_(fact), told_(told), words_(words), entry_(entry) {}

  // A fact that replaces a value carries the one before: `previous_X` beside
  // `X`. Any other value is new; those that were told already are left out.
  void Add(const FieldDescriptor* reason) {
    const Descriptor& type = *fact_.GetDescriptor();
    for (int i = 0; i < type.field_count(); ++i) {
      const FieldDescriptor& field = *type.field(i);
      if (&field == reason || absl::StartsWith(field.name(), kPrevious)) {
        continue;
      }
      const FieldDescriptor* before =
          type.FindFieldByName(absl::StrCat(kPrevious, field.name()));
      if (before != nullptr) {
        AddPair(*before, field);
      } else {
        AddNew("", fact_, field, IsSpreadOut(field) ? "" : field.name());
      }
    }
  }

 private:
  std::string Text(const Message& message, const FieldDescriptor& field) const {
    return FieldText(message, field, words_.title_of);
  }

  void AddPair(const FieldDescriptor& before, const FieldDescriptor& after) {
    const Reflection& reflection = *fact_.GetReflection();
    if (IsStructure(after)) {
      Compare("", reflection.GetMessage(fact_, &before),
              reflection.GetMessage(fact_, &after));
    } else {
      AddChange(after.name(), Text(fact_, before), Text(fact_, after), entry_);
    }
  }

  // The fields of two messages of one type that differ.
  void Compare(const std::string& path, const Message& previous,
               const Message& current) {
    for (int i = 0; i < current.GetDescriptor()->field_count(); ++i) {
      const FieldDescriptor& field = *current.GetDescriptor()->field(i);
      const std::string name = Path(path, field.name());
      if (IsStructure(field)) {
        Compare(name, previous.GetReflection()->GetMessage(previous, &field),
                current.GetReflection()->GetMessage(current, &field));
      } else {
        AddChange(name, Text(previous, field), Text(current, field), entry_);
      }
    }
  }

  // `told` is the path of the message in the fact, `name` that of the field for
  // people.
  void AddNew(const std::string& told, const Message& message,
              const FieldDescriptor& field, const std::string& name) {
    const std::string path = Path(told, field.name());
    if (!IsStructure(field)) {
      if (told_.fields.contains(path)) return;
      return AddChange(name, "", Text(message, field), entry_);
    }
    const Message& inner = message.GetReflection()->GetMessage(message, &field);
    for (int i = 0; i < inner.GetDescriptor()->field_count(); ++i) {
      const FieldDescriptor& inside = *inner.GetDescriptor()->field(i);
      AddNew(path, inner, inside, Path(name, inside.name()));
    }
  }

  const Message& fact_;
  const ToldFact& told_;
  const TrailWords& words_;
  v1::TrailEntry& entry_;
};

// The field that says why; nullptr when there is none, or when it is a remark
// that the sentence has already.
const FieldDescriptor* ReasonField(const Message& fact, const ToldFact& told) {
  for (const char* name :
       {"reason", "published_reason", "note", "smart_override_reason"}) {
    const FieldDescriptor* field = fact.GetDescriptor()->FindFieldByName(name);
    if (field != nullptr && !told.fields.contains(name)) return field;
  }
  return nullptr;
}

// Days of the calendar from the claimed day to that of the record.
int32_t DaysLater(const events::v1::EventContext& context,
                  const absl::TimeZone& zone) {
  // The log has only years from 1 to 9999; what is not of the log may have any.
  const auto day = [&](const google::protobuf::Timestamp& time) {
    constexpr int64_t kFirstSecond = -62'135'596'800;
    constexpr int64_t kLastSecond = 253'402'300'799;
    return absl::ToCivilDay(absl::FromUnixSeconds(std::clamp(
                                time.seconds(), kFirstSecond, kLastSecond)),
                            zone);
  };
  return static_cast<int32_t>(day(context.record_time()) -
                              day(resources::OccurTime(context)));
}

}  // namespace

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

v1::TrailEntry TrailEntryOf(const events::v1::Event& event,
                            const TrailWords& words) {
  v1::TrailEntry entry;
  const events::v1::EventContext& context = event.context();
  entry.set_event(context.name());
  entry.set_resource(context.stream());
  entry.set_revision(context.revision());
  *entry.mutable_record_time() = context.record_time();
  *entry.mutable_occur_time() = context.occur_time();
  entry.set_recorded_days_later(DaysLater(context, words.zone));
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
  const ToldFact told = Tell(*fact, words.title_of);
  entry.set_summary(told.sentence);
  const FieldDescriptor* const reason = ReasonField(*fact, told);
  if (reason != nullptr) {
    entry.set_reason(FieldText(*fact, *reason, words.title_of));
  }
  Changes(*fact, told, words, entry).Add(reason);
  return entry;
}

}  // namespace actionplan::queries
