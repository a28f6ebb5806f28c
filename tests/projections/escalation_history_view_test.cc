#include "projections/escalation_history_view.h"

#include "absl/strings/str_cat.h"
#include "google/protobuf/util/message_differencer.h"
#include "projections/event_codec.h"
#include "tests/projections/projected_view.h"
#include "tests/projections/view_history.h"

namespace actionplan::projections {
namespace {

using actionplan::v1::Action;
using actionplan::v1::Escalation;
using google::protobuf::util::MessageDifferencer;

class EscalationHistoryViewTest : public ViewHistoryTest {
 protected:
  // The steps of one escalation as the log has them.
  std::vector<std::string> ExpectedSteps(const std::string& escalation) {
    std::vector<std::string> steps;
    int level = 0;
    for (const events::v1::Event& event : events_) {
      const auto& context = event.context();
      if (context.stream() != escalation) continue;
      const auto& fact = event.escalation();
      const std::string note = fact.has_escalation_raised()         ? "Late"
                               : fact.has_escalation_acknowledged() ? "Seen"
                               : fact.has_escalation_resolved()     ? "Done"
                               : fact.has_escalation_level_raised()
                                   ? "Unanswered"
                               : fact.has_recovery_plan_agreed() ? "A plan"
                               : fact.has_escalation_lowered()   ? "Better"
                                                                 : "";
      if (fact.has_escalation_raised())
        level = fact.escalation_raised().level();
      if (fact.has_escalation_level_raised()) {
        level = fact.escalation_level_raised().level();
      }
      if (fact.has_escalation_lowered()) {
        level = fact.escalation_lowered().level();
      }
      steps.push_back(absl::StrCat(
          "events/", context.position(), " ", std::string(FactName(event)), " ",
          context.actor(), " ", context.affiliation(), " ",
          context.occur_time().seconds(), " ", context.record_time().seconds(),
          " ", note, " ", level));
    }
    return steps;
  }

  static std::vector<std::string> StepsOf(
      const EscalationHistoryView::Episode& episode) {
    std::vector<std::string> steps;
    for (const auto& step : episode.steps()) {
      steps.push_back(absl::StrCat(
          step.event(), " ", step.kind(), " ", step.actor(), " ", step.agency(),
          " ", step.occur_time().seconds(), " ", step.record_time().seconds(),
          " ", step.note(), " ", step.level()));
    }
    return steps;
  }

  const EscalationHistoryProjection projection_;
  const ProjectedView projected_{projection_, log_};
  const EscalationHistoryView view_{projected_.rows()};
};

TEST_P(EscalationHistoryViewTest, TellsEveryEpisodeInTheOrderRaised) {
  std::map<std::string, std::vector<std::string>> raised;
  for (const events::v1::Event& event : events_) {
    if (!event.escalation().has_escalation_raised()) continue;
    raised[event.escalation().escalation_raised().subject()].push_back(
        event.context().stream());
  }
  ASSERT_FALSE(raised.empty());
  for (const auto& [action, unused] : All<Action>()) {
    std::vector<std::string> episodes;
    EXPECT_OK(view_.ListEpisodes(
        action, [&](const EscalationHistoryView::Episode& episode) {
          const std::string& name = episode.escalation().name();
          episodes.push_back(name);
          EXPECT_TRUE(MessageDifferencer::Equals(
              episode.escalation(), std::get<Escalation>(folded_.at(name))));
          EXPECT_EQ(StepsOf(episode), ExpectedSteps(name));
          return true;
        }));
    EXPECT_EQ(episodes, raised[action]) << action;
  }
}

TEST_P(EscalationHistoryViewTest, ListsTheOpenEscalationsOfABoard) {
  size_t open = 0;
  for (const std::string& board : boards_) {
    std::vector<std::string> expected;
    for (const auto& [name, escalation] : All<Escalation>()) {
      if (escalation.state() != Escalation::RESOLVED &&
          resources::BoardOf(name) == board) {
        expected.push_back(name);
      }
    }
    std::vector<std::string> listed;
    EXPECT_OK(view_.ListOpen(board, [&](const Escalation& escalation) {
      listed.push_back(escalation.name());
      EXPECT_TRUE(MessageDifferencer::Equals(
          escalation, std::get<Escalation>(folded_.at(escalation.name()))));
      return true;
    }));
    EXPECT_EQ(listed, expected);
    open += listed.size();
  }
  EXPECT_GT(open, 0U);
  EXPECT_LT(open, All<Escalation>().size());
}

INSTANTIATE_TEST_SUITE_P(Histories, EscalationHistoryViewTest,
                         testing::Values(1, 2));

}  // namespace
}  // namespace actionplan::projections
