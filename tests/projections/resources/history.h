// A resource folded from a history that a test writes down as text.
#ifndef ACTIONPLAN_TESTS_PROJECTIONS_RESOURCES_HISTORY_H_
#define ACTIONPLAN_TESTS_PROJECTIONS_RESOURCES_HISTORY_H_

#include <string>
#include <vector>

#include "actionplan/events/v1/event.pb.h"
#include "projections/resources/resource.h"
#include "tests/support/text_proto.h"

namespace actionplan::resources {

// The events of one stream, each given as its fact. Event n is recorded at
// second 1000 + n, was claimed to happen at second 500 + n and is the doing of
// "actor-n".
inline std::vector<events::v1::Event> History(
    const std::string& stream, const std::vector<std::string>& facts) {
  std::vector<events::v1::Event> history;
  for (const std::string& fact : facts) {
    auto& event =
        history.emplace_back(support::FromText<events::v1::Event>(fact));
    const auto revision = static_cast<int64_t>(history.size());
    auto& context = *event.mutable_context();
    context.set_stream(stream);
    context.set_position(revision);
    context.set_revision(revision);
    context.mutable_record_time()->set_seconds(1000 + revision);
    context.mutable_occur_time()->set_seconds(500 + revision);
    context.set_actor("actor-" + std::to_string(revision));
  }
  return history;
}

// The resource after the history, without the fields that every fold stamps
// alike (name, etag, last_position and the times).
template <typename Message>
Message FoldOf(const std::vector<std::string>& facts) {
  Message resource;
  for (const auto& event : History("boards/ncc", facts)) {
    Evolve(event, resource);
  }
  EXPECT_EQ(resource.name(), "boards/ncc");
  EXPECT_EQ(resource.last_position(), static_cast<int64_t>(facts.size()));
  resource.clear_name();
  resource.clear_etag();
  resource.clear_last_position();
  resource.clear_create_time();
  resource.clear_update_time();
  resource.clear_last_occur_time();
  return resource;
}

}  // namespace actionplan::resources

#endif  // ACTIONPLAN_TESTS_PROJECTIONS_RESOURCES_HISTORY_H_
