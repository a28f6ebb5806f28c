// What a server finds when it starts on a folder that was served before, and
// what it does not start on.
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "actionplan/v1/action.pb.h"
#include "actionplan/v1/admin_service.pb.h"
#include "gmock/gmock.h"
#include "services/client/method.h"
#include "tests/scenarios/board_scenario.h"
#include "tests/scenarios/event_reader.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temporary_folder.h"

namespace actionplan::support {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

// Everything that the views answer.
constexpr struct {
  const char* method;
  const char* request;
} kQueries[] = {
    {"BoardService.ListBoards", ""},
    {"AgencyService.ListAgencies", "parent: 'boards/ncc'"},
    {"AuditService.ListAudits", "parent: 'boards/ncc'"},
    {"FindingService.ListFindings", "parent: 'boards/ncc/audits/neglect'"},
    {"RecommendationService.ListRecommendations",
     "parent: 'boards/ncc/audits/neglect'"},
    {"PlanService.ListPlans", "parent: 'boards/ncc'"},
    {"MeetingService.ListMeetings", "parent: 'boards/ncc'"},
    {"ActionService.ListActions", "parent: 'boards/ncc'"},
    {"ActionService.ListComments", "parent: 'boards/ncc/actions/late'"},
    {"EscalationService.ListEscalations", "parent: 'boards/ncc'"},
    {"ActionPlanService.GetActionPlanStatus", "name: 'boards/ncc'"},
    {"ActionPlanService.ListOverdueActions", "parent: 'boards/ncc'"},
    {"ActionPlanService.ListDueSoonActions", "parent: 'boards/ncc'"},
    {"ActionPlanService.GetEscalationHistory",
     "name: 'boards/ncc/actions/late'"},
    {"AuditTrailService.ListTrailEntries", "parent: 'boards/ncc'"},
};

class RestartTest : public BoardScenario {
 protected:
  void SetUp() override {
    BoardScenario::SetUp();
    ASSERT_OK(AdoptPolicy());
    ASSERT_OK(Accept("late", kFriday));
    ASSERT_OK(Accept("soon", kMondayAfter + 4));
    MoveTo(kMondayAfter);
    ASSERT_OK(server_.Lead().Try("ActionService.AddComment",
                                 About(ActionName("late")) + "text: 'Hm'"));
    ASSERT_OK(server_.Manager().Try("AdminService.EvaluateEscalations",
                                    "parent: 'boards/ncc'"));
  }

  // Answers by method.
  std::map<std::string, std::string> Answers() {
    std::map<std::string, std::string> answers;
    for (const auto& query : kQueries) {
      const auto& method = *client::FindMethod(query.method);
      const std::unique_ptr<google::protobuf::Message> answer(
          google::protobuf::MessageFactory::generated_factory()
              ->GetPrototype(method.output_type())
              ->New());
      EXPECT_OK(server_.Manager().client().Call(
          method, *RequestFor(query.method, query.request), *answer));
      answers[query.method] = answer->DebugString();
    }
    return answers;
  }

  std::vector<v1::Projection> Projections() {
    const auto listed = server_.Manager().Call<v1::ListProjectionsResponse>(
        "AdminService.ListProjections", "");
    EXPECT_OK(listed);
    if (!listed.ok()) return {};
    return {listed->projections().begin(), listed->projections().end()};
  }

  // Whether every view stands at the head of the log.
  bool AllFollow() {
    const int64_t head = server_.Head();
    for (const v1::Projection& projection : Projections()) {
      if (projection.state() != v1::Projection::FOLLOWING ||
          projection.position() != head) {
        return false;
      }
    }
    return true;
  }
};

TEST_F(RestartTest, EverythingIsThereAfterwards) {
  const auto before = Answers();
  const int64_t head = server_.Head();
  server_.Stop();
  server_.Start();
  EXPECT_EQ(server_.Head(), head);
  EXPECT_EQ(Answers(), before);
  EXPECT_TRUE(AllFollow());
}

TEST_F(RestartTest, TheLogIsTheSameEventByEvent) {
  const auto read_all = [this] {
    EventReader reader(server_.address());
    EXPECT_TRUE(reader.AwaitCaughtUp());
    std::string events;
    for (const EventReader::Message& message : reader.Messages()) {
      absl::StrAppend(&events, message.event().DebugString(), "\n");
    }
    return events;
  };
  const std::string before = read_all();
  server_.Stop();
  server_.Start();
  EXPECT_EQ(read_all(), before);
}

TEST_F(RestartTest, LifeGoesOnWhereItStopped) {
  const int64_t head = server_.Head();
  server_.Stop();
  server_.Start();
  ASSERT_OK(Submit("late"));
  EXPECT_EQ(server_.Head(), head + 1);
  EXPECT_THAT(Overdue(), ::testing::IsEmpty());
  ASSERT_OK_AND_ASSIGN(const auto action,
                       server_.Manager().Call<v1::Action>(
                           "ActionService.GetAction",
                           About(ActionName("late")) +
                               absl::StrCat("min_position: ", head + 1)));
  EXPECT_EQ(action.state(), v1::Action::SUBMITTED);
}

TEST_F(RestartTest, ViewsThatAreGoneAreBuiltAnew) {
  const auto before = Answers();
  server_.Stop();
  ASSERT_GT(std::filesystem::remove_all(server_.options().data + "/views"), 0u);
  server_.Start();
  EXPECT_EQ(Answers(), before);
}

TEST_F(RestartTest, AViewThatIsRebuiltAnswersAsBefore) {
  const auto before = Answers();
  for (const v1::Projection& projection : Projections()) {
    ASSERT_OK(server_.Manager().Try("AdminService.RebuildProjection",
                                    About(projection.name())));
    EXPECT_EQ(Answers(), before);
  }
  while (!AllFollow()) std::this_thread::yield();
  EXPECT_EQ(Answers(), before);
}

TEST_F(RestartTest, TwoServersDoNotShareAFolder) {
  const auto second = server::Server::Start(server_.options(), clock_);
  EXPECT_THAT(second, StatusIs(absl::StatusCode::kFailedPrecondition));
  EXPECT_THAT(std::string(second.status().message()), Not(HasSubstr("\n")));
  EXPECT_OK(Submit("late"));
}

TEST_F(RestartTest, TwoServersDoNotShareAPort) {
  const TemporaryFolder folder;
  server::Options options = server_.options();
  options.data = folder.path();
  options.address = server_.address();
  const auto second = server::Server::Start(options, clock_);
  EXPECT_THAT(second, StatusIs(absl::StatusCode::kUnavailable));
  EXPECT_THAT(second, FailsWith("ADDRESS_UNUSABLE"));
  EXPECT_THAT(std::string(second.status().message()),
              HasSubstr(server_.address()));
  EXPECT_OK(Submit("late"));
}

TEST_F(RestartTest, AFileIsNoFolder) {
  const TemporaryFolder folder;
  server::Options options = server_.options();
  options.data = folder.Path("file");
  std::ofstream(options.data) << "not a folder";
  const auto second = server::Server::Start(options, clock_);
  EXPECT_THAT(second, StatusIs(absl::StatusCode::kFailedPrecondition));
  EXPECT_THAT(std::string(second.status().message()), HasSubstr(options.data));
  EXPECT_THAT(std::string(second.status().message()), Not(HasSubstr("\n")));
}

}  // namespace
}  // namespace actionplan::support
