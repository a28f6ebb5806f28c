#include "projections/resources/names.h"

#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace actionplan::resources {
namespace {

using ::testing::Eq;
using ::testing::Optional;

struct Example {
  Kind kind;
  std::string name;
  std::string parent;
  std::string noun;
};

std::vector<Example> Examples() {
  return {
      {Kind::kBoard, "boards/ncc", "", "board"},
      {Kind::kMeeting, "boards/ncc/meetings/qa-1", "boards/ncc", "meeting"},
      {Kind::kAgency, "boards/ncc/agencies/police", "boards/ncc", "agency"},
      {Kind::kAudit, "boards/ncc/audits/neglect", "boards/ncc", "audit"},
      {Kind::kFinding, "boards/ncc/audits/neglect/findings/f1",
       "boards/ncc/audits/neglect", "finding"},
      {Kind::kRecommendation, "boards/ncc/audits/neglect/recommendations/r1",
       "boards/ncc/audits/neglect", "recommendation"},
      {Kind::kPlan, "boards/ncc/plans/2026", "boards/ncc", "plan"},
      {Kind::kAction, "boards/ncc/actions/a12", "boards/ncc", "action"},
      {Kind::kEscalation, "boards/ncc/escalations/a12-timeliness-1",
       "boards/ncc", "escalation"},
  };
}

TEST(IdTest, MayHaveTwoToSixtyThreeLettersDigitsAndHyphens) {
  EXPECT_TRUE(IsValidId("a1"));
  EXPECT_TRUE(IsValidId("42"));
  EXPECT_TRUE(IsValidId("a--b"));
  EXPECT_TRUE(IsValidId(std::string(63, 'x')));
}

TEST(IdTest, IsRefusedWhenTooShortTooLongOrWithOtherCharacters) {
  for (const std::string& id :
       {std::string(), std::string("a"), std::string(64, 'x'),
        std::string("-a"), std::string("a-"), std::string("--"),
        std::string("Ab"), std::string("a_b"), std::string("a b"),
        std::string("a/b"), std::string("\xC3\xA9t\xC3\xA9"),
        std::string("a\0b", 3), std::string("ab\n")}) {
    EXPECT_FALSE(IsValidId(id)) << id;
  }
}

TEST(NameTest, SaysItsKindItsParentAndItsBoard) {
  for (const Example& example : Examples()) {
    EXPECT_THAT(KindOf(example.name), Optional(example.kind)) << example.name;
    EXPECT_EQ(ParentOf(example.name), example.parent);
    EXPECT_EQ(BoardOf(example.name), "boards/ncc");
    EXPECT_EQ(Noun(example.kind), example.noun);
  }
}

TEST(NameTest, IsMadeFromItsParentAndItsId) {
  for (const Example& example : Examples()) {
    const std::string id = example.name.substr(example.name.rfind('/') + 1);
    EXPECT_EQ(ChildName(example.parent, example.kind, id), example.name);
    EXPECT_EQ(CollectionPrefix(example.parent, example.kind) + id,
              example.name);
  }
}

TEST(NameTest, HasAPatternWithAPlaceForEachId) {
  for (const Example& example : Examples()) {
    std::string made(NamePattern(example.kind));
    for (const auto& [place, id] :
         {std::pair("{board}", "ncc"), std::pair("{audit}", "neglect")}) {
      made = absl::StrReplaceAll(made, {{place, id}});
    }
    const std::string place = absl::StrCat("{", example.noun, "}");
    const std::string id = example.name.substr(example.name.rfind('/') + 1);
    EXPECT_EQ(absl::StrReplaceAll(made, {{place, id}}), example.name);
  }
}

TEST(NameTest, IsOfOneKindOnly) {
  for (const Example& named : Examples()) {
    for (const Example& asked : Examples()) {
      EXPECT_EQ(IsName(asked.kind, named.name), asked.kind == named.kind)
          << named.name << " as " << asked.noun;
    }
  }
}

TEST(NameTest, IsRefusedWhenItIsNoResources) {
  for (const char* name : {"",
                           "/",
                           "boards",
                           "boards/",
                           "boards/a",
                           "boards/-",
                           "/boards/ncc",
                           "boards/ncc/",
                           "boards/ncc/actions",
                           "boards/ncc/actions/",
                           "boards/ncc/actions/A12",
                           "boards/ncc/actions/a12/",
                           "actions/a12",
                           "boards/ncc//a12",
                           "boards/ncc/boards/nc2",
                           "boards/-/actions/a12",
                           "boards/ncc/findings/f1",
                           "boards/ncc/plans/p1/findings/f1",
                           "boards/ncc/audits/a1/actions/a12",
                           "boards/ncc/action/a12",
                           "boards/ncc/actions/a12/comments/7",
                           "boards/ncc/audits/a1/findings/-",
                           "events/42",
                           "projections/overdue",
                           " boards/ncc",
                           "boards/ncc\n"}) {
    EXPECT_THAT(KindOf(name), Eq(std::nullopt)) << name;
  }
  EXPECT_THAT(KindOf(absl::string_view()), Eq(std::nullopt)) << "no text";
}

TEST(ListParentTest, IsTheParentItself) {
  for (const Example& example : Examples()) {
    EXPECT_TRUE(IsListParent(example.kind, example.parent)) << example.name;
    EXPECT_FALSE(IsListParent(example.kind, example.name)) << example.name;
  }
}

TEST(ListParentTest, MayEndInWildcards) {
  EXPECT_TRUE(IsListParent(Kind::kAction, "boards/-"));
  EXPECT_TRUE(IsListParent(Kind::kFinding, "boards/ncc/audits/-"));
  EXPECT_TRUE(IsListParent(Kind::kFinding, "boards/-/audits/-"));
}

TEST(ListParentTest, HasNoIdToTheRightOfAWildcard) {
  EXPECT_FALSE(IsListParent(Kind::kFinding, "boards/-/audits/neglect"));
}

TEST(ListParentTest, IsOfTheKindThatHoldsTheList) {
  EXPECT_FALSE(IsListParent(Kind::kBoard, "boards/-"));
  EXPECT_FALSE(IsListParent(Kind::kBoard, "-"));
  EXPECT_FALSE(IsListParent(Kind::kAction, ""));
  EXPECT_FALSE(IsListParent(Kind::kAction, "boards/a"));
  EXPECT_FALSE(IsListParent(Kind::kAction, "boards/ncc/audits/-"));
  EXPECT_FALSE(IsListParent(Kind::kFinding, "boards/-"));
  EXPECT_FALSE(IsListParent(Kind::kFinding, "boards/ncc/plans/-"));
  EXPECT_FALSE(IsListParent(Kind::kFinding, "boards/ncc/audits/--"));
}

TEST(EventNameTest, IsReadBackAsItsPosition) {
  for (const uint64_t position :
       {uint64_t{1}, uint64_t{42}, std::numeric_limits<uint64_t>::max()}) {
    EXPECT_THAT(ParseEventName(EventName(position)), Optional(position));
  }
  EXPECT_EQ(EventName(42), "events/42");
}

TEST(EventNameTest, HasOneSpelling) {
  for (const char* name :
       {"", "events/", "events/0", "events/042", "events/+42", "events/ 42",
        "events/-1", "events/4x", "events/18446744073709551616", "event/42",
        "boards/42"}) {
    EXPECT_THAT(ParseEventName(name), Eq(std::nullopt)) << name;
  }
}

TEST(CommentNameTest, IsTheActionsNameAndTheRevision) {
  EXPECT_EQ(CommentName("boards/ncc/actions/a12", 7),
            "boards/ncc/actions/a12/comments/7");
}

TEST(PrincipalNameTest, IsReadBackAsThePrincipal) {
  EXPECT_EQ(PrincipalName("ncc-manager"), "principals/ncc-manager");
  EXPECT_EQ(PrincipalOf("principals/ncc-manager"), "ncc-manager");
}

TEST(PrincipalNameTest, IsNoCasesName) {
  EXPECT_EQ(PrincipalOf(CaseName("boards/ncc/audits/neglect", "Case 1")), "");
  EXPECT_EQ(PrincipalOf("ncc-manager"), "");
}

TEST(CaseNameTest, KeepsTheSamePseudonymsOfTwoAuditsApart) {
  EXPECT_EQ(CaseName("boards/ncc/audits/neglect", "Case 1"),
            "boards/ncc/audits/neglect/cases/Case 1");
}

}  // namespace
}  // namespace actionplan::resources
