// Messages written and compared as text, so that a test shows what it means.
//
//   const auto plan = FromText<v1::Plan>("title: 'Neglect' state: DRAFT");
//   EXPECT_THAT(plan, IsText("title: 'Neglect' state: DRAFT"));
#ifndef ACTIONPLAN_TESTS_SUPPORT_TEXT_PROTO_H_
#define ACTIONPLAN_TESTS_SUPPORT_TEXT_PROTO_H_

#include <memory>
#include <string>

#include "gmock/gmock.h"
#include "google/protobuf/message.h"
#include "google/protobuf/text_format.h"
#include "google/protobuf/util/message_differencer.h"
#include "gtest/gtest.h"

namespace actionplan::support {

// The test fails when the text is not a message of this type. A field may be
// given twice, so that a text can be followed by what is to be different.
template <typename Message>
Message FromText(const std::string& text) {
  Message message;
  EXPECT_TRUE(google::protobuf::TextFormat::MergeFromString(text, &message))
      << text;
  return message;
}

// The message says exactly this.
MATCHER_P(IsText, text, "is " + std::string(text)) {
  std::unique_ptr<google::protobuf::Message> expected(arg.New());
  if (!google::protobuf::TextFormat::ParseFromString(text, expected.get())) {
    *result_listener << "the expected text is no " << arg.GetTypeName();
    return false;
  }
  std::string difference;
  google::protobuf::util::MessageDifferencer differencer;
  differencer.ReportDifferencesToString(&difference);
  const bool same = differencer.Compare(*expected, arg);
  *result_listener << difference;
  return same;
}

}  // namespace actionplan::support

#endif  // ACTIONPLAN_TESTS_SUPPORT_TEXT_PROTO_H_
