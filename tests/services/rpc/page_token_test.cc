#include "services/rpc/page_token.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "actionplan/v1/action_service.pb.h"
#include "gtest/gtest.h"
#include "tests/support/status_matchers.h"

namespace actionplan::rpc {
namespace {

using support::FailsWith;

v1::ListActionsRequest Query(absl::string_view parent) {
  v1::ListActionsRequest request;
  request.set_parent(std::string(parent));
  return request;
}

std::string TokenOf(const v1::ListActionsRequest& request) {
  projections::v1::PageToken token;
  token.set_query_digest(QueryDigest(request));
  token.set_last_key("boards/ncc/actions/a12");
  token.set_position(77);
  return EncodePageToken(token);
}

TEST(PageTokenTest, BringsBackWhereThePageEnded) {
  const v1::ListActionsRequest query = Query("boards/ncc");
  ASSERT_OK_AND_ASSIGN(const projections::v1::PageToken token,
                       DecodePageToken(TokenOf(query), query));
  EXPECT_EQ(token.last_key(), "boards/ncc/actions/a12");
  EXPECT_EQ(token.position(), 77);
}

TEST(PageTokenTest, StaysGoodWhenOnlyThePageSizeChanges) {
  v1::ListActionsRequest query = Query("boards/ncc");
  const std::string token = TokenOf(query);
  query.set_page_size(7);
  query.set_page_token(token);
  query.set_min_position(80);
  EXPECT_OK(DecodePageToken(token, query));
}

TEST(PageTokenTest, IsRefusedByAnotherQuery) {
  EXPECT_THAT(
      DecodePageToken(TokenOf(Query("boards/ncc")), Query("boards/other")),
      FailsWith("PAGE_TOKEN_OF_ANOTHER_QUERY"));
}

TEST(PageTokenTest, IsRefusedWhenAnyCharacterWasChanged) {
  const v1::ListActionsRequest query = Query("boards/ncc");
  const std::string token = TokenOf(query);
  for (size_t i = 0; i < token.size(); ++i) {
    std::string changed = token;
    changed[i] = changed[i] == 'A' ? 'B' : 'A';
    if (changed == token) continue;
    EXPECT_FALSE(DecodePageToken(changed, query).ok()) << i;
  }
  EXPECT_THAT(DecodePageToken("nonsense", query),
              FailsWith("PAGE_TOKEN_MALFORMED"));
  EXPECT_THAT(DecodePageToken(token.substr(0, token.size() - 2), query),
              FailsWith("PAGE_TOKEN_MALFORMED"));
}

TEST(PageTokenTest, HasOneSpelling) {
  const v1::ListActionsRequest query = Query("boards/ncc");
  const std::string token = TokenOf(query);
  for (const std::string& other :
       {absl::StrCat(token, "="), absl::StrCat(token, "\n"),
        absl::StrCat(" ", token)}) {
    EXPECT_THAT(DecodePageToken(other, query),
                FailsWith("PAGE_TOKEN_MALFORMED"))
        << other;
  }
}

}  // namespace
}  // namespace actionplan::rpc
