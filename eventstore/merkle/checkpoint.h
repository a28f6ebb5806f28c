// Checkpoints: the size and root of a log's tree, signed. The text is that of
// https://c2sp.org/tlog-checkpoint, the envelope a signed note:
//
//   origin: which log
//   size: leaves, decimal
//   root: base64
//
//   — origin base64(key id || signature)
//
// Thread-safe. A log must not sign two checkpoints of which one tree is not
// the beginning of the other: to sign only what a batch has made durable is
// the caller's part.
#ifndef ACTIONPLAN_EVENTSTORE_MERKLE_CHECKPOINT_H_
#define ACTIONPLAN_EVENTSTORE_MERKLE_CHECKPOINT_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "eventstore/merkle/hash.h"
#include "eventstore/merkle/note_key.h"

namespace actionplan::eventstore {

struct Checkpoint {
  std::string origin;  // One line of UTF-8, not empty; the name of the key.
  uint64_t size = 0;   // At most kMaxTreeSize.
  MerkleHash root{};

  friend bool operator==(const Checkpoint&, const Checkpoint&) = default;
};

// INVALID_ARGUMENT for an origin or a size that cannot be written.
absl::StatusOr<std::string> FormatCheckpoint(const Checkpoint& checkpoint);

// INVALID_ARGUMENT, with what is wrong, for any text that FormatCheckpoint()
// would not have written: a checkpoint has one spelling. That bars extension
// lines, which the format allows and nobody could check.
absl::StatusOr<Checkpoint> ParseCheckpoint(absl::string_view text);

// A signed note. Errors as FormatCheckpoint().
absl::StatusOr<std::string> SignCheckpoint(const Checkpoint& checkpoint,
                                           const NoteSigner& signer);

// Which log a checkpoint must be of, and the keys that may have signed it:
// more than one while a log changes its key.
struct CheckpointTrust {
  std::string origin;
  std::vector<NoteVerifier> keys;
};

// The checkpoint in a signed note. INVALID_ARGUMENT when it is not a note or
// its text not a checkpoint; UNAUTHENTICATED when no trusted key has signed it
// or it is another log's.
absl::StatusOr<Checkpoint> OpenCheckpoint(absl::string_view note,
                                          const CheckpointTrust& trust);

}  // namespace actionplan::eventstore

#endif  // ACTIONPLAN_EVENTSTORE_MERKLE_CHECKPOINT_H_
