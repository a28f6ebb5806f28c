#include "services/cli/import_rows.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace actionplan::cli {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr char kPolice[] = "boards/ncc/agencies/police";
constexpr char kHealth[] = "boards/ncc/agencies/health";

ImportRows Interpret(const std::string& text,
                     const ImportOptions& options = {}) {
  const auto sheet = sheet::ReadSheet(text, options.columns);
  EXPECT_TRUE(sheet.ok()) << sheet.status();
  const sheet::AgencyNames agencies(
      {{kPolice, "Northshire Police"}, {kHealth, "Health Trust"}},
      options.agencies);
  return InterpretRows(*sheet, agencies, options,
                       {.today = absl::CivilDay(2026, 3, 2)});
}

// "error row 3, column C (Lead): …"
std::vector<std::string> Issues(const ImportRows& rows) {
  std::vector<std::string> issues;
  for (const sheet::Issue& issue : rows.issues) {
    issues.push_back(absl::StrCat(
        issue.severity == sheet::Severity::kError ? "error " : "warning ",
        PlaceText(issue.place), ": ", issue.text));
  }
  return issues;
}

std::vector<int> RowsWithErrors(const ImportRows& rows) {
  std::vector<int> numbers;
  for (const ImportRow& row : rows.rows) {
    if (row.has_errors) numbers.push_back(row.number);
  }
  return numbers;
}

TEST(InterpretRowsTest, KnowsOfWhichFieldsTheSheetSaysNothing) {
  const ImportRows rows = Interpret(
      "Action,Lead,Owner,Priority,By when,Status,Outcome\n"
      "Agree one form,Police,Head of Service,High,31/03/2026,,\n");
  ASSERT_EQ(rows.rows.size(), 1u);
  EXPECT_THAT(rows.rows[0].absent,
              ElementsAre("supporting_agencies", "milestones", "progress",
                          "success_measure", "completion", "rating", "evidence",
                          "recommendation", "scope"));
}

TEST(InterpretRowsTest, CarriesEveryColumnToItsField) {
  const ImportRows rows = Interpret(
      "Ref,Recommendation,Scope,Action,Lead,Supporting agencies,Owner,Priority,"
      "By when,Key milestones,Status,Progress,Success measures,Outcome,"
      "Completed,RAG,Evidence\n"
      "1.2,Rec,Local,Agree one form,Police,Health; police,Head of Service,"
      "High,31/03/2026,Draft,Open,Half,9 of 10,Better,Not yet,Amber,Minutes\n");

  EXPECT_THAT(rows.issues, IsEmpty());
  ASSERT_EQ(rows.rows.size(), 1u);
  const ImportRow& row = rows.rows[0];
  EXPECT_EQ(row.number, 2);
  EXPECT_EQ(row.key, "1.2");
  EXPECT_THAT(row.absent, IsEmpty());
  EXPECT_EQ(row.priority, v1::Action::HIGH);
  EXPECT_EQ(row.due->day, absl::CivilDay(2026, 3, 31));
  EXPECT_EQ(row.row.ShortDebugString(),
            "title: \"Agree one form\" intended_outcome: \"Better\" "
            "success_measure: \"9 of 10\" lead_agency: "
            "\"boards/ncc/agencies/police\" supporting_agencies: "
            "\"boards/ncc/agencies/health\" owner_role: \"Head of Service\" "
            "priority: \"High\" due: \"31/03/2026\" state: \"Open\" rating: "
            "\"Amber\" progress: \"Half\" completion: \"Not yet\" evidence: "
            "\"Minutes\" milestones: \"Draft\" recommendation: \"Rec\" scope: "
            "\"Local\"");
}

