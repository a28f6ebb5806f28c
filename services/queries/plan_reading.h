// The plan of a board as an answer reads it: as it is now, or as it was.
//
// Every query of the action plan goes through here, so that none knows whether
// it is asked about now or about the past. It takes from the reading the board,
// the yardstick, the rows, other resources, and at the end the basis that its
// answer states.
#ifndef ACTIONPLAN_SERVICES_QUERIES_PLAN_READING_H_
#define ACTIONPLAN_SERVICES_QUERIES_PLAN_READING_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "actionplan/projections/v1/rows.pb.h"
#include "actionplan/v1/action_plan_service.pb.h"
#include "actionplan/v1/as_at.pb.h"
#include "actionplan/v1/board.pb.h"
#include "eventstore/event_store.h"
#include "projections/action_plan_view.h"
#include "projections/overdue_view.h"
#include "projections/past.h"
#include "projections/projector.h"
#include "projections/resources/civil_date.h"
#include "projections/resources/resource.h"
#include "services/domain/resource_errors.h"
#include "services/queries/page.h"
#include "services/queries/standing.h"

namespace actionplan::queries {

// What answers are made of.
struct PlanSources {
  const eventstore::EventStore& log;
  const projections::Projector& projector;
};

// Which board, and when.
struct PlanQuestion {
  std::string board;                     // By resource name.
  std::optional<v1::AsAt> as_at;         // Empty: now. Checked for shape.
  std::optional<absl::CivilDay> due_on;  // Empty: not said.
  absl::Time now;
  // Of the first page of a list, for the later ones; else 0.
  int32_t pinned_day = 0;
  eventstore::Position pinned_position = 0;
  // The view that rows() reads. Scan() needs the action plan's, ScanDue() that
  // or the overdue list's, which the action plan's stands in for when the
  // question is about the past.
  absl::string_view view = projections::ActionPlanProjection::kName;
};

// What a request says of when.
template <typename Request>
PlanQuestion QuestionOf(const Request& request, absl::string_view board,
                        absl::Time now, const Page& page = {}) {
  PlanQuestion question{.board = std::string(board),
                        .now = now,
                        .pinned_day = page.due_day,
                        .pinned_position = page.position};
  if (request.has_as_at()) question.as_at = request.as_at();
  if constexpr (requires { request.due_on(); }) {
    // Its shape was checked when the request came in.
    const auto day = resources::FromDate(request.due_on());
    if (request.has_due_on() && day.ok()) question.due_on = *day;
  }
  return question;
}

// Everything read through one reading was in the log at one position, if it is
// about the past; now, each view is read as it is when the reading begins. Used
// by one thread.
class PlanReading {
 public:
  using Row = projections::v1::ActionPlanRow;
  using RowVisitor = absl::FunctionRef<bool(const Row& row)>;
  using KeyedVisitor =
      absl::FunctionRef<bool(const Row& row, absl::string_view key)>;

  // `sources` outlives the reading.
  //   NOT_FOUND         the board, or the meeting, does not exist
  //                     (RESOURCE_NOT_FOUND), or not yet (NOT_THERE_YET)
  //   INVALID_ARGUMENT  AS_AT_NOT_OVER: see Resolve() in as_at.h
  static absl::StatusOr<PlanReading> Begin(const PlanSources& sources,
                                           const PlanQuestion& question);

  // Gives the page the day and the position of this answer, for the next one.
  void Pin(Page& page) const;

  // As it was: its title, its policies.
  const v1::Board& board() const { return board_; }

  // The calendar of that board, its time zone, and the day asked about: the one
  // that the question says, else the one pinned to the page, else the day of
  // the earliest instant asked about, which is today when none is.
  const Yardstick& yardstick() const { return *yardstick_; }

  // The last position of the log that the answer takes in.
  eventstore::Position position() const { return position_; }

  // What counts; empty when the question is about now.
  const std::optional<projections::Past>& past() const { return past_; }

  // The instants asked about, absent for now.
  const std::optional<v1::AsAt>& as_at() const { return as_at_; }

  // What the answer says it was computed by.
  v1::Basis Basis() const;

  // The rows of the question's view, as they are now.
  const projections::ViewReader& rows() const { return *rows_; }

  // The actions of the board, by name, until `visit` returns false. The row is
  // reused from call to call. Costs a pass over the board's actions.
  absl::Status Scan(RowVisitor visit) const;

  // The actions whose clock runs and that fall due on these days, by day, then
  // by name, until `visit` returns false. Now it costs as much as the rows it
  // visits, for the past as much as Scan() and sorting. The query's board is
  // the reading's.
  absl::Status ScanDue(const projections::DueQuery& query,
                       KeyedVisitor visit) const;

  // The resource as it was. NOT_FOUND when there is none of this kind and name
  // (RESOURCE_NOT_FOUND), or was not yet (NOT_THERE_YET).
  template <typename State>
  absl::StatusOr<State> Get(absl::string_view name) const {
    auto resource = GetAny(name, Presence::kBegun);
    return As<State>(name, std::move(resource));
  }

  // A resource that actions speak of, such as an agency or a plan, as it was,
  // but from its first fact on even when that is said to have happened later:
  // facts may tell of an action that is older than what the board knows of its
  // agency. NOT_FOUND as Get(), but for what was recorded by then.
  template <typename State>
  absl::StatusOr<State> GetSetting(absl::string_view name) const {
    auto resource = GetAny(name, Presence::kRecorded);
    return As<State>(name, std::move(resource));
  }

 private:
  enum class Presence { kBegun, kRecorded };

  PlanReading(const PlanSources& sources, const PlanQuestion& question)
      : sources_(sources), question_(question) {}

  absl::Status OpenViews();
  absl::Status FindPast();
  absl::Status FindBoard();
  absl::Status CheckBoardBegun() const;
  void SetYardstick();
  bool IsAsThen(const resources::Resource& resource) const;
  absl::StatusOr<resources::Resource> GetAny(absl::string_view name,
                                             Presence presence) const;
  absl::Status ScanPast(const projections::ViewReader& rows,
                        RowVisitor visit) const;
  absl::Status ScanPastDue(const projections::DueQuery& query,
                           KeyedVisitor visit) const;

  template <typename State>
  static absl::StatusOr<State> As(
      absl::string_view name, absl::StatusOr<resources::Resource> resource) {
    if (!resource.ok()) return resource.status();
    State* state = std::get_if<State>(&*resource);
    if (state == nullptr) return domain::ResourceNotFound(name);
    return std::move(*state);
  }

  PlanSources sources_;
  PlanQuestion question_;
  std::unique_ptr<projections::ViewReader> resources_;
  std::unique_ptr<projections::ViewReader> rows_;
  eventstore::Position position_ = 0;
  std::optional<v1::AsAt> as_at_;
  std::optional<projections::Past> past_;
  v1::Board board_;
  std::optional<Yardstick> yardstick_;
};

}  // namespace actionplan::queries

#endif  // ACTIONPLAN_SERVICES_QUERIES_PLAN_READING_H_
