// What a handler refuses by the shape of a request alone: tables of requests
// as they should be and as they should not.
#ifndef ACTIONPLAN_TESTS_SERVICES_HANDLERS_REQUEST_SHAPES_H_
#define ACTIONPLAN_TESTS_SERVICES_HANDLERS_REQUEST_SHAPES_H_

#include <map>
#include <set>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/client/method.h"
#include "tests/support/bad_request.h"
#include "tests/support/fake_clock.h"
#include "tests/support/running_server.h"
#include "tests/support/status_matchers.h"

namespace actionplan::handlers {

struct Shape {
  const char* method;
  std::string right;  // Whether there is what it names does not matter.
  std::string wrong;
  std::multimap<std::string, std::string> violations;  // Of the wrong one.
};

class RequestShapesTest : public testing::Test {
 protected:
  void ExpectShapes(const std::vector<Shape>& shapes) {
    const support::Person manager = server_.Manager();
    for (const Shape& shape : shapes) {
      SCOPED_TRACE(shape.method);
      EXPECT_THAT(
          manager.Try(shape.method, shape.right),
          testing::Not(support::StatusIs(absl::StatusCode::kInvalidArgument)));
      const absl::Status refused = manager.Try(shape.method, shape.wrong);
      EXPECT_EQ(support::WrongFields(refused), shape.violations) << refused;
    }
  }

  // A method that is not in the table would go unchecked.
  static void ExpectEveryMethodOf(const std::set<std::string>& services,
                                  const std::vector<Shape>& shapes) {
    std::set<std::string> expected, shaped;
    for (const auto* service : client::Services()) {
      if (!services.contains(service->name())) continue;
      for (int i = 0; i < service->method_count(); ++i) {
        if (service->method(i)->server_streaming()) continue;
        expected.insert(client::MethodName(*service->method(i)));
      }
    }
    for (const Shape& shape : shapes) shaped.insert(shape.method);
    EXPECT_EQ(shaped, expected);
  }

  support::FakeClock clock_;
  support::RunningServer server_{clock_};
};

}  // namespace actionplan::handlers

#endif  // ACTIONPLAN_TESTS_SERVICES_HANDLERS_REQUEST_SHAPES_H_
