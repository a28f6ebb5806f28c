// The log of a history by stream and by request, with every resource folded to
// each of its revisions.
#ifndef ACTIONPLAN_TESTS_DURABILITY_LOGGED_STREAMS_H_
#define ACTIONPLAN_TESTS_DURABILITY_LOGGED_STREAMS_H_

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "tests/durability/history.h"

namespace actionplan::durability {

std::string NameOf(const resources::Resource& resource);

// What the etag says; 0 when it says nothing.
uint64_t RevisionOf(const resources::Resource& resource);
int64_t LastPositionOf(const resources::Resource& resource);

class LoggedStreams {
 public:
  using Events = std::vector<const events::v1::Event*>;
  using RequestKey = std::pair<std::string, std::string>;  // Actor and id.

  // Keeps pointers into the log.
  explicit LoggedStreams(const std::vector<events::v1::Event>& log);

  // In the order of the log; empty when there are none.
  const Events& Of(const std::string& stream) const;
  const Events& Of(const RequestKey& request) const;

  const std::map<std::string, Events>& streams() const { return streams_; }
  const std::map<RequestKey, Events>& requests() const { return requests_; }

  // How the resource differs from the fold of its stream up to the revision
  // that it names, field by field; "" when it does not.
  std::string Difference(const resources::Resource& resource) const;

 private:
  std::map<std::string, Events> streams_;
  std::map<RequestKey, Events> requests_;
  std::map<std::string, std::vector<resources::Resource>> folds_;
};

}  // namespace actionplan::durability

#endif  // ACTIONPLAN_TESTS_DURABILITY_LOGGED_STREAMS_H_
