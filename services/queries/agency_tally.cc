#include "services/queries/agency_tally.h"

#include <utility>

#include "actionplan/v1/action.pb.h"
#include "services/domain/escalation_levels.h"

namespace actionplan::queries {
namespace {

using projections::v1::ActionPlanRow;
using v1::Action;
using v1::AgencySummary;

bool IsDone(const ActionPlanRow& row) {
  return row.state() == Action::VERIFIED || row.state() == Action::CLOSED;
}

Kept Late(absl::CivilDay original, absl::CivilDay until,
          const Yardstick& yardstick) {
  const auto working = yardstick.calendar.WorkingDaysBetween(original, until);
  return {.how = Kept::How::kLate,
          .slip_working_days = working.value,
          .slip_calendar_days = static_cast<int>(until - original),
          .provisional = working.provisional};
}

void FillMeans(AgencySummary& summary) {
  auto& timeliness = *summary.mutable_timeliness();
  if (timeliness.judged() > 0) {
    timeliness.set_mean_slip_working_days(
        static_cast<double>(timeliness.slip_working_days()) /
        timeliness.judged());
    timeliness.set_mean_slip_calendar_days(
        static_cast<double>(timeliness.slip_calendar_days()) /
        timeliness.judged());
  }
  auto& responses = *summary.mutable_responses();
  if (responses.acknowledged() > 0) {
    responses.set_mean_working_days_to_acknowledge(
        static_cast<double>(responses.working_days_to_acknowledge()) /
        responses.acknowledged());
  }
}

// Adds every count of `part`: all fields but means, texts and messages.
void AddCounts(const google::protobuf::Message& part,
               google::protobuf::Message& sum) {
  using google::protobuf::FieldDescriptor;
  const auto& reflection = *part.GetReflection();
  for (int i = 0; i < part.GetDescriptor()->field_count(); ++i) {
    const FieldDescriptor* const field = part.GetDescriptor()->field(i);
    if (field->cpp_type() == FieldDescriptor::CPPTYPE_INT32) {
      reflection.SetInt32(
          &sum, field,
          reflection.GetInt32(sum, field) + reflection.GetInt32(part, field));
    } else if (field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
      AddCounts(reflection.GetMessage(part, field),
                *reflection.MutableMessage(&sum, field));
    }
  }
}

}  // namespace

Kept KeptOf(const ActionPlanRow& row, const Yardstick& yardstick) {
  const bool claims = IsDone(row) || row.state() == Action::SUBMITTED;
  if (row.original_due_day() == 0 ||
      (IsDone(row) && row.completed_day() == 0)) {
    return {.how = Kept::How::kUndated};
  }
  const absl::CivilDay original = ToDay(row.original_due_day());
  if (claims && row.completed_day() > row.original_due_day()) {
    return Late(original, ToDay(row.completed_day()), yardstick);
  }
  if (IsDone(row)) return {.how = Kept::How::kOnTime};
  if (yardstick.due_on <= original) return {.how = Kept::How::kNotYetDue};
  return row.state() == Action::SUBMITTED
             ? Kept{.how = Kept::How::kClaimed}
             : Late(original, yardstick.due_on, yardstick);
}

void AgencyTally::Add(const ActionPlanRow& row) {
  if (IsOpen(row) || IsDone(row)) {
    CountAction(row, agencies_[row.lead_agency()]);
  }
  CountResponses(row);
}

std::map<std::string, AgencySummary> AgencyTally::TakeAgencies() {
  const int open = Total().open();
  for (auto& [name, summary] : agencies_) {
    summary.set_agency(name);
    summary.set_open_of_all(open);
    FillMeans(summary);
  }
  return std::move(agencies_);
}

AgencySummary AgencyTally::Total() const {
  AgencySummary total;
  for (const auto& [name, summary] : agencies_) AddCounts(summary, total);
  total.set_open_of_all(total.open());
  FillMeans(total);
  return total;
}

void AgencyTally::CountAction(const ActionPlanRow& row,
                              AgencySummary& summary) {
  summary.set_actions(summary.actions() + 1);
  if (IsDone(row)) {
    summary.set_done(summary.done() + 1);
    if (row.evidence_added() > row.evidence_withdrawn()) {
      summary.set_done_with_evidence(summary.done_with_evidence() + 1);
    }
  } else {
    const Standing standing = StandingOf(row, yardstick_);
    summary.set_open(summary.open() + 1);
    if (standing.due_state == v1::OVERDUE) {
      summary.set_overdue(summary.overdue() + 1);
    }
  }
  summary.set_times_re_dated(summary.times_re_dated() + row.times_re_dated());
  summary.set_extensions(summary.extensions() + row.approved_extensions());
  CountKept(row, *summary.mutable_timeliness());
}

void AgencyTally::CountKept(const ActionPlanRow& row,
                            AgencySummary::Timeliness& timeliness) {
  const Kept kept = KeptOf(row, yardstick_);
  provisional_ = provisional_ || kept.provisional;
  switch (kept.how) {
    case Kept::How::kUndated:
      return timeliness.set_undated(timeliness.undated() + 1);
    case Kept::How::kNotYetDue:
      return timeliness.set_not_yet_due(timeliness.not_yet_due() + 1);
    case Kept::How::kClaimed:
      return timeliness.set_claimed(timeliness.claimed() + 1);
    case Kept::How::kOnTime:
      timeliness.set_on_time(timeliness.on_time() + 1);
      break;
    case Kept::How::kLate:
      timeliness.set_slip_working_days(timeliness.slip_working_days() +
                                       kept.slip_working_days);
      timeliness.set_slip_calendar_days(timeliness.slip_calendar_days() +
                                        kept.slip_calendar_days);
      break;
  }
  timeliness.set_judged(timeliness.judged() + 1);
}

void AgencyTally::CountResponses(const ActionPlanRow& row) {
  for (const auto& escalation : row.escalations()) {
    if (escalation.first_level() > domain::kHighestLevelOfAgency) continue;
    auto& responses = *agencies_[escalation.agency()].mutable_responses();
    responses.set_raised(responses.raised() + 1);
    if (escalation.acknowledged_seconds() == 0 ||
        escalation.acknowledged_level() > domain::kHighestLevelOfAgency) {
      continue;  // Nobody answered, or somebody for the board.
    }
    const auto day = [&](int64_t seconds) {
      return absl::ToCivilDay(absl::FromUnixSeconds(seconds), yardstick_.zone);
    };
    const auto working = yardstick_.calendar.WorkingDaysBetween(
        day(escalation.raised_seconds()),
        day(escalation.acknowledged_seconds()));
    provisional_ = provisional_ || working.provisional;
    responses.set_acknowledged(responses.acknowledged() + 1);
    responses.set_working_days_to_acknowledge(
        responses.working_days_to_acknowledge() + working.value);
  }
  for (const auto& escalation : row.open_escalations()) {
    if (escalation.acknowledged_seconds() != 0 ||
        escalation.level() > domain::kHighestLevelOfAgency) {
      continue;
    }
    auto& responses = *agencies_[escalation.agency()].mutable_responses();
    responses.set_waiting(responses.waiting() + 1);
  }
}

}  // namespace actionplan::queries
