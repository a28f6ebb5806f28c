#include "projections/view_builder.h"

#include <algorithm>
#include <utility>

#include "eventstore/base/status.h"

namespace actionplan::projections {
namespace {

// Applying events takes a core and little of the disk. A third thread would
// take the cores of those who are answered meanwhile.
constexpr size_t kThreads = 2;

}  // namespace

struct ViewBuilder::Site {
  BuildOrder order;
  Follower follower;
};

ViewBuilder::ViewBuilder(const eventstore::EventStore& log, ViewStore& views,
                         Options options, std::function<void(Built)> done)
    : log_(log), views_(views), options_(options), done_(std::move(done)) {
  while (threads_.size() < kThreads) threads_.emplace_back([this] { Run(); });
}

ViewBuilder::~ViewBuilder() { Stop(); }

void ViewBuilder::Submit(const std::vector<BuildOrder>& orders) {
  base::MutexLock lock(mutex_);
  orders_.insert(orders_.end(), orders.begin(), orders.end());
  submitted_.NotifyAll();
}

void ViewBuilder::Stop() {
  {
    base::MutexLock lock(mutex_);
    stopping_ = true;
    submitted_.NotifyAll();
  }
  for (std::thread& thread : threads_) {
    if (thread.joinable()) thread.join();
  }
}

void ViewBuilder::Run() {
  while (!stopping_) {
    Build(NextOrders());
    base::MutexLock lock(mutex_);
    --busy_;
  }
}

std::vector<BuildOrder> ViewBuilder::NextOrders() {
  base::MutexLock lock(mutex_);
  while (orders_.empty() && !stopping_) submitted_.Wait(mutex_);
  const size_t idle = kThreads - busy_++;
  const size_t share = (orders_.size() + idle - 1) / idle;
  const auto end = orders_.begin() + static_cast<ptrdiff_t>(share);
  std::vector<BuildOrder> taken(orders_.begin(), end);
  orders_.erase(orders_.begin(), end);
  return taken;
}

void ViewBuilder::Build(std::vector<BuildOrder> orders) {
  Sites sites = Prepare(orders);
  while (!sites.empty() && !stopping_) {
    const eventstore::Position head = log_.head().Get();
    std::vector<Follower*> followers;
    eventstore::Position position = head;
    for (const auto& site : sites) {
      followers.push_back(&site->follower);
      position = std::min(position, site->follower.position());
    }
    if (position < head) {
      Feed(log_,
           {.first = position + 1, .last = position + options_.slice_events},
           followers);
    }
    const auto settled = [&](const auto& site) { return Settle(*site, head); };
    sites.erase(std::remove_if(sites.begin(), sites.end(), settled),
                sites.end());
  }
  for (const auto& site : sites) {
    views_.Drop(*site->follower.generation()).IgnoreError();
  }
}

ViewBuilder::Sites ViewBuilder::Prepare(const std::vector<BuildOrder>& orders) {
  Sites sites;
  for (const BuildOrder& order : orders) {
    auto generation = views_.Create(order.projection->name());
    if (!generation.ok()) {
      done_({.projection = order.projection, .failure = generation.status()});
      continue;
    }
    sites.push_back(std::make_unique<Site>(
        Site{order, Follower({.projection = *order.projection,
                              .generation = *std::move(generation),
                              .limit = order.limit})}));
  }
  return sites;
}

bool ViewBuilder::Settle(Site& site, eventstore::Position head) {
  Follower& follower = site.follower;
  *site.order.progress = follower.position();
  if (!follower.reason().ok()) {
    // Built again from the start, so that nothing is left of what the event
    // that cannot be applied had changed.
    views_.Drop(*follower.generation()).IgnoreError();
    BuildOrder again = site.order;
    again.limit = follower.limit();
    Submit({again});
    return true;
  }
  const bool built = follower.position() >= std::min(head, follower.limit());
  absl::Status written;
  if (built) {
    written = Finish(follower);
  } else if (follower.bytes() > options_.bytes_per_view) {
    written = Load(follower);
  }
  if (!written.ok()) {
    views_.Drop(*follower.generation()).IgnoreError();
    done_({.projection = site.order.projection, .failure = written});
    return true;
  }
  if (built) {
    done_({.projection = site.order.projection,
           .generation = follower.generation(),
           .position = follower.position()});
  }
  return built;
}

absl::Status ViewBuilder::Load(Follower& follower) {
  ViewStore::Batch batch = follower.Changes(log_);
  std::sort(
      batch.changes.begin(), batch.changes.end(),
      [](const RowChange& a, const RowChange& b) { return a.key < b.key; });
  RETURN_IF_ERROR(views_.Load(*follower.generation(), batch.changes));
  follower.MarkWrittenAndForget();
  return absl::OkStatus();
}

absl::Status ViewBuilder::Finish(Follower& follower) {
  if (follower.unwritten()) RETURN_IF_ERROR(Load(follower));
  return views_.FinishLoad(
      *follower.generation(),
      CheckpointOf(follower.projection(), log_, follower.position()));
}

}  // namespace actionplan::projections
