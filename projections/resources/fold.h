// What every fold does alike: the fields that come from the event's context,
// the enums that facts and resources spell separately, the words of a text.
//
// Pure functions; safe from any thread.
#ifndef ACTIONPLAN_PROJECTIONS_RESOURCES_FOLD_H_
#define ACTIONPLAN_PROJECTIONS_RESOURCES_FOLD_H_

#include <string>
#include <type_traits>

#include "absl/strings/str_cat.h"
#include "actionplan/events/v1/event.pb.h"
#include "actionplan/events/v1/personal_text.pb.h"
#include "google/protobuf/timestamp.pb.h"

namespace actionplan::resources {

// Whether a resource whose facts are of this case counts the event. One without
// a fact is of a newer program that said it may be passed over: it changes
// nothing but the resource's revision and times.
inline bool IsOf(events::v1::Event::FactCase facts,
                 const events::v1::Event& event) {
  return event.fact_case() == facts ||
         event.fact_case() == events::v1::Event::FACT_NOT_SET;
}

// When it happened, as claimed; an event without a claim happened when it was
// recorded.
inline const google::protobuf::Timestamp& OccurTime(
    const events::v1::EventContext& context) {
  return context.has_occur_time() ? context.occur_time()
                                  : context.record_time();
}

// Fills name, etag, last_position, create_time, update_time and
// last_occur_time; the first event gives the resource its name.
template <typename Message>
void Stamp(const events::v1::EventContext& context, Message& resource) {
  if (resource.name().empty()) {
    resource.set_name(context.stream());
    *resource.mutable_create_time() = context.record_time();
  }
  resource.set_etag(absl::StrCat("\"", context.revision(), "\""));
  resource.set_last_position(context.position());
  *resource.mutable_update_time() = context.record_time();
  *resource.mutable_last_occur_time() = OccurTime(context);
}

// The value of the same name and number in another enum. The API and the facts
// have enums of their own so that each can grow alone; a value means the same
// in both.
template <typename To, typename From>
To SameValue(From value) {
  static_assert(std::is_enum_v<To> && std::is_enum_v<From>);
  return static_cast<To>(static_cast<int>(value));
}

// The words, or "" when they cannot be read any more.
inline const std::string& ClearText(const events::v1::PersonalText& text) {
  return text.clear();
}

}  // namespace actionplan::resources

#endif  // ACTIONPLAN_PROJECTIONS_RESOURCES_FOLD_H_
