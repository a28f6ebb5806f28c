#include "services/checkpoints/checkpoint_keeper.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "eventstore/base/logging.h"
#include "eventstore/merkle/checkpoint.h"

namespace actionplan::checkpoints {
namespace {

constexpr absl::Duration kInterval = absl::Seconds(1);

}  // namespace

std::string OriginOf(absl::string_view log_id) {
  return absl::StrCat("actionplan/", log_id);
}

CheckpointKeeper::CheckpointKeeper(const eventstore::EventStore& log,
                                   eventstore::NoteSigner signer,
                                   const base::Clock& clock, Listener listener)
    : log_(log),
      signer_(std::move(signer)),
      clock_(clock),
      listener_(std::move(listener)),
      thread_([this] { Run(); }) {}

CheckpointKeeper::~CheckpointKeeper() { Stop(); }

void CheckpointKeeper::Stop() {
  {
    base::MutexLock lock(mutex_);
    stopping_ = true;
    changed_.NotifyAll();
  }
  if (thread_.joinable()) thread_.join();
}

SignedCheckpoint CheckpointKeeper::Newest() {
  base::MutexLock lock(mutex_);
  SignIfGrown();
  return newest_;
}

void CheckpointKeeper::Run() {
  std::string told;
  while (true) {
    SignedCheckpoint newest;
    bool last = false;
    {
      base::MutexLock lock(mutex_);
      last = stopping_;
      SignIfGrown();
      newest = newest_;
    }
    if (newest.note != told) {
      listener_(newest);
      told = newest.note;
    }
    if (last) return;
    base::MutexLock lock(mutex_);
    if (!stopping_) changed_.WaitFor(mutex_, kInterval);
  }
}

void CheckpointKeeper::SignIfGrown() {
  const eventstore::TreeHead tree = log_.tree_head();
  if (!newest_.note.empty() && tree == newest_.tree) return;
  auto note = eventstore::SignCheckpoint({.origin = signer_.verifier().name(),
                                          .size = tree.size,
                                          .root = tree.root},
                                         signer_);
  // The name was checked with the key, and no log is too long to be written.
  if (!note.ok()) {
    base::Fatal("a checkpoint was not signed",
                {{"cause", note.status().ToString()}});
  }
  newest_ = {.tree = tree, .note = *std::move(note), .sign_time = clock_.Now()};
}

}  // namespace actionplan::checkpoints
