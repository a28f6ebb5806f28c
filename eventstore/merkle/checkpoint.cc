#include "eventstore/merkle/checkpoint.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "eventstore/base/status.h"
#include "eventstore/merkle/base64.h"
#include "eventstore/merkle/frontier.h"
#include "eventstore/merkle/signed_note.h"
#include "eventstore/utf8.h"

namespace actionplan::eventstore {
namespace {

absl::Status BadCheckpoint(absl::string_view what) {
  return absl::InvalidArgumentError(absl::StrCat("not a checkpoint: ", what));
}

// The format asks for no more than a line; blanks, for one, are allowed.
absl::Status CheckOrigin(absl::string_view origin) {
  if (origin.empty()) return BadCheckpoint("the origin is empty");
  if (!IsUtf8(origin)) return BadCheckpoint("the origin is not UTF-8");
  const auto is_control = [](unsigned char byte) { return byte < ' '; };
  if (std::any_of(origin.begin(), origin.end(), is_control)) {
    return BadCheckpoint("the origin has a control character");
  }
  return absl::OkStatus();
}

absl::Status CheckSize(uint64_t size) {
  if (size <= kMaxTreeSize) return absl::OkStatus();
  return BadCheckpoint(absl::StrCat("the size is above ", kMaxTreeSize));
}

}  // namespace

absl::StatusOr<std::string> FormatCheckpoint(const Checkpoint& checkpoint) {
  RETURN_IF_ERROR(CheckOrigin(checkpoint.origin));
  RETURN_IF_ERROR(CheckSize(checkpoint.size));
  return absl::StrCat(
      checkpoint.origin, "\n", checkpoint.size, "\n",
      EncodeBase64(BytesOf(absl::MakeConstSpan(&checkpoint.root, 1))), "\n");
}

absl::StatusOr<Checkpoint> ParseCheckpoint(absl::string_view text) {
  if (!absl::ConsumeSuffix(&text, "\n")) {
    return BadCheckpoint("no newline at the end");
  }
  const std::vector<absl::string_view> lines = absl::StrSplit(text, '\n');
  if (lines.size() != 3) {
    return BadCheckpoint(absl::StrCat("it has ", lines.size(),
                                      " lines, not origin, size and root"));
  }
  Checkpoint checkpoint{.origin = std::string(lines[0])};
  RETURN_IF_ERROR(CheckOrigin(checkpoint.origin));
  // Abseil forgives blanks, a plus and leading zeros; writing it again does
  // not.
  if (!absl::SimpleAtoi(lines[1], &checkpoint.size) ||
      absl::StrCat(checkpoint.size) != lines[1]) {
    return BadCheckpoint("the size is not a decimal number in its one form");
  }
  RETURN_IF_ERROR(CheckSize(checkpoint.size));
  const std::optional<std::string> root = DecodeBase64(lines[2]);
  if (!root || root->size() != kMerkleHashBytes) {
    return BadCheckpoint("the root is not 32 bytes in base64");
  }
  std::copy(root->begin(), root->end(), checkpoint.root.begin());
  return checkpoint;
}

absl::StatusOr<std::string> SignCheckpoint(const Checkpoint& checkpoint,
                                           const NoteSigner& signer) {
  ASSIGN_OR_RETURN(const std::string text, FormatCheckpoint(checkpoint));
  return SignNote(text, signer);
}

absl::StatusOr<Checkpoint> OpenCheckpoint(absl::string_view note,
                                          const CheckpointTrust& trust) {
  ASSIGN_OR_RETURN(const std::string text, OpenNote(note, trust.keys));
  ASSIGN_OR_RETURN(Checkpoint checkpoint, ParseCheckpoint(text));
  if (checkpoint.origin != trust.origin) {
    return absl::UnauthenticatedError(
        absl::StrCat("the checkpoint is of the log ", checkpoint.origin,
                     ", not of ", trust.origin));
  }
  return checkpoint;
}

}  // namespace actionplan::eventstore
