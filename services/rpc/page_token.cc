#include "services/rpc/page_token.h"

#include <memory>

#include "absl/strings/escaping.h"
#include "google/protobuf/descriptor.h"
#include "openssl/sha.h"
#include "services/rpc/field_checks.h"

namespace actionplan::rpc {
namespace {

constexpr size_t kDigestBytes = 16;
constexpr size_t kChecksumBytes = 8;

std::string Sha256(absl::string_view bytes, size_t keep) {
  unsigned char digest[SHA256_DIGEST_LENGTH];
  SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
         digest);
  return std::string(reinterpret_cast<const char*>(digest), keep);
}

absl::Status Refused(absl::string_view reason, absl::string_view description) {
  FieldChecks checks;
  checks.Violation("page_token", reason, description);
  return checks.Result();
}

}  // namespace

std::string QueryDigest(const google::protobuf::Message& request) {
  const std::unique_ptr<google::protobuf::Message> query(request.New());
  query->CopyFrom(request);
  for (const char* field : {"page_size", "page_token", "min_position"}) {
    const auto* descriptor = query->GetDescriptor()->FindFieldByName(field);
    if (descriptor != nullptr) {
      query->GetReflection()->ClearField(query.get(), descriptor);
    }
  }
  return Sha256(
      query->GetDescriptor()->full_name() + query->SerializeAsString(),
      kDigestBytes);
}

std::string EncodePageToken(const projections::v1::PageToken& token) {
  const std::string bytes = token.SerializeAsString();
  std::string text;
  absl::WebSafeBase64Escape(Sha256(bytes, kChecksumBytes) + bytes, &text);
  return text;
}

absl::StatusOr<projections::v1::PageToken> DecodePageToken(
    absl::string_view text, const google::protobuf::Message& request) {
  std::string bytes;
  projections::v1::PageToken token;
  if (!absl::WebSafeBase64Unescape(text, &bytes) ||
      bytes.size() < kChecksumBytes ||
      Sha256(absl::string_view(bytes).substr(kChecksumBytes), kChecksumBytes) !=
          bytes.substr(0, kChecksumBytes) ||
      !token.ParseFromString(bytes.substr(kChecksumBytes)) ||
      // Base64 and protobuf read more spellings than they write.
      EncodePageToken(token) != text) {
    return Refused("PAGE_TOKEN_MALFORMED",
                   "is no page token; send next_page_token back unchanged");
  }
  if (token.query_digest() != QueryDigest(request)) {
    return Refused("PAGE_TOKEN_OF_ANOTHER_QUERY",
                   "belongs to another query; start again without a token or "
                   "repeat the first page's other fields");
  }
  return token;
}

}  // namespace actionplan::rpc
