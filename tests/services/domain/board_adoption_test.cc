#include "services/domain/board_adoption.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/services/domain/scene.h"
#include "tests/support/error_metadata.h"
#include "tests/support/status_matchers.h"
#include "tests/support/text_proto.h"

namespace actionplan::domain {
namespace {

using support::FailsWith;
using support::FromText;
using support::IsText;
using support::MetadataOf;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr char kBoard[] = "boards/ncc";

v1::Board Scotland(const std::string& more = "") {
  return StateOf<v1::Board>(
      kBoard,
      "title: 'Northshire' division: SCOTLAND calendar_version: "
      "'scotland/2026-1' " +
          more);
}

Circumstances AsChair() {
  return Scene(kBoard).As(Role::kIndependentChair).now();
}

v1::RenameBoardRequest Rename(const std::string& title) {
  v1::RenameBoardRequest command;
  command.set_title(title);
  return command;
}

v1::AdoptCalendarRequest Calendar(const std::string& version) {
  v1::AdoptCalendarRequest command;
  command.set_calendar_version(version);
  return command;
}

v1::AdoptClosuresRequest Closures() {
  return FromText<v1::AdoptClosuresRequest>(R"pb(
    closures {
      date { year: 2026 month: 12 day: 31 }
      label: "New Year"
    }
    closures {
      date { year: 2026 month: 12 day: 24 }
      label: "Christmas"
    }
    closures {
      date { year: 2025 month: 12 day: 24 }
      label: "Christmas"
    })pb");
}

v1::AdoptRatingPolicyRequest Policy() {
  return FromText<v1::AdoptRatingPolicyRequest>(R"pb(
    rating_policy {
      version: 77
      due_soon_days: 15
      stale_days: 30
      long_overdue_days: 20
      rejections: 3
      override_days: 60
      ageing_bounds: [ 10, 30 ]
      red: [ LONG_OVERDUE, REJECTED ]
      amber: [ OVERDUE, AT_RISK ]
    })pb");
}

TEST(RenameBoardTest, KeepsTheTitleBefore) {
  EXPECT_THAT(*Decide(Scotland(), Rename("The Partnership"),
                      Scene(kBoard).now()),
              ElementsAre(IsText(R"pb(
                board_renamed {
                  previous_title: "Northshire"
                  title: "The Partnership"
                })pb")));
}

TEST(RenameBoardTest, IsForTheBoardManager) {
  for (const Scene& scene : {Scene(kBoard).As(Role::kIndependentChair),
                             Scene(kBoard).As(Role::kBoardManager, kPolice),
                             Scene(kBoard).As(Role::kInspector)}) {
    EXPECT_THAT(Decide(Scotland(), Rename("The Partnership"), scene.now()),
                FailsWith("ROLE_NEEDED"));
  }
}

TEST(RenameBoardTest, RefusesTheTitleThatItHas) {
  EXPECT_THAT(Decide(Scotland(), Rename("Northshire"), Scene(kBoard).now()),
              FailsWith("NOTHING_TO_CHANGE"));
}

TEST(AdoptCalendarTest, KeepsTheVersionBefore) {
  EXPECT_THAT(*Decide(Scotland(), Calendar("scotland/2025-1"), AsChair()),
              ElementsAre(IsText(R"pb(
                calendar_adopted {
                  previous_calendar_version: "scotland/2026-1"
                  calendar_version: "scotland/2025-1"
                })pb")));
}

TEST(AdoptCalendarTest, RefusesAVersionThatThereNeverWas) {
  const auto facts = Decide(Scotland(), Calendar("scotland/1999-1"), AsChair());
  EXPECT_THAT(facts, FailsWith("CALENDAR_VERSION_UNKNOWN"));
  EXPECT_THAT(std::string(facts.status().message()),
              HasSubstr("scotland/2025-1, scotland/2026-1"));
}

TEST(AdoptCalendarTest, RefusesAVersionOfAnotherDivisionAndSaysWhichThereAre) {
  const auto facts =
      Decide(Scotland(), Calendar("northern-ireland/2026-1"), AsChair());
  EXPECT_THAT(facts, FailsWith("CALENDAR_OF_OTHER_DIVISION"));
  EXPECT_EQ(MetadataOf(facts.status(), "known"),
            "scotland/2025-1, scotland/2026-1");
}

TEST(AdoptCalendarTest, RefusesTheVersionInForce) {
  EXPECT_THAT(Decide(Scotland(), Calendar("scotland/2026-1"), AsChair()),
              FailsWith("NOTHING_TO_CHANGE"));
}

TEST(AdoptClosuresTest, CountsTheFirstListAsOneAndPutsItsDaysInOrder) {
  EXPECT_THAT(*Decide(Scotland(), Closures(), AsChair()),
              ElementsAre(IsText(R"pb(
                closures_adopted {
                  closures {
                    version: 1
                    closures {
                      date { year: 2025 month: 12 day: 24 }
                      label: "Christmas"
                    }
                    closures {
                      date { year: 2026 month: 12 day: 24 }
                      label: "Christmas"
                    }
                    closures {
                      date { year: 2026 month: 12 day: 31 }
                      label: "New Year"
                    }
                  }
                })pb")));
}

TEST(AdoptClosuresTest, KeepsTheListBeforeAlsoWhenNoneIsLeft) {
  EXPECT_THAT(*Decide(Scotland(R"pb(
                        closures {
                          version: 4
                          closures {
                            date { year: 2026 month: 12 day: 24 }
                            label: "Christmas"
                          }
                        })pb"),
                      v1::AdoptClosuresRequest(), AsChair()),
              ElementsAre(IsText(R"pb(
                closures_adopted {
                  previous_closures {
                    version: 4
                    closures {
                      date { year: 2026 month: 12 day: 24 }
                      label: "Christmas"
                    }
                  }
                  closures { version: 5 }
                })pb")));
}

TEST(AdoptClosuresTest, RefusesTheListInForceInAnyOrder) {
  const v1::Board board = Scotland(R"pb(
    closures {
      version: 1
      closures {
        date { year: 2025 month: 12 day: 24 }
        label: "Christmas"
      }
      closures {
        date { year: 2026 month: 12 day: 24 }
        label: "Christmas"
      }
      closures {
        date { year: 2026 month: 12 day: 31 }
        label: "New Year"
      }
    })pb");
  EXPECT_THAT(Decide(board, Closures(), AsChair()),
              FailsWith("NOTHING_TO_CHANGE"));
  EXPECT_THAT(Decide(Scotland(), v1::AdoptClosuresRequest(), AsChair()),
              FailsWith("NOTHING_TO_CHANGE"));
}

TEST(AdoptClosuresTest, FitsAnEventWithFourHundredDaysBeforeAndAfter) {
  constexpr int kMostBytes = 48 * 1024;
  const auto list = [](int year) {
    v1::AdoptClosuresRequest command;
    for (int i = 0; i < 400; ++i) {
      v1::Closure& closure = *command.add_closures();
      closure.mutable_date()->set_year(year);
      closure.mutable_date()->set_month(12);
      closure.mutable_date()->set_day(31);
      closure.set_label(std::string(40, 'x'));
    }
    return command;
  };
  v1::Board board = Scotland("closures { version: 1 }");
  *board.mutable_closures()->mutable_closures() = list(2026).closures();
  const auto facts = Decide(board, list(2027), AsChair());
  ASSERT_OK(facts);
  EXPECT_LT(facts->front().ByteSizeLong(), kMostBytes);
}

TEST(AdoptRatingPolicyTest, CountsTheFirstPolicyAsOne) {
  EXPECT_THAT(*Decide(Scotland(), Policy(), AsChair()), ElementsAre(IsText(R"pb(
    rating_policy_adopted {
      policy {
        version: 1
        due_soon_days: 15
        stale_days: 30
        long_overdue_days: 20
        rejections: 3
        override_days: 60
        ageing_bounds: [ 10, 30 ]
        red: [ LONG_OVERDUE, REJECTED ]
        amber: [ OVERDUE, AT_RISK ]
      }
    })pb")));
}

TEST(AdoptRatingPolicyTest, KeepsThePolicyBefore) {
  const v1::Board board = Scotland(R"pb(
    rating_policy {
      version: 4
      due_soon_days: 5
      stale_days: 10
      override_days: 30
      ageing_bounds: 5
      red: OVERDUE
    })pb");
  const auto facts = Decide(board, Policy(), AsChair());
  ASSERT_OK(facts);
  const auto& adopted = facts->front().rating_policy_adopted();
  EXPECT_EQ(adopted.policy().version(), 5);
  EXPECT_THAT(adopted.previous_policy(), IsText(R"pb(
                version: 4
                due_soon_days: 5
                stale_days: 10
                override_days: 30
                ageing_bounds: 5
                red: OVERDUE)pb"));
}

TEST(AdoptRatingPolicyTest, RefusesThePolicyInForce) {
  v1::Board board = Scotland();
  *board.mutable_rating_policy() = Policy().rating_policy();
  board.mutable_rating_policy()->mutable_adopt_time()->set_seconds(1000);
  EXPECT_THAT(Decide(board, Policy(), AsChair()),
              FailsWith("NOTHING_TO_CHANGE"));
}

// The three that a chair adopts.
template <typename Try>
void ForEachPolicy(Try attempt) {
  attempt(Calendar("scotland/2025-1"));
  attempt(Closures());
  attempt(Policy());
}

TEST(AdoptPolicyTest, IsForAChair) {
  ForEachPolicy([](const auto& command) {
    EXPECT_OK(Decide(Scotland(), command,
                     Scene(kBoard).As(Role::kSubGroupChair).now()));
    for (const Scene& scene :
         {Scene(kBoard).As(Role::kBoardManager),
          Scene(kBoard).As(Role::kIndependentChair, kPolice),
          Scene(kBoard).As(Role::kAgencyLead, kPolice),
          Scene(kBoard).As(Role::kInspector)}) {
      EXPECT_THAT(Decide(Scotland(), command, scene.now()),
                  FailsWith("ROLE_NEEDED"));
    }
  });
}

TEST(AdoptPolicyTest, IsDraftedByTheBoardManagerToo) {
  ForEachPolicy([](auto command) {
    command.set_validate_only(true);
    EXPECT_OK(Decide(Scotland(), command, Scene(kBoard).now()));
    EXPECT_OK(Decide(Scotland(), command, AsChair()));
    EXPECT_THAT(Decide(Scotland(), command,
                       Scene(kBoard).As(Role::kAgencyLead, kPolice).now()),
                FailsWith("ROLE_NEEDED"));
  });
}

TEST(AdoptPolicyTest, NeedsABoardAndAPossibleTime) {
  ForEachPolicy([](const auto& command) {
    EXPECT_THAT(Decide(v1::Board(), command, AsChair()),
                FailsWith("RESOURCE_NOT_FOUND"));
    EXPECT_THAT(Decide(Scotland(), command,
                       Scene(kBoard)
                           .As(Role::kIndependentChair)
                           .Claiming(absl::CivilHour(2026, 3, 3))
                           .now()),
                FailsWith("OCCUR_TIME_IN_FUTURE"));
  });
}

}  // namespace
}  // namespace actionplan::domain
