// Who is calling, read once for each call.
//
// Until callers are authenticated, the only source is what they claim in call
// metadata, which the server accepts on loopback addresses alone.
#ifndef ACTIONPLAN_SERVICES_RPC_IDENTITY_H_
#define ACTIONPLAN_SERVICES_RPC_IDENTITY_H_

#include <map>

#include "absl/status/statusor.h"
#include "grpcpp/support/string_ref.h"
#include "services/domain/caller.h"

namespace actionplan::rpc {

// The metadata keys of a claimed identity.
inline constexpr char kPrincipalKey[] = "actionplan-principal";
inline constexpr char kAgencyKey[] = "actionplan-agency";
inline constexpr char kRolesKey[] = "actionplan-roles";  // Comma separated.

using Metadata = std::multimap<grpc::string_ref, grpc::string_ref>;

// The caller as claimed. UNAUTHENTICATED when no principal is named, or when
// the agency or a role is none; every problem at once. A principal is 1 to 100
// of the characters a-z, 0-9, '.', '_' and '-': an opaque id, never a name or
// an e-mail address.
absl::StatusOr<domain::Caller> ClaimedCaller(const Metadata& metadata);

// Whether only this machine can reach a server that listens there.
bool IsLoopback(absl::string_view address);

}  // namespace actionplan::rpc

#endif  // ACTIONPLAN_SERVICES_RPC_IDENTITY_H_
