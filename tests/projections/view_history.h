// A random history and what each resource in it comes to by the folds alone:
// the plain reading that views are compared with.
#ifndef ACTIONPLAN_TESTS_PROJECTIONS_VIEW_HISTORY_H_
#define ACTIONPLAN_TESTS_PROJECTIONS_VIEW_HISTORY_H_

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "actionplan/events/v1/event.pb.h"
#include "eventstore/memory/memory_store.h"
#include "gtest/gtest.h"
#include "projections/resources/names.h"
#include "projections/resources/resource.h"
#include "tests/projections/log_writer.h"
#include "tests/projections/random_history.h"

namespace actionplan::projections {

class ViewHistoryTest : public testing::TestWithParam<uint32_t> {
 protected:
  ViewHistoryTest() {
    RandomHistory(log_, GetParam()).Grow(1200);
    events_ = EventsOf(log_);
    for (const events::v1::Event& event : events_) {
      const std::string& name = event.context().stream();
      const auto [folded, added] =
          folded_.try_emplace(name, *resources::EmptyResource(name));
      resources::Evolve(event, folded->second);
      boards_.emplace(resources::BoardOf(name));
    }
  }

  // The resources of one kind, by name.
  template <typename Resource>
  std::map<std::string, Resource> All() const {
    std::map<std::string, Resource> all;
    for (const auto& [name, resource] : folded_) {
      if (const auto* of_kind = std::get_if<Resource>(&resource)) {
        all.emplace(name, *of_kind);
      }
    }
    return all;
  }

  eventstore::MemoryStore log_;
  std::vector<events::v1::Event> events_;
  std::map<std::string, resources::Resource> folded_;
  std::set<std::string> boards_;
};

}  // namespace actionplan::projections

#endif  // ACTIONPLAN_TESTS_PROJECTIONS_VIEW_HISTORY_H_
