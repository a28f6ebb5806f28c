#include "eventstore/merkle/note_key.h"

#include <openssl/err.h>

#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"
#include "eventstore/base/status.h"
#include "eventstore/merkle/base64.h"
#include "eventstore/merkle/cryptography.h"
#include "eventstore/utf8.h"

namespace actionplan::eventstore {
namespace {

constexpr size_t kPublicKeyBytes = 32;
constexpr absl::string_view kEd25519Type("\x01", 1);

// Unicode's White_Space beyond the ASCII range, in UTF-8.
constexpr absl::string_view kWideSpaces[] = {
    "\u0085", "\u00a0", "\u1680", "\u2000", "\u2001", "\u2002", "\u2003",
    "\u2004", "\u2005", "\u2006", "\u2007", "\u2008", "\u2009", "\u200a",
    "\u2028", "\u2029", "\u202f", "\u205f", "\u3000"};

const unsigned char* Octets(absl::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

unsigned char* Octets(std::string& bytes) {
  return reinterpret_cast<unsigned char*>(bytes.data());
}

struct FreeContext {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
using Context = std::unique_ptr<EVP_MD_CTX, FreeContext>;

uint32_t KeyId(absl::string_view name, absl::string_view public_key) {
  const std::string named = absl::StrCat(name, "\n", kEd25519Type, public_key);
  std::array<unsigned char, EVP_MAX_MD_SIZE> hash;
  RequireCryptography(EVP_Digest(named.data(), named.size(), hash.data(),
                                 nullptr, EVP_sha256(), nullptr),
                      "key id");
  return uint32_t{hash[0]} << 24 | uint32_t{hash[1]} << 16 |
         uint32_t{hash[2]} << 8 | hash[3];
}

absl::Status BadVerifier(absl::string_view what) {
  return absl::InvalidArgumentError(
      absl::StrCat("not a verifier key of the form name+id+key: ", what));
}

}  // namespace

absl::Status CheckKeyName(absl::string_view name) {
  if (name.empty()) return absl::InvalidArgumentError("a key has no name");
  if (!IsUtf8(name)) {
    return absl::InvalidArgumentError("the name of a key is not UTF-8");
  }
  for (const unsigned char byte : name) {
    if (byte == '+' || byte <= ' ') {
      return absl::InvalidArgumentError(
          "the name of a key has a plus, a space or a control character");
    }
  }
  for (const absl::string_view space : kWideSpaces) {
    if (absl::StrContains(name, space)) {
      return absl::InvalidArgumentError(
          "the name of a key has a Unicode space");
    }
  }
  return absl::OkStatus();
}

NoteVerifier::NoteVerifier(absl::string_view name, absl::string_view public_key,
                           Key key)
    : name_(name),
      public_key_(public_key),
      key_id_(KeyId(name, public_key)),
      key_(std::move(key)) {}

absl::StatusOr<NoteVerifier> NoteVerifier::Parse(absl::string_view text) {
  const std::vector<absl::string_view> parts =
      absl::StrSplit(text, absl::MaxSplits('+', 2));
  if (parts.size() != 3) return BadVerifier("it has fewer than three parts");
  RETURN_IF_ERROR(CheckKeyName(parts[0]));
  const std::optional<std::string> typed = DecodeBase64(parts[2]);
  if (!typed) return BadVerifier("the key is not base64");
  if (!absl::StartsWith(*typed, kEd25519Type)) {
    return BadVerifier("the key is not of type 0x01, Ed25519");
  }
  const absl::string_view public_key =
      absl::string_view(*typed).substr(kEd25519Type.size());
  if (public_key.size() != kPublicKeyBytes) {
    return BadVerifier(absl::StrCat("the key has ", public_key.size(),
                                    " bytes, not ", kPublicKeyBytes));
  }
  NoteVerifier verifier(
      parts[0], public_key,
      Key(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr,
                                      Octets(public_key), public_key.size()),
          EVP_PKEY_free));
  if (verifier.key_ == nullptr) return BadVerifier("the key is refused");
  if (parts[1] != absl::StrFormat("%08x", verifier.key_id_)) {
    return BadVerifier("the id is not that of the key and its name");
  }
  return verifier;
}

std::string NoteVerifier::ToString() const {
  return absl::StrFormat("%s+%08x+%s", name_, key_id_,
                         EncodeBase64(absl::StrCat(kEd25519Type, public_key_)));
}

bool NoteVerifier::Verify(absl::string_view text,
                          absl::string_view signature) const {
  const Context context(EVP_MD_CTX_new());
  RequireCryptography(EVP_DigestVerifyInit(context.get(), nullptr, nullptr,
                                           nullptr, key_.get()),
                      "signature check");
  // A wrong signature is an answer: leave no error for the thread's next call.
  ERR_set_mark();
  const int answer =
      EVP_DigestVerify(context.get(), Octets(signature), signature.size(),
                       Octets(text), text.size());
  ERR_pop_to_mark();
  return answer == 1;
}

NoteSigner::NoteSigner(NoteVerifier verifier)
    : verifier_(std::move(verifier)) {}

absl::StatusOr<NoteSigner> NoteSigner::FromSeed(absl::string_view name,
                                                absl::string_view seed) {
  RETURN_IF_ERROR(CheckKeyName(name));
  if (seed.size() != kNoteSeedBytes) {
    return absl::InvalidArgumentError(absl::StrCat(
        "the seed of a key has ", seed.size(), " bytes, not ", kNoteSeedBytes));
  }
  NoteVerifier::Key key(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr,
                                                     Octets(seed), seed.size()),
                        EVP_PKEY_free);
  RequireCryptography(key != nullptr ? 1 : 0, "private key");
  std::string public_key(kPublicKeyBytes, '\0');
  size_t size = public_key.size();
  RequireCryptography(
      EVP_PKEY_get_raw_public_key(key.get(), Octets(public_key), &size),
      "public key");
  return NoteSigner(NoteVerifier(name, public_key, std::move(key)));
}

std::string NoteSigner::Sign(absl::string_view text) const {
  const Context context(EVP_MD_CTX_new());
  RequireCryptography(EVP_DigestSignInit(context.get(), nullptr, nullptr,
                                         nullptr, verifier_.key_.get()),
                      "signature");
  std::string signature(kNoteSignatureBytes, '\0');
  size_t size = signature.size();
  RequireCryptography(EVP_DigestSign(context.get(), Octets(signature), &size,
                                     Octets(text), text.size()),
                      "signature");
  return signature;
}

}  // namespace actionplan::eventstore
