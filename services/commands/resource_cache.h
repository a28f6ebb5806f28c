// The latest state of the resources that commands have lately been about, so
// that a stream is read only when it is not here.
#ifndef ACTIONPLAN_SERVICES_COMMANDS_RESOURCE_CACHE_H_
#define ACTIONPLAN_SERVICES_COMMANDS_RESOURCE_CACHE_H_

#include <cstddef>
#include <list>
#include <memory>
#include <string>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "eventstore/event_store.h"
#include "projections/resources/resource.h"

namespace actionplan::commands {

// Folds the stream's events up to a revision. The resource has no name when
// the stream does not exist. INVALID_ARGUMENT when the name is no resource's.
absl::StatusOr<std::shared_ptr<const resources::Resource>> FoldStream(
    const eventstore::EventStore& log, absl::string_view name,
    eventstore::Revision last);

// Used by the sequencer's thread alone. What it holds may be a group ahead of
// the log: the group is committed or the process ends.
class ResourceCache {
 public:
  ResourceCache(const eventstore::EventStore& log, size_t limit)
      : log_(log), limit_(limit) {}

  // The resource as the log and the group under way leave it; without a name
  // when it does not exist.
  absl::StatusOr<std::shared_ptr<const resources::Resource>> Load(
      absl::string_view name);

  void Store(absl::string_view name,
             std::shared_ptr<const resources::Resource> resource);

  // Makes the next Load() read the log: what was stored did not come true.
  void Forget(absl::string_view name);

 private:
  using Entry =
      std::pair<std::string, std::shared_ptr<const resources::Resource>>;

  const eventstore::EventStore& log_;
  const size_t limit_;
  std::list<Entry> by_use_;  // The one used last comes first.
  absl::flat_hash_map<std::string, std::list<Entry>::iterator> by_name_;
};

}  // namespace actionplan::commands

#endif  // ACTIONPLAN_SERVICES_COMMANDS_RESOURCE_CACHE_H_
