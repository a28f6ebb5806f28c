// The witness: the last checkpoint that was accepted, kept in a file by
// somebody who is not the keeper of the log. It is what stops the keeper, who
// has the key, from signing another history.
#ifndef ACTIONPLAN_SERVICES_VERIFY_WITNESS_H_
#define ACTIONPLAN_SERVICES_VERIFY_WITNESS_H_

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "eventstore/merkle/checkpoint.h"
#include "services/verify/answer.h"

namespace actionplan::verify {

// The checkpoint in the file; empty when there is no such file yet.
// UNAUTHENTICATED when no trusted key has signed it; other codes when the file
// cannot be read or is no signed checkpoint.
absl::StatusOr<std::optional<eventstore::Checkpoint>> ReadWitness(
    const std::string& file, const eventstore::CheckpointTrust& trust);

// What a newer checkpoint is to the witnessed one.
enum class Growth {
  kContinues,   // The same log, as long or longer.
  kRolledBack,  // Shorter.
  kRewritten,   // Its beginning is another.
};

// `beginning` is the root of the first witnessed.size leaves of the log that
// `next` is of; any when `next` is shorter.
Growth GrowthFrom(const eventstore::Checkpoint& witnessed,
                  const eventstore::Checkpoint& next,
                  const eventstore::MerkleHash& beginning);

// What the growth, which is not kContinues, means. Makes the answer kNotProven.
void Refuse(Growth growth, const eventstore::Checkpoint& witnessed,
            const eventstore::Checkpoint& next, Answer& answer);

// Puts the note into the file and says so in an answer that is kProven; makes
// it kUnusable when that fails.
struct Acceptance {
  std::string file;
  absl::string_view note;
  const std::optional<eventstore::Checkpoint>& witnessed;  // Until now.
};
void Keep(const Acceptance& acceptance, Answer& answer);

}  // namespace actionplan::verify

#endif  // ACTIONPLAN_SERVICES_VERIFY_WITNESS_H_
