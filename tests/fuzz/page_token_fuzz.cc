// Any bytes as a page token, and as the token in one whose checksum is right.
// What is accepted has one spelling, and is refused by every other list of the
// API.
#include <openssl/sha.h>

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "actionplan/v1/action_service.pb.h"
#include "eventstore/base/status.h"
#include "google/protobuf/message.h"
#include "services/client/method.h"
#include "services/rpc/page_token.h"
#include "tests/fuzz/fuzz_entry.h"
#include "tests/fuzz/quiet_protobuf.h"

namespace {

using actionplan::fuzz::Require;
using actionplan::projections::v1::PageToken;
using actionplan::rpc::DecodePageToken;
using actionplan::rpc::EncodePageToken;
using actionplan::rpc::QueryDigest;
using google::protobuf::Message;

using Requests = std::vector<std::unique_ptr<Message>>;

actionplan::v1::ListActionsRequest Query() {
  actionplan::v1::ListActionsRequest query;
  query.set_parent("boards/ncc");
  return query;
}

// An empty request of every list of the API, and one of the same list with
// another parent.
Requests OtherQueries() {
  Requests others;
  for (const auto* service : actionplan::client::Services()) {
    for (int i = 0; i < service->method_count(); ++i) {
      const auto* type = service->method(i)->input_type();
      if (type->FindFieldByName("page_token") == nullptr) continue;
      others.emplace_back(google::protobuf::MessageFactory::generated_factory()
                              ->GetPrototype(type)
                              ->New());
    }
  }
  Require(others.size() > 5, "the lists of the API are known");
  actionplan::v1::ListActionsRequest query = Query();
  query.set_parent("boards/ncd");
  others.push_back(std::make_unique<decltype(query)>(query));
  return others;
}

void TryText(absl::string_view text) {
  static const auto query = Query();
  static const Requests others = OtherQueries();
  const auto token = DecodePageToken(text, query);
  if (!token.ok()) {
    Require(!actionplan::base::ReasonOf(token.status()).empty(),
            "a refusal has a reason");
    return;
  }
  Require(EncodePageToken(*token) == text, "a token has one spelling");
  for (const auto& other : others) {
    Require(
        actionplan::base::ReasonOf(DecodePageToken(text, *other).status()) ==
            "PAGE_TOKEN_OF_ANOTHER_QUERY",
        "a token is of one query");
  }
  auto later = query;
  later.set_page_size(7);
  later.set_page_token(std::string(text));
  later.set_min_position(80);
  Require(DecodePageToken(text, later).ok(), "a page may have another size");
}

// No fuzzer guesses a checksum.
std::string TextOf(absl::string_view token) {
  unsigned char digest[SHA256_DIGEST_LENGTH];
  SHA256(reinterpret_cast<const unsigned char*>(token.data()), token.size(),
         digest);
  std::string text;
  absl::WebSafeBase64Escape(
      absl::StrCat(absl::string_view(reinterpret_cast<char*>(digest), 8),
                   token),
      &text);
  return text;
}

}  // namespace

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  actionplan::fuzz::QuietProtobuf();
  const absl::string_view bytes = actionplan::fuzz::Bytes(data, size);
  TryText(bytes);
  TryText(TextOf(bytes));
  // The digest of the query first, as a token has it, then any bytes.
  PageToken digest;
  digest.set_query_digest(QueryDigest(Query()));
  TryText(TextOf(absl::StrCat(digest.SerializeAsString(), bytes)));
  // Any other token of the query.
  PageToken token;
  if (!token.ParseFromArray(data, static_cast<int>(size))) return 0;
  token.set_query_digest(digest.query_digest());
  token.DiscardUnknownFields();
  const auto decoded = DecodePageToken(EncodePageToken(token), Query());
  Require(
      decoded.ok() && decoded->SerializeAsString() == token.SerializeAsString(),
      "a token that was written is read");
  return 0;
}
