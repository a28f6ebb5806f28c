// Every figure of the views of a plan, against a plain count over the resources
// that the log folds to. The views count rows; here nothing knows of rows.
#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "projections/memory/memory_view_store.h"
#include "projections/projector.h"
#include "projections/resources/civil_date.h"
#include "projections/resources/instant.h"
#include "services/domain/board_calendar.h"
#include "services/queries/agency_summary.h"
#include "services/queries/data_quality.h"
#include "services/queries/my_actions.h"
#include "services/queries/pending_decisions.h"
#include "tests/projections/view_history.h"
#include "tests/support/fake_clock.h"
#include "tests/support/status_matchers.h"
#include "tests/support/text_proto.h"

namespace actionplan::queries {
namespace {

using v1::Action;
using v1::Agency;
using v1::AgencySummary;
using v1::DataQualityIssue;
using v1::Escalation;
using v1::PendingDecision;

constexpr absl::CivilDay kDays[] = {
    absl::CivilDay(2026, 3, 2), absl::CivilDay(2026, 8, 31),
    absl::CivilDay(2027, 1, 16), absl::CivilDay(2027, 6, 1)};

absl::CivilDay DayOf(const google::type::Date& date) {
  return absl::CivilDay(date.year(), date.month(), date.day());
}

bool IsOpenAction(const Action& action) {
  static const std::set<int> open = {Action::ASSIGNED,    Action::ACCEPTED,
                                     Action::IN_PROGRESS, Action::BLOCKED,
                                     Action::SUBMITTED,   Action::DECLINED};
  return open.contains(action.state());
}

bool IsDoneAction(const Action& action) {
  return action.state() == Action::VERIFIED || action.state() == Action::CLOSED;
}

bool IsLate(const Action& action, absl::CivilDay day) {
  return IsOpenAction(action) && action.state() != Action::SUBMITTED &&
         action.due().has_date() && DayOf(action.due().date()) < day;
}

class PlanViewsPropertyTest : public projections::ViewHistoryTest {
 protected:
  PlanViewsPropertyTest() {
    auto started = projections::Projector::Start(
        log_, view_store_, projections::AllProjections(), clock_);
    EXPECT_OK(started);
    projector_ = *std::move(started);
    for (const auto& standing : projector_->Standings()) {
      EXPECT_OK((*projector_->Applied(standing.name))
                    ->Wait(log_.head().Get(), absl::Minutes(1)));
    }
  }

  PlanSources Sources() { return {.log = log_, .projector = *projector_}; }

  template <typename Request>
  Request About(const std::string& board, absl::CivilDay day) {
    Request request;
    request.set_parent(board);
    *request.mutable_due_on() = resources::ToDate(day);
    return request;
  }

  // The resources of one board.
  template <typename Resource>
  std::vector<Resource> Of(const std::string& board) const {
    std::vector<Resource> all;
    for (const auto& [name, resource] : All<Resource>()) {
      if (resources::BoardOf(name) == board) all.push_back(resource);
    }
    return all;
  }

  domain::WorkingCalendar CalendarOf(const std::string& board) const {
    return domain::CalendarOf(All<v1::Board>().at(board));
  }

  absl::CivilDay LocalDay(const std::string& board,
                          const google::protobuf::Timestamp& time) const {
    return absl::ToCivilDay(resources::ToTime(time),
                            domain::ZoneOf(All<v1::Board>().at(board)));
  }

  std::map<std::string, AgencySummary> ExpectedAgencies(
      const std::string& board, absl::CivilDay day) const;
  std::multiset<std::string> ExpectedDecisions(const std::string& board,
                                               absl::CivilDay day) const;
  std::map<int, int> ExpectedIssues(const std::string& board,
                                    absl::CivilDay day) const;

  // Who is first to answer an escalation, and whether that is the agency.
  struct Answered {
    int raised_at_level = 0;
    int at_level = 0;  // 0: nobody has.
    google::protobuf::Timestamp time;
  };
  Answered FirstAnswer(const std::string& escalation) const {
    Answered answered;
    int level = 0;
    for (const events::v1::Event& event : events_) {
      if (event.context().stream() != escalation) continue;
      const auto& fact = event.escalation();
      if (fact.has_escalation_raised()) {
        level = answered.raised_at_level = fact.escalation_raised().level();
      } else if (fact.has_escalation_level_raised()) {
        level = fact.escalation_level_raised().level();
      } else if (fact.has_escalation_lowered()) {
        level = fact.escalation_lowered().level();
      } else if (fact.has_escalation_acknowledged() ||
                 fact.has_recovery_plan_agreed()) {
        answered.at_level = level;
        answered.time = event.context().occur_time();
        break;
      }
    }
    return answered;
  }

