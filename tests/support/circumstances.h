// What a decider is told in a test: who calls, when, and what else there is;
// and how its facts reach a fold.
#ifndef ACTIONPLAN_TESTS_SUPPORT_CIRCUMSTANCES_H_
#define ACTIONPLAN_TESTS_SUPPORT_CIRCUMSTANCES_H_

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "actionplan/events/v1/event.pb.h"
#include "google/protobuf/timestamp.pb.h"
#include "projections/resources/names.h"
#include "projections/resources/resource.h"
#include "services/domain/caller.h"
#include "services/domain/circumstances.h"
#include "tests/support/fake_clock.h"

namespace actionplan::support {

inline domain::Caller BoardManager(absl::string_view principal = "manager-1") {
  return {.principal = std::string(principal),
          .agency = "",
          .roles = {domain::Role::kBoardManager}};
}

inline domain::Caller SubGroupChair(absl::string_view principal = "chair-1") {
  return {.principal = std::string(principal),
          .agency = "",
          .roles = {domain::Role::kSubGroupChair}};
}

inline domain::Caller IndependentChair(
    absl::string_view principal = "independent-1") {
  return {.principal = std::string(principal),
          .agency = "",
          .roles = {domain::Role::kIndependentChair}};
}

// Somebody who acts for an agency, by default as its lead.
inline domain::Caller Of(absl::string_view agency, absl::string_view principal,
                         domain::Role role = domain::Role::kAgencyLead) {
  return {.principal = std::string(principal),
          .agency = std::string(agency),
          .roles = {role}};
}

inline google::protobuf::Timestamp ToTimestamp(absl::Time time) {
  google::protobuf::Timestamp timestamp;
  timestamp.set_seconds(absl::ToUnixSeconds(time));
  timestamp.set_nanos(static_cast<int>(absl::ToInt64Nanoseconds(
      time - absl::FromUnixSeconds(timestamp.seconds()))));
  return timestamp;
}

// A command about the resource `name`, in a board that keeps UTC.
inline domain::Circumstances CircumstancesOf(
    absl::string_view name, domain::Caller caller,
    absl::Time now = FakeClock::DefaultStart()) {
  const absl::TimeZone zone = absl::UTCTimeZone();
  return {.name = std::string(name),
          .caller = std::move(caller),
          .now = now,
          .occur_time = now,
          .zone = zone,
          .today = absl::ToCivilDay(now, zone),
          .occurred_on = absl::ToCivilDay(now, zone),
          .related = {}};
}

// The same, claimed to have happened at another time.
inline domain::Circumstances Claiming(absl::Time occur_time,
                                      domain::Circumstances now) {
  now.occur_time = occur_time;
  now.occurred_on = absl::ToCivilDay(occur_time, now.zone);
  return now;
}

// Adds a resource under the name that it bears.
template <typename Message>
void Relate(Message message, domain::Circumstances& now) {
  std::string name = message.name();
  now.related.Add(std::move(name), std::make_shared<const resources::Resource>(
                                       std::move(message)));
}

// The fact as an event of one kind of resource, without a context.
template <typename Fact>
events::v1::Event AsEvent(const Fact& fact) {
  events::v1::Event event;
  const auto* facts = event.GetDescriptor()->oneof_decl(0);
  for (int i = 0; i < facts->field_count(); ++i) {
    if (facts->field(i)->message_type() != Fact::descriptor()) continue;
    event.GetReflection()
        ->MutableMessage(&event, facts->field(i))
        ->CopyFrom(fact);
  }
  return event;
}

// What the log would make of the facts: the resource after them. Revisions
// count from 1; positions are a hundred higher.
class History {
 public:
  template <typename Fact, typename Resource>
  void Record(const std::vector<Fact>& facts, const domain::Circumstances& now,
              Resource& resource) {
    for (const Fact& fact : facts) {
      events::v1::Event event = AsEvent(fact);
      events::v1::EventContext& context = *event.mutable_context();
      context.set_revision(++revision_);
      context.set_position(100 + revision_);
      context.set_name(
          resources::EventName(static_cast<uint64_t>(context.position())));
      context.set_stream(now.name);
      context.set_actor(now.caller.principal);
      context.set_affiliation(now.caller.agency);
      *context.mutable_record_time() = ToTimestamp(now.now);
      *context.mutable_occur_time() = ToTimestamp(now.occur_time);
      resources::Evolve(event, resource);
    }
  }

 private:
  int64_t revision_ = 0;
};

}  // namespace actionplan::support

#endif  // ACTIONPLAN_TESTS_SUPPORT_CIRCUMSTANCES_H_
