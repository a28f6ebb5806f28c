// The corpus of requests has every method of the API, each with a request that
// gets past the checks of its fields.
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/client/method.h"
#include "tests/fuzz/called_office.h"
#include "tests/fuzz/request_input.h"
#include "tests/support/bad_request.h"

namespace actionplan::fuzz {
namespace {

using ::testing::IsEmpty;

// The methods named in the corpus whose request is let through.
std::set<std::string> UsableMethods() {
  const Methods methods = AllMethods();
  const client::Identity manager = {.principal = "manager-1",
                                    .roles = {"board-manager"}};
  CalledOffice office;
  std::set<std::string> usable;
  for (const auto& file :
       std::filesystem::directory_iterator(ACTIONPLAN_REQUEST_CORPUS)) {
    std::ifstream in(file.path(), std::ios::binary);
    const std::string input(std::istreambuf_iterator<char>(in), {});
    const auto [method, bytes] = ParseInput(input, methods);
    if (InputOf(*method, bytes) != input) continue;
    const auto answer = office.Call(*method, bytes, manager);
    if (!support::WrongFields(answer.status).empty()) continue;
    usable.insert(client::MethodName(*method));
  }
  return usable;
}

TEST(RequestCorpusTest, HasAUsableRequestOfEveryMethod) {
  const std::set<std::string> usable = UsableMethods();
  std::set<std::string> missing;
  for (const auto* method : AllMethods()) {
    const std::string name = client::MethodName(*method);
    if (!usable.contains(name)) missing.insert(name);
  }
  EXPECT_THAT(missing, IsEmpty())
      << "run write_request_corpus tests/fuzz/corpus/request";
}

// An input that names no method is one of a method all the same, so that every
// change of an input is tried.
TEST(RequestInputTest, ReachesEveryMethodByNamesThatAreNone) {
  const Methods methods = AllMethods();
  std::set<const google::protobuf::MethodDescriptor*> reached;
  for (int i = 0; i < 10'000; ++i) {
    reached.insert(ParseInput(absl::StrCat(i, "\nbytes"), methods).method);
  }
  EXPECT_EQ(reached.size(), methods.size());
  EXPECT_EQ(ParseInput("", methods).bytes, "");
  EXPECT_EQ(ParseInput("no line end", methods).bytes, "");
}

}  // namespace
}  // namespace actionplan::fuzz
