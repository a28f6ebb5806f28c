// What the projector's thread does.
#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "eventstore/base/logging.h"
#include "eventstore/base/status.h"
#include "projections/projector_view.h"
#include "projections/resources/names.h"

namespace actionplan::projections {
namespace {

using eventstore::Position;

// A batch is short, so that an event which arrives while it is applied is
// still visible within milliseconds.
constexpr uint64_t kBatch = 256;

// Parsed rows that one view keeps for the events to come.
constexpr size_t kRowBytesInMemory = size_t{64} << 20;

absl::Status Stopped(const Follower& follower) {
  const std::string projection(follower.projection().name());
  const std::string event = resources::EventName(follower.limit() + 1);
  return base::Error(
      {.code = absl::StatusCode::kInternal,
       .reason = "PROJECTION_STOPPED",
       .message = absl::StrCat(
           "The projection ", projection, " stopped before ", event,
           "; an operator has to look at it: ", follower.reason().message()),
       .metadata = {{"projection", projection}, {"event", event}}});
}

}  // namespace

void Projector::Run() {
  while (!stopping_) {
    AdoptBuilt();
    const Progress followed = Follow();
    // What answers comes first, and waits for one batch of the others at most.
    if (followed == Progress::kFull) continue;
    const Progress caught_up = CatchUp();
    if (followed == Progress::kNone && caught_up == Progress::kNone) {
      WaitForWork();
    }
  }
}

void Projector::AdoptBuilt() {
  std::vector<Built> adopted;
  {
    base::MutexLock lock(mutex_);
    adopted.swap(built_);
  }
  for (Built& built : adopted) {
    View& view = **Find(built.projection->name());
    if (built.failure.ok()) {
      view.next = std::make_unique<Follower>(
          Follower::Start{.projection = *built.projection,
                          .generation = std::move(built.generation),
                          .position = built.position});
      continue;
    }
    base::Log(base::Severity::kError, "view cannot be built",
              {{"projection", built.projection->name()},
               {"reason", built.failure.ToString()}});
    {
      base::MutexLock lock(view.mutex);
      view.rebuilding = false;
      if (view.current != nullptr) continue;
      view.failure = built.failure;
    }
    view.applied.Fail(built.failure);
  }
}

// Feeds the views that answer.
Projector::Progress Projector::Follow() {
  std::vector<Follower*> followers;
  for (const auto& view : views_) {
    if (view->current != nullptr) followers.push_back(view->current.get());
  }
  const Progress progress = Advance(followers);
  for (const auto& view : views_) {
    if (view->current != nullptr) Publish(*view);
  }
  return progress;
}

// Feeds the views that are to take over.
Projector::Progress Projector::CatchUp() {
  std::vector<Follower*> followers;
  for (const auto& view : views_) {
    if (view->next != nullptr) followers.push_back(view->next.get());
  }
  const Progress progress = Advance(followers);
  for (const auto& view : views_) {
    if (view->next == nullptr || !IsThrough(*view)) continue;
    if (view->current != nullptr &&
        view->next->position() < view->current->position()) {
      GiveUp(*view);
    } else {
      TakeOver(*view);
    }
  }
  return progress;
}

Projector::Progress Projector::Advance(
    const std::vector<Follower*>& followers) {
  Position position = log_.head().Get();
  const Position head = position;
  for (const Follower* follower : followers) {
    if (!follower->stopped()) {
      position = std::min(position, follower->position());
    }
  }
  if (position == head) return Progress::kNone;
  const Position last = std::min(head, position + kBatch);
  Feed(log_, {.first = position + 1, .last = last}, followers);
  Write(followers);
  return last < head ? Progress::kFull : Progress::kSome;
}

void Projector::Write(const std::vector<Follower*>& followers) {
  std::vector<Follower*> writing;
  std::vector<ViewStore::Batch> batches;
  for (Follower* follower : followers) {
    if (!follower->unwritten()) continue;
    writing.push_back(follower);
    batches.push_back(follower->Changes(log_));
  }
  const absl::Status written = view_store_.Write(batches);
  for (Follower* follower : writing) {
    if (!written.ok()) {
      follower->StopBefore(follower->written() + 1, written);
    } else if (follower->bytes() > kRowBytesInMemory) {
      follower->MarkWrittenAndForget();
    } else {
      follower->MarkWritten();
    }
  }
}

void Projector::Publish(View& view) {
  const Follower& follower = *view.current;
  view.applied.Publish(follower.position());
  if (!follower.stopped()) return;
  const absl::Status failure = Stopped(follower);
  {
    base::MutexLock lock(view.mutex);
    if (!view.failure.ok()) return;
    view.failure = failure;
  }
  view.applied.Fail(failure);
  base::Log(base::Severity::kError, "projection stopped",
            {{"projection", view.projection->name()},
             {"position", follower.position()},
             {"reason", failure.ToString()}});
}

bool Projector::IsThrough(const View& view) const {
  const Follower& next = *view.next;
  if (next.stopped()) return true;
  return log_.head().Get() - next.position() < kBatch &&
         (view.current == nullptr ||
          next.position() >= view.current->position());
}

// The view that answers is further than the one that was built can come.
void Projector::GiveUp(View& view) {
  base::Log(base::Severity::kError, "built view is given up",
            {{"projection", view.projection->name()},
             {"position", view.next->position()},
             {"reason", view.next->reason().ToString()}});
  const std::unique_ptr<Follower> dropped = std::move(view.next);
  {
    base::MutexLock lock(view.mutex);
    view.rebuilding = false;
  }
  Drop(*dropped->generation());
}

void Projector::TakeOver(View& view) {
  const std::unique_ptr<Follower> dropped = std::move(view.current);
  Show(view, std::move(view.next));
  if (dropped != nullptr) Drop(*dropped->generation());
}

void Projector::Show(View& view, std::unique_ptr<Follower> follower) {
  view.current = std::move(follower);
  {
    base::MutexLock lock(view.mutex);
    view.rows = view.current->generation();
    view.failure = absl::OkStatus();
    view.rebuilding = false;
  }
  view.applied.Recover();
  view.applied.Publish(view.current->position());
}

// What cannot be dropped only takes room until the store is opened again.
void Projector::Drop(Generation& generation) {
  const absl::Status dropped = view_store_.Drop(generation);
  if (dropped.ok()) return;
  base::Log(
      base::Severity::kWarning, "old view is not dropped",
      {{"projection", generation.view()}, {"reason", dropped.ToString()}});
}

// Until there is an event to apply, a view was built, or Stop().
void Projector::WaitForWork() {
  Position position = UINT64_MAX;
  for (const auto& view : views_) {
    for (const Follower* follower : {view->current.get(), view->next.get()}) {
      if (follower != nullptr && !follower->stopped()) {
        position = std::min(position, follower->position());
      }
    }
  }
  eventstore::PositionSignal::Ticket ticket = 0;
  if (position != UINT64_MAX) {
    ticket = log_.head().WhenReached(position + 1,
                                     [bell = bell_](absl::Status reached) {
                                       if (reached.ok()) bell->Ring();
                                     });
  }
  bell_->Await();
  if (ticket != 0) log_.head().Cancel(ticket);
}

}  // namespace actionplan::projections
