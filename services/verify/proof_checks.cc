#include "services/verify/proof_checks.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "actionplan/eventstore/v1/envelope.pb.h"
#include "eventstore/merkle/base64.h"
#include "eventstore/merkle/proof.h"
#include "services/verify/event_order.h"
#include "services/verify/witness.h"

namespace actionplan::verify {
namespace {

using eventstore::Checkpoint;
using eventstore::MerkleHash;
using eventstore::TreeHasher;

void DescribeEvent(const eventstore::v1::Envelope& event, Answer& answer) {
  answer.facts.emplace_back("position", absl::StrCat(event.position()));
  answer.facts.emplace_back(
      "event", absl::StrCat(event.type(), ", revision ", event.revision(),
                            " of ", event.stream()));
  answer.facts.emplace_back("by", event.actor());
  answer.facts.emplace_back("recorded", TimeText(event.record_time()));
}

Answer RefusedEvent(const EventClaim& claim, absl::string_view headline,
                    absl::string_view meaning) {
  return {.verdict = Verdict::kNotProven,
          .headline = std::string(headline),
          .bad_position = claim.position,
          .facts = {{"means", std::string(meaning)}}};
}

}  // namespace

absl::StatusOr<Proof> ParseProof(absl::string_view text) {
  Proof proof;
  if (text.empty()) return proof;
  for (const absl::string_view line :
       absl::StrSplit(absl::StripSuffix(text, "\n"), '\n')) {
    const auto hash = eventstore::DecodeBase64(line);
    if (!hash || hash->size() != eventstore::kMerkleHashBytes) {
      return absl::InvalidArgumentError(absl::StrCat(
          "line ", proof.size() + 1, " is not a hash, 32 bytes in base64"));
    }
    std::copy(hash->begin(), hash->end(), proof.emplace_back().begin());
  }
  return proof;
}

Answer JudgeGrowth(const Checkpoint& witnessed, const Checkpoint& next,
                   const Proof& proof) {
  Answer answer;
  if (next.size <= witnessed.size) {
    const Growth growth = GrowthFrom(witnessed, next, next.root);
    if (growth != Growth::kContinues) {
      Refuse(growth, witnessed, next, answer);
      return answer;
    }
  }
  TreeHasher hasher;
  const absl::Status proven = VerifyConsistency(
      {.growth = {.old_size = witnessed.size, .new_size = next.size},
       .old_root = witnessed.root,
       .new_root = next.root},
      proof, hasher);
  if (!proven.ok()) {
    answer.headline =
        "nothing shows that this log continues the one that was witnessed";
    answer.facts.emplace_back("proof", std::string(proven.message()));
    answer.facts.emplace_back(
        "means",
        absl::StrCat("Either the proof is not that of growth from ",
                     witnessed.size, " to ", next.size,
                     " events, or the log was rewritten. Ask for the proof "
                     "once more; if it fails again, the log cannot prove "
                     "that it kept its past. The witness file is left as it "
                     "was."));
    return answer;
  }
  answer.verdict = Verdict::kProven;
  answer.headline =
      absl::StrCat("the ", next.size, " events of ", next.origin,
                   " begin with the ", witnessed.size, " that were witnessed");
  return answer;
}

Answer JudgeEvent(const EventClaim& claim, const Proof& proof) {
  eventstore::v1::Envelope event;
  if (!event.ParseFromArray(claim.envelope.data(),
                            static_cast<int>(claim.envelope.size()))) {
    return {.verdict = Verdict::kUnusable,
            .headline = "the file of the event holds no event"};
  }
  if (event.position() != claim.position) {
    return RefusedEvent(
        claim,
        absl::StrCat("the event names itself position ", event.position(),
                     ", not ", claim.position),
        "It is another event, or its position was changed.");
  }
  if (claim.position > claim.checkpoint.size) {
    return RefusedEvent(
        claim,
        absl::StrCat("position ", claim.position, " is not among the ",
                     claim.checkpoint.size, " events that were signed"),
        "The checkpoint is older than the event. Take a newer one and the "
        "proof that belongs to it.");
  }
  TreeHasher hasher;
  const absl::Status proven =
      VerifyInclusion({.place = {.index = claim.position - 1,
                                 .tree_size = claim.checkpoint.size},
                       .leaf = hasher.Leaf(claim.envelope),
                       .root = claim.checkpoint.root},
                      proof, hasher);
  if (!proven.ok()) {
    Answer answer = RefusedEvent(
        claim,
        absl::StrCat("the event is not shown to be position ", claim.position,
                     " of the log"),
        "The event was changed, or the proof is not that of this event and "
        "this checkpoint.");
    answer.facts.emplace_back("proof", std::string(proven.message()));
    return answer;
  }
  Answer answer{.verdict = Verdict::kProven,
                .headline = absl::StrCat(
                    "the event is position ", claim.position, " of the ",
                    claim.checkpoint.size, " events that ",
                    claim.checkpoint.origin, " has signed")};
  DescribeEvent(event, answer);
  return answer;
}

}  // namespace actionplan::verify