TEST(InterpretRowsTest, CellsThatSayNothingAreEmpty) {
  const ImportRows rows =
      Interpret("Action,Lead,Owner,By when\na,n/a,-,N/A\nb,None,,–\n");
  EXPECT_THAT(rows.issues, IsEmpty());
  for (const ImportRow& row : rows.rows) {
    EXPECT_EQ(row.row.lead_agency(), "");
    EXPECT_EQ(row.row.owner_role(), "");
    EXPECT_FALSE(row.due.has_value());
  }
}

TEST(InterpretRowsTest, AnUnknownAgencyIsToldOnceWithAllItsRows) {
  const ImportRows rows = Interpret(
      "Action,Lead,Partners\na,Fire,\nb,Police,\nc,FIRE ,\nd,Police,fire\n");

  EXPECT_THAT(Issues(rows),
              ElementsAre(HasSubstr("error row 2, column B (Lead): \"Fire\" "
                                    "(also in row 4, 5) is no agency of the "
                                    "board; say --agency \"Fire\"=ID")));
  EXPECT_THAT(RowsWithErrors(rows), ElementsAre(2, 4, 5));
  EXPECT_FALSE(rows.has_sheet_errors);

  ImportOptions options;
  options.agencies = {{"fire", ""}};
  EXPECT_THAT(Interpret("Action,Lead\na,Fire\n", options).issues, IsEmpty());
}

TEST(InterpretRowsTest, AnotherLeadThanOneIsToldWhereItStands) {
  EXPECT_THAT(Issues(Interpret("Action,Lead\na,Police / Health\n")),
              ElementsAre(HasSubstr("error row 2, column B (Lead): \"Police / "
                                    "Health\" names more than one agency")));
}

TEST(InterpretRowsTest, APersonsNameIsLeftOutAndTold) {
  const std::string sheet = "Action,Owner\na,Jane Smith\nb,Head of Service\n";
  const ImportRows rows = Interpret(sheet);

  EXPECT_EQ(rows.rows[0].row.owner_role(), "");
  EXPECT_TRUE(rows.rows[0].leaves_owner_out);
  EXPECT_EQ(rows.rows[1].row.owner_role(), "Head of Service");
  EXPECT_FALSE(rows.rows[1].leaves_owner_out);
  EXPECT_THAT(Issues(rows),
              ElementsAre(AllOf(
                  HasSubstr("warning row 2, column B (Owner): \"Jane Smith\" "
                            "looks like a person's name and is left out"),
                  HasSubstr("--owner \"Jane Smith\"="))));
  EXPECT_THAT(RowsWithErrors(rows), IsEmpty());

  ImportOptions options;
  options.owners = {{"jane smith", "Head of Adult Care"}};
  EXPECT_EQ(Interpret(sheet, options).rows[0].row.owner_role(),
            "Head of Adult Care");
}

TEST(InterpretRowsTest, ADateThatCannotBeReadIsAnErrorUntilItIsSaid) {
  const std::string sheet = "Action,By when\na,ASAP\n";
  EXPECT_THAT(Issues(Interpret(sheet)),
              ElementsAre(AllOf(
                  HasSubstr("error row 2, column B (By when): \"ASAP\" is not "
                            "one date"),
                  HasSubstr("--date \"ASAP\"=DATE"))));

  ImportOptions options;
  options.dates = {{"asap", "30/04/2026"}};
  const ImportRows rows = Interpret(sheet, options);
  EXPECT_THAT(rows.issues, IsEmpty());
  EXPECT_EQ(rows.rows[0].due->day, absl::CivilDay(2026, 4, 30));
  EXPECT_EQ(rows.rows[0].row.due(), "ASAP");
}

