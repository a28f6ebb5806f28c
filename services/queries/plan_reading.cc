#include "services/queries/plan_reading.h"

#include <algorithm>
#include <vector>

#include "eventstore/base/status.h"
#include "projections/resource_view.h"
#include "projections/resources/instant.h"
#include "services/domain/board_calendar.h"
#include "services/queries/as_at.h"
#include "services/queries/past_resource.h"
#include "services/queries/view_access.h"

namespace actionplan::queries {

using eventstore::Position;
using projections::ActionPlanProjection;
using projections::ActionPlanView;
using projections::Past;
using projections::ResourceProjection;

absl::StatusOr<PlanReading> PlanReading::Begin(const PlanSources& sources,
                                               const PlanQuestion& question) {
  PlanReading reading(sources, question);
  RETURN_IF_ERROR(reading.OpenViews());
  RETURN_IF_ERROR(reading.FindPast());
  RETURN_IF_ERROR(reading.FindBoard());
  reading.SetYardstick();
  return reading;
}

void PlanReading::Pin(Page& page) const {
  if (page.position == 0) page.position = position_;
  page.due_day = DayNumber(yardstick_->due_on);
}

v1::Basis PlanReading::Basis() const {
  v1::Basis basis = BasisOf(*yardstick_, position_);
  if (as_at_) *basis.mutable_as_at() = *as_at_;
  return basis;
}

absl::Status PlanReading::Scan(RowVisitor visit) const {
  return past_ ? ScanPast(*rows_, visit)
               : ActionPlanView(*rows_).Scan(question_.board, visit);
}

absl::Status PlanReading::ScanPast(const projections::ViewReader& rows,
                                   RowVisitor visit) const {
  const auto fold_again = [&](absl::string_view action, Row& row) {
    row.Clear();
    row.set_action(std::string(action));
    return ReadPast(sources_.log, action, *past_,
                    [&](const events::v1::Event& event) {
                      projections::FoldOwnFact(event, row);
                    });
  };
  return ActionPlanView(rows).ScanPast(question_.board, *past_, fold_again,
                                       visit);
}

absl::Status PlanReading::ScanDue(const projections::DueQuery& query,
                                  KeyedVisitor visit) const {
  return past_ ? ScanPastDue(query, visit)
               : projections::OverdueView(*rows_).ScanDue(query, visit);
}

absl::Status PlanReading::ScanPastDue(const projections::DueQuery& query,
                                      KeyedVisitor visit) const {
  struct Listed {
    std::string key;
    Row row;
  };
  std::vector<Listed> listed;
  RETURN_IF_ERROR(Scan([&](const Row& row) {
    const int32_t day = projections::ListedDay(row, query.against);
    if (day == 0 || day < query.first_day || day > query.last_day) return true;
    std::string key = projections::ListedKey(row, query.against, day);
    if (key > query.after_key) listed.push_back({std::move(key), row});
    return true;
  }));
  std::sort(listed.begin(), listed.end(),
            [](const Listed& a, const Listed& b) { return a.key < b.key; });
  for (const Listed& one : listed) {
    if (!visit(one.row, one.key)) break;
  }
  return absl::OkStatus();
}

absl::Status PlanReading::OpenViews() {
  absl::string_view view = question_.view;
  if (question_.as_at && view == projections::OverdueProjection::kName) {
    view = ActionPlanProjection::kName;
  }
  ASSIGN_OR_RETURN(rows_, sources_.projector.Read(view));
  ASSIGN_OR_RETURN(resources_,
                   sources_.projector.Read(ResourceProjection::kName));
  position_ = rows_->position();
  return absl::OkStatus();
}

absl::Status PlanReading::FindPast() {
  if (!question_.as_at) return absl::OkStatus();
  // What one view has not applied yet, the answer does not take in.
  const Position head =
      question_.pinned_position != 0
          ? question_.pinned_position
          : std::min(rows_->position(), resources_->position());
  ASSIGN_OR_RETURN(as_at_,
                   Resolve(*question_.as_at, *resources_, question_.now));
  ASSIGN_OR_RETURN(past_, PastOf(*as_at_, sources_.log, head));
  position_ = past_->position;
  return absl::OkStatus();
}

absl::Status PlanReading::FindBoard() {
  ASSIGN_OR_RETURN(board_, GetSetting<v1::Board>(question_.board));
  if (!past_ || past_->order == Past::Order::kRecorded) {
    return absl::OkStatus();
  }
  return CheckBoardBegun();
}

// A board has begun when it, or one of its actions, is said to have.
absl::Status PlanReading::CheckBoardBegun() const {
  const absl::Status begun = Get<v1::Board>(question_.board).status();
  if (begun.ok()) return begun;
  ASSIGN_OR_RETURN(const auto actions,
                   sources_.projector.Read(ActionPlanProjection::kName));
  bool has_actions = false;
  RETURN_IF_ERROR(ScanPast(*actions, [&](const Row&) {
    has_actions = true;
    return false;
  }));
  return has_actions ? absl::OkStatus() : begun;
}

void PlanReading::SetYardstick() {
  yardstick_ =
      YardstickOf(board_, as_at_ ? EarliestOf(*as_at_) : question_.now);
  if (question_.pinned_day != 0) {
    yardstick_->due_on = ToDay(question_.pinned_day);
  }
  if (question_.due_on) yardstick_->due_on = *question_.due_on;
}

// Whether nothing has happened to the resource that the past leaves out.
bool PlanReading::IsAsThen(const resources::Resource& resource) const {
  return std::visit(
      [&](const auto& state) {
        if (static_cast<Position>(state.last_position()) > past_->position) {
          return false;
        }
        // What is true of an action may have been corrected, and remarks on it
        // are entered late.
        return past_->order == Past::Order::kRecorded ||
               (!std::holds_alternative<v1::Action>(resource) &&
                resources::ToTime(state.last_occur_time()) <=
                    past_->occurred_by);
      },
      resource);
}

absl::StatusOr<resources::Resource> PlanReading::GetAny(
    absl::string_view name, Presence presence) const {
  ASSIGN_OR_RETURN(auto resource,
                   projections::ResourceView(*resources_).GetAny(name));
  if (!resource) return domain::ResourceNotFound(name);
  if (!past_ || IsAsThen(*resource)) return *std::move(resource);
  return presence == Presence::kBegun ? PastResource(sources_.log, name, *past_)
                                      : PastSetting(sources_.log, name, *past_);
}

}  // namespace actionplan::queries
