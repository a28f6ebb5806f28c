#include "services/rpc/field_checks.h"

#include <functional>
#include <string>

#include "actionplan/v1/action.pb.h"
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

absl::Status After(const std::function<void(FieldChecks&)>& checks) {
  FieldChecks check;
  checks(check);
  return check.Result();
}

google::type::Date Day(int year, int month, int day) {
  google::type::Date date;
  date.set_year(year);
  date.set_month(month);
  date.set_day(day);
  return date;
}

google::protobuf::RepeatedPtrField<std::string> List(
    std::initializer_list<std::string> values) {
  return {values.begin(), values.end()};
}

TEST(FieldChecksTest, AcceptARequestInWhichNothingIsWrong) {
  EXPECT_OK(After([](FieldChecks& check) {
    check.Text("title", "Ärger", 5, Presence::kRequired);
    check.RequestId("123e4567-e89b-12d3-a456-426614174000");
    check.Date("due", true, Day(2028, 2, 29), Presence::kRequired);
  }));
}

TEST(FieldChecksTest, NameEveryWrongFieldAtOnce) {
  const absl::Status status = After([](FieldChecks& check) {
    check.Text("title", "", 10, Presence::kRequired);
    check.Date("due", true, Day(2026, 2, 30), Presence::kRequired);
    check.RequestId("abc");
  });

  EXPECT_THAT(status, FailsWith("FIELDS_INVALID"));
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(WrongFields(status),
              ElementsAre(Pair("due", "DATE_INVALID"),
                          Pair("request_id", "REQUEST_ID_MALFORMED"),
                          Pair("title", "FIELD_MISSING")));
}

TEST(FieldChecksTest, TellPeopleWordsAndProgramsTheReason) {
  const absl::Status status = After([](FieldChecks& check) {
    check.Text("title", "", 10, Presence::kRequired);
    check.Range("page_size", 1001, 0, 1000);
  });

  EXPECT_EQ(status.message(),
            "The request cannot be used. title: is required; page_size: is "
            "1001; 0 to 1000 are allowed.");
  google::rpc::BadRequest wrong;
  ASSERT_TRUE(wrong.ParseFromString(std::string(
      *status.GetPayload("type.googleapis.com/google.rpc.BadRequest"))));
  EXPECT_EQ(wrong.field_violations(0).description(), "is required");
  EXPECT_EQ(support::ReasonOf(wrong.field_violations(0)), "FIELD_MISSING");
}

TEST(FieldChecksTest, GiveASingleWrongFieldsReasonAsTheReason) {
  EXPECT_THAT(After([](FieldChecks& check) { check.RequestId(""); }),
              FailsWith("FIELD_MISSING"));
}

TEST(FieldChecksTest, CountCharactersAndNotBytes) {
  const std::string four = "äöüß";
  EXPECT_OK(After([&](FieldChecks& check) {
    check.Text("title", four, 4, Presence::kRequired);
  }));
  EXPECT_THAT(After([&](FieldChecks& check) {
                check.Text("title", four, 3, Presence::kRequired);
              }),
              FailsWith("TEXT_TOO_LONG"));
}

TEST(FieldChecksTest, RefuseControlCharactersButNotLineEnds) {
  EXPECT_OK(After([](FieldChecks& check) {
    check.Text("note", "one\n\ttwo\r\n", 20, Presence::kRequired);
  }));
  EXPECT_THAT(After([](FieldChecks& check) {
                check.Text("note", "\x1b[2Jgone", 20, Presence::kRequired);
              }),
              FailsWith("TEXT_HAS_CONTROL_CHARACTERS"));
}

TEST(FieldChecksTest, TakeWhiteSpaceAloneForNothing) {
  EXPECT_THAT(After([](FieldChecks& check) {
                check.Text("reason", " \n", 20, Presence::kRequired);
              }),
              FailsWith("FIELD_MISSING"));
}

TEST(FieldChecksTest, TellANameOfAnotherKind) {
  EXPECT_THAT(After([](FieldChecks& check) {
                check.Name("lead_agency", "boards/ncc/actions/a12",
                           resources::Kind::kAgency, Presence::kRequired);
              }),
              FailsWith("NAME_MALFORMED"));
}

TEST(FieldChecksTest, RefuseAParentThatCannotHoldTheKind) {
  const auto parent = [](absl::string_view name) {
    return After([name](FieldChecks& check) {
      check.Parent("parent", name, resources::Kind::kFinding);
    });
  };
  EXPECT_OK(parent("boards/ncc/audits/a1"));
  EXPECT_THAT(parent("boards/ncc"), FailsWith("NAME_MALFORMED"));
  EXPECT_THAT(parent("boards/-/audits/-"), FailsWith("NAME_MALFORMED"));
  EXPECT_THAT(parent(""), FailsWith("FIELD_MISSING"));
}

