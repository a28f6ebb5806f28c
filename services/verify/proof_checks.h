// What can be proven without an export, from hashes that the log hands out.
#ifndef ACTIONPLAN_SERVICES_VERIFY_PROOF_CHECKS_H_
#define ACTIONPLAN_SERVICES_VERIFY_PROOF_CHECKS_H_

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "eventstore/merkle/checkpoint.h"
#include "eventstore/merkle/hash.h"
#include "services/verify/answer.h"

namespace actionplan::verify {

using Proof = std::vector<eventstore::MerkleHash>;

// One hash in base64 on each line; none at all for an empty text.
// INVALID_ARGUMENT names the first line that is no hash.
absl::StatusOr<Proof> ParseProof(absl::string_view text);

// Whether the log that `next` is of begins with the witnessed one.
Answer JudgeGrowth(const eventstore::Checkpoint& witnessed,
                   const eventstore::Checkpoint& next, const Proof& proof);

struct EventClaim {
  absl::string_view envelope;
  uint64_t position = 0;
  eventstore::Checkpoint checkpoint;
};

// Whether the event has its place in the log that was signed.
Answer JudgeEvent(const EventClaim& claim, const Proof& proof);

}  // namespace actionplan::verify

#endif  // ACTIONPLAN_SERVICES_VERIFY_PROOF_CHECKS_H_
