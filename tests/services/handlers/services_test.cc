#include "services/handlers/services.h"

#include <set>
#include <string>

#include "gmock/gmock.h"
#include "services/client/method.h"
#include "tests/services/handlers/served_office.h"

namespace actionplan::handlers {
namespace {

using ::testing::SizeIs;

class AllServicesTest : public ServedOffice {};

// What a client knows of the API is all of it, each once.
TEST_F(AllServicesTest, AreThoseOfTheApi) {
  watchers_.emplace(plan_.log(), few_readers_, plan_.clock(),
                    Watchers::Options{});
  const auto services = AllServices(AllPorts());
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
