// Every event that was ever stored can still be read.
#include <set>
#include <string>

#include "absl/strings/str_join.h"
#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "google/protobuf/util/message_differencer.h"
#include "gtest/gtest.h"
#include "projections/event_codec.h"
#include "tests/golden/golden_file.h"
#include "tests/support/status_matchers.h"

namespace actionplan::golden {
namespace {

using google::protobuf::TextFormat;
using google::protobuf::util::MessageDifferencer;
using ::testing::IsEmpty;

TEST(GoldenTest, EveryStoredEventStillMeansWhatItMeant) {
  for (const GoldenEvent& golden : ReadGoldenFile(ACTIONPLAN_GOLDEN_FILE)) {
    SCOPED_TRACE(golden.kind);
    eventstore::v1::Envelope envelope;
    ASSERT_TRUE(envelope.ParseFromString(golden.envelope));
    events::v1::Event decoded;
    ASSERT_OK(projections::Decode(envelope, decoded));
    EXPECT_EQ(projections::FactName(decoded), golden.kind);
    events::v1::Event meant;
    ASSERT_TRUE(TextFormat::ParseFromString(golden.meaning, &meant));
    std::string difference;
    MessageDifferencer differencer;
    differencer.ReportDifferencesToString(&difference);
    EXPECT_TRUE(differencer.Compare(meant, decoded)) << difference;
  }
}

TEST(GoldenTest, EveryKindOfFactHasAStoredEvent) {
  std::set<std::string> missing;
  for (const std::string& kind : AllKinds()) missing.insert(kind);
  EXPECT_GE(missing.size(), 45);
  for (const GoldenEvent& golden : ReadGoldenFile(ACTIONPLAN_GOLDEN_FILE)) {
    missing.erase(golden.kind);
  }
  EXPECT_THAT(missing, IsEmpty())
      << "run write_golden tests/golden/events.golden >> "
         "tests/golden/events.golden";
}

}  // namespace
}  // namespace actionplan::golden
