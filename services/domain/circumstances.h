// What a decision knows beside the resource's own state and the command: who
// asks, what time it is, and the other resources that the command names.
#ifndef ACTIONPLAN_SERVICES_DOMAIN_CIRCUMSTANCES_H_
#define ACTIONPLAN_SERVICES_DOMAIN_CIRCUMSTANCES_H_

#include <map>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "actionplan/events/v1/event.pb.h"
#include "projections/resources/resource.h"
#include "services/domain/caller.h"

namespace actionplan::domain {

// Other resources as they are in the log at this moment, by name. One that does
// not exist is absent.
class RelatedResources {
 public:
  void Add(std::string name, std::shared_ptr<const resources::Resource> found) {
    resources_[std::move(name)] = std::move(found);
  }

  // The resource, or nullptr when there is none of this kind and name.
  template <typename Message>
  const Message* Find(absl::string_view name) const {
    const auto found = resources_.find(name);
    if (found == resources_.end()) return nullptr;
    return std::get_if<Message>(found->second.get());
  }

 private:
  std::map<std::string, std::shared_ptr<const resources::Resource>, std::less<>>
      resources_;
};

struct Circumstances {
  std::string name;  // Of the resource that the command is about.
  Caller caller;
  absl::Time now;         // The record time that the facts will carry.
  absl::Time occur_time;  // The claimed time; `now` when nothing was claimed.
  absl::TimeZone zone;    // The board's.
  absl::CivilDay today;   // The board's day of `now`.
  absl::CivilDay occurred_on;  // The board's day of `occur_time`.
  RelatedResources related;    // The board, and what Related() asked for.
  // The resource's own events up to now, for a command that asks for them.
  std::vector<events::v1::Event> history;
};

}  // namespace actionplan::domain

#endif  // ACTIONPLAN_SERVICES_DOMAIN_CIRCUMSTANCES_H_
