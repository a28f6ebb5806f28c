// A request works once, however often and however late it is sent.
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "actionplan/v1/action.pb.h"
#include "actionplan/v1/agency.pb.h"
#include "actionplan/v1/escalation.pb.h"
#include "gmock/gmock.h"
#include "tests/scenarios/board_scenario.h"
#include "tests/support/status_matchers.h"
#include "tests/support/text_proto.h"

namespace actionplan::support {
namespace {

using ::testing::StartsWith;

constexpr char kId[] = "request_id: '11111111-2222-4333-8444-555555555555' ";

class RequestIdTest : public BoardScenario {
 protected:
  absl::StatusOr<v1::Agency> CreateProbation(const std::string& more = "") {
    return server_.Manager().Call<v1::Agency>(
        "AgencyService.CreateAgency",
        absl::StrCat(kId,
                     "parent: 'boards/ncc' agency { title: 'Probation' type: "
                     "PROBATION ",
                     more, "}"));
  }

  absl::StatusOr<v1::Escalation> Raise() {
    return server_.Manager().Call<v1::Escalation>(
        "EscalationService.RaiseEscalation", absl::StrCat(kId, R"pb(
          parent: 'boards/ncc'
          escalation {
            subject: 'boards/ncc/actions/a1'
            level: 3
            reason: 'A child is at risk'
          })pb"));
  }

  absl::Status Resolve(const std::string& escalation) {
    return server_.Chair().Try("EscalationService.ResolveEscalation",
                               About(escalation) + "reason: 'Settled'");
  }
};

TEST_F(RequestIdTest, GetsTheFirstAnswerWhenItIsSentAgain) {
  ASSERT_OK_AND_ASSIGN(const v1::Agency first, CreateProbation());
  const int64_t head = server_.Head();
  ASSERT_OK_AND_ASSIGN(const v1::Agency again, CreateProbation());
  EXPECT_THAT(again, IsText(first.DebugString()));
  EXPECT_EQ(server_.Head(), head);
  EXPECT_THAT(first.name(), StartsWith("boards/ncc/agencies/"));
}

TEST_F(RequestIdTest, GetsTheFirstAnswerAfterLaterChanges) {
  ASSERT_OK_AND_ASSIGN(const v1::Agency first, CreateProbation());
  ASSERT_OK(
      server_.Manager().Try("AgencyService.UpdateAgency",
                            absl::StrCat("agency { name: '", first.name(),
                                         "' title: 'National probation' } "
                                         "update_mask { paths: 'title' }")));
  ASSERT_OK_AND_ASSIGN(const v1::Agency again, CreateProbation());
  EXPECT_THAT(again, IsText(first.DebugString()));
}

TEST_F(RequestIdTest, GetsTheFirstAnswerAfterARestart) {
  ASSERT_OK(Accept("a1", kFriday));
  ASSERT_OK_AND_ASSIGN(const v1::Escalation raised, Raise());
  ASSERT_OK(Resolve(raised.name()));
  const int64_t head = server_.Head();
  server_.Stop();
  server_.Start();
  ASSERT_OK_AND_ASSIGN(const v1::Escalation again, Raise());
  EXPECT_THAT(again, IsText(raised.DebugString()));
  EXPECT_EQ(server_.Head(), head);
}

TEST_F(RequestIdTest, RaisesOneEscalationAlsoWhenAnotherEpisodeFollowed) {
  ASSERT_OK(Accept("a1", kFriday));
  ASSERT_OK_AND_ASSIGN(const v1::Escalation first, Raise());
  ASSERT_OK(Resolve(first.name()));
  ASSERT_OK_AND_ASSIGN(const v1::Escalation again, Raise());
  EXPECT_THAT(again, IsText(first.DebugString()));
  ASSERT_OK(server_.Manager().Try("EscalationService.RaiseEscalation", R"pb(
    parent: 'boards/ncc'
    escalation {
      subject: 'boards/ncc/actions/a1'
      level: 3
      reason: 'A child is at risk'
    })pb"));
  const int64_t head = server_.Head();
  ASSERT_OK_AND_ASSIGN(const v1::Escalation late, Raise());
  EXPECT_THAT(late, IsText(first.DebugString()));
  EXPECT_EQ(server_.Head(), head);
}

TEST_F(RequestIdTest, IsRefusedWithAnotherPayload) {
  ASSERT_OK(CreateProbation());
  const int64_t head = server_.Head();
  const absl::Status other =
      CreateProbation("contact_role: 'Head of service' ").status();
  EXPECT_THAT(other, StatusIs(absl::StatusCode::kAlreadyExists));
  EXPECT_THAT(other, FailsWith("REQUEST_ID_REUSED"));
  EXPECT_THAT(server_.Manager().Try(
                  "BoardService.CreateBoard",
                  absl::StrCat(kId, "board { title: 'B' division: SCOTLAND }")),
              FailsWith("REQUEST_ID_REUSED"));
  EXPECT_EQ(server_.Head(), head);
}

TEST_F(RequestIdTest, IsAnothersRequestWhenAnotherSendsIt) {
  ASSERT_OK(Propose("a1"));
  const std::string comment =
      absl::StrCat(kId, About(ActionName("a1")), "text: 'Seen'");
  ASSERT_OK(server_.Lead().Try("ActionService.AddComment", comment));
  ASSERT_OK_AND_ASSIGN(
      const v1::Action after,
      server_.Other().Call<v1::Action>("ActionService.AddComment", comment));
  EXPECT_EQ(after.comment_count(), 2);
}

TEST_F(RequestIdTest, IsNotRememberedWhenItWasRefused) {
  ASSERT_OK(Propose("a1"));
  const std::string accept = absl::StrCat(kId, About(ActionName("a1")));
  const char* const method = "ActionService.AcceptAction";
  EXPECT_THAT(server_.Lead().Try(method, accept),
              StatusIs(absl::StatusCode::kFailedPrecondition));
  ASSERT_OK(server_.Manager().Try("ActionService.AssignAction",
                                  About(ActionName("a1")) + R"pb(
    priority: HIGH
    due {
      undated: ONGOING
      review_date { year: 2026 month: 6 day: 1 }
    }
    lead_agency: 'boards/ncc/agencies/health'
    owner_role: 'Head')pb"));
  EXPECT_OK(server_.Lead().Try(method, accept));
}

// The etag is of the revision before: looked at first, it would be stale.
TEST_F(RequestIdTest, IsLookedUpBeforeTheEtag) {
  ASSERT_OK(Propose("a1"));
  const std::string comment =
      absl::StrCat(kId, About(ActionName("a1")), "etag: '\"1\"' text: 'Once'");
  ASSERT_OK(server_.Lead().Try("ActionService.AddComment", comment));
  EXPECT_OK(server_.Lead().Try("ActionService.AddComment", comment));
}

TEST_F(RequestIdTest, WorksOnceWhenItIsSentManyTimesAtTheSameTime) {
  const int64_t head = server_.Head();
  std::vector<absl::StatusOr<v1::Agency>> answers(16);
  std::vector<std::thread> senders;
  for (auto& answer : answers) {
    senders.emplace_back([this, &answer] { answer = CreateProbation(); });
  }
  for (std::thread& sender : senders) sender.join();
  for (const auto& answer : answers) {
    ASSERT_OK(answer);
    EXPECT_THAT(*answer, IsText(answers[0]->DebugString()));
  }
  EXPECT_EQ(server_.Head(), head + 1);
}

}  // namespace
}  // namespace actionplan::support
