#include "services/handlers/joined_work.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace actionplan::handlers {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class JoinedWorkTest : public testing::Test {
 protected:
  static absl::Time At(int second) {
    return absl::UnixEpoch() + absl::Seconds(second);
  }

  // A call that waits until then; what it is told is added to `told_`.
  bool Join(int until) {
    return work_.Join(At(until), "begun", [this](const auto& answer) {
      told_.push_back(answer.ok() ? *answer : answer.status().ToString());
    });
  }

  JoinedWork<std::string> work_;
  std::vector<std::string> told_;
};

TEST_F(JoinedWorkTest, IsBegunByTheFirstCallAndToldToAll) {
  EXPECT_TRUE(Join(30));
  EXPECT_FALSE(Join(30));
  work_.Report(At(1), "half");
  EXPECT_THAT(told_, IsEmpty());
  work_.Finish(At(2), std::string("all"));
  EXPECT_THAT(told_, ElementsAre("all", "all"));
}

TEST_F(JoinedWorkTest, ACallWhoseTimeIsOverIsToldHowFarItIs) {
  EXPECT_TRUE(Join(5));
  EXPECT_FALSE(Join(30));
  work_.Report(At(4), "half");
  EXPECT_THAT(told_, ElementsAre("half"));
  work_.Finish(At(6), std::string("all"));
  EXPECT_THAT(told_, ElementsAre("half", "all"));
}

TEST_F(JoinedWorkTest, WhatNobodyWasToldIsToldToTheNext) {
  EXPECT_TRUE(Join(5));
  work_.Finish(At(6), std::string("all"));
  EXPECT_THAT(told_, ElementsAre("begun"));
  EXPECT_FALSE(Join(30));
  EXPECT_THAT(told_, ElementsAre("begun", "all"));
  EXPECT_TRUE(Join(30));
}

TEST_F(JoinedWorkTest, AFailureIsToldLikeAnyResult) {
  EXPECT_TRUE(Join(30));
  work_.Finish(At(1), absl::DataLossError("lost"));
  EXPECT_THAT(told_, ElementsAre("DATA_LOSS: lost"));
  EXPECT_TRUE(Join(30));
}

}  // namespace
}  // namespace actionplan::handlers
