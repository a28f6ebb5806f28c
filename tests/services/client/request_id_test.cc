#include "services/client/request_id.h"

#include <set>
#include <string>

#include "gtest/gtest.h"
#include "tests/support/status_matchers.h"

namespace actionplan::client {
namespace {

using support::StatusIs;

TEST(RequestIdTest, NamedIdsAreThoseThatOthersDerive) {
  // RFC 4122, appendix B, as corrected by erratum 1352, with version 5; and the
  // examples of Python's uuid module.
  EXPECT_EQ(*NamedRequestId(kDnsNamespace, "www.example.com"),
            "2ed6657d-e927-568b-95e1-2665a8aea6a2");
  EXPECT_EQ(*NamedRequestId(kDnsNamespace, "python.org"),
            "886313e1-3b8a-5372-9b90-0c9aee199e5d");
  EXPECT_EQ(*NamedRequestId(kUrlNamespace, "http://www.example.com/"),
            "fcde3c85-2270-590f-9e7c-ee003d65e0e2");
}

TEST(RequestIdTest, AnotherNameOrNamespaceGivesAnotherId) {
  const std::string id = *NamedRequestId(kDnsNamespace, "a");

  EXPECT_EQ(*NamedRequestId(kDnsNamespace, "a"), id);
  EXPECT_NE(*NamedRequestId(kDnsNamespace, "b"), id);
  EXPECT_NE(*NamedRequestId(kUrlNamespace, "a"), id);
  EXPECT_NE(*NamedRequestId(id, "a"), id);
}

TEST(RequestIdTest, ANamespaceIsAUuid) {
  for (const auto* text : {"", "demo", "6ba7b810-9dad-11d1-80b4-00c04fd430cg",
                           "6ba7b8109dad11d180b400c04fd430c8",
                           "6ba7b810-9dad-11d1-80b4-00c04fd430c8 "}) {
    EXPECT_THAT(NamedRequestId(text, "a"),
                StatusIs(absl::StatusCode::kInvalidArgument))
        << text;
  }
}

TEST(RequestIdTest, RandomIdsAreVersionFourAndDiffer) {
  std::set<std::string> ids;
  for (int i = 0; i < 1000; ++i) {
    const std::string id = RandomRequestId();
    ids.insert(id);
    ASSERT_EQ(id.size(), 36u);
    EXPECT_EQ(id[14], '4');
    EXPECT_NE(std::string("89ab").find(id[19]), std::string::npos) << id;
  }
  EXPECT_EQ(ids.size(), 1000u);
}

}  // namespace
}  // namespace actionplan::client
