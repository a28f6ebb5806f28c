#include "services/verify/program.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "eventstore/base/status.h"
#include "eventstore/merkle/signed_note.h"
#include "google/protobuf/io/zero_copy_stream_impl.h"
#include "services/verify/export_scan.h"
#include "services/verify/export_verdict.h"
#include "services/verify/files.h"
#include "services/verify/proof_checks.h"
#include "services/verify/trust.h"
#include "services/verify/witness.h"

namespace actionplan::verify {
namespace {

using eventstore::Checkpoint;
using eventstore::CheckpointTrust;

constexpr int kReadBytes = 256 * 1024;
constexpr size_t kMaxProofFileBytes = 64 * 1024;
constexpr size_t kMaxEventFileBytes = 1024 * 1024;

// What stands in the way of judging; UNAUTHENTICATED is a judgement.
Answer Prevented(const absl::Status& status) {
  Answer answer{.verdict = Verdict::kUnusable,
                .headline = std::string(status.message())};
  if (absl::IsUnauthenticated(status)) {
    answer.verdict = Verdict::kNotProven;
    answer.facts.emplace_back(
        "means",
        "It is not signed by the key that was given: it was changed, somebody "
        "else has signed it, or it is the wrong key. While a log changes its "
        "key, give the old one and the new one.");
  }
  return answer;
}

struct SignedCheckpoint {
  std::string note;
  Checkpoint checkpoint;
};

absl::StatusOr<SignedCheckpoint> ReadCheckpoint(const std::string& file,
                                                const CheckpointTrust& trust) {
  ASSIGN_OR_RETURN(std::string note, ReadFile(file, eventstore::kMaxNoteBytes));
  auto checkpoint = OpenCheckpoint(note, trust);
  if (!checkpoint.ok()) {
    return absl::Status(
        checkpoint.status().code(),
        absl::StrCat(file, ": ", checkpoint.status().message()));
  }
  return SignedCheckpoint{.note = std::move(note),
                          .checkpoint = *std::move(checkpoint)};
}

absl::StatusOr<Proof> ReadProof(const std::string& file) {
  ASSIGN_OR_RETURN(const std::string text, ReadFile(file, kMaxProofFileBytes));
  auto proof = ParseProof(text);
  if (proof.ok()) return proof;
  return absl::FailedPreconditionError(
      absl::StrCat(file, ", ", proof.status().message()));
}

absl::StatusOr<ExportScan> ScanFile(const std::string& file,
                                    uint64_t beginning) {
  const int descriptor = open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) {
    return absl::UnavailableError(
        absl::StrCat(file, " cannot be read: ", std::strerror(errno)));
  }
  google::protobuf::io::FileInputStream input(descriptor, kReadBytes);
  input.SetCloseOnDelete(true);
  ExportScan scan = ScanExport(input, beginning);
  if (input.GetErrno() == 0) return scan;
  return absl::UnavailableError(
      absl::StrCat(file, " cannot be read: ", std::strerror(input.GetErrno())));
}

absl::StatusOr<Answer> VerifyExport(const Options& options,
                                    const CheckpointTrust& trust) {
  std::optional<Checkpoint> witnessed;
  if (!options.witness_file.empty()) {
    ASSIGN_OR_RETURN(witnessed, ReadWitness(options.witness_file, trust));
  }
  ASSIGN_OR_RETURN(
      const ExportScan scan,
      ScanFile(options.export_file, witnessed ? witnessed->size : 0));
  Answer answer = JudgeExport(scan, trust, witnessed);
  if (answer.verdict == Verdict::kProven && !options.witness_file.empty()) {
    Keep({.file = options.witness_file,
          .note = scan.checkpoint,
          .witnessed = witnessed},
         answer);
  }
  return answer;
}

absl::StatusOr<Answer> VerifyGrowth(const Options& options,
                                    const CheckpointTrust& trust) {
  ASSIGN_OR_RETURN(const auto witnessed,
                   ReadWitness(options.witness_file, trust));
  ASSIGN_OR_RETURN(const SignedCheckpoint next,
                   ReadCheckpoint(options.checkpoint_file, trust));
  Proof proof;
  if (!options.proof_file.empty()) {
    ASSIGN_OR_RETURN(proof, ReadProof(options.proof_file));
  } else if (witnessed && witnessed->size != 0 &&
             witnessed->size < next.checkpoint.size) {
    return Answer{
        .verdict = Verdict::kWrongFlags,
        .headline = absl::StrCat(
            "--proof=FILE is required: that the log has grown from ",
            witnessed->size, " to ", next.checkpoint.size, " events")};
  }
  Answer answer{
      .verdict = Verdict::kProven,
      .headline = absl::StrCat("the checkpoint of ", next.checkpoint.size,
                               " events is signed by ", trust.origin)};
  if (witnessed) answer = JudgeGrowth(*witnessed, next.checkpoint, proof);
  answer.facts.emplace_back(
      "signed by", absl::StrJoin(SignersOf(next.note, trust), " and "));
  if (answer.verdict == Verdict::kProven) {
    Keep({.file = options.witness_file,
          .note = next.note,
          .witnessed = witnessed},
         answer);
  }
  return answer;
}

absl::StatusOr<Answer> VerifyEvent(const Options& options,
                                   const CheckpointTrust& trust) {
  ASSIGN_OR_RETURN(const std::string envelope,
                   ReadFile(options.event_file, kMaxEventFileBytes));
  ASSIGN_OR_RETURN(const SignedCheckpoint at,
                   ReadCheckpoint(options.checkpoint_file, trust));
  ASSIGN_OR_RETURN(const Proof proof, ReadProof(options.proof_file));
  Answer answer = JudgeEvent({.envelope = envelope,
                              .position = options.position,
                              .checkpoint = at.checkpoint},
                             proof);
  answer.facts.emplace_back("signed by",
                            absl::StrJoin(SignersOf(at.note, trust), " and "));
  return answer;
}

absl::StatusOr<Answer> Carry(const Options& options,
                             const CheckpointTrust& trust) {
  switch (options.task) {
    case Task::kExport:
      return VerifyExport(options, trust);
    case Task::kGrowth:
      return VerifyGrowth(options, trust);
    case Task::kEvent:
      break;
  }
  return VerifyEvent(options, trust);
}

}  // namespace

Answer Verify(const Options& options) {
  const auto trust = LoadTrust(options.keys);
  if (absl::IsInvalidArgument(trust.status())) {
    return {.verdict = Verdict::kWrongFlags,
            .headline = std::string(trust.status().message())};
  }
  if (!trust.ok()) return Prevented(trust.status());
  absl::StatusOr<Answer> answer = Carry(options, *trust);
  return answer.ok() ? *std::move(answer) : Prevented(answer.status());
}

}  // namespace actionplan::verify
