// What to do when the cryptographic library fails.
#ifndef ACTIONPLAN_EVENTSTORE_MERKLE_CRYPTOGRAPHY_H_
#define ACTIONPLAN_EVENTSTORE_MERKLE_CRYPTOGRAPHY_H_

#include "absl/strings/string_view.h"

namespace actionplan::eventstore {

// Writes `step` to stderr and ends the process by abort() unless OpenSSL
// answered 1: a hash that could not be made leaves nothing to go on with.
void RequireCryptography(int answer, absl::string_view step);

}  // namespace actionplan::eventstore

#endif  // ACTIONPLAN_EVENTSTORE_MERKLE_CRYPTOGRAPHY_H_
