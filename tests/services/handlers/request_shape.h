// What the requests of a method may look like, as data: an example of a good
// one, and what may not be changed in it. The methods are called over the wire
// on a server whose log is empty, so that a request which is let through finds
// nothing there.
//
// Fields are called as refusals call them: "action.sources[0].resource".
#ifndef ACTIONPLAN_TESTS_SERVICES_HANDLERS_REQUEST_SHAPE_H_
#define ACTIONPLAN_TESTS_SERVICES_HANDLERS_REQUEST_SHAPE_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "google/protobuf/message.h"
#include "gtest/gtest.h"
#include "tests/support/fake_clock.h"
#include "tests/support/running_server.h"

namespace actionplan::handlers {

// What is to be different from the good example, as text: another value for a
// field, or one more item of a list.
struct WrongChange {
  std::string change;
  std::string field;
  std::string reason;
};

struct TextField {
  std::string field;
  size_t most;  // Characters.
};

struct NumberField {
  std::string field;
  int64_t least;
  int64_t most;
};

struct ListField {
  std::string field;
  int most;  // Items.
};

struct Shape {
  std::string method;              // "CloseAudit"
  std::string good;                // As text, with all that is listed below.
  std::vector<std::string> must;   // Is missing when it is left out.
  std::vector<std::string> names;  // Of the kind that the example's is of.
  std::vector<TextField> texts;
  std::vector<std::string> enums;
  std::vector<std::string> dates;
  std::vector<std::string> times;
  std::vector<NumberField> numbers;
  std::vector<ListField> lists;
  std::vector<WrongChange> wrong;
};

// One server for all tests of the program.
class RequestShapeTest : public testing::Test {
 protected:
  static void SetUpTestSuite();
  static void TearDownTestSuite();

  // Every shape lets its example through and refuses every wrong change of it,
  // each for its one reason. Every method that answers once has a shape.
  static void ExpectShapes(const std::string& service,
                           const std::vector<Shape>& shapes);

 private:
  struct World {
    support::FakeClock clock;
    support::RunningServer server{clock};
  };

  static std::unique_ptr<World> world_;
};

}  // namespace actionplan::handlers

#endif  // ACTIONPLAN_TESTS_SERVICES_HANDLERS_REQUEST_SHAPE_H_
