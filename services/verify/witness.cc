#include "services/verify/witness.h"

#include "absl/strings/str_cat.h"
#include "eventstore/base/status.h"
#include "eventstore/merkle/signed_note.h"
#include "services/verify/files.h"

namespace actionplan::verify {
namespace {

using eventstore::Checkpoint;

}  // namespace

absl::StatusOr<std::optional<Checkpoint>> ReadWitness(
    const std::string& file, const eventstore::CheckpointTrust& trust) {
  const auto note = ReadFile(file, eventstore::kMaxNoteBytes);
  if (absl::IsNotFound(note.status())) return std::nullopt;
  RETURN_IF_ERROR(note.status());
  auto checkpoint = OpenCheckpoint(*note, trust);
  if (checkpoint.ok()) return *std::move(checkpoint);
  const std::string message =
      absl::StrCat("the witness ", file, ": ", checkpoint.status().message());
  if (absl::IsUnauthenticated(checkpoint.status())) {
    return absl::UnauthenticatedError(message);
  }
  return absl::FailedPreconditionError(message);
}

Growth GrowthFrom(const Checkpoint& witnessed, const Checkpoint& next,
                  const eventstore::MerkleHash& beginning) {
  if (next.size < witnessed.size) return Growth::kRolledBack;
  return beginning == witnessed.root ? Growth::kContinues : Growth::kRewritten;
}

void Refuse(Growth growth, const Checkpoint& witnessed, const Checkpoint& next,
            Answer& answer) {
  answer.verdict = Verdict::kNotProven;
  if (growth == Growth::kRolledBack) {
    answer.headline = absl::StrCat("the log was rolled back: ", next.size,
                                   " events are signed here, but ",
                                   witnessed.size, " were witnessed");
    answer.facts.emplace_back(
        "means",
        "Events that were part of the log are gone. It was set back to an "
        "older state, from a backup for one, or this is an old export. The "
        "witness file is left as it was.");
    return;
  }
  answer.headline =
      absl::StrCat("the log was rewritten: its first ", witnessed.size,
                   " events are not those that were witnessed");
  answer.facts.emplace_back(
      "means",
      absl::StrCat(
          "Two histories bear the log's own signature. Somebody who can use "
          "its key has changed, removed or added something within positions 1 "
          "to ",
          witnessed.size,
          " and signed again. The witness file is left as it was; keep it, "
          "with this checkpoint it is the evidence."));
}

void Keep(const Acceptance& acceptance, Answer& answer) {
  const absl::Status kept = ReplaceFile(acceptance.file, acceptance.note);
  if (!kept.ok()) {
    answer.verdict = Verdict::kUnusable;
    answer.headline = absl::StrCat(
        "the log is proven, but the witness was not kept: ", kept.message());
    return;
  }
  answer.facts.emplace_back(
      "witness",
      acceptance.witnessed
          ? absl::StrCat("continues the ", acceptance.witnessed->size,
                         " events that were witnessed before; kept in ",
                         acceptance.file)
          : absl::StrCat("first sight of this log, nothing to compare it "
                         "with; made ",
                         acceptance.file));
}

}  // namespace actionplan::verify
