// The ids that name requests for ever: a repeated id returns the first answer.
//
// A program that may run twice derives its ids from what it does
// (NamedRequestId), so that the second run changes nothing; a person at a
// terminal gets random ones.
#ifndef ACTIONPLAN_SERVICES_CLIENT_REQUEST_ID_H_
#define ACTIONPLAN_SERVICES_CLIENT_REQUEST_ID_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace actionplan::client {

// The namespaces that RFC 4122, appendix C, gives to names that are URLs and
// to names that are domain names.
inline constexpr absl::string_view kUrlNamespace =
    "6ba7b811-9dad-11d1-80b4-00c04fd430c8";
inline constexpr absl::string_view kDnsNamespace =
    "6ba7b810-9dad-11d1-80b4-00c04fd430c8";

// A UUID of version 4. Ends the program when the machine has no randomness.
std::string RandomRequestId();

// The UUID of version 5 of `name` in the namespace `namespace_id`, itself a
// UUID: the same two always give the same id. INVALID_ARGUMENT when
// `namespace_id` is not a UUID.
absl::StatusOr<std::string> NamedRequestId(absl::string_view namespace_id,
                                           absl::string_view name);

}  // namespace actionplan::client

#endif  // ACTIONPLAN_SERVICES_CLIENT_REQUEST_ID_H_
