#include "services/cli/sheet/field.h"

#include <set>
#include <string>

#include "gtest/gtest.h"

namespace actionplan::sheet {
namespace {

struct Known {
  const char* heading;
  Field field;
};

// Every heading that was found in a published plan.
constexpr Known kPublished[] = {
    {"No", Field::kReference},
    {"No.", Field::kReference},
    {"NOS", Field::kReference},
    {"Ref", Field::kReference},
    {"Reference", Field::kReference},
    {"Item", Field::kReference},
    {"Recommendation", Field::kRecommendation},
    {"Recommendation/Learning", Field::kRecommendation},
    {"Area for improvement", Field::kRecommendation},
    {"Item to be rectified", Field::kRecommendation},
    {"What is the over-arching recommendation?", Field::kRecommendation},
    {"Scope of recommendation (local, regional, national)", Field::kScope},
    {"Scope of recommendation", Field::kScope},
    {"Action", Field::kAction},
    {"Action to be taken", Field::kAction},
    {"Action to take", Field::kAction},
    {"Specific Actions", Field::kAction},
    {"What?", Field::kAction},
    {"How will the LSCB do this?", Field::kAction},
    {"Actions required", Field::kAction},
    {"Lead Agency", Field::kLeadAgency},
    {"Lead", Field::kLeadAgency},
    {"Responsible lead/group", Field::kLeadAgency},
    {"Responsibility", Field::kLeadAgency},
    {"Who?", Field::kLeadAgency},
    {"Responsible Officer", Field::kOwner},
    {"Person responsible", Field::kOwner},
    {"Owner", Field::kOwner},
    {"Strategic Lead", Field::kOwner},
    {"Target date", Field::kDueDate},
    {"By when", Field::kDueDate},
    {"Timescale", Field::kDueDate},
    {"Timescale/Target", Field::kDueDate},
    {"Date", Field::kDueDate},
    {"Deadline", Field::kDueDate},
    {"When", Field::kDueDate},
    {"Key milestones", Field::kMilestones},
    {"How?", Field::kMilestones},
    {"Progress", Field::kProgress},
    {"Progress update", Field::kProgress},
    {"Update on progress", Field::kProgress},
    {"Current Status", Field::kProgress},
    {"Agency response", Field::kProgress},
    {"Success measures", Field::kSuccessMeasure},
    {"Output/Outcome measurement", Field::kSuccessMeasure},
    {"What will impact be and how measured", Field::kSuccessMeasure},
    {"Desired outcome", Field::kOutcome},
    {"Outcome", Field::kOutcome},
    {"Date of completion and outcome", Field::kCompletion},
    {"Completed", Field::kCompletion},
    {"RAG", Field::kRag},
    {"BRAG", Field::kRag},
    {"Progress indicator", Field::kRag},
    {"Assessment of progress Categories 1-4", Field::kRag},
    {"Achieved/On target", Field::kRag},
    {"Evidence", Field::kEvidence},
    {"Key documents", Field::kEvidence},
};

TEST(FieldOfHeadingTest, KnowsEveryHeadingThatBoardsPublished) {
  for (const Known& known : kPublished) {
    EXPECT_EQ(FieldOfHeading(known.heading), known.field) << known.heading;
  }
}

TEST(FieldOfHeadingTest, CaseSpacesAndPunctuationDoNotMatter) {
  for (const char* heading : {"lead agency", "LEAD  AGENCY", " Lead\nAgency: ",
                              "Lead–Agency", "Lead_Agency*"}) {
    EXPECT_EQ(FieldOfHeading(heading), Field::kLeadAgency) << heading;
  }
}

TEST(FieldOfHeadingTest, KnowsColumnsThatThosePlansDoNotHave) {
  EXPECT_EQ(FieldOfHeading("Priority"), Field::kPriority);
  EXPECT_EQ(FieldOfHeading("Status"), Field::kState);
  EXPECT_EQ(FieldOfHeading("Supporting agencies"), Field::kSupportingAgencies);
}

TEST(FieldOfHeadingTest, OthersMeanNothing) {
  for (const char* heading : {"", "?", "Notes", "Comments", "Completion date",
                              "Lead agency contact", "Action plan 2026"}) {
    EXPECT_EQ(FieldOfHeading(heading), std::nullopt) << heading;
  }
}

TEST(ParseFieldTest, ReadsBackEveryName) {
  std::set<absl::string_view> names;
  for (const Field field : AllFields()) {
    EXPECT_EQ(ParseField(FieldName(field)), field);
    EXPECT_GT(MostCharacters(field), 0u);
    names.insert(FieldName(field));
  }
  EXPECT_EQ(names.size(), 17u);
  EXPECT_EQ(ParseField("due"), std::nullopt);
}

TEST(WordsTest, AreWhatIsLeftWithoutCaseAndPunctuation) {
  EXPECT_EQ(Words(" Children's  Social-Care & Health. "),
            "childrens social care and health");
  EXPECT_EQ(Words("Children’s"), "childrens");
  EXPECT_EQ(Words("Café – bar"), "café bar");
  EXPECT_EQ(Words("---"), "");
}

}  // namespace
}  // namespace actionplan::sheet
