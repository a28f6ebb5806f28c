#include "services/rpc/wire_text.h"

#include "actionplan/v1/action_lifecycle.pb.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/bad_request.h"
#include "tests/support/status_matchers.h"

namespace actionplan::rpc {
namespace {

using support::FailsWith;
using support::WrongFields;
using ::testing::ElementsAre;
using ::testing::Pair;

// The request's bytes with one text replaced by another of the same length.
std::string WithBytes(const v1::ProposeActionRequest& request,
                      const std::string& text, const std::string& bytes) {
  std::string wire = request.SerializeAsString();
  return wire.replace(wire.find(text), text.size(), bytes);
}

TEST(WireTextTest, ParsesWhatIsAMessage) {
  v1::ProposeActionRequest request;
  request.mutable_action()->set_title("Größe");
  v1::ProposeActionRequest parsed;
  EXPECT_OK(ParseMessage(request.SerializeAsString(), parsed));
  EXPECT_EQ(parsed.action().title(), "Größe");
}

TEST(WireTextTest, NamesTheFieldWhoseTextIsNotUtf8) {
  v1::ProposeActionRequest request;
  request.set_parent("boards/ncc");
  request.mutable_action()->add_sources()->set_external_reference("XXXX");
  v1::ProposeActionRequest parsed;
  for (const char* bad : {"ab\xff\xfe", "\xc0\x80zz", "z\xed\xa0\x80",
                          "\xf5\x80\x80\x80", "abc\xc3", "\xe0\x80\x80z"}) {
    const absl::Status status =
        ParseMessage(WithBytes(request, "XXXX", bad), parsed);
    EXPECT_THAT(status, FailsWith("TEXT_NOT_UTF8"));
    EXPECT_THAT(WrongFields(status),
                ElementsAre(Pair("action.sources.external_reference",
                                 "TEXT_NOT_UTF8")));
  }
}

TEST(WireTextTest, SaysWhenTheBytesAreNoMessage) {
  v1::ProposeActionRequest parsed;
  EXPECT_THAT(ParseMessage("\x0a\xff\xff\xff\xff\x0f", parsed),
              FailsWith("MESSAGE_MALFORMED"));
  EXPECT_THAT(ParseMessage("\x07", parsed), FailsWith("MESSAGE_MALFORMED"));
}

}  // namespace
}  // namespace actionplan::rpc
