#include "tests/services/queries/recorded_plan.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/substitute.h"
#include "eventstore/base/logging.h"
#include "projections/event_codec.h"
#include "projections/projection.h"
#include "tests/support/status_matchers.h"
#include "tests/support/text_proto.h"

namespace actionplan::queries {
namespace {

constexpr char kBoard[] = "boards/ncc";

eventstore::Committed CommittedOf(
    const absl::StatusOr<std::vector<absl::StatusOr<eventstore::Committed>>>&
        commit) {
  if (!commit.ok()) base::Fatal(commit.status().ToString());
  if (!commit->front().ok()) base::Fatal(commit->front().status().ToString());
  return *commit->front();
}

}  // namespace

std::string DateText(absl::CivilDay day) {
  return absl::Substitute("year: $0 month: $1 day: $2", day.year(), day.month(),
                          day.day());
}

RecordedPlan::RecordedPlan() {
  auto started = projections::Projector::Start(
      log_, view_store_, projections::AllProjections(), clock_);
  if (!started.ok()) base::Fatal(started.status().ToString());
  projector_ = *std::move(started);
  Record("",
         "board { board_created { title: 'Northshire' division: "
         "ENGLAND_AND_WALES time_zone: 'Europe/London' } }");
  Record("agencies/police",
         "agency { agency_created { title: 'Police' type: POLICE } }");
  Record("agencies/health",
         "agency { agency_created { title: 'Health' type: HEALTH } }");
}

eventstore::Position RecordedPlan::Record(absl::string_view resource,
                                          const std::string& fact,
                                          const RecordedBy& by) {
  return RecordRaw(
      resource.empty() ? kBoard : absl::StrCat(kBoard, "/", resource),
      projections::Encode(support::FromText<events::v1::Event>(fact)), by);
}

eventstore::Position RecordedPlan::RecordRaw(const std::string& stream,
                                             eventstore::NewEvent event,
                                             const RecordedBy& by) {
  const absl::Time now = clock_.Now();
  eventstore::Append append{
      .stream = stream,
      .expected = revisions_[stream]++,
      .events = {std::move(event)},
      .request = {.actor = by.actor, .id = absl::StrCat(++requests_)},
      .affiliation = by.agency.empty()
                         ? ""
                         : absl::StrCat(kBoard, "/agencies/", by.agency),
      .cause = by.cause,
      .occur_time = now - by.earlier};
  return CommittedOf(log_.Commit(now, {append})).first_position;
}

void RecordedPlan::Accept(const Accepted& action) {
  const std::string name = absl::StrCat("actions/", action.id);
  const std::string due = DateText(action.due);
  Record(name, absl::Substitute(
                   "action { action_proposed { details { title: 'Do $0' } } }",
                   action.id));
  Record(name, absl::Substitute(
                   "action { action_assigned {"
                   "  lead_agency: 'boards/ncc/agencies/$0'"
                   "  owner_role: 'Inspector' priority: $1 due { date { $2 } }"
                   "  details { title: 'Do $3' } } }",
                   action.agency, action.priority, due, action.id));
  Record(name,
         absl::Substitute(
             "action { action_accepted { original_due_date { $0 } } }", due),
         {.actor = "lead-1", .agency = action.agency});
}

projections::Projector& RecordedPlan::views() const {
  for (const projections::ProjectionStanding& standing :
       projector_->Standings()) {
    const absl::Status reached =
        (*projector_->Applied(standing.name))
            ->Wait(log_.head().Get(), absl::Minutes(1));
    if (!reached.ok()) base::Fatal(reached.ToString());
  }
  return *projector_;
}

}  // namespace actionplan::queries
