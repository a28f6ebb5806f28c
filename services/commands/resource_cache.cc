#include "services/commands/resource_cache.h"

#include <optional>

#include "absl/strings/str_cat.h"
#include "eventstore/base/status.h"
#include "projections/event_codec.h"

namespace actionplan::commands {

absl::StatusOr<std::shared_ptr<const resources::Resource>> FoldStream(
    const eventstore::EventStore& log, absl::string_view name,
    eventstore::Revision last) {
  std::optional<resources::Resource> resource = resources::EmptyResource(name);
  if (!resource) {
    return base::Error(
        {.code = absl::StatusCode::kInvalidArgument,
         .reason = "NOT_A_RESOURCE_NAME",
         .message = absl::StrCat("\"", name, "\" names no resource."),
         .metadata = {{"name", std::string(name)}}});
  }
  absl::Status decoded;
  events::v1::Event event;
  RETURN_IF_ERROR(log.ReadStream(
      name, {.last = last}, [&](const eventstore::v1::Envelope& envelope) {
        decoded = projections::Decode(envelope, event);
        if (decoded.ok()) resources::Evolve(event, *resource);
        return decoded.ok();
      }));
  RETURN_IF_ERROR(decoded);
  return std::make_shared<const resources::Resource>(*std::move(resource));
}

absl::StatusOr<std::shared_ptr<const resources::Resource>> ResourceCache::Load(
    absl::string_view name) {
  if (const auto found = by_name_.find(name); found != by_name_.end()) {
    by_use_.splice(by_use_.begin(), by_use_, found->second);
    return found->second->second;
  }
  ASSIGN_OR_RETURN(std::shared_ptr<const resources::Resource> resource,
                   FoldStream(log_, name, eventstore::Range{}.last));
  Store(name, resource);
  return resource;
}

void ResourceCache::Store(absl::string_view name,
                          std::shared_ptr<const resources::Resource> resource) {
  if (const auto found = by_name_.find(name); found != by_name_.end()) {
    found->second->second = std::move(resource);
    by_use_.splice(by_use_.begin(), by_use_, found->second);
    return;
  }
  by_use_.emplace_front(std::string(name), std::move(resource));
  by_name_[std::string(name)] = by_use_.begin();
  if (by_use_.size() > limit_) {
    by_name_.erase(by_use_.back().first);
    by_use_.pop_back();
  }
}

void ResourceCache::Forget(absl::string_view name) {
  const auto found = by_name_.find(name);
  if (found == by_name_.end()) return;
  by_use_.erase(found->second);
  by_name_.erase(found);
}

}  // namespace actionplan::commands
