#include "services/domain/episode.h"

#include <set>
#include <string>

#include "gtest/gtest.h"
#include "projections/resources/names.h"

namespace actionplan::domain {
namespace {

Episode Timeliness(const std::string& action_id, int number) {
  return {.subject = "boards/ncc/actions/" + action_id,
          .family = v1::Escalation::TIMELINESS,
          .number = number};
}

TEST(EpisodeTest, IsNamedForSubjectFamilyAndNumber) {
  Episode by_hand = Timeliness("a12", 3);
  by_hand.family = v1::Escalation::BY_HAND;

  EXPECT_EQ(EscalationName(Timeliness("a12", 1)),
            "boards/ncc/escalations/a12-timeliness-1");
  EXPECT_EQ(EscalationName(by_hand), "boards/ncc/escalations/a12-by-hand-3");
}

TEST(EpisodeTest, HasAValidNameForEveryLengthOfId) {
  std::set<std::string> names;
  for (int length = 2; length <= 63; ++length) {
    const std::string id(length, 'a');
    for (const int number : {1, 99, 2147483647}) {
      const std::string name = EscalationName(Timeliness(id, number));
      EXPECT_TRUE(resources::IsName(resources::Kind::kEscalation, name))
          << name;
      EXPECT_TRUE(names.insert(name).second) << name;
    }
  }
}

TEST(EpisodeTest, TellsLongIdsApartThatBeginAlike) {
  const std::string beginning(62, 'a');

  EXPECT_NE(EscalationName(Timeliness(beginning + "1", 1)),
            EscalationName(Timeliness(beginning + "2", 1)));
}

// Names are for ever: this one must not change with the program.
TEST(EpisodeTest, KeepsTheNamesOfLongIds) {
  EXPECT_EQ(EscalationId(Timeliness(std::string(63, 'a'), 1)),
            "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-7dde9507258d5625-timeliness-1");
}

TEST(EpisodeTest, IsOfTheBoardOfItsSubject) {
  Episode other = Timeliness(std::string(63, 'a'), 1);
  other.subject = "boards/other/actions/" + std::string(63, 'a');

  EXPECT_EQ(resources::BoardOf(EscalationName(other)), "boards/other");
}

}  // namespace
}  // namespace actionplan::domain
