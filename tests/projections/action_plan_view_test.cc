#include "projections/action_plan_view.h"

#include <algorithm>

#include "absl/time/civil_time.h"
#include "google/protobuf/util/message_differencer.h"
#include "projections/action_plan_row.h"
#include "tests/projections/projected_view.h"
#include "tests/projections/view_history.h"
#include "tests/support/text_proto.h"

namespace actionplan::projections {
namespace {

using actionplan::v1::Action;
using actionplan::v1::Escalation;
using actionplan::v1::Plan;
using google::protobuf::util::MessageDifferencer;
using testing::IsEmpty;

int DayOf(const google::type::Date& date) {
  if (date.year() == 0) return 0;
  return static_cast<int>(
      absl::CivilDay(date.year(), date.month(), date.day()) -
      absl::CivilDay(1970, 1, 1));
}

// What the row says about an action by itself, read off the folded action.
v1::ActionPlanRow RowOf(const Action& action) {
  v1::ActionPlanRow row;
  row.set_action(action.name());
  row.set_title(action.title());
  row.set_state(action.state());
  row.set_priority(action.priority());
  row.set_lead_agency(action.lead_agency());
  row.set_owner_role(action.owner_role());
  row.set_due_day(DayOf(action.due().date()));
  row.set_original_due_day(DayOf(action.original_due_date()));
  row.set_review_day(DayOf(action.due().review_date()));
  row.set_times_re_dated(action.times_re_dated());
  row.set_rejections(action.rejections());
  row.set_latest_progress_seconds(
      action.latest_progress().occur_time().seconds());
  row.set_own_view(action.latest_progress().own_view());
  row.set_extension_pending(action.has_pending_extension());
  row.set_approved_extensions(action.approved_extensions());
  row.set_completed_day(DayOf(action.completion().completed_on()));
  row.mutable_entered()->set_occur_seconds(action.state_occur_time().seconds());
  row.mutable_reported()->set_occur_seconds(
      std::max(action.latest_progress().occur_time().seconds(),
               action.state_occur_time().seconds()));
  row.set_undated(action.due().undated());
  row.set_has_outcome(!action.intended_outcome().empty());
  row.set_has_measure(!action.success_measure().empty());
  for (const Action::Source& source : action.sources()) {
    if (source.has_resource()) row.add_sources(source.resource());
    row.set_outside_sources(row.outside_sources() +
                            source.has_external_reference());
  }
  row.set_evidence_added(action.evidence_size());
  for (const Action::Evidence& evidence : action.evidence()) {
    row.set_evidence_withdrawn(row.evidence_withdrawn() + evidence.withdrawn());
  }
  row.set_block_review_day(DayOf(action.block().review_date()));
  for (const Action::Blocker& blocker : action.block().blocked_by()) {
    if (blocker.has_action()) row.add_blocked_by(blocker.action());
  }
  row.set_non_implementation_review_day(
      DayOf(action.non_implementation().review_date()));
  for (const actionplan::v1::Milestone& milestone : action.milestones()) {
    v1::MilestoneDays& days = *row.add_milestones();
    days.set_due_day(DayOf(milestone.due_date()));
    days.set_reached_day(DayOf(milestone.reached_on()));
  }
  row.set_progress_reports(action.progress_count());
  const actionplan::v1::RatingOverride& given = action.rating_override();
  row.set_given_rating(given.colour());
  row.set_given_rating_seconds(given.occur_time().seconds());
  row.set_given_rating_last_day(DayOf(given.end_date()));
  return row;
}

bool ClockRunsIn(Action::State state) {
  v1::ActionPlanRow row;
  row.set_state(state);
  return ClockRuns(row);
}

class ActionPlanViewTest : public ViewHistoryTest {
 protected:
  // Every row as the resources and the log have it.
  std::map<std::string, v1::ActionPlanRow> ExpectedRows() {
    std::map<std::string, v1::ActionPlanRow> rows;
    so_far_.clear();
    for (const auto& [name, action] : All<Action>()) {
      rows.emplace(name, RowOf(action));
    }
    for (const events::v1::Event& event : events_) AddFromLog(event, rows);
    return rows;
  }

  const ActionPlanProjection projection_;
  const ProjectedView projected_{projection_, log_};
  const ActionPlanView view_{projected_.rows()};

