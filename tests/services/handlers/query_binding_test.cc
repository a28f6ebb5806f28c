#include "services/handlers/query_binding.h"

#include <string>

#include "actionplan/v1/action_service.pb.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/bad_request.h"
#include "tests/support/status_matchers.h"
#include "tests/support/text_proto.h"

namespace actionplan::handlers {
namespace {

using queries::Page;
using support::FailsWith;
using support::FromText;
using support::StatusIs;
using support::WrongFields;
using ::testing::ElementsAre;
using ::testing::Pair;

using Request = v1::ListActionsRequest;

// A request for actions of a board that none of these tests has.
Request Actions(const std::string& more = "") {
  return FromText<Request>("parent: 'boards/ncc' " + more);
}

// The page that the request asks for, or why there is none.
absl::StatusOr<Page> PageOf(const Request& request) {
  rpc::FieldChecks check;
  Page page;
  RETURN_IF_ERROR(ReadPage(request, check, page));
  RETURN_IF_ERROR(check.Result());
  return page;
}

Request Following(Request request, const Page& page,
                  const std::string& last_key) {
  request.set_page_token(NextPageToken(request, page, last_key));
  return request;
}

TEST(ReadPageTest, BeginsWithFiftyRowsWhenNothingIsSaid) {
  ASSERT_OK_AND_ASSIGN(const Page page, PageOf(Actions()));
  EXPECT_EQ(page.size, 50u);
  EXPECT_EQ(page.after_key, "");
  EXPECT_EQ(page.position, 0u);
  EXPECT_EQ(page.due_day, 0);
}

TEST(ReadPageTest, TakesFromOneToAThousandRows) {
  for (const int size : {1, 50, 1000}) {
    ASSERT_OK_AND_ASSIGN(const Page page,
                         PageOf(Actions("page_size: " + std::to_string(size))));
    EXPECT_EQ(page.size, static_cast<size_t>(size));
  }
  for (const int size : {-1, 1001}) {
    EXPECT_THAT(
        WrongFields(
            PageOf(Actions("page_size: " + std::to_string(size))).status()),
        ElementsAre(Pair("page_size", "NUMBER_OUT_OF_RANGE")));
  }
}

TEST(ReadPageTest, GoesOnWhereThePageBeforeEnded) {
  const Page first{.size = 2, .position = 77, .due_day = 20'514};
  ASSERT_OK_AND_ASSIGN(
      const Page next,
      PageOf(Following(Actions("page_size: 2"), first, "actions/a12")));
  EXPECT_EQ(next.size, 2u);
  EXPECT_EQ(next.after_key, "actions/a12");
  EXPECT_EQ(next.position, 77u);
  EXPECT_EQ(next.due_day, 20'514);
}

TEST(ReadPageTest, KeepsKeysThatAreNoText) {
  const std::string key(
      "\0\xff\x80"
      "a",
      4);
  ASSERT_OK_AND_ASSIGN(const Page next,
                       PageOf(Following(Actions(), {.position = 1}, key)));
  EXPECT_EQ(next.after_key, key);
}

TEST(ReadPageTest, LetsAPageHaveAnotherSizeThanTheOneBefore) {
  Request next = Following(Actions("page_size: 2"), {.position = 77}, "a12");
  next.set_page_size(7);
  next.set_min_position(80);
  ASSERT_OK_AND_ASSIGN(const Page page, PageOf(next));
  EXPECT_EQ(page.size, 7u);
  EXPECT_EQ(page.after_key, "a12");
}

TEST(ReadPageTest, RefusesTheTokenOfAnotherQuery) {
  Request next = Following(Actions(), {.position = 77}, "a12");
  next.add_states(v1::Action::DRAFT);
  const auto page = PageOf(next);
  EXPECT_THAT(page, StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(page, FailsWith("PAGE_TOKEN_OF_ANOTHER_QUERY"));
}

TEST(ReadPageTest, RefusesTheSameTokenFromAnotherMethod) {
  const Request next = Following(Actions(), {.position = 77}, "a12");
  v1::ListCommentsRequest comments;
  comments.set_parent(next.parent());
  comments.set_page_token(next.page_token());
  rpc::FieldChecks check;
  Page page;
  EXPECT_THAT(ReadPage(comments, check, page),
              FailsWith("PAGE_TOKEN_OF_ANOTHER_QUERY"));
}

TEST(ReadPageTest, RefusesWhatIsNoToken) {
  EXPECT_THAT(PageOf(Actions("page_token: 'abc'")),
              FailsWith("PAGE_TOKEN_MALFORMED"));
}

TEST(NextPageTokenTest, IsEmptyAfterTheLastPage) {
  EXPECT_EQ(NextPageToken(Actions(), {.position = 77}, ""), "");
}

TEST(NextPageTokenTest, SaysTheSameAgainOnEveryPage) {
  const Page first{.position = 77, .due_day = 20'514};
  const Request second = Following(Actions(), first, "a12");
  ASSERT_OK_AND_ASSIGN(const Page page, PageOf(second));
  ASSERT_OK_AND_ASSIGN(const Page third,
                       PageOf(Following(second, page, "a24")));
  EXPECT_EQ(third.after_key, "a24");
  EXPECT_EQ(third.position, 77u);
  EXPECT_EQ(third.due_day, 20'514);
}

}  // namespace
}  // namespace actionplan::handlers
