#include "projections/resources/resource.h"

#include <string>
#include <variant>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "projections/resources/names.h"
#include "tests/projections/resources/history.h"
#include "tests/support/text_proto.h"

namespace actionplan::resources {
namespace {

struct Example {
  std::string name;
  std::string fact;
  std::string type;
};

std::vector<Example> Examples() {
  return {
      {"boards/ncc", "board { board_created {} }", "Board"},
      {"boards/ncc/meetings/m1", "meeting { meeting_recorded {} }", "Meeting"},
      {"boards/ncc/agencies/a1", "agency { agency_created {} }", "Agency"},
      {"boards/ncc/audits/a1", "audit { audit_created {} }", "Audit"},
      {"boards/ncc/audits/a1/findings/f1", "finding { finding_recorded {} }",
       "Finding"},
      {"boards/ncc/audits/a1/recommendations/r1",
       "recommendation { recommendation_drafted {} }", "Recommendation"},
      {"boards/ncc/plans/p1", "plan { plan_created {} }", "Plan"},
      {"boards/ncc/actions/a1", "action { action_proposed {} }", "Action"},
      {"boards/ncc/escalations/e1", "escalation { escalation_raised {} }",
       "Escalation"},
  };
}

std::string EtagOf(const Resource& resource) {
  return std::visit([](const auto& message) { return message.etag(); },
                    resource);
}

TEST(ResourceTest, StartsEmptyAsTheKindThatItsNameSays) {
  for (const Example& example : Examples()) {
    const auto resource = EmptyResource(example.name);
    ASSERT_TRUE(resource.has_value()) << example.name;
    EXPECT_EQ(AsMessage(*resource).GetTypeName(),
              "actionplan.v1." + example.type);
    EXPECT_EQ(AsMessage(*resource).ByteSizeLong(), 0u);
  }
}

TEST(ResourceTest, IsNoneForANameThatIsNoResources) {
  EXPECT_FALSE(EmptyResource("boards/ncc/actions").has_value());
  EXPECT_FALSE(EmptyResource("events/1").has_value());
}

TEST(ResourceTest, FoldsTheFactsOfItsOwnKind) {
  for (const Example& example : Examples()) {
    Resource resource = *EmptyResource(example.name);

    for (const auto& event : History(example.name, {example.fact})) {
      Evolve(event, resource);
    }

    EXPECT_EQ(
        std::visit([](const auto& folded) { return folded.name(); }, resource),
        example.name);
    EXPECT_EQ(EtagOf(resource), "\"1\"");
  }
}

TEST(ResourceTest, IgnoresFactsOfOtherKinds) {
  for (const Example& example : Examples()) {
    for (const Example& other : Examples()) {
      if (other.type == example.type) continue;
      Resource resource = *EmptyResource(example.name);

      Evolve(History(example.name, {other.fact}).front(), resource);

      EXPECT_EQ(AsMessage(resource).ByteSizeLong(), 0u)
          << example.type << " changed by " << other.fact;
    }
  }
}

TEST(ResourceTest, CountsAnEventWhoseFactItMayPassOver) {
  for (const Example& example : Examples()) {
    Resource passed_over = *EmptyResource(example.name);
    const auto history = History(example.name, {example.fact, ""});

    for (const auto& event : history) Evolve(event, passed_over);

    EXPECT_EQ(EtagOf(passed_over), "\"2\"") << example.type;
  }
}

}  // namespace
}  // namespace actionplan::resources
