#include "projections/projector.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "eventstore/base/logging.h"
#include "eventstore/base/status.h"
#include "projections/follower.h"
#include "projections/projector_view.h"
#include "projections/resources/instant.h"

namespace actionplan::projections {
namespace {

using eventstore::Position;

absl::Status NoSuchProjection(absl::string_view projection) {
  return base::Error(
      {.code = absl::StatusCode::kNotFound,
       .reason = "PROJECTION_NOT_FOUND",
       .message = absl::StrCat("There is no projection ", projection,
                               "; list the projections to see their names."),
       .metadata = {{"projection", std::string(projection)}}});
}

absl::Status AlreadyRebuilding(absl::string_view projection) {
  return base::Error(
      {.code = absl::StatusCode::kAlreadyExists,
       .reason = "REBUILD_RUNNING",
       .message = absl::StrCat("The projection ", projection,
                               " is being built already; wait until that is "
                               "done."),
       .metadata = {{"projection", std::string(projection)}}});
}

absl::Status Closed() {
  return base::Error({.code = absl::StatusCode::kUnavailable,
                      .reason = "PROJECTIONS_CLOSED",
                      .message = "The server is stopping; try again."});
}

class EmptyCursor final : public RowCursor {
 public:
  bool Valid() const override { return false; }
  absl::string_view key() const override { return ""; }
  absl::string_view value() const override { return ""; }
  void Next() override {}
  void Seek(absl::string_view) override {}
  absl::Status status() const override { return absl::OkStatus(); }
};

// What is read of a view that has not been built yet.
class EmptyReader final : public ViewReader {
 public:
  uint64_t position() const override { return 0; }
  absl::StatusOr<bool> Get(absl::string_view, std::string&) const override {
    return false;
  }
  absl::Status Scan(absl::string_view, absl::string_view,
                    RowVisitor) const override {
    return absl::OkStatus();
  }
  absl::Status ScanBack(absl::string_view, absl::string_view,
                        RowVisitor) const override {
    return absl::OkStatus();
  }
  std::unique_ptr<RowCursor> Cursor(absl::string_view,
                                    absl::string_view) const override {
    return std::make_unique<EmptyCursor>();
  }
};

}  // namespace

absl::StatusOr<std::unique_ptr<Projector>> Projector::Start(
    const eventstore::EventStore& log, ViewStore& views,
    std::vector<std::unique_ptr<Projection>> projections,
    const base::Clock& clock) {
  std::unique_ptr<Projector> projector(
      new Projector(log, views, std::move(projections), clock));
  RETURN_IF_ERROR(projector->OpenViews());
  projector->thread_ = std::thread([&self = *projector] { self.Run(); });
  return projector;
}

Projector::Projector(const eventstore::EventStore& log, ViewStore& views,
                     std::vector<std::unique_ptr<Projection>> projections,
                     const base::Clock& clock)
    : log_(log),
      view_store_(views),
      clock_(clock),
      bell_(std::make_shared<Bell>()) {
  for (auto& projection : projections) {
    views_.push_back(std::make_unique<View>());
    views_.back()->projection = std::move(projection);
  }
  builder_ = std::make_unique<ViewBuilder>(
      log_, view_store_, ViewBuilder::Options(), [this](Built built) {
        {
          base::MutexLock lock(mutex_);
          built_.push_back(std::move(built));
        }
        bell_->Ring();
      });
}

Projector::~Projector() { Stop(); }

void Projector::Stop() {
  if (stopping_.exchange(true)) return;
  builder_->Stop();
  bell_->Ring();
  if (thread_.joinable()) thread_.join();
  for (const auto& view : views_) view->applied.Fail(Closed());
}

absl::Status Projector::OpenViews() {
  for (const std::string& name : view_store_.Views()) {
    if (Find(name).ok()) continue;
    ASSIGN_OR_RETURN(const auto generation, view_store_.Find(name));
    RETURN_IF_ERROR(view_store_.Drop(*generation));
  }
  std::vector<BuildOrder> orders;
  for (const auto& view : views_) {
    ASSIGN_OR_RETURN(auto generation,
                     view_store_.Find(view->projection->name()));
    if (generation != nullptr) {
      ASSIGN_OR_RETURN(const auto checkpoint, generation->checkpoint());
      if (IsTrusted(*view->projection, checkpoint)) {
        Show(*view, std::make_unique<Follower>(
                        Follower::Start{.projection = *view->projection,
                                        .generation = std::move(generation),
                                        .position = checkpoint.position()}));
        continue;
      }
      RETURN_IF_ERROR(view_store_.Drop(*generation));
    }
    ASSIGN_OR_RETURN(orders.emplace_back(), OrderOf(*view));
  }
  builder_->Submit(orders);
  return absl::OkStatus();
}

bool Projector::IsTrusted(const Projection& projection,
                          const v1::Checkpoint& checkpoint) const {
  const v1::Checkpoint expected =
      CheckpointOf(projection, log_, checkpoint.position());
  const bool has_hash =
      checkpoint.position() == 0 || !expected.leaf_hash().empty();
  const bool trusted = has_hash && checkpoint.SerializeAsString() ==
                                       expected.SerializeAsString();
  if (!trusted) {
    base::Log(base::Severity::kWarning, "view is built anew",
              {{"projection", projection.name()},
               {"position", checkpoint.position()},
               {"version", checkpoint.version()},
               {"log", checkpoint.log_id()}});
  }
  return trusted;
}

absl::StatusOr<Projector::View*> Projector::Find(
    absl::string_view projection) const {
  for (const auto& view : views_) {
    if (view->projection->name() == projection) return view.get();
  }
  return NoSuchProjection(projection);
}

absl::StatusOr<eventstore::PositionSignal*> Projector::Applied(
    absl::string_view projection) const {
  ASSIGN_OR_RETURN(View * view, Find(projection));
  return &view->applied;
}

absl::StatusOr<std::unique_ptr<ViewReader>> Projector::Read(
    absl::string_view projection) const {
  ASSIGN_OR_RETURN(View * view, Find(projection));
  std::shared_ptr<Generation> rows;
  {
    base::MutexLock lock(view->mutex);
    rows = view->rows;
  }
  if (rows == nullptr) return std::make_unique<EmptyReader>();
  return rows->Snapshot();
}

absl::Status Projector::Rebuild(absl::string_view projection) {
  ASSIGN_OR_RETURN(View * view, Find(projection));
  ASSIGN_OR_RETURN(const BuildOrder order, OrderOf(*view));
  builder_->Submit({order});
  return absl::OkStatus();
}

absl::StatusOr<BuildOrder> Projector::OrderOf(View& view) {
  {
    base::MutexLock lock(view.mutex);
    if (view.rebuilding) return AlreadyRebuilding(view.projection->name());
    view.rebuilding = true;
  }
  view.build_position = 0;
  return BuildOrder{.projection = view.projection.get(),
                    .progress = &view.build_position};
}

std::vector<ProjectionStanding> Projector::Standings() const {
  std::vector<ProjectionStanding> standings;
  for (const auto& view : views_) standings.push_back(StandingOf(*view));
  return standings;
}

ProjectionStanding Projector::StandingOf(const View& view) const {
  ProjectionStanding standing{
      .name = std::string(view.projection->name()),
      .version = view.projection->version(),
      .position = view.applied.Get(),
  };
  // Read after the view's, so that the difference is never negative.
  const Position head = log_.head().Get();
  standing.lag_events = head - standing.position;
  if (standing.lag_events > 0) {
    const Position oldest = standing.position + 1;
    // An age that cannot be read is left out: what cannot be read stops the
    // projection, which says so.
    log_.ReadLog({.first = oldest, .last = oldest},
                 [&](const eventstore::v1::Envelope& envelope) {
                   // A clock that was set back makes nothing late.
                   standing.lag = std::max(
                       clock_.Now() - resources::ToTime(envelope.record_time()),
                       absl::ZeroDuration());
                   return false;
                 })
        .IgnoreError();
  }
  base::MutexLock lock(view.mutex);
  standing.failure = view.failure;
  standing.rebuilding = view.rebuilding;
  if (view.rebuilding) standing.rebuild_position = view.build_position;
  return standing;
}

}  // namespace actionplan::projections
