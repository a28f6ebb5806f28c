// Signed notes: text and the signatures of it, as https://c2sp.org/signed-note
// lays them out.
//
//   The text, one or more lines.
//
//   — name of a key base64(key id || signature)
//
// Thread-safe.
#ifndef ACTIONPLAN_EVENTSTORE_MERKLE_SIGNED_NOTE_H_
#define ACTIONPLAN_EVENTSTORE_MERKLE_SIGNED_NOTE_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "eventstore/merkle/note_key.h"

namespace actionplan::eventstore {

// Larger notes are refused unread.
inline constexpr size_t kMaxNoteBytes = 1'000'000;
inline constexpr size_t kMaxNoteSignatures = 100;

struct NoteSignature {
  std::string key_name;
  uint32_t key_id = 0;
  std::string signature;  // Of any length: keys that we do not know may sign.
};

// A note as it was laid out; nothing of it is to be believed before OpenNote().
struct SignedNote {
  std::string text;  // Ends in a newline.
  std::vector<NoteSignature> signatures;
};

// INVALID_ARGUMENT when the text is not UTF-8, has control characters other
// than newlines, or does not end in one.
absl::StatusOr<std::string> SignNote(absl::string_view text,
                                     const NoteSigner& signer);

// INVALID_ARGUMENT, with what is wrong, for bytes that are no note.
absl::StatusOr<SignedNote> ParseNote(absl::string_view note);

// The text of a note that one of `keys` has signed. Signatures of keys that
// are not among them, by name and id, are passed over: others may cosign.
// INVALID_ARGUMENT as ParseNote(); UNAUTHENTICATED when none of the keys has
// signed, or a signature that claims to be one of theirs is not.
absl::StatusOr<std::string> OpenNote(absl::string_view note,
                                     absl::Span<const NoteVerifier> keys);

}  // namespace actionplan::eventstore

#endif  // ACTIONPLAN_EVENTSTORE_MERKLE_SIGNED_NOTE_H_
