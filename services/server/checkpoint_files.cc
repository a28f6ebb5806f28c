#include "services/server/checkpoint_files.h"

#include <openssl/crypto.h>

#include <memory>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "absl/types/span.h"
#include "eventstore/base/logging.h"
#include "eventstore/base/status.h"
#include "eventstore/merkle/base64.h"
#include "eventstore/rocksdb/log_hashes.h"

namespace actionplan::server {
namespace {

using eventstore::Disk;
using eventstore::NoteSigner;

// As Go's note package writes a private key: this, the name, the key id, and
// the type of key with the seed.
constexpr absl::string_view kKeyPrefix = "PRIVATE+KEY+";
constexpr char kEd25519 = '\x01';

constexpr uint64_t kMostKeyBytes = 4096;

absl::Status KeyInvalid(const std::string& path, absl::string_view symptom) {
  return base::Error(
      {.code = absl::StatusCode::kFailedPrecondition,
       .reason = "CHECKPOINT_KEY_INVALID",
       .message = absl::StrCat(
           path, " is not the key of this log's checkpoints: ", symptom,
           "; put the right file there, or take it away to have a new key "
           "made"),
       .metadata = {{"path", path}}});
}

// Empties a string that held a secret when it goes.
class Wiped {
 public:
  explicit Wiped(std::string& secret) : secret_(secret) {}
  ~Wiped() { OPENSSL_cleanse(secret_.data(), secret_.size()); }
  Wiped(const Wiped&) = delete;
  Wiped& operator=(const Wiped&) = delete;

 private:
  std::string& secret_;
};

absl::Status WriteDurably(Disk& disk, const std::string& folder,
                          absl::string_view name, absl::string_view bytes) {
  const std::string path = absl::StrCat(folder, "/", name);
  const std::string unfinished = path + ".new";
  ASSIGN_OR_RETURN(const auto file, disk.Create(unfinished));
  RETURN_IF_ERROR(file->Write(0, bytes));
  RETURN_IF_ERROR(file->Sync());
  RETURN_IF_ERROR(disk.Rename(unfinished, path));
  return disk.SyncFolder(folder);
}

absl::StatusOr<NoteSigner> ParseKey(const std::string& path,
                                    absl::string_view text,
                                    absl::string_view origin) {
  if (!absl::ConsumeSuffix(&text, "\n") ||
      !absl::ConsumePrefix(&text, kKeyPrefix)) {
    return KeyInvalid(path, "it does not begin or end as a key does");
  }
  // Base64 may have a plus, a name may not.
  const std::vector<absl::string_view> parts =
      absl::StrSplit(text, absl::MaxSplits('+', 2));
  if (parts.size() != 3) return KeyInvalid(path, "a part is missing");
  auto secret = eventstore::DecodeBase64(parts[2]);
  if (!secret.has_value() || !absl::StartsWith(*secret, {&kEd25519, 1})) {
    return KeyInvalid(path, "it is not an Ed25519 key in base64");
  }
  const Wiped wiped(*secret);
  auto signer =
      NoteSigner::FromSeed(parts[0], absl::string_view(*secret).substr(1));
  if (!signer.ok()) return KeyInvalid(path, signer.status().message());
  if (parts[1] !=
      absl::StrCat(absl::Hex(signer->verifier().key_id(), absl::kZeroPad8))) {
    return KeyInvalid(path, "its key id is another key's");
  }
  if (parts[0] != origin) {
    return KeyInvalid(path, absl::StrCat("it is that of ", parts[0]));
  }
  return signer;
}

absl::StatusOr<NoteSigner> MakeKey(Disk& disk, const std::string& data,
                                   absl::string_view origin) {
  std::string secret =
      absl::StrCat(absl::string_view(&kEd25519, 1),
                   eventstore::RandomBytes(eventstore::kNoteSeedBytes));
  const Wiped wiped_secret(secret);
  ASSIGN_OR_RETURN(
      NoteSigner signer,
      NoteSigner::FromSeed(origin, absl::string_view(secret).substr(1)));
  std::string text =
      absl::StrCat(kKeyPrefix, origin, "+",
                   absl::Hex(signer.verifier().key_id(), absl::kZeroPad8), "+",
                   eventstore::EncodeBase64(secret), "\n");
  const Wiped wiped_text(text);
  RETURN_IF_ERROR(WriteDurably(disk, data, "checkpoint.key", text));
  base::Log(base::Severity::kInfo, "a key for checkpoints was made",
            {{"public_key", signer.verifier().ToString()}});
  return signer;
}

}  // namespace

absl::StatusOr<NoteSigner> LoadCheckpointKey(Disk& disk,
                                             const std::string& data,
                                             absl::string_view origin) {
  const std::string path = data + "/checkpoint.key";
  absl::StatusOr<NoteSigner> signer = absl::NotFoundError("");
  ASSIGN_OR_RETURN(const bool exists, disk.Exists(path));
  if (!exists) {
    signer = MakeKey(disk, data, origin);
  } else {
    ASSIGN_OR_RETURN(const auto file, disk.Open(path));
    ASSIGN_OR_RETURN(const uint64_t size, file->Size());
    if (size > kMostKeyBytes) return KeyInvalid(path, "it is too long");
    std::string text(size, '\0');
    const Wiped wiped(text);
    RETURN_IF_ERROR(file->Read(0, absl::MakeSpan(text)));
    signer = ParseKey(path, text, origin);
  }
  if (!signer.ok()) return signer;
  RETURN_IF_ERROR(WriteDurably(disk, data, "checkpoint.pub",
                               signer->verifier().ToString() + "\n"));
  return signer;
}

absl::Status KeepCheckpoint(Disk& disk, const std::string& data,
                            absl::string_view note) {
  const std::string path = data + "/checkpoint";
  const std::string unfinished = path + ".new";
  ASSIGN_OR_RETURN(const auto file, disk.Create(unfinished));
  RETURN_IF_ERROR(file->Write(0, note));
  return disk.Rename(unfinished, path);
}

}  // namespace actionplan::server
