#include "services/handlers/figure_checks.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/bad_request.h"
#include "tests/support/status_matchers.h"
#include "tests/support/text_proto.h"

namespace actionplan::handlers {
namespace {

using support::WrongFields;
using ::testing::ElementsAre;
using ::testing::Pair;

absl::Status Check(const std::string& figure) {
  rpc::FieldChecks check;
  CheckFigure("figure", support::FromText<v1::Figure>(figure), check);
  return check.Result();
}

std::string Text(size_t characters) { return std::string(characters, 'x'); }

TEST(CheckFigureTest, AcceptsWhatAnAuditCanState) {
  for (const std::string& figure : std::vector<std::string>{
           "label: 'L' numerator: 7 denominator: 10",
           "label: 'L' numerator: 0 denominator: 1",
           "label: 'L' numerator: 10 denominator: 10",
           "label: 'L' numerator: 7 denominator: 10 not_applicable: 3",
           "label: 'L' numerator: 7 denominator: 2147483647 as_stated: '70%'",
           "label: 'L' numerator: 2147483647",
           "label: 'L' as_stated: 'in all cases'",
           "label: '" + Text(500) + "' as_stated: '" + Text(500) + "'"}) {
    EXPECT_OK(Check(figure)) << figure;
  }
}

TEST(CheckFigureTest, NamesTheFieldThatIsWrong) {
  struct Wrong {
    std::string figure;
    const char* field;
    const char* reason;
  };
  for (const Wrong& wrong : std::vector<Wrong>{
           {"numerator: 1", "figure.label", "FIELD_MISSING"},
           {"label: ' ' numerator: 1", "figure.label", "FIELD_MISSING"},
           {"label: '" + Text(501) + "' numerator: 1", "figure.label",
            "TEXT_TOO_LONG"},
           {"label: 'L' numerator: 1 as_stated: '" + Text(501) + "'",
            "figure.as_stated", "TEXT_TOO_LONG"},
           {"label: 'L'", "figure.as_stated", "FIELD_MISSING"},
           {"label: 'L' as_stated: ' '", "figure.as_stated", "FIELD_MISSING"},
           {"label: 'L' denominator: 1", "figure.numerator", "FIELD_MISSING"},
           {"label: 'L' numerator: 0 denominator: 0", "figure.denominator",
            "NUMBER_OUT_OF_RANGE"},
           {"label: 'L' numerator: 11 denominator: 10", "figure.numerator",
            "NUMBER_OUT_OF_RANGE"},
           {"label: 'L' numerator: -1 denominator: 10", "figure.numerator",
            "NUMBER_OUT_OF_RANGE"},
           {"label: 'L' numerator: -1", "figure.numerator",
            "NUMBER_OUT_OF_RANGE"},
           {"label: 'L' numerator: 7 denominator: 10 not_applicable: 4",
            "figure.not_applicable", "NUMBER_OUT_OF_RANGE"},
           {"label: 'L' numerator: 7 denominator: 10 not_applicable: -1",
            "figure.not_applicable", "NUMBER_OUT_OF_RANGE"},
           {"label: 'L' numerator: 7 not_applicable: 1",
            "figure.not_applicable", "NUMBER_OUT_OF_RANGE"}}) {
    EXPECT_THAT(WrongFields(Check(wrong.figure)),
                ElementsAre(Pair(wrong.field, wrong.reason)))
        << wrong.figure;
  }
}

TEST(CheckFigureTest, NamesEveryWrongFieldAtOnce) {
  EXPECT_THAT(
      WrongFields(Check("numerator: 7 denominator: -10 not_applicable: 1")),
      ElementsAre(Pair("figure.denominator", "NUMBER_OUT_OF_RANGE"),
                  Pair("figure.label", "FIELD_MISSING"),
                  Pair("figure.not_applicable", "NUMBER_OUT_OF_RANGE"),
                  Pair("figure.numerator", "NUMBER_OUT_OF_RANGE")));
}

// The difference of these two is no 32-bit number.
TEST(CheckFigureTest, CountsWithTheLeastDenominatorThatCanBeSent) {
  EXPECT_THAT(
      WrongFields(Check("label: 'L' numerator: 1 denominator: -2147483648 "
                        "not_applicable: 5")),
      ElementsAre(Pair("figure.denominator", "NUMBER_OUT_OF_RANGE"),
                  Pair("figure.not_applicable", "NUMBER_OUT_OF_RANGE"),
                  Pair("figure.numerator", "NUMBER_OUT_OF_RANGE")));
}

}  // namespace
}  // namespace actionplan::handlers
