#include "services/handlers/services.h"

#include <memory>
#include <set>
#include <string>

#include "gmock/gmock.h"
#include "services/client/method.h"
#include "tests/services/escalation/escalation_office.h"

namespace actionplan::handlers {
namespace {

using ::testing::SizeIs;

class AllServicesTest : public escalation::EscalationOffice {};

// What a client knows of the API is all of it, each once.
TEST_F(AllServicesTest, AreThoseOfTheApi) {
  Watchers watchers(plan_.log(), readers_, plan_.clock(), {});
  const auto services = AllServices({.log = plan_.log(),
                                     .projector = plan_.views(),
                                     .commands = processor_,
                                     .queries = queries_,
                                     .scheduler = scheduler_,
                                     .watchers = watchers,
                                     .readers = readers_,
                                     .clock = plan_.clock(),
                                     .start_time = plan_.clock().Now(),
                                     .version = "1"});
  std::set<std::string> served, known;
  for (const auto& service : services) {
    served.insert(std::string(service->name()));
  }
  for (const auto* service : client::Services()) {
    known.insert(service->full_name());
  }
  EXPECT_THAT(services, SizeIs(13));
  EXPECT_EQ(served, known);
}

}  // namespace
}  // namespace actionplan::handlers