  support::FakeClock clock_;
  projections::MemoryViewStore view_store_;
  std::unique_ptr<projections::Projector> projector_;
};

// How an agency keeps original dates, in the plainest words there are.
void CountTimeliness(const Action& action, absl::CivilDay day,
                     const domain::WorkingCalendar& calendar,
                     AgencySummary::Timeliness& sum) {
  const bool claims =
      IsDoneAction(action) || action.state() == Action::SUBMITTED;
  if (!action.has_original_due_date()) {
    return sum.set_undated(sum.undated() + 1);
  }
  const absl::CivilDay original = DayOf(action.original_due_date());
  const absl::CivilDay done = DayOf(action.completion().completed_on());
  const absl::CivilDay end = claims && done > original ? done : day;
  if (IsDoneAction(action) && done <= original) {
    sum.set_on_time(sum.on_time() + 1);
    return sum.set_judged(sum.judged() + 1);
  }
  if (!(claims && done > original)) {
    if (day <= original) return sum.set_not_yet_due(sum.not_yet_due() + 1);
    if (claims) return sum.set_claimed(sum.claimed() + 1);
  }
  sum.set_judged(sum.judged() + 1);
  sum.set_slip_calendar_days(sum.slip_calendar_days() +
                             static_cast<int>(end - original));
  for (absl::CivilDay next = original + 1; next <= end; ++next) {
    if (calendar.IsWorkingDay(next).value) {
      sum.set_slip_working_days(sum.slip_working_days() + 1);
    }
  }
}

void CountAction(const Action& action, absl::CivilDay day,
                 const domain::WorkingCalendar& calendar, AgencySummary& sum) {
  sum.set_actions(sum.actions() + 1);
  sum.set_open(sum.open() + IsOpenAction(action));
  sum.set_done(sum.done() + IsDoneAction(action));
  sum.set_overdue(sum.overdue() + IsLate(action, day));
  sum.set_times_re_dated(sum.times_re_dated() + action.times_re_dated());
  sum.set_extensions(sum.extensions() + action.approved_extensions());
  const bool shown =
      std::any_of(action.evidence().begin(), action.evidence().end(),
                  [](const auto& evidence) { return !evidence.withdrawn(); });
  sum.set_done_with_evidence(sum.done_with_evidence() +
                             (IsDoneAction(action) && shown));
  CountTimeliness(action, day, calendar, *sum.mutable_timeliness());
}

// Without titles and means.
std::map<std::string, AgencySummary> PlanViewsPropertyTest::ExpectedAgencies(
    const std::string& board, absl::CivilDay day) const {
  std::map<std::string, AgencySummary> expected;
  int all_open = 0;
  const auto calendar = CalendarOf(board);
  for (const Action& action : Of<Action>(board)) {
    if (!IsOpenAction(action) && !IsDoneAction(action)) continue;
    all_open += IsOpenAction(action);
    CountAction(action, day, calendar, expected[action.lead_agency()]);
  }
  for (const Escalation& escalation : Of<Escalation>(board)) {
    const Answered answered = FirstAnswer(escalation.name());
    auto& sum = *expected[escalation.agency()].mutable_responses();
    sum.set_waiting(sum.waiting() +
                    (!escalation.has_acknowledge_time() &&
                     escalation.level() <= 2 &&
                     escalation.state() != Escalation::RESOLVED));
    if (answered.raised_at_level > 2) continue;
    sum.set_raised(sum.raised() + 1);
    if (answered.at_level == 0 || answered.at_level > 2) continue;
    sum.set_acknowledged(sum.acknowledged() + 1);
    const auto working =
        calendar.WorkingDaysBetween(LocalDay(board, escalation.raise_time()),
                                    LocalDay(board, answered.time));
    sum.set_working_days_to_acknowledge(sum.working_days_to_acknowledge() +
                                        working.value);
  }
  for (auto& [name, sum] : expected) {
    sum.set_agency(name);
    sum.set_open_of_all(all_open);
    sum.mutable_timeliness();
    sum.mutable_responses();
  }
  return expected;
}

TEST_P(PlanViewsPropertyTest, FiguresOfAgenciesAreThoseOfTheirActions) {
  int judged = 0;
  int answered = 0;
  for (const std::string& board : boards_) {
    for (const absl::CivilDay day : kDays) {
      auto expected = ExpectedAgencies(board, day);
      ASSERT_OK_AND_ASSIGN(
          const auto response,
          SummarizeAgencies(Sources(),
                            About<v1::SummarizeAgenciesRequest>(board, day),
                            clock_.Now()));
      EXPECT_EQ(response.agencies_size(), static_cast<int>(expected.size()));
      for (AgencySummary agency : response.agencies()) {
        agency.clear_title();
        auto& kept = *agency.mutable_timeliness();
        auto& answers = *agency.mutable_responses();
        kept.clear_mean_slip_working_days();
        kept.clear_mean_slip_calendar_days();
        answers.clear_mean_working_days_to_acknowledge();
        EXPECT_THAT(agency,
                    support::IsText(expected[agency.agency()].DebugString()))
            << day;
        EXPECT_EQ(kept.judged() + kept.not_yet_due() + kept.claimed() +
                      kept.undated(),
                  agency.actions());
        judged += kept.judged();
        answered += answers.acknowledged();
      }
    }
  }
  EXPECT_GT(judged, 50);
  EXPECT_GT(answered, 5);
}

// "kind name" of everything that waits on a board.
std::multiset<std::string> PlanViewsPropertyTest::ExpectedDecisions(
    const std::string& board, absl::CivilDay day) const {
  std::multiset<std::string> expected;
  const auto expect_if = [&](bool waits, const std::string& about, int kind) {
    if (waits) expected.insert(absl::StrCat(kind, " ", about));
  };
  for (const Action& action : Of<Action>(board)) {
    const std::string& name = action.name();
    expect_if(action.has_pending_extension(), name, PendingDecision::EXTENSION);
    expect_if(action.state() == Action::DECLINED, name,
              PendingDecision::DECLINE);
    expect_if(action.state() == Action::SUBMITTED, name,
              PendingDecision::VERIFICATION);
    expect_if(action.state() == Action::VERIFIED, name,
              PendingDecision::SIGN_OFF);
    expect_if(action.has_block() && DayOf(action.block().review_date()) <= day,
              name, PendingDecision::BLOCK_REVIEW);
    expect_if(IsOpenAction(action) && action.state() != Action::SUBMITTED &&
                  !action.due().has_date() && action.due().has_review_date() &&
                  DayOf(action.due().review_date()) <= day,
              name, PendingDecision::DATE_REVIEW);
    expect_if(action.state() == Action::NOT_IMPLEMENTED &&
                  DayOf(action.non_implementation().review_date()) <= day,
              name, PendingDecision::NON_IMPLEMENTATION_REVIEW);
  }
  for (const Escalation& escalation : Of<Escalation>(board)) {
    const bool late = escalation.state() == Escalation::ACKNOWLEDGED &&
                      escalation.has_respond_by() &&
                      DayOf(escalation.respond_by()) < day;
    expect_if((escalation.level() >= 3 || escalation.agency().empty()) &&
                  !escalation.has_recovery_date() &&
                  (escalation.state() == Escalation::RAISED || late),
              escalation.name(), PendingDecision::ESCALATION);
  }
  return expected;
}

TEST_P(PlanViewsPropertyTest, EveryDecisionThatWaitsIsListedOnce) {
  std::map<int, int> seen;
  for (const std::string& board : boards_) {
    for (const absl::CivilDay day : kDays) {
      std::multiset<std::string> listed;
      const auto request = About<v1::ListPendingDecisionsRequest>(board, day);
      Page page{.size = 7};
      do {
        std::string last_key;
        ASSERT_OK_AND_ASSIGN(
            const auto response,
            PendingDecisions(Sources(), request, clock_.Now(), page, last_key));
        for (const PendingDecision& decision : response.decisions()) {
          listed.insert(absl::StrCat(decision.kind(), " ",
                                     decision.escalation().empty()
                                         ? decision.action()
                                         : decision.escalation()));
          ++seen[decision.kind()];
        }
        page.after_key = last_key;
      } while (!page.after_key.empty());
      EXPECT_EQ(listed, ExpectedDecisions(board, day)) << board << " " << day;
    }
  }
  for (int kind = PendingDecision::EXTENSION;
       kind <= PendingDecision::BLOCK_REVIEW; ++kind) {
    EXPECT_GT(seen[kind], 0) << kind;
  }
}

// How many issues of each kind the open actions of a board have, of the kinds
// that need no silence and no agency that left.
std::map<int, int> PlanViewsPropertyTest::ExpectedIssues(
    const std::string& board, absl::CivilDay day) const {
  std::map<int, int> expected;
  const auto actions = All<Action>();
  for (const Action& action : Of<Action>(board)) {
    if (!IsOpenAction(action)) continue;
    expected[DataQualityIssue::NO_OWNER] += action.owner_role().empty();
    expected[DataQualityIssue::NO_DUE_DATE] += !action.due().has_date();
    expected[DataQualityIssue::NO_OUTCOME] += action.intended_outcome().empty();
    expected[DataQualityIssue::NO_MEASURE] += action.success_measure().empty();
    expected[DataQualityIssue::REVIEW_PAST] +=
        (!action.due().has_date() && action.due().has_review_date() &&
         action.state() != Action::SUBMITTED &&
         DayOf(action.due().review_date()) < day) +
        (action.has_block() && DayOf(action.block().review_date()) < day);
    expected[DataQualityIssue::PROGRESS_CONTRADICTS] +=
        IsLate(action, day) &&
        action.latest_progress().own_view() == Action::ON_TRACK;
    for (const auto& milestone : action.milestones()) {
      expected[DataQualityIssue::MILESTONE_PAST] +=
          !milestone.has_reached_on() && DayOf(milestone.due_date()) < day;
    }
    for (const auto& blocker : action.block().blocked_by()) {
      if (resources::KindOf(blocker.action()) != resources::Kind::kAction ||
          resources::BoardOf(blocker.action()) != board) {
        continue;
      }
      const Action& before = actions.at(blocker.action());
      expected[DataQualityIssue::BLOCKER_ENDED] +=
          !IsOpenAction(before) && before.state() != Action::DRAFT;
    }
  }
  return expected;
}

TEST_P(PlanViewsPropertyTest, EveryIssueIsOneOfItsAction) {
  std::map<int, int> seen;
  for (const std::string& board : boards_) {
    for (const absl::CivilDay day : kDays) {
      const std::map<int, int> expected = ExpectedIssues(board, day);
      if (expected.empty()) continue;
      auto request = About<v1::ListDataQualityIssuesRequest>(board, day);
      for (const auto& [kind, count] : expected) {
        request.add_kinds(static_cast<DataQualityIssue::Kind>(kind));
      }
      std::map<int, int> listed;
      Page page{.size = 11};
      do {
        std::string last_key;
        ASSERT_OK_AND_ASSIGN(const auto response,
                             DataQualityIssues(Sources(), request, clock_.Now(),
                                               page, last_key));
        for (const auto& count : response.counts()) {
          EXPECT_EQ(count.issues(), expected.at(count.kind()));
        }
        for (const DataQualityIssue& issue : response.issues()) {
          ++listed[issue.kind()];
          ++seen[issue.kind()];
        }
        page.after_key = last_key;
      } while (!page.after_key.empty());
      for (const auto& [kind, count] : expected) {
        EXPECT_EQ(listed[kind], count) << kind << " " << board << " " << day;
      }
    }
  }
  for (const int kind :
       {DataQualityIssue::NO_DUE_DATE, DataQualityIssue::NO_MEASURE,
        DataQualityIssue::REVIEW_PAST, DataQualityIssue::PROGRESS_CONTRADICTS,
        DataQualityIssue::MILESTONE_PAST, DataQualityIssue::BLOCKER_ENDED}) {
    EXPECT_GT(seen[kind], 0) << kind;
  }
}

TEST_P(PlanViewsPropertyTest, AnOrganizationSeesWhatItLeadsOnItsBoards) {
  const auto agencies = All<Agency>();
  std::set<std::string> boards;
  for (const auto& [name, agency] : agencies) {
    if (agency.organization() == "county-police") {
      boards.emplace(resources::BoardOf(name));
    }
  }
  std::set<std::string> expected;
  for (const auto& [name, action] : All<Action>()) {
    if (!IsOpenAction(action) ||
        !boards.contains(std::string(resources::BoardOf(name)))) {
      continue;
    }
    if (agencies.at(action.lead_agency()).organization() == "county-police") {
      expected.insert(name);
    }
  }
  v1::ListMyActionsRequest request;
  request.set_organization("county-police");
  *request.mutable_due_on() = resources::ToDate(kDays[1]);
  std::vector<std::string> listed;
  Page page{.size = 3};
  do {
    std::string last_key;
    ASSERT_OK_AND_ASSIGN(
        const auto response,
        MyActions(Sources(), request, clock_.Now(), page, last_key));
    for (const auto& action : response.actions()) {
      listed.push_back(action.action());
    }
    page.after_key = last_key;
  } while (!page.after_key.empty());
  EXPECT_THAT(listed, testing::UnorderedElementsAreArray(expected));
  EXPECT_GT(expected.size(), 3u);
}

INSTANTIATE_TEST_SUITE_P(Histories, PlanViewsPropertyTest,
                         testing::Values(2, 3));

}  // namespace
}  // namespace actionplan::queries
