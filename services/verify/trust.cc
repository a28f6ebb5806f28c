#include "services/verify/trust.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "eventstore/base/status.h"
#include "services/verify/files.h"

namespace actionplan::verify {
namespace {

using eventstore::CheckpointTrust;
using eventstore::NoteVerifier;

constexpr size_t kMaxKeyFileBytes = 64 * 1024;

absl::Status ReadKeyFile(const std::string& path,
                         std::vector<NoteVerifier>& keys) {
  ASSIGN_OR_RETURN(const std::string text, ReadFile(path, kMaxKeyFileBytes));
  const std::vector<absl::string_view> lines =
      absl::StrSplit(absl::StripSuffix(text, "\n"), '\n');
  for (size_t at = 0; at < lines.size(); ++at) {
    auto key = NoteVerifier::Parse(lines[at]);
    if (!key.ok()) {
      return absl::FailedPreconditionError(absl::StrCat(
          path, ", line ", at + 1, " is ", key.status().message()));
    }
    keys.push_back(*std::move(key));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<CheckpointTrust> LoadTrust(absl::Span<const std::string> keys) {
  CheckpointTrust trust;
  for (absl::string_view key : keys) {
    if (absl::ConsumePrefix(&key, "@")) {
      RETURN_IF_ERROR(ReadKeyFile(std::string(key), trust.keys));
    } else {
      ASSIGN_OR_RETURN(NoteVerifier verifier, NoteVerifier::Parse(key));
      trust.keys.push_back(std::move(verifier));
    }
  }
  trust.origin = trust.keys.front().name();
  for (const NoteVerifier& key : trust.keys) {
    if (key.name() != trust.origin) {
      return absl::InvalidArgumentError(
          absl::StrCat("--key: the keys are of different logs, ", trust.origin,
                       " and ", key.name()));
    }
  }
  return trust;
}

std::vector<std::string> SignersOf(absl::string_view note,
                                   const CheckpointTrust& trust) {
  std::vector<std::string> signers;
  for (const NoteVerifier& key : trust.keys) {
    if (eventstore::OpenCheckpoint(note,
                                   {.origin = trust.origin, .keys = {key}})
            .ok()) {
      signers.push_back(key.ToString());
    }
  }
  return signers;
}

}  // namespace actionplan::verify
