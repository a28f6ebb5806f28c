// The Ed25519 keys that notes are signed with: https://c2sp.org/signed-note.
#ifndef ACTIONPLAN_EVENTSTORE_MERKLE_NOTE_KEY_H_
#define ACTIONPLAN_EVENTSTORE_MERKLE_NOTE_KEY_H_

#include <openssl/evp.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace actionplan::eventstore {

inline constexpr size_t kNoteSeedBytes = 32;
inline constexpr size_t kNoteSignatureBytes = 64;

// INVALID_ARGUMENT unless the name is UTF-8, not empty, and has no plus, no
// Unicode space and no control character. A schema-less URL is recommended.
absl::Status CheckKeyName(absl::string_view name);

// A public key and its name. An immutable value, thread-safe; copies share the
// key.
class NoteVerifier {
 public:
  // Reads what ToString() writes. INVALID_ARGUMENT, with what is wrong, for
  // anything else: another type of key, a key id that is not this key's.
  static absl::StatusOr<NoteVerifier> Parse(absl::string_view text);

  // name+key id in 8 hexadecimal digits+base64(0x01 || public key): how a
  // public key is handed out.
  std::string ToString() const;

  const std::string& name() const { return name_; }

  // The first 4 bytes of SHA-256(name || 0x0A || 0x01 || public key), read as
  // a big-endian number. Tells keys apart; proves nothing.
  uint32_t key_id() const { return key_id_; }

  // Whether `signature` is this key's of `text`: RFC 8032, Ed25519.
  bool Verify(absl::string_view text, absl::string_view signature) const;

 private:
  friend class NoteSigner;
  using Key = std::shared_ptr<EVP_PKEY>;

  NoteVerifier(absl::string_view name, absl::string_view public_key, Key key);

  std::string name_;
  std::string public_key_;  // 32 bytes.
  uint32_t key_id_;
  Key key_;
};

// A private key and its name. An immutable value, thread-safe.
class NoteSigner {
 public:
  // `seed` is the private key of RFC 8032, kNoteSeedBytes random bytes that
  // the caller wipes after use. INVALID_ARGUMENT for another length and for a
  // name that CheckKeyName() refuses; no error repeats the seed.
  static absl::StatusOr<NoteSigner> FromSeed(absl::string_view name,
                                             absl::string_view seed);

  const NoteVerifier& verifier() const { return verifier_; }

  // kNoteSignatureBytes; the same for the same text.
  std::string Sign(absl::string_view text) const;

 private:
  explicit NoteSigner(NoteVerifier verifier);

  NoteVerifier verifier_;  // Its key is the private one too.
};

}  // namespace actionplan::eventstore

#endif  // ACTIONPLAN_EVENTSTORE_MERKLE_NOTE_KEY_H_
