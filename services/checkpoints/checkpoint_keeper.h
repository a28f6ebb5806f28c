// Keeps the newest signed checkpoint of the log. One is made when somebody asks
// and the log has grown, and every second while it grows for those who collect
// them.
//
// Only what is acknowledged is signed, so no crash takes back what a checkpoint
// says. Signing is repeatable: the same tree gives the same note.
#ifndef ACTIONPLAN_SERVICES_CHECKPOINTS_CHECKPOINT_KEEPER_H_
#define ACTIONPLAN_SERVICES_CHECKPOINTS_CHECKPOINT_KEEPER_H_

#include <functional>
#include <string>
#include <thread>

#include "absl/base/thread_annotations.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "eventstore/base/clock.h"
#include "eventstore/base/mutex.h"
#include "eventstore/event_store.h"
#include "eventstore/merkle/note_key.h"

namespace actionplan::checkpoints {

struct SignedCheckpoint {
  eventstore::TreeHead tree;
  std::string note;  // merkle/checkpoint.h, signed.
  absl::Time sign_time;
};

// The name of a log in its checkpoints, and of the key that signs them.
std::string OriginOf(absl::string_view log_id);

// Thread-safe.
class CheckpointKeeper {
 public:
  // Called with the newest checkpoint, once a second at most, on the keeper's
  // own thread.
  using Listener = std::function<void(const SignedCheckpoint&)>;

  // The signer's name is OriginOf() the log; both references outlive it.
  CheckpointKeeper(const eventstore::EventStore& log,
                   eventstore::NoteSigner signer, const base::Clock& clock,
                   Listener listener);
  ~CheckpointKeeper();

  // Of everything that is acknowledged.
  SignedCheckpoint Newest();

  const eventstore::NoteVerifier& verifier() const {
    return signer_.verifier();
  }

  // Signs what the log has come to and ends the thread.
  void Stop();

 private:
  void Run();
  void SignIfGrown() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  const eventstore::EventStore& log_;
  const eventstore::NoteSigner signer_;
  const base::Clock& clock_;
  const Listener listener_;
  base::Mutex mutex_;
  base::Condition changed_;
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  SignedCheckpoint newest_ ABSL_GUARDED_BY(mutex_);
  std::thread thread_;  // Last: it uses all of the above.
};

}  // namespace actionplan::checkpoints

#endif  // ACTIONPLAN_SERVICES_CHECKPOINTS_CHECKPOINT_KEEPER_H_
