#include "services/verify/export_verdict.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/verify/trust.h"
#include "services/verify/witness.h"

namespace actionplan::verify {
namespace {

using eventstore::Checkpoint;
using eventstore::CheckpointTrust;

void Describe(const ExportScan& scan, Answer& answer) {
  answer.facts.emplace_back(
      "events",
      scan.withheld == 0
          ? absl::StrCat(scan.leaves, ", all in view")
          : absl::StrCat(scan.leaves, ", ", scan.withheld,
                         " of them withheld, of which only the hash is here"));
  // Both were followed up to the first bad position only.
  if (scan.bad) return;
  answer.facts.emplace_back("streams", absl::StrCat(scan.streams));
  if (scan.recorded) {
    answer.facts.emplace_back(
        "recorded", absl::StrCat(TimeText(scan.recorded->first), " to ",
                                 TimeText(scan.recorded->last)));
  }
}

absl::string_view WhatIs(BadPosition::Kind kind) {
  switch (kind) {
    case BadPosition::Kind::kChanged:
      return "is not the event whose hash the log kept";
    case BadPosition::Kind::kOutOfPlace:
      return "cannot follow what comes before it";
    case BadPosition::Kind::kCount:
      return "is missing, or one too many";
  }
  return "";
}

// Where the change is, once it is known what the two trees lead to.
std::string MeaningOf(const ExportScan& scan, const Checkpoint& checkpoint) {
  const bool kept_is_signed = scan.kept_root == checkpoint.root;
  if (scan.bad->kind != BadPosition::Kind::kChanged) {
    return kept_is_signed
               ? "The log was signed with this fault in it: it is the log or "
                 "whoever has its key that is wrong, not this copy."
               : "Events were removed, added or moved after the log was "
                 "signed. What follows this position is not where it was.";
  }
  if (kept_is_signed) {
    return "The event was changed after the log was signed, or another was "
           "put in its place. The hash that was kept of the true event is the "
           "signed one, the event that is here does not lead to it.";
  }
  if (scan.event_root == checkpoint.root) {
    return "The events are the signed ones. The hash that should prove this "
           "one was changed.";
  }
  return "Events and the hashes kept of them were both changed after the log "
         "was signed: more than this position may be wrong.";
}

void Complain(const ExportScan& scan, Answer& answer) {
  const BadPosition& bad = *scan.bad;
  answer.verdict = Verdict::kNotProven;
  answer.bad_position = bad.position;
  answer.headline =
      absl::StrCat("position ", bad.position, " ", WhatIs(bad.kind));
  answer.facts.emplace_back("position", absl::StrCat(bad.position));
  if (!bad.order.empty()) answer.facts.emplace_back("also", bad.order);
  if (scan.changed > 1) {
    answer.facts.emplace_back(
        "in all",
        absl::StrCat(scan.changed, " events do not hash to what the log kept"));
  }
}

// The file has a fault of form; there is no checkpoint to compare with.
Answer JudgeUnfinished(const ExportScan& scan) {
  Answer answer;
  if (!scan.bad) {
    answer.verdict = Verdict::kUnusable;
    answer.headline =
        absl::StrCat("the file is not a whole export: ", scan.end.message());
    answer.facts.emplace_back(
        "means",
        "It was cut short or damaged on its way, or is another kind of file. "
        "Export it again before anything is concluded from it.");
    return answer;
  }
  Complain(scan, answer);
  answer.facts.emplace_back(
      "means",
      "The export does not hang together. It was changed after it was made, "
      "or the log it was made from had been.");
  if (scan.end.code() != absl::StatusCode::kDataLoss) {
    answer.facts.emplace_back("then", std::string(scan.end.message()));
  }
  return answer;
}

Answer JudgeSignature(const ExportScan& scan, const absl::Status& opened) {
  Answer answer;
  if (scan.bad) Complain(scan, answer);
  if (absl::IsUnauthenticated(opened)) {
    answer.facts.emplace_back("signature", std::string(opened.message()));
    answer.facts.emplace_back(
        "means",
        "The checkpoint is not signed by the key that was given: it was "
        "changed, somebody else has signed it, or it is the wrong key. "
        "Nothing that it covers is proven.");
    if (!scan.bad) {
      answer.headline = "the checkpoint is not signed by the log's key";
    }
    return answer;
  }
  answer.facts.emplace_back("checkpoint", std::string(opened.message()));
  if (!scan.bad) {
    answer.verdict = Verdict::kUnusable;
    answer.headline = "the trailer of the export has no checkpoint";
  }
  return answer;
}

// The leaves agree with each other and not with what was signed.
void BracketChange(const ExportScan& scan,
                   const std::optional<Checkpoint>& witnessed, Answer& answer) {
  answer.headline = absl::StrCat(
      "the ", scan.leaves, " leaves do not lead to the root that was signed");
  answer.facts.emplace_back(
      "means",
      "Every event in view hashes to the hash beside it, but the hashes are "
      "not the signed ones: events and hashes were changed together, or the "
      "hash of a withheld event was.");
  if (!witnessed || witnessed->size >= scan.leaves || witnessed->size == 0) {
    answer.facts.emplace_back(
        "where", absl::StrCat("within positions 1 to ", scan.leaves));
  } else if (scan.beginning == witnessed->root) {
    answer.facts.emplace_back(
        "where", absl::StrCat("after position ", witnessed->size,
                              ": up to there the log is what was witnessed"));
  } else {
    answer.facts.emplace_back(
        "where", absl::StrCat("within positions 1 to ", witnessed->size,
                              ", which are not what was witnessed, and "
                              "perhaps later too"));
  }
}

// Of an export that was read to its end and signed.
Answer JudgeLeaves(const ExportScan& scan, const Checkpoint& checkpoint,
                   const std::optional<Checkpoint>& witnessed) {
  Answer answer;
  if (scan.bad) {
    Complain(scan, answer);
    answer.facts.emplace_back("means", MeaningOf(scan, checkpoint));
  } else if (scan.origin != checkpoint.origin || scan.size != checkpoint.size) {
    answer.headline = absl::StrCat(
        "the export names ", scan.size, " events of ", scan.origin,
        ", its checkpoint ", checkpoint.size, " of ", checkpoint.origin);
    answer.facts.emplace_back("means",
                              "Header and checkpoint are not of one export.");
  } else if (scan.kept_root != checkpoint.root) {
    BracketChange(scan, witnessed, answer);
  } else {
    answer.verdict = Verdict::kProven;
    answer.headline =
        absl::StrCat("the ", checkpoint.size, " events of ", checkpoint.origin,
                     " are those that the log has signed");
  }
  return answer;
}

// Two signatures that contradict each other do so whatever the leaves are; for
// the rest the leaves must be the signed ones.
Growth GrowthOf(const ExportScan& scan, const Checkpoint& checkpoint,
                const Checkpoint& witnessed) {
  if (checkpoint.size <= witnessed.size) {
    return GrowthFrom(witnessed, checkpoint, checkpoint.root);
  }
  const bool leaves_are_signed =
      scan.size == checkpoint.size && scan.kept_root == checkpoint.root;
  if (!leaves_are_signed) return Growth::kContinues;
  return GrowthFrom(witnessed, checkpoint,
                    scan.beginning.value_or(eventstore::MerkleHash{}));
}

void CompareWithWitness(const ExportScan& scan, const Checkpoint& checkpoint,
                        const Checkpoint& witnessed, Answer& answer) {
  const Growth growth = GrowthOf(scan, checkpoint, witnessed);
  if (growth == Growth::kContinues) return;
  Answer refused;
  Refuse(growth, witnessed, checkpoint, refused);
  if (answer.verdict == Verdict::kProven) {
    answer = std::move(refused);
  } else {
    answer.facts.emplace_back("witness", std::move(refused.headline));
  }
}

}  // namespace

Answer JudgeExport(const ExportScan& scan, const CheckpointTrust& trust,
                   const std::optional<Checkpoint>& witnessed) {
  if (!scan.end.ok()) return JudgeUnfinished(scan);
  const auto checkpoint = OpenCheckpoint(scan.checkpoint, trust);
  if (!checkpoint.ok()) return JudgeSignature(scan, checkpoint.status());
  Answer answer = JudgeLeaves(scan, *checkpoint, witnessed);
  if (witnessed) CompareWithWitness(scan, *checkpoint, *witnessed, answer);
  Describe(scan, answer);
  answer.facts.emplace_back(
      "signed by", absl::StrJoin(SignersOf(scan.checkpoint, trust), " and "));
  return answer;
}

}  // namespace actionplan::verify