 private:
  void AddFromLog(const events::v1::Event& event,
                  std::map<std::string, v1::ActionPlanRow>& rows) {
    const std::string& stream = event.context().stream();
    const auto& fact = event.action();
    if (event.has_action()) {
      Action& action = so_far_[stream];
      const Action before = action;
      resources::Evolve(event, action);
      if (ClockRunsIn(action.state()) != ClockRunsIn(before.state()) ||
          action.lead_agency() != before.lead_agency() ||
          action.priority() != before.priority() ||
          DayOf(action.due().date()) != DayOf(before.due().date())) {
        rows.at(stream).set_clock_changed_seconds(
            event.context().record_time().seconds());
      }
      AddMoments(event, before.state() != action.state(), rows.at(stream));
    }
    if (fact.has_action_assigned() || fact.has_action_accepted() ||
        fact.decline_resolved().decision() == events::v1::ASSIGN_AGAIN) {
      rows.at(stream).set_started_seconds(
          event.context().occur_time().seconds());
      v1::ActionPlanRow& row = rows.at(stream);
      fact.has_action_accepted() ? row.set_acceptances(row.acceptances() + 1)
                                 : row.set_assignments(row.assignments() + 1);
    }
    if (fact.has_extension_requested()) AddRequest(event, rows.at(stream));
    const auto& raised = event.escalation().escalation_raised();
    if (event.escalation().has_escalation_raised()) {
      AddEpisode(stream, raised, rows.at(raised.subject()));
    }
    const std::string& joined = event.plan().action_added_to_plan().action();
    if (!joined.empty() && IsStillIn(stream, joined, event)) {
      rows.at(joined).add_plans(stream);
    }
  }

  // When what the row remembers was recorded.
  void AddMoments(const events::v1::Event& event, bool moved,
                  v1::ActionPlanRow& row) {
    const auto& fact = event.action();
    const int64_t recorded = event.context().record_time().seconds();
    if (!fact.has_entry_retracted() && (moved || fact.has_action_assigned())) {
      row.mutable_entered()->set_record_seconds(recorded);
      row.mutable_reported()->set_record_seconds(recorded);
    }
    if (fact.has_progress_recorded() ||
        fact.entry_retracted().kind() == events::v1::EntryRetracted::PROGRESS) {
      row.mutable_reported()->set_record_seconds(recorded);
    }
    if (fact.has_completion_rejected() && row.rejections() > 0) {
      row.mutable_rejected()->set_occur_seconds(
          event.context().occur_time().seconds());
      row.mutable_rejected()->set_record_seconds(recorded);
    }
  }

  // The level at which it was first acknowledged.
  int AcknowledgedLevel(const std::string& escalation) {
    int level = 0;
    for (const events::v1::Event& event : events_) {
      if (event.context().stream() != escalation) continue;
      const auto& fact = event.escalation();
      if (fact.has_escalation_raised()) {
        level = fact.escalation_raised().level();
      } else if (fact.has_escalation_level_raised()) {
        level = fact.escalation_level_raised().level();
      } else if (fact.has_escalation_lowered()) {
        level = fact.escalation_lowered().level();
      } else if (fact.has_escalation_acknowledged() ||
                 fact.has_recovery_plan_agreed()) {
        return level;
      }
    }
    return 0;
  }

  // When the escalation was first acknowledged.
  int64_t FirstAcknowledged(const std::string& escalation) {
    for (const events::v1::Event& event : events_) {
      if (event.context().stream() == escalation &&
          (event.escalation().has_escalation_acknowledged() ||
           event.escalation().has_recovery_plan_agreed())) {
        return event.context().occur_time().seconds();
      }
    }
    return 0;
  }

  void AddEpisode(const std::string& name,
                  const events::v1::EscalationRaised& raised,
                  v1::ActionPlanRow& row) {
    auto& episodes = *row.mutable_episodes();
    while (episodes.size() < raised.family()) episodes.Add();
    episodes[raised.family() - 1].set_count(raised.episode());
    episodes[raised.family() - 1].set_ended_by_rule(
        std::get<Escalation>(folded_.at(name)).state() ==
            Escalation::RESOLVED &&
        std::get<Escalation>(folded_.at(name)).resolution() !=
            Escalation::RESOLVED_BY_HAND);
    episodes[raised.family() - 1].set_trigger(
        raised.grounds().since_time().seconds());
    const auto& folded = std::get<Escalation>(folded_.at(name));
    v1::EscalationTimes& times = *row.add_escalations();
    times.set_escalation(name);
    times.set_agency(folded.agency());
    times.set_raised_seconds(folded.raise_time().seconds());
    times.set_acknowledged_seconds(FirstAcknowledged(name));
    times.set_resolved_seconds(folded.resolve_time().seconds());
    times.set_highest_level(folded.highest_level());
    times.set_first_level(raised.level());
    times.set_acknowledged_level(AcknowledgedLevel(name));
    if (folded.state() == Escalation::RESOLVED) return;
    auto& open = *row.add_open_escalations();
    open.set_escalation(name);
    open.set_level(folded.level());
    open.set_family(folded.family());
    open.set_paused(IsPaused(name));
    open.set_agency(folded.agency());
    open.set_raised_seconds(folded.raise_time().seconds());
    open.set_acknowledged_seconds(folded.acknowledge_time().seconds());
    open.set_acknowledge_by_day(DayOf(folded.acknowledge_by()));
    open.set_respond_by_day(DayOf(folded.respond_by()));
    open.set_rule(raised.rule());
    open.set_trigger(raised.grounds().since_time().seconds());
    open.set_recovery_day(DayOf(folded.recovery_date()));
    open.set_level_seconds(folded.level_time().seconds());
  }

