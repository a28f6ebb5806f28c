#include "services/cli/field_value.h"

#include <fstream>
#include <string>

#include "actionplan/v1/action_lifecycle.pb.h"
#include "actionplan/v1/audit_service.pb.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/cli/request_flags.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temporary_folder.h"

namespace actionplan::cli {
namespace {

const Moment kMoment = {
    .now = absl::FromCivil(absl::CivilDay(2026, 11, 20), absl::UTCTimeZone()),
    .time_zone = absl::UTCTimeZone()};

class FieldValueTest : public ::testing::Test {
 protected:
  // Sets the field of an AssignActionRequest and returns what is wrong.
  std::string Assign(const std::string& field, const std::string& text) {
    return Set(field, text, assign_);
  }

  static std::string Set(const std::string& path, const std::string& text,
                         google::protobuf::Message& message) {
    const absl::Status status = SetFieldAt(
        PathTo(*message.GetDescriptor(), path), text, kMoment, message);
    return std::string(status.message());
  }

  v1::AssignActionRequest assign_;
  v1::SubmitCompletionRequest submit_;
  v1::CreateAuditRequest audit_;
};

TEST_F(FieldValueTest, EnumsAreWrittenInKebabCase) {
  v1::RecordProgressRequest progress;

  EXPECT_EQ(Set("own_view", "at-risk", progress), "");
  EXPECT_EQ(progress.own_view(), v1::Action::AT_RISK);
  EXPECT_EQ(Set("own_view", "fine", progress),
            "\"fine\" is not one of on-track, at-risk, off-track");
  EXPECT_EQ(Set("own_view", "own-view-unspecified", progress),
            "\"own-view-unspecified\" is not one of on-track, at-risk, "
            "off-track");
}

TEST_F(FieldValueTest, AMessageIsAListOfItsFields) {
  EXPECT_EQ(Set("evidence",
                "title=Minutes, 3 March,uri=https://example.org/a?b=c,"
                "effective-date=today",
                submit_),
            "");

  ASSERT_EQ(submit_.evidence_size(), 1);
  EXPECT_EQ(submit_.evidence(0).title(), "Minutes, 3 March");
  EXPECT_EQ(submit_.evidence(0).uri(), "https://example.org/a?b=c");
  EXPECT_EQ(IsoDay(submit_.evidence(0).effective_date()), "2026-11-20");
}

TEST_F(FieldValueTest, TheFirstFieldNeedsNoKey) {
  EXPECT_EQ(Assign("due", "+10d,review-date=+5d"), "");

  EXPECT_EQ(IsoDay(assign_.due().date()), "2026-11-30");
  EXPECT_EQ(IsoDay(assign_.due().review_date()), "2026-11-25");
}

TEST_F(FieldValueTest, EverythingWrongInAListIsTold) {
  EXPECT_EQ(
      Set("evidence", "url=x,title=a,title=b,effective-date=soon", submit_),
      "\"url\" is not one of title, uri, sha256, effective-date, note; "
      "title is given twice; effective-date: \"soon\" is not a day; "
      "write 2026-11-20, today or +10d");
  EXPECT_EQ(Assign("due", "date=today,undated=ongoing"),
            "undated and date exclude each other");
}

TEST_F(FieldValueTest, ATextMayComeFromAFile) {
  const support::TemporaryFolder folder;
  std::ofstream(folder.Path("notes.txt")) << "Line one\nLine two\n";

  EXPECT_EQ(Assign("owner_role", "@" + folder.Path("notes.txt")), "");
  EXPECT_EQ(assign_.owner_role(), "Line one\nLine two");
  EXPECT_EQ(Assign("owner_role", "@@handle"), "");
  EXPECT_EQ(assign_.owner_role(), "@handle");
  EXPECT_EQ(Assign("owner_role", "@/no/such/file"),
            "the file /no/such/file cannot be read");
}

TEST_F(FieldValueTest, NumbersAreWholeAndInRange) {
  EXPECT_EQ(Set("audit.sample", "24", audit_), "");
  EXPECT_EQ(audit_.audit().sample(), 24);
  EXPECT_EQ(Set("audit.sample", "2.5", audit_),
            "\"2.5\" is not a whole number");
  EXPECT_EQ(Set("audit.sample", "3000000000", audit_),
            "\"3000000000\" is not a whole number");
}

TEST_F(FieldValueTest, RepeatedFieldsGrow) {
  EXPECT_EQ(Assign("supporting_agencies", "a"), "");
  EXPECT_EQ(Assign("supporting_agencies", "b"), "");

  EXPECT_THAT(assign_.supporting_agencies(), ::testing::ElementsAre("a", "b"));
}

TEST_F(FieldValueTest, HelpSaysWhatAValueLooksLike) {
  const auto name_of = [](const google::protobuf::Message& message,
                          const std::string& path) {
    return ValueNameOf(*PathTo(*message.GetDescriptor(), path).back());
  };

  EXPECT_EQ(name_of(assign_, "priority"), "high|medium|low");
  EXPECT_EQ(name_of(assign_, "occur_time"), "TIME");
  EXPECT_EQ(name_of(submit_, "completed_on"), "DATE");
  EXPECT_EQ(name_of(submit_, "outcome_statement"), "TEXT");
  EXPECT_EQ(name_of(audit_, "audit.sample"), "NUMBER");
  EXPECT_EQ(name_of(assign_, "due"), "date=…,undated=…,review-date=…");
}

}  // namespace
}  // namespace actionplan::cli
