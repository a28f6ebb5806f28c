#include "services/queries/trail_matcher.h"

#include <string>

#include "gtest/gtest.h"
#include "tests/support/text_proto.h"

namespace actionplan::queries {
namespace {

using support::FromText;

bool Passes(const std::string& request, const std::string& event) {
  return TrailMatcher(FromText<v1::ListTrailEntriesRequest>(request))
      .Passes(FromText<events::v1::Event>(event));
}

bool HasText(const std::string& text, const std::string& event) {
  v1::ListTrailEntriesRequest request;
  request.set_text(text);
  return TrailMatcher(request).Passes(FromText<events::v1::Event>(event));
}

TEST(TrailMatcherTest, PassesAllWhenNothingIsAsked) {
  EXPECT_TRUE(TrailMatcher({}).PassesAll());
  EXPECT_TRUE(TrailMatcher(FromText<v1::ListTrailEntriesRequest>(
                               "kinds: 'ActionAssigned' start_time {}"))
                  .PassesAll());
  for (const char* request :
       {"text: 'x'", "occur_start_time {}", "occur_end_time {}"}) {
    EXPECT_FALSE(TrailMatcher(FromText<v1::ListTrailEntriesRequest>(request))
                     .PassesAll())
        << request;
  }
}

TEST(TrailMatcherTest, FindsTextInTheReasonInEitherCase) {
  constexpr char kEvent[] =
      "action { action_cancelled { reason { clear: 'Done by ANOTHER board' } } "
      "}";
  EXPECT_TRUE(HasText("another", kEvent));
  EXPECT_TRUE(HasText("DONE BY", kEvent));
  EXPECT_FALSE(HasText("by another other", kEvent));
}

TEST(TrailMatcherTest, KnowsUpperAndLowerCaseOfOtherLettersToo) {
  constexpr char kEvent[] =
      "action { action_cancelled { reason { clear: 'Tŷ Gwyn, Élan' } } }";
  EXPECT_TRUE(HasText("TŶ GWYN", kEvent));
  EXPECT_TRUE(HasText("élan", kEvent));
}

TEST(TrailMatcherTest, TakesNoCharacterForAPattern) {
  constexpr char kEvent[] =
      "action { action_cancelled { reason { clear: 'a.b (c) [d' } } }";
  EXPECT_TRUE(HasText("(c) [d", kEvent));
  EXPECT_FALSE(HasText("a+b", kEvent));
  EXPECT_FALSE(HasText(".*", kEvent));
}

TEST(TrailMatcherTest, FindsTextInAnyWordsThatSomebodyWrote) {
  EXPECT_TRUE(HasText("half",
                      "action { comment_added { text { clear: "
                      "'Half of it' } } }"));
  EXPECT_TRUE(HasText("chronology",
                      "action { action_proposed { details { "
                      "title: 'Chronology' } } }"));
  EXPECT_TRUE(HasText("minutes",
                      "action { completion_submitted { evidence { title: 'A' } "
                      "evidence { note { clear: 'The minutes' } } } }"));
  EXPECT_TRUE(HasText("neglect",
                      "finding { finding_recorded { themes: 'x' "
                      "themes: 'neglect' } }"));
}

TEST(TrailMatcherTest, NamesOfResourcesAndOfPeopleAreNoWords) {
  EXPECT_FALSE(HasText("police",
                       "action { action_assigned { lead_agency: "
                       "'boards/ncc/agencies/police' } }"));
  EXPECT_FALSE(HasText("manager",
                       "action { comment_added { text { clear: 'Hm' "
                       "subject: 'principals/manager-1' } } }"));
  EXPECT_FALSE(HasText("manager",
                       "context { actor: 'manager-1' } action { "
                       "action_accepted {} }"));
}

TEST(TrailMatcherTest, FindsNothingInWhatANewerProgramRecorded) {
  EXPECT_FALSE(HasText("a", "context { actor: 'a' }"));
}

TEST(TrailMatcherTest, BeginsAtAnInstantAndEndsBeforeOne) {
  constexpr char kRequest[] =
      "occur_start_time { seconds: 100 } occur_end_time { seconds: 200 }";
  const auto at = [](int seconds) {
    return "context { occur_time { seconds: " + std::to_string(seconds) +
           " } record_time { seconds: 150 } }";
  };
  EXPECT_FALSE(Passes(kRequest, at(99)));
  EXPECT_TRUE(Passes(kRequest, at(100)));
  EXPECT_TRUE(Passes(kRequest, at(199)));
  EXPECT_FALSE(Passes(kRequest, at(200)));
  EXPECT_TRUE(Passes(kRequest, "context { record_time { seconds: 150 } }"));
}

}  // namespace
}  // namespace actionplan::queries
