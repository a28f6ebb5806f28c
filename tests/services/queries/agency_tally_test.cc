#include "services/queries/agency_tally.h"

#include <string>

#include "absl/strings/substitute.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/text_proto.h"

namespace actionplan::queries {
namespace {

using projections::v1::ActionPlanRow;
using support::FromText;
using support::IsText;
using v1::Action;

constexpr absl::CivilDay kToday(2026, 3, 2);  // A Monday.

class AgencyTallyTest : public testing::Test {
 protected:
  // A row with the original due date so many days from today.
  ActionPlanRow Due(Action::State state, int days) {
    ActionPlanRow row;
    row.set_action("a1");
    row.set_lead_agency("police");
    row.set_state(state);
    row.set_due_day(DayNumber(kToday + days));
    row.set_original_due_day(row.due_day());
    return row;
  }

  // The same, claimed to be done so many days from today.
  ActionPlanRow Done(Action::State state, int due, int done) {
    ActionPlanRow row = Due(state, due);
    row.set_completed_day(DayNumber(kToday + done));
    return row;
  }

  v1::AgencySummary::Timeliness Timeliness() {
    return tally_.Total().timeliness();
  }

  const Yardstick yardstick_{.calendar = domain::WorkingCalendar::Latest(
                                 domain::Division::kEnglandAndWales),
                             .zone = absl::UTCTimeZone(),
                             .due_on = kToday};
  AgencyTally tally_{yardstick_};
};

TEST_F(AgencyTallyTest, OfNothingHasNoRateAndNoMean) {
  EXPECT_THAT(tally_.Total(), IsText("timeliness {} responses {}"));
  EXPECT_TRUE(tally_.TakeAgencies().empty());
}

TEST_F(AgencyTallyTest, CountsAsOnTimeWhatWasDoneByTheOriginalDate) {
  tally_.Add(Done(Action::VERIFIED, -10, -10));
  tally_.Add(Done(Action::CLOSED, -10, -11));
  tally_.Add(Done(Action::CLOSED, -10, -7));  // Friday, Monday.
  EXPECT_THAT(Timeliness(), IsText("on_time: 2 judged: 3 slip_working_days: 1 "
                                   "slip_calendar_days: 3 "
                                   "mean_slip_working_days: 0.3333333333333333 "
                                   "mean_slip_calendar_days: 1"));
}

TEST_F(AgencyTallyTest, GoesByTheOriginalDateHoweverOftenItMoved) {
  ActionPlanRow row = Due(Action::IN_PROGRESS, -7);
  row.set_due_day(DayNumber(kToday + 30));
  row.set_times_re_dated(2);
  row.set_approved_extensions(1);
  tally_.Add(row);
  const v1::AgencySummary total = tally_.Total();
  EXPECT_EQ(total.overdue(), 0);
  EXPECT_EQ(total.times_re_dated(), 2);
  EXPECT_EQ(total.extensions(), 1);
  EXPECT_THAT(total.timeliness(),
              IsText("judged: 1 slip_working_days: 5 slip_calendar_days: 7 "
                     "mean_slip_working_days: 5 mean_slip_calendar_days: 7"));
}

TEST_F(AgencyTallyTest, DoesNotJudgeBeforeTheDateIsPast) {
  tally_.Add(Due(Action::IN_PROGRESS, 0));
  tally_.Add(Due(Action::ASSIGNED, 5));
  EXPECT_THAT(Timeliness(), IsText("not_yet_due: 2"));
}

TEST_F(AgencyTallyTest, LeavesOutWhatHasNoOriginalDate) {
  ActionPlanRow row = Due(Action::IN_PROGRESS, -3);
  row.clear_original_due_day();
  tally_.Add(row);
  EXPECT_THAT(Timeliness(), IsText("undated: 1"));
  EXPECT_EQ(tally_.Total().overdue(), 1);
}

TEST_F(AgencyTallyTest, JudgesAClaimThatWaitsOnlyWhenItSaysItWasLate) {
  tally_.Add(Done(Action::SUBMITTED, -10, -12));
  tally_.Add(Done(Action::SUBMITTED, -14, -7));
  tally_.Add(Done(Action::SUBMITTED, 3, -1));
  EXPECT_THAT(Timeliness(),
              IsText("judged: 1 not_yet_due: 1 claimed: 1 slip_working_days: 5 "
                     "slip_calendar_days: 7 mean_slip_working_days: 5 "
                     "mean_slip_calendar_days: 7"));
}

TEST_F(AgencyTallyTest, CallsLateWhatWasDoneOnTheSaturdayAfter) {
  tally_.Add(Done(Action::CLOSED, -3, -2));  // Friday, Saturday.
  EXPECT_THAT(Timeliness(), IsText("judged: 1 slip_calendar_days: 1 "
                                   "mean_slip_working_days: 0 "
                                   "mean_slip_calendar_days: 1"));
}

TEST_F(AgencyTallyTest, CountsNoDraftsAndNothingThatWasGivenUp) {
  for (const auto state : {Action::DRAFT, Action::CANCELLED, Action::SUPERSEDED,
                           Action::NOT_IMPLEMENTED}) {
    tally_.Add(Due(state, -3));
  }
  EXPECT_EQ(tally_.Total().actions(), 0);
  EXPECT_TRUE(tally_.TakeAgencies().empty());
}

TEST_F(AgencyTallyTest, KeepsAgenciesApartAndThoseThatHaveNone) {
  tally_.Add(Due(Action::ACCEPTED, 3));
  tally_.Add(Due(Action::ACCEPTED, -3));
  ActionPlanRow nobodys = Due(Action::ASSIGNED, 3);
  nobodys.clear_lead_agency();
  tally_.Add(nobodys);
  const auto agencies = tally_.TakeAgencies();
  ASSERT_EQ(agencies.size(), 2u);
  EXPECT_EQ(agencies.at("").open(), 1);
  EXPECT_EQ(agencies.at("").open_of_all(), 3);
  EXPECT_EQ(agencies.at("police").open(), 2);
  EXPECT_EQ(agencies.at("police").overdue(), 1);
  EXPECT_EQ(agencies.at("police").open_of_all(), 3);
}

TEST_F(AgencyTallyTest, CountsEvidenceThatWasNotWithdrawn) {
  ActionPlanRow row = Done(Action::CLOSED, -3, -3);
  row.set_evidence_added(2);
  row.set_evidence_withdrawn(1);
  tally_.Add(row);
  row.set_evidence_withdrawn(2);
  tally_.Add(row);
  EXPECT_EQ(tally_.Total().done(), 2);
  EXPECT_EQ(tally_.Total().done_with_evidence(), 1);
}

// Monday 23 February 2026, 09:00 UTC, and so many days on.
int64_t MorningAfter(int days) {
  return absl::ToUnixSeconds(absl::FromCivil(
      absl::CivilHour(2026, 2, 23 + days, 9), absl::UTCTimeZone()));
}

TEST_F(AgencyTallyTest, CountsAnswersForTheAgencyThatLedThen) {
  ActionPlanRow row = Due(Action::IN_PROGRESS, 30);
  row.set_lead_agency("health");
  const auto add = [&](int raised, int acknowledged, int resolved) {
    auto& times = *row.add_escalations();
    times.set_agency("police");
    times.set_raised_seconds(MorningAfter(raised));
    if (acknowledged > 0) {
      times.set_acknowledged_seconds(MorningAfter(acknowledged));
    }
    if (resolved > 0) times.set_resolved_seconds(MorningAfter(resolved));
  };
  add(0, 2, 3);  // Monday to Wednesday.
  add(4, 7, 0);  // Friday to Monday.
  add(1, 0, 0);
  add(1, 0, 2);
  row.add_open_escalations()->set_agency("police");
  row.add_open_escalations()->set_agency("police");
  row.mutable_open_escalations(0)->set_acknowledged_seconds(1);
  tally_.Add(row);
  const auto agencies = tally_.TakeAgencies();
  EXPECT_THAT(agencies.at("police").responses(),
              IsText("raised: 4 acknowledged: 2 waiting: 1 "
                     "working_days_to_acknowledge: 3 "
                     "mean_working_days_to_acknowledge: 1.5"));
  EXPECT_EQ(agencies.at("police").actions(), 0);
  EXPECT_THAT(agencies.at("health").responses(), IsText(""));
}

TEST_F(AgencyTallyTest, CountsNoAnswerThatWasTheBoardsToGive) {
  ActionPlanRow row = Due(Action::IN_PROGRESS, 30);
  const auto add = [&](int first, int acknowledged) {
    auto& times = *row.add_escalations();
    times.set_agency("police");
    times.set_raised_seconds(MorningAfter(0));
    times.set_acknowledged_seconds(MorningAfter(1));
    times.set_first_level(first);
    times.set_acknowledged_level(acknowledged);
  };
  add(1, 2);
  add(1, 3);  // Nobody answered before it rose to the board.
  add(3, 3);  // It was never the agency's.
  for (const int level : {2, 3}) {
    auto& open = *row.add_open_escalations();
    open.set_agency("police");
    open.set_level(level);
  }
  tally_.Add(row);
  EXPECT_THAT(tally_.TakeAgencies().at("police").responses(),
              IsText("raised: 2 acknowledged: 1 waiting: 1 "
                     "working_days_to_acknowledge: 1 "
                     "mean_working_days_to_acknowledge: 1"));
}

TEST_F(AgencyTallyTest, IsProvisionalWhereTheCalendarIs) {
  tally_.Add(Done(Action::CLOSED, -10, -9));
  EXPECT_FALSE(tally_.provisional());
  tally_.Add(Done(Action::CLOSED, 365 * 20, 365 * 20 + 5));
  EXPECT_TRUE(tally_.provisional());
}

}  // namespace
}  // namespace actionplan::queries
