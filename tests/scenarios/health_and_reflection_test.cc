// The stock services that tools look for: whether the server is well, and what
// it serves.
#include <set>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/string_view.h"
#include "gmock/gmock.h"
#include "google/protobuf/unknown_field_set.h"
#include "services/client/method.h"
#include "tests/scenarios/raw_call.h"
#include "tests/support/fake_clock.h"
#include "tests/support/running_server.h"
#include "tests/support/status_matchers.h"

namespace actionplan::support {
namespace {

using google::protobuf::UnknownField;
using google::protobuf::UnknownFieldSet;
using ::testing::SizeIs;

class StockServicesTest : public ::testing::Test {
 protected:
  absl::StatusOr<std::string> Call(const std::string& path,
                                   const std::string& bytes) {
    return CallRaw(
        {.address = server_.address(), .path = path, .bytes = bytes});
  }

  FakeClock clock_;
  RunningServer server_{clock_};
};

// The messages or texts with this number in bytes whose message is not one of
// ours: grpc.health.v1 and grpc.reflection.v1alpha say what the numbers are.
std::vector<std::string> Values(const std::string& bytes, int number) {
  std::vector<std::string> values;
  UnknownFieldSet fields;
  EXPECT_TRUE(fields.ParseFromString(bytes));
  for (int i = 0; i < fields.field_count(); ++i) {
    const UnknownField& field = fields.field(i);
    if (field.number() == number &&
        field.type() == UnknownField::TYPE_LENGTH_DELIMITED) {
      values.push_back(field.length_delimited());
    }
  }
  return values;
}

TEST_F(StockServicesTest, TheServerSaysThatItServes) {
  ASSERT_OK_AND_ASSIGN(const std::string answer,
                       Call("/grpc.health.v1.Health/Check", ""));
  EXPECT_EQ(answer, "\x08\x01");  // HealthCheckResponse.status = SERVING
}

TEST_F(StockServicesTest, ReflectionListsEveryServiceOfTheApi) {
  // ServerReflectionRequest.list_services = "*"
  ASSERT_OK_AND_ASSIGN(
      const std::string answer,
      Call("/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo",
           "\x3a\x01*"));
  std::set<std::string> listed;
  // list_services_response, service, name
  for (const std::string& list : Values(answer, 6)) {
    for (const std::string& service : Values(list, 1)) {
      for (const std::string& name : Values(service, 1)) listed.insert(name);
    }
  }
  std::set<std::string> ours;
  for (const auto* service : client::Services()) {
    ours.insert(service->full_name());
    EXPECT_TRUE(listed.contains(service->full_name())) << service->full_name();
  }
  EXPECT_THAT(ours, SizeIs(13));
  EXPECT_TRUE(listed.contains("grpc.health.v1.Health"));
}

TEST_F(StockServicesTest, ReflectionTellsWhatAMethodTakes) {
  // ServerReflectionRequest.file_containing_symbol
  const std::string symbol = "actionplan.v1.ActionService.AssignAction";
  ASSERT_OK_AND_ASSIGN(
      const std::string answer,
      Call("/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo",
           std::string("\x22") + static_cast<char>(symbol.size()) + symbol));
  // file_descriptor_response, file_descriptor_proto
  const std::vector<std::string> files = Values(answer, 4);
  ASSERT_THAT(files, SizeIs(1));
  EXPECT_THAT(files[0], ::testing::HasSubstr("AssignActionRequest"));
}

TEST_F(StockServicesTest, AMethodThatIsNotServedIsUnimplemented) {
  EXPECT_THAT(Call("/actionplan.v1.BoardService/DeleteBoard", ""),
              StatusIs(absl::StatusCode::kUnimplemented));
}

}  // namespace
}  // namespace actionplan::support
