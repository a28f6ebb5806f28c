#include "projections/resource_view.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/util/message_differencer.h"
#include "tests/projections/log_writer.h"
#include "tests/projections/projected_view.h"
#include "tests/projections/view_history.h"
#include "tests/support/text_proto.h"

namespace actionplan::projections {
namespace {

using actionplan::v1::Action;
using actionplan::v1::Board;
using actionplan::v1::Comment;
using actionplan::v1::Escalation;
using actionplan::v1::Finding;
using google::protobuf::util::MessageDifferencer;

class ResourceViewTest : public ViewHistoryTest {
 protected:
  // The names that a list visits, page by page.
  template <typename Resource>
  std::vector<std::string> Names(const std::string& parent, int page_size) {
    std::vector<std::string> names;
    std::string after;
    bool more = true;
    while (more) {
      int left = page_size;
      more = false;
      EXPECT_OK(view_.List<Resource>(
          parent, after, [&](const Resource& resource, absl::string_view key) {
            more = left == 0;
            if (more) return false;
            --left;
            names.push_back(resource.name());
            after = std::string(key);
            return true;
          }));
    }
    return names;
  }

  template <typename Resource>
  std::vector<std::string> Expected(const std::string& prefix) {
    std::vector<std::string> names;
    for (const auto& [name, resource] : All<Resource>()) {
      if (absl::StartsWith(name, prefix)) names.push_back(name);
    }
    return names;
  }

  const ResourceProjection projection_;
  const ProjectedView projected_{projection_, log_};
  const ResourceView view_{projected_.rows()};
};

TEST_P(ResourceViewTest, HasEveryResourceAsItsEventsFoldIt) {
  for (const auto& [name, expected] : folded_) {
    ASSERT_OK_AND_ASSIGN(const auto found, view_.GetAny(name));

    ASSERT_TRUE(found) << name;
    EXPECT_TRUE(MessageDifferencer::Equals(resources::AsMessage(*found),
                                           resources::AsMessage(expected)))
        << name;
  }
}

TEST_P(ResourceViewTest, DoesNotFindWhatIsNotThere) {
  Action action;
  EXPECT_THAT(view_.Get("boards/b10/actions/none", action),
              absl::StatusOr<bool>(false));
  EXPECT_EQ(*view_.GetAny("boards/b10/actions/none"), std::nullopt);
  EXPECT_EQ(*view_.GetAny("nonsense"), std::nullopt);
}

TEST_P(ResourceViewTest, DoesNotFindAResourceAsAnotherKind) {
  Action action;
  EXPECT_FALSE(*view_.Get(*boards_.begin(), action));
}

TEST_P(ResourceViewTest, ListsWhatAParentHolds) {
  for (const std::string& board : boards_) {
    EXPECT_EQ(Names<Action>(board, 7), Expected<Action>(board + "/"));
    EXPECT_EQ(Names<Escalation>(board, 1000),
              Expected<Escalation>(board + "/"));
  }
  for (const auto& [audit, unused] : All<actionplan::v1::Audit>()) {
    EXPECT_EQ(Names<Finding>(audit, 3), Expected<Finding>(audit + "/"));
  }
}

TEST_P(ResourceViewTest, ListsUnderWildcards) {
  EXPECT_EQ(Names<Board>("", 2), Expected<Board>("boards/"));
  EXPECT_EQ(Names<Action>("boards/-", 50), Expected<Action>("boards/"));
  EXPECT_EQ(Names<Finding>("boards/-/audits/-", 9),
            Expected<Finding>("boards/"));
  for (const std::string& board : boards_) {
    EXPECT_EQ(Names<Finding>(board + "/audits/-", 9),
              Expected<Finding>(board + "/"));
  }
}

TEST_P(ResourceViewTest, ListsCommentsInTheOrderInWhichTheyWereMade) {
  std::map<std::string, std::vector<std::string>> expected;
  for (const events::v1::Event& event : events_) {
    if (!event.action().has_comment_added()) continue;
    const auto& context = event.context();
    expected[context.stream()].push_back(absl::StrCat(
        context.stream(), "/comments/", context.revision(), " ",
        event.action().comment_added().text().clear(), " ", context.actor(),
        " ", context.affiliation(), " ", context.record_time().seconds(), " ",
        context.occur_time().seconds()));
  }
  for (const auto& [action, unused] : All<Action>()) {
    std::vector<std::string> comments;
    std::string after;
    bool found = true;
    while (found) {  // Pages of one.
      found = false;
      EXPECT_OK(view_.ListComments(
          action, after, [&](const Comment& comment, absl::string_view key) {
            found = true;
            after = std::string(key);
            comments.push_back(absl::StrCat(
                comment.name(), " ", comment.text(), " ", comment.author(), " ",
                comment.agency(), " ", comment.record_time().seconds(), " ",
                comment.occur_time().seconds()));
            return false;
          }));
    }
    EXPECT_EQ(comments, expected[action]) << action;
  }
}

TEST(RetractedCommentTest, StaysWhereItIsAndSaysWhy) {
  const std::string action = "boards/b/actions/a";
  eventstore::MemoryStore log;
  LogWriter writer(log);
  for (const char* fact :
       {"action_proposed {}", "comment_added { text { clear: 'Oops' } }",
        "comment_added { text { clear: 'Right' } }",
        "entry_retracted { revision: 2 kind: COMMENT"
        " reason { clear: 'Wrong action' } }"}) {
    writer.Append(action,
                  support::FromText<events::v1::Event>(
                      absl::StrCat("action { ", fact, " }")),
                  {.actor = "jo"});
  }
  const ResourceProjection projection;
  const ProjectedView projected(projection, log);
  std::vector<std::string> comments;
  EXPECT_OK(ResourceView(projected.rows())
                .ListComments(
                    action, "", [&](const Comment& comment, absl::string_view) {
                      comments.push_back(
                          absl::StrCat(comment.text(), " ", comment.retracted(),
                                       " ", comment.retraction_reason(), " ",
                                       comment.retractor()));
                      return true;
                    }));
  EXPECT_THAT(comments,
              testing::ElementsAre("Oops 1 Wrong action jo", "Right 0  "));
  Action folded;
  ASSERT_TRUE(*ResourceView(projected.rows()).Get(action, folded));
  EXPECT_EQ(folded.comment_count(), 1);
}

INSTANTIATE_TEST_SUITE_P(Histories, ResourceViewTest, testing::Values(1, 2));

}  // namespace
}  // namespace actionplan::projections
