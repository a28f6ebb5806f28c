// Page tokens: opaque to callers, bound to the query they belong to, and
// checked before they are believed.
#ifndef ACTIONPLAN_SERVICES_RPC_PAGE_TOKEN_H_
#define ACTIONPLAN_SERVICES_RPC_PAGE_TOKEN_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "actionplan/projections/v1/page_token.pb.h"
#include "google/protobuf/message.h"

namespace actionplan::rpc {

// A digest of the request without page_size, page_token and min_position: what
// has to be equal on every page.
std::string QueryDigest(const google::protobuf::Message& request);

// URL-safe text of the token with a checksum.
std::string EncodePageToken(const projections::v1::PageToken& token);

// The token. INVALID_ARGUMENT when it was cut or changed on the way
// (PAGE_TOKEN_MALFORMED) or belongs to another query (PAGE_TOKEN_OF_ANOTHER_
// QUERY).
absl::StatusOr<projections::v1::PageToken> DecodePageToken(
    absl::string_view text, const google::protobuf::Message& request);

}  // namespace actionplan::rpc

#endif  // ACTIONPLAN_SERVICES_RPC_PAGE_TOKEN_H_
