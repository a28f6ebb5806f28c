#include "services/cli/sheet/agency_names.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace actionplan::sheet {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr char kPolice[] = "boards/ncc/agencies/police";
constexpr char kCare[] = "boards/ncc/agencies/childrens-social-care";
constexpr char kFamilies[] = "boards/ncc/agencies/families";

AgencyNames Names(const ChosenAgencies& chosen = {}) {
  return AgencyNames({{kPolice, "Northshire Police"},
                      {kCare, "Children's Social Care, Northshire Council"},
                      {kFamilies, "Children, Young People and Families"},
                      {"boards/ncc/agencies/old-health", "Health Trust", false},
                      {"boards/ncc/agencies/health", "Health Trust"},
                      {"boards/ncc/agencies/gone", "Gone Trust", false},
                      {"boards/ncc/agencies/north", "Housing"},
                      {"boards/ncc/agencies/south", "Housing"}},
                     chosen);
}

std::string Find(absl::string_view text, const ChosenAgencies& chosen = {}) {
  const auto name = Names(chosen).Find(text);
  return name.ok() ? *name : std::string(name.status().message());
}

TEST(AgencyNamesTest, FindsByNameIdAndTitleHoweverWritten) {
  for (const char* text : {kPolice, "police", "POLICE ", "Northshire Police",
                           "northshire-police"}) {
    EXPECT_EQ(Find(text), kPolice) << text;
  }
  EXPECT_EQ(Find("Children’s Social Care"), kCare);
  EXPECT_EQ(Find("children's social care (Northshire Council)"), kCare);
  EXPECT_EQ(Find("Children, Young People & Families"), kFamilies);
  EXPECT_EQ(Find(""), "");
}

TEST(AgencyNamesTest, TheUserSaysWhatATextMeans) {
  const ChosenAgencies chosen = {{"kent police", kPolice}, {"all", ""}};
  EXPECT_EQ(Find("Kent Police", chosen), kPolice);
  EXPECT_EQ(Find("All", chosen), "");
  EXPECT_THAT(*Names(chosen).FindAll("All, Kent Police, police"),
              ElementsAre(kPolice));
}

TEST(AgencyNamesTest, UnknownOnesAreNotGuessed) {
  EXPECT_TRUE(absl::IsNotFound(Names().Find("Kent Police").status()));
  EXPECT_EQ(Find("Kent Police"), "Kent Police");
  const auto all = Names().FindAll("Police / Kent Police; Fire");
  EXPECT_TRUE(absl::IsNotFound(all.status()));
  EXPECT_EQ(all.status().message(), "Kent Police");
}

TEST(AgencyNamesTest, OneAgencyLeads) {
  EXPECT_THAT(Find("Police / Health Trust"),
              HasSubstr("names more than one agency (police, health)"));
}

TEST(AgencyNamesTest, ListsAreTakenApart) {
  EXPECT_THAT(*Names().FindAll("Police, health; Police\nfamilies"),
              ElementsAre(kPolice, "boards/ncc/agencies/health", kFamilies));
  EXPECT_THAT(*Names().FindAll("police and Health & families"),
              ElementsAre(kPolice, "boards/ncc/agencies/health", kFamilies));
  EXPECT_THAT(*Names().FindAll("Children, Young People and Families"),
              ElementsAre(kFamilies));
  EXPECT_THAT(*Names().FindAll(" , "), IsEmpty());
}

TEST(AgencyNamesTest, OneThatHasLeftIsTold) {
  EXPECT_THAT(Find("Gone Trust"), HasSubstr("has left the board"));
  EXPECT_EQ(Find("Health Trust"), "boards/ncc/agencies/health");
}

TEST(AgencyNamesTest, OneTitleOfTwoIsNotGuessed) {
  EXPECT_THAT(Find("Housing"), HasSubstr("is what two agencies are called"));
  EXPECT_EQ(Find("north"), "boards/ncc/agencies/north");
}

}  // namespace
}  // namespace actionplan::sheet