TEST(InterpretRowsTest, OneDateWithTheMonthFirstMakesOthersDoubtful) {
  const std::string sheet =
      "Action,By when\na,03/04/2026\nb,03/31/2026\nc,04/04/2026\nd,May 2026\n";
  EXPECT_THAT(
      Issues(Interpret(sheet)),
      ElementsAre(HasSubstr("error row 2, column B (By when): \"03/04/2026\" "
                            "may be two days: row 3 has 03/31/2026"),
                  HasSubstr("error row 3, column B (By when): \"03/31/2026\" "
                            "has no such month")));

  ImportOptions options;
  options.date_order = sheet::DateOrder::kMonthFirst;
  const ImportRows rows = Interpret(sheet, options);
  EXPECT_THAT(rows.issues, IsEmpty());
  EXPECT_EQ(rows.rows[0].due->day, absl::CivilDay(2026, 3, 4));

  options.date_order = sheet::DateOrder::kDayFirst;
  EXPECT_THAT(RowsWithErrors(Interpret(sheet, options)), ElementsAre(3));
}

TEST(InterpretRowsTest, ShortYearsAndFarDatesAreTold) {
  EXPECT_THAT(Issues(Interpret("Action,By when\na,31.3.26\nb,Apr-26\n")),
              ElementsAre(HasSubstr("warning : 2 due dates have years of two "
                                    "digits, taken for 2000 to 2099 (row 2, "
                                    "3)")));
  EXPECT_THAT(Issues(Interpret("Action,By when\na,31/03/2062\n")),
              ElementsAre(HasSubstr("warning row 2, column B (By when): "
                                    "\"31/03/2062\" is 2062-03-31, more than "
                                    "ten years away")));
}

TEST(InterpretRowsTest, OneReferenceOfTwoRowsIsAnErrorOfBoth) {
  const ImportRows rows = Interpret("No.,Action\n1,a\n2,b\n1,c\n");
  EXPECT_THAT(Issues(rows),
              ElementsAre(HasSubstr("error row 4, column A (No.): \"1\" is the "
                                    "reference of row 2 too")));
  EXPECT_THAT(RowsWithErrors(rows), ElementsAre(2, 4));
}

TEST(InterpretRowsTest, OneTextOfTwoRowsIsAnErrorOnlyWithoutReferences) {
  const ImportRows without = Interpret("Action,Lead\na b,\nA  b.,Police\n");
  EXPECT_THAT(Issues(without),
              ElementsAre(HasSubstr("error row 3, column A (Action): says what "
                                    "row 2 says, and has no reference")));
  EXPECT_THAT(RowsWithErrors(without), ElementsAre(2, 3));

  const ImportRows with = Interpret("Ref,Action\n1,a b\n2,A b\n");
  EXPECT_THAT(Issues(with),
              ElementsAre(HasSubstr("warning row 3, column B (Action): says "
                                    "what row 2 says: likely a duplicate")));
  EXPECT_THAT(RowsWithErrors(with), IsEmpty());
}

TEST(InterpretRowsTest, APriorityThatIsNoneIsToldAndTheDefaultTaken) {
  ImportOptions options;
  options.priority = v1::Action::LOW;
  const ImportRows rows =
      Interpret("Action,Priority\na,urgent\nb,\nc,med\nd,H\n", options);
  EXPECT_THAT(Issues(rows),
              ElementsAre(HasSubstr("warning row 2, column B (Priority): "
                                    "\"urgent\" is not one of high, medium, "
                                    "low; LOW is taken")));
  std::vector<v1::Action::Priority> priorities;
  for (const ImportRow& row : rows.rows) priorities.push_back(row.priority);
  EXPECT_THAT(priorities, ElementsAre(v1::Action::LOW, v1::Action::LOW,
                                      v1::Action::MEDIUM, v1::Action::HIGH));
}

TEST(InterpretRowsTest, AnErrorOfTheHeadingsIsOneOfTheWholeSheet) {
  EXPECT_TRUE(Interpret("Action,Progress,Update on progress\na,b,c\n")
                  .has_sheet_errors);
  EXPECT_TRUE(Interpret("a,b\nc,d\n").has_sheet_errors);
  EXPECT_FALSE(
      Interpret("Action,Lead,By when\n,Police,TBC\n").has_sheet_errors);
}

}  // namespace
}  // namespace actionplan::cli