  // What is still asked for when the log ends.
  void AddRequest(const events::v1::Event& event, v1::ActionPlanRow& row) {
    const auto& requested = event.action().extension_requested();
    const auto& folded = std::get<Action>(folded_.at(event.context().stream()));
    if (!folded.has_pending_extension()) return;
    v1::PendingExtension& pending = *row.mutable_pending_extension();
    pending.set_requested_seconds(event.context().occur_time().seconds());
    pending.set_proposed_day(DayOf(requested.proposed_due_date()));
    pending.set_retrospective(requested.retrospective());
    pending.set_revision(event.context().revision());
    pending.set_recorded_seconds(event.context().record_time().seconds());
  }

  // Whether the log's last word on the escalation's clocks is that they stand.
  bool IsPaused(const std::string& escalation) {
    bool paused = false;
    for (const events::v1::Event& event : events_) {
      if (event.context().stream() != escalation) continue;
      if (event.escalation().has_escalation_paused()) paused = true;
      if (event.escalation().has_escalation_resumed()) paused = false;
    }
    return paused;
  }

  // Whether the action never left the plan after this event.
  bool IsStillIn(const std::string& plan, const std::string& action,
                 const events::v1::Event& joined) {
    return std::none_of(
        events_.begin(), events_.end(), [&](const events::v1::Event& event) {
          return event.context().position() > joined.context().position() &&
                 event.context().stream() == plan &&
                 event.plan().action_removed_from_plan().action() == action;
        });
  }

  std::map<std::string, Action> so_far_;  // Folded up to the event in hand.
};

TEST_P(ActionPlanViewTest, HasOneRowForEachAction) {
  const auto expected = ExpectedRows();

  std::map<std::string, v1::ActionPlanRow> rows;
  for (const std::string& board : boards_) {
    EXPECT_OK(view_.Scan(board, [&](const v1::ActionPlanRow& row) {
      EXPECT_EQ(resources::BoardOf(row.action()), board);
      rows.emplace(row.action(), row);
      return true;
    }));
  }

  ASSERT_EQ(rows.size(), expected.size());
  for (const auto& [action, row] : expected) {
    MessageDifferencer differencer;
    std::string difference;
    differencer.ReportDifferencesToString(&difference);
    EXPECT_TRUE(differencer.Compare(row, rows.at(action))) << action << "\n"
                                                           << difference;
  }
}

TEST_P(ActionPlanViewTest, FindsOneAction) {
  for (const auto& [action, expected] : ExpectedRows()) {
    v1::ActionPlanRow row;
    ASSERT_OK_AND_ASSIGN(const bool found, view_.Get(action, row));

    ASSERT_TRUE(found);
    EXPECT_TRUE(MessageDifferencer::Equals(row, expected)) << action;
  }
  v1::ActionPlanRow none;
  EXPECT_FALSE(*view_.Get("boards/b10/actions/none", none));
}

TEST_P(ActionPlanViewTest, StopsWhereTheVisitorSaysSo) {
  int visited = 0;
  for (const std::string& board : boards_) {
    EXPECT_OK(view_.Scan(board, [&](const v1::ActionPlanRow&) {
      ++visited;
      return false;
    }));
  }
  EXPECT_LE(visited, static_cast<int>(boards_.size()));
  EXPECT_GT(visited, 0);
}

TEST_P(ActionPlanViewTest, KeepsNoLinkToWhatIsResolved) {
  std::vector<std::string> links;
  EXPECT_OK(projected_.rows().Scan(
      "s", "t", [&](absl::string_view key, absl::string_view) {
        links.emplace_back(key.substr(1));
        return true;
      }));
  std::vector<std::string> open;
  for (const auto& [name, escalation] : All<Escalation>()) {
    if (escalation.state() != Escalation::RESOLVED) open.push_back(name);
  }
  EXPECT_EQ(links, open);
}

INSTANTIATE_TEST_SUITE_P(Histories, ActionPlanViewTest, testing::Values(1, 2));

}  // namespace
}  // namespace actionplan::projections
