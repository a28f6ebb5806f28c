#include "services/escalation/raise_by_hand.h"

#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/services/escalation/escalation_office.h"
#include "tests/support/status_matchers.h"
#include "tests/support/text_proto.h"

namespace actionplan::escalation {
namespace {

using support::FailsWith;
using support::StatusIs;

class RaiseByHandTest : public EscalationOffice {
 protected:
  RaiseByHandTest() {
    plan_.Accept({.id = "a1", .due = absl::CivilDay(2026, 3, 6)});
  }

  // The id of the escalation that was raised, or why none was.
  std::string Raise(const std::string& request_id,
                    const std::string& subject = "boards/ncc/actions/a1") {
    eventstore::PositionSignal done;
    std::string raised;
    domain::RaiseByHand wish{
        .request = support::FromText<v1::RaiseEscalationRequest>(
            "parent: 'boards/ncc' escalation { level: 3 reason: 'Stuck' "
            "subject: '" +
            subject + "' }")};
    commands::Command command{
        .caller = {.principal = "manager-1",
                   .roles = {domain::Role::kBoardManager}},
        .request_id = request_id,
        .content = request_id};
    RaiseByHand(processor_, std::move(command), std::move(wish),
                [&](const Answered& answer) {
                  raised = answer.ok()
                               ? std::get<v1::Escalation>(**answer).name()
                               : base::ReasonOf(answer.status());
                  done.Publish(1);
                });
    EXPECT_OK(done.Wait(1, absl::Minutes(1)));
    return raised;
  }

  void Resolve(const std::string& id) {
    Happen("escalations/" + id, "escalation { escalation_resolved {} }");
  }
};

TEST_F(RaiseByHandTest, RaisesTheFirstEpisode) {
  EXPECT_EQ(Raise("r1"), "boards/ncc/escalations/a1-by-hand-1");
  const v1::Escalation escalation = Escalation("a1-by-hand-1");
  EXPECT_EQ(escalation.rule(), v1::Escalation::MANUAL);
  EXPECT_EQ(escalation.level(), 3);
  EXPECT_EQ(escalation.reason(), "Stuck");
}

TEST_F(RaiseByHandTest, RaisesTheNextEpisodeWhenThoseBeforeAreOver) {
  for (int episode = 1; episode <= 4; ++episode) {
    const std::string id = absl::StrCat("a1-by-hand-", episode);
    EXPECT_EQ(Raise(absl::StrCat("r", episode)),
              "boards/ncc/escalations/" + id);
    Resolve(id);
  }
}

TEST_F(RaiseByHandTest, DoesNotRaiseWhileAnEpisodeIsOpen) {
  Raise("r1");
  EXPECT_EQ(Raise("r2"), "ESCALATION_ALREADY_OPEN");
  Resolve("a1-by-hand-1");
  Raise("r3");
  EXPECT_EQ(Raise("r4"), "ESCALATION_ALREADY_OPEN");
}

TEST_F(RaiseByHandTest, AnswersARepeatWithTheEpisodeThatItRaised) {
  Raise("r1");
  Resolve("a1-by-hand-1");
  EXPECT_EQ(Raise("r2"), "boards/ncc/escalations/a1-by-hand-2");
  Resolve("a1-by-hand-2");
  const eventstore::Position before = head();
  EXPECT_EQ(Raise("r2"), "boards/ncc/escalations/a1-by-hand-2");
  EXPECT_EQ(Raise("r1"), "boards/ncc/escalations/a1-by-hand-1");
  EXPECT_EQ(head(), before);
}

TEST_F(RaiseByHandTest, PassesOnAnyOtherRefusal) {
  EXPECT_EQ(Raise("r1", "boards/ncc/actions/a9"), "REFERENCE_NOT_FOUND");
}

TEST_F(RaiseByHandTest, LetsOneOfManyWhoRaiseAtOnceWin) {
  constexpr int kPeople = 8;
  Raise("before");
  Resolve("a1-by-hand-1");
  std::vector<std::string> raised(kPeople);
  std::vector<std::thread> people;
  for (int i = 0; i < kPeople; ++i) {
    people.emplace_back(
        [&, i] { raised[i] = Raise(absl::StrCat("person-", i)); });
  }
  for (std::thread& person : people) person.join();
  EXPECT_THAT(raised, testing::Contains("boards/ncc/escalations/a1-by-hand-2"));
  EXPECT_THAT(raised,
              testing::Contains("ESCALATION_ALREADY_OPEN").Times(kPeople - 1));
}

}  // namespace
}  // namespace actionplan::escalation
