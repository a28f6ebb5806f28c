// Which keys the person who verifies trusts.
#ifndef ACTIONPLAN_SERVICES_VERIFY_TRUST_H_
#define ACTIONPLAN_SERVICES_VERIFY_TRUST_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "eventstore/merkle/checkpoint.h"

namespace actionplan::verify {

// The keys of --key flags, at least one: each a NoteVerifier's text or "@" and
// the name of a file with one on each line. The name of the keys is the origin
// of the log. INVALID_ARGUMENT when a flag is no key or the keys are of
// different logs; other codes when a file cannot be read or holds anything
// else.
absl::StatusOr<eventstore::CheckpointTrust> LoadTrust(
    absl::Span<const std::string> keys);

// The trusted keys that have signed the note, as text.
std::vector<std::string> SignersOf(absl::string_view note,
                                   const eventstore::CheckpointTrust& trust);

}  // namespace actionplan::verify

#endif  // ACTIONPLAN_SERVICES_VERIFY_TRUST_H_