TEST(FieldChecksTest, AllowWildcardsInTheParentOfAList) {
  EXPECT_OK(After([](FieldChecks& check) {
    check.ListParent("parent", "boards/-/audits/-", resources::Kind::kFinding);
  }));
}

TEST(FieldChecksTest, RefuseTheSameNameTwice) {
  const absl::Status status = After([](FieldChecks& check) {
    check.Names("agencies",
                List({"boards/ncc/agencies/police", "boards/ncc/agencies/nhs",
                      "boards/ncc/agencies/police"}),
                resources::Kind::kAgency, 10);
  });
  EXPECT_THAT(WrongFields(status),
              ElementsAre(Pair("agencies[2]", "NAME_REPEATED")));
}

TEST(FieldChecksTest, RefuseAnEnumValueThatNobodyKnows) {
  EXPECT_THAT(After([](FieldChecks& check) {
                check.Enum("priority", static_cast<v1::Action::Priority>(9),
                           Presence::kRequired);
              }),
              FailsWith("VALUE_UNKNOWN"));
}

TEST(FieldChecksTest, TakeTheZeroOfAnEnumForMissing) {
  EXPECT_THAT(After([](FieldChecks& check) {
                check.Enum("priority", v1::Action::PRIORITY_UNSPECIFIED,
                           Presence::kRequired);
              }),
              FailsWith("FIELD_MISSING"));
}

TEST(FieldChecksTest, RefuseAnEtagWithoutItsQuotes) {
  EXPECT_OK(After([](FieldChecks& check) { check.Etag("etag", "\"7\""); }));
  for (const char* etag : {"7", "\"", "\"\"", "\"x\"", "\"7"}) {
    EXPECT_THAT(After([&](FieldChecks& check) { check.Etag("etag", etag); }),
                FailsWith("ETAG_MALFORMED"))
        << etag;
  }
}

TEST(FieldChecksTest, RefuseDaysThatAreNotInTheCalendar) {
  for (const auto& date : {Day(2026, 2, 29), Day(2026, 13, 1), Day(2026, 0, 1),
                           Day(2026, 4, 31), Day(0, 0, 0), Day(1850, 1, 1)}) {
    EXPECT_THAT(After([&](FieldChecks& check) {
                  check.Date("due", true, date, Presence::kRequired);
                }),
                FailsWith("DATE_INVALID"))
        << date.ShortDebugString();
  }
}

TEST(FieldChecksTest, RefuseInstantsThatNoTimestampMaySay) {
  google::protobuf::Timestamp time;
  time.set_nanos(-1);
  EXPECT_THAT(
      After([&](FieldChecks& check) { check.Time("occur_time", time); }),
      FailsWith("TIME_INVALID"));
}

TEST(FieldChecksTest, RefuseThemesThatAreNoTags) {
  const absl::Status status = After([](FieldChecks& check) {
    check.Themes("themes", List({"voice_of_child", "Voice of child", "neglect",
                                 "neglect"}));
  });
  EXPECT_THAT(WrongFields(status),
              ElementsAre(Pair("themes[1]", "THEME_MALFORMED"),
                          Pair("themes[3]", "THEME_REPEATED")));
}

TEST(FieldChecksTest, RefuseAMaskThatChangesNothingOrTooMuch) {
  google::protobuf::FieldMask mask;
  EXPECT_THAT(After([&](FieldChecks& check) {
                check.Mask("update_mask", mask, {"title"});
              }),
              FailsWith("FIELD_MISSING"));
  mask.add_paths("title");
  EXPECT_OK(After(
      [&](FieldChecks& check) { check.Mask("update_mask", mask, {"title"}); }));
  mask.add_paths("state");
  EXPECT_THAT(WrongFields(After([&](FieldChecks& check) {
                check.Mask("update_mask", mask, {"title"});
              })),
              ElementsAre(Pair("update_mask.paths[1]", "PATH_UNKNOWN")));
}

TEST(FieldChecksTest, RefuseNumbersAndListsPastTheirLimits) {
  EXPECT_THAT(WrongFields(After([](FieldChecks& check) {
                check.Range("page_size", 1001, 1, 1000);
                check.Count("evidence", 101, 100);
              })),
              ElementsAre(Pair("evidence", "TOO_MANY_ITEMS"),
                          Pair("page_size", "NUMBER_OUT_OF_RANGE")));
}

}  // namespace
}  // namespace actionplan::rpc
