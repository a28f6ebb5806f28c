#include "services/cli/json_request.h"

#include <string>
#include <vector>

#include "actionplan/v1/action_lifecycle.pb.h"
#include "actionplan/v1/action_record.pb.h"
#include "actionplan/v1/audit_service.pb.h"
#include "actionplan/v1/board_adoption.pb.h"
#include "gmock/gmock.h"
#include "google/protobuf/util/json_util.h"
#include "gtest/gtest.h"
#include "services/cli/dates.h"

namespace actionplan::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

template <typename Request>
class Filled {
 public:
  explicit Filled(const std::string& json) {
    google::protobuf::Struct parsed;
    EXPECT_TRUE(
        google::protobuf::util::JsonStringToMessage(json, &parsed).ok());
    const Anchor anchor = {.day = absl::CivilDay(2026, 11, 20),
                           .time_zone = absl::UTCTimeZone()};
    FillFromJson(parsed, anchor, request, problems);
  }

  Request request;
  std::vector<std::string> problems;
};

TEST(JsonRequestTest, DatesAreStrings) {
  const Filled<v1::AssignActionRequest> filled(R"({
    "name": "boards/ncc/actions/a12", "priority": "HIGH",
    "due": {"date": "{{day 30}}", "review_date": "2026-12-01"},
    "supporting_agencies": ["boards/ncc/agencies/police"],
    "occur_time": "{{time -1 09:00}}", "owner_role": "since {{day 0}}"})");

  EXPECT_THAT(filled.problems, IsEmpty());
  EXPECT_EQ(filled.request.priority(), v1::Action::HIGH);
  EXPECT_EQ(IsoDay(filled.request.due().date()), "2026-12-20");
  EXPECT_EQ(IsoDay(filled.request.due().review_date()), "2026-12-01");
  EXPECT_EQ(Rfc3339(TimeOf(filled.request.occur_time())),
            "2026-11-19T09:00:00Z");
  EXPECT_THAT(filled.request.supporting_agencies(),
              ElementsAre("boards/ncc/agencies/police"));
  EXPECT_EQ(filled.request.owner_role(), "since 2026-11-20");
}

TEST(JsonRequestTest, MessagesMasksAndNumbersAreFilled) {
  const Filled<v1::AmendActionRequest> amend(
      R"({"action": {"name": "n", "title": "t"}, "update_mask": "title,due"})");
  const Filled<v1::CreateAuditRequest> audit(
      R"({"audit": {"sample": 24, "population": "70",
          "figures": [{"label": "a", "numerator": 7}, {"denominator": 24}]}})");

  EXPECT_THAT(amend.problems, IsEmpty());
  EXPECT_THAT(amend.request.update_mask().paths(), ElementsAre("title", "due"));
  EXPECT_THAT(audit.problems, IsEmpty());
  EXPECT_EQ(audit.request.audit().sample(), 24);
  EXPECT_EQ(audit.request.audit().population(), 70);
  EXPECT_EQ(audit.request.audit().figures(1).denominator(), 24);
}

TEST(JsonRequestTest, ListsOfNumbersAreFilled) {
  const Filled<v1::AdoptRatingPolicyRequest> policy(
      R"({"rating_policy": {"due_soon_days": 5, "ageing_bounds": [2, 4]}})");
  EXPECT_THAT(policy.problems, IsEmpty());
  EXPECT_THAT(policy.request.rating_policy().ageing_bounds(),
              ElementsAre(2, 4));
}

TEST(JsonRequestTest, EveryWrongFieldIsNamedWithItsPath) {
  const Filled<v1::SubmitCompletionRequest> filled(R"({
    "completed_on": "20 November", "outcome": "x", "name": 7,
    "occur_time": "yesterday", "outcome_statement": "{{day}}",
    "evidence": [{"title": "a"}, {"urn": "b", "effective_date": {"day": 1}}, 3]
    })");

  EXPECT_THAT(
      filled.problems,
      ElementsAre(
          "completed_on: \"20 November\" is not a day; write 2026-11-20, today "
          "or +10d",
          "evidence[1].effective_date: expects a string",
          "evidence[1].urn: expects nothing: Evidence has no such field",
          "evidence[2]: expects an object", "name: expects a string",
          "occur_time: expects a time such as \"2026-11-20T09:00:00Z\"",
          "outcome: expects nothing: SubmitCompletionRequest has no such field",
          "outcome_statement: {{day}} is neither {{day -30}} nor "
          "{{time -30 09:00}}"));
}

TEST(JsonRequestTest, EnumsAndListsAreChecked) {
  const Filled<v1::AssignActionRequest> filled(
      R"({"priority": "URGENT", "supporting_agencies": "boards/ncc"})");
  const Filled<v1::CreateAuditRequest> audit(
      R"({"audit": {"sample": 2.5, "population": 3000000000}})");

  EXPECT_THAT(filled.problems,
              ElementsAre("priority: expects one of HIGH, MEDIUM, LOW",
                          "supporting_agencies: expects a list"));
  EXPECT_THAT(audit.problems,
              ElementsAre("audit.population: expects a whole number",
                          "audit.sample: expects a whole number"));
}

}  // namespace
}  // namespace actionplan::cli
