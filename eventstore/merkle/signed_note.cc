#include "eventstore/merkle/signed_note.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "eventstore/base/status.h"
#include "eventstore/merkle/base64.h"
#include "eventstore/utf8.h"

namespace actionplan::eventstore {
namespace {

constexpr absl::string_view kSignaturePrefix = "\u2014 ";  // Em dash.
constexpr size_t kKeyIdBytes = 4;

absl::Status BadNote(absl::string_view what) {
  return absl::InvalidArgumentError(absl::StrCat("not a signed note: ", what));
}

// What holds for a text by itself as for a note with its signatures.
absl::Status CheckText(absl::string_view text) {
  if (!absl::EndsWith(text, "\n")) return BadNote("no newline at the end");
  if (!IsUtf8(text)) return BadNote("it is not UTF-8");
  for (const unsigned char byte : text) {
    if (byte < ' ' && byte != '\n') {
      return BadNote("it has a control character");
    }
  }
  return absl::OkStatus();
}

std::string KeyIdBytes(uint32_t id) {
  return {static_cast<char>(id >> 24), static_cast<char>(id >> 16),
          static_cast<char>(id >> 8), static_cast<char>(id)};
}

uint32_t KeyIdIn(absl::string_view bytes) {
  uint32_t id = 0;
  for (const char byte : bytes) id = id << 8 | static_cast<uint8_t>(byte);
  return id;
}

absl::StatusOr<NoteSignature> ParseSignature(absl::string_view line) {
  if (!absl::ConsumePrefix(&line, kSignaturePrefix)) {
    return BadNote("a signature does not begin with an em dash and a space");
  }
  const std::vector<absl::string_view> parts =
      absl::StrSplit(line, absl::MaxSplits(' ', 1));
  if (parts.size() != 2) return BadNote("a signature has no name and value");
  RETURN_IF_ERROR(CheckKeyName(parts[0]));
  const std::optional<std::string> bytes = DecodeBase64(parts[1]);
  if (!bytes) return BadNote("a signature is not base64");
  if (bytes->size() <= kKeyIdBytes) return BadNote("a signature is too short");
  return NoteSignature{.key_name = std::string(parts[0]),
                       .key_id = KeyIdIn(bytes->substr(0, kKeyIdBytes)),
                       .signature = bytes->substr(kKeyIdBytes)};
}

// The known key that a signature claims to be of, or null.
const NoteVerifier* KeyOf(const NoteSignature& signature,
                          absl::Span<const NoteVerifier> keys) {
  const auto found =
      std::find_if(keys.begin(), keys.end(), [&](const NoteVerifier& key) {
        return key.name() == signature.key_name &&
               key.key_id() == signature.key_id;
      });
  return found == keys.end() ? nullptr : &*found;
}

}  // namespace

absl::StatusOr<std::string> SignNote(absl::string_view text,
                                     const NoteSigner& signer) {
  RETURN_IF_ERROR(CheckText(text));
  const NoteVerifier& key = signer.verifier();
  return absl::StrCat(
      text, "\n", kSignaturePrefix, key.name(), " ",
      EncodeBase64(absl::StrCat(KeyIdBytes(key.key_id()), signer.Sign(text))),
      "\n");
}

absl::StatusOr<SignedNote> ParseNote(absl::string_view note) {
  if (note.size() > kMaxNoteBytes) {
    return BadNote(absl::StrCat("it is longer than ", kMaxNoteBytes, " bytes"));
  }
  RETURN_IF_ERROR(CheckText(note));
  // The text may have empty lines; the last one ends it.
  const size_t blank = note.rfind("\n\n");
  if (blank == absl::string_view::npos) return BadNote("no empty line");
  SignedNote parsed{.text = std::string(note.substr(0, blank + 1))};
  absl::string_view lines = note.substr(blank + 2);
  if (!absl::ConsumeSuffix(&lines, "\n")) return BadNote("no signature");
  for (const absl::string_view line : absl::StrSplit(lines, '\n')) {
    if (parsed.signatures.size() == kMaxNoteSignatures) {
      return BadNote(
          absl::StrCat("it has more than ", kMaxNoteSignatures, " signatures"));
    }
    ASSIGN_OR_RETURN(NoteSignature signature, ParseSignature(line));
    parsed.signatures.push_back(std::move(signature));
  }
  return parsed;
}

absl::StatusOr<std::string> OpenNote(absl::string_view note,
                                     absl::Span<const NoteVerifier> keys) {
  ASSIGN_OR_RETURN(SignedNote parsed, ParseNote(note));
  size_t verified = 0;
  for (const NoteSignature& signature : parsed.signatures) {
    const NoteVerifier* const key = KeyOf(signature, keys);
    if (key == nullptr) continue;
    if (!key->Verify(parsed.text, signature.signature)) {
      return absl::UnauthenticatedError(
          absl::StrCat("the signature of ", key->name(), " is not its own"));
    }
    ++verified;
  }
  if (verified == 0) {
    return absl::UnauthenticatedError("no known key has signed the note");
  }
  return std::move(parsed.text);
}

}  // namespace actionplan::eventstore
