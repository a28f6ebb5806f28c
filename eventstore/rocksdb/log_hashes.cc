#include "eventstore/rocksdb/log_hashes.h"

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/params.h>
#include <openssl/rand.h>

#include <algorithm>
#include <array>

#include "eventstore/base/logging.h"

namespace actionplan::eventstore {
namespace {

using Sha256 = std::array<unsigned char, 32>;

void Require(int succeeded, absl::string_view step) {
  if (succeeded != 1) base::Fatal("cryptography failed", {{"step", step}});
}

const unsigned char* Bytes(absl::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

Hash Truncated(const Sha256& full) {
  Hash hash;
  std::copy_n(full.begin(), kHashBytes, hash.begin());
  return hash;
}

}  // namespace

std::string RandomBytes(size_t count) {
  std::string bytes(count, '\0');
  Require(RAND_bytes(reinterpret_cast<unsigned char*>(bytes.data()),
                     static_cast<int>(count)),
          "random bytes");
  return bytes;
}

bool SameHash(const Hash& left, const Hash& right) {
  return CRYPTO_memcmp(left.data(), right.data(), kHashBytes) == 0;
}

LogHashes::LogHashes(absl::string_view digest_key)
    : sha256_(EVP_MD_fetch(nullptr, "SHA256", nullptr)),
      hmac_(EVP_MAC_fetch(nullptr, "HMAC", nullptr)),
      hashing_(EVP_MD_CTX_new()),
      digesting_(EVP_MAC_CTX_new(hmac_.get())) {
  char sha256[] = "SHA256";
  const OSSL_PARAM parameters[] = {
      OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, sha256, 0),
      OSSL_PARAM_construct_end()};
  Require(EVP_MAC_init(digesting_.get(), Bytes(digest_key), digest_key.size(),
                       parameters),
          "digest key");
}

Hash LogHashes::OfStream(absl::string_view name) const {
  Sha256 full;
  base::MutexLock lock(mutex_);
  Require(EVP_DigestInit_ex2(hashing_.get(), sha256_.get(), nullptr), "hash");
  Require(EVP_DigestUpdate(hashing_.get(), name.data(), name.size()), "hash");
  Require(EVP_DigestFinal_ex(hashing_.get(), full.data(), nullptr), "hash");
  return Truncated(full);
}

Hash LogHashes::OfRequest(const RequestIdentity& request) const {
  const PositionBytes actor_size = EncodePosition(request.actor.size());
  Sha256 full;
  base::MutexLock lock(mutex_);
  EVP_MD_CTX* const context = hashing_.get();
  Require(EVP_DigestInit_ex2(context, sha256_.get(), nullptr), "hash");
  for (const absl::string_view part :
       {View(actor_size), absl::string_view(request.actor),
        absl::string_view(request.id)}) {
    Require(EVP_DigestUpdate(context, part.data(), part.size()), "hash");
  }
  Require(EVP_DigestFinal_ex(context, full.data(), nullptr), "hash");
  return Truncated(full);
}

Hash LogHashes::OfContent(absl::string_view content) const {
  Sha256 full;
  size_t size = 0;
  base::MutexLock lock(mutex_);
  EVP_MAC_CTX* const context = digesting_.get();
  // Without a key it starts over with the one it was given first.
  Require(EVP_MAC_init(context, nullptr, 0, nullptr), "digest");
  Require(EVP_MAC_update(context, Bytes(content), content.size()), "digest");
  Require(EVP_MAC_final(context, full.data(), &size, full.size()), "digest");
  return Truncated(full);
}

}  // namespace actionplan::eventstore
