// The hashes in the log's keys, and the secret that digests are made with.
#ifndef ACTIONPLAN_EVENTSTORE_ROCKSDB_LOG_HASHES_H_
#define ACTIONPLAN_EVENTSTORE_ROCKSDB_LOG_HASHES_H_

#include <openssl/evp.h>

#include <memory>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/strings/string_view.h"
#include "eventstore/base/mutex.h"
#include "eventstore/event_store.h"
#include "eventstore/rocksdb/log_keys.h"

namespace actionplan::eventstore {

// A number of bytes that nobody can guess. Ends the process when the system
// has no randomness to give.
std::string RandomBytes(size_t count);

// Whether two hashes are equal, in a time that does not tell where they differ.
bool SameHash(const Hash& left, const Hash& right);

// Thread-safe. A failure of the cryptographic library ends the process: there
// is nothing that could go on without it.
class LogHashes {
 public:
  static constexpr size_t kDigestKeyBytes = 32;

  explicit LogHashes(absl::string_view digest_key);

  // Truncated SHA-256 of a stream's name.
  Hash OfStream(absl::string_view name) const;

  // Truncated SHA-256 of who asked under which id. The actor's length goes
  // first, so that no two pairs give the same bytes.
  Hash OfRequest(const RequestIdentity& request) const;

  // Truncated HMAC-SHA-256 of a request's content. Keyed, or it would confirm
  // guesses at what was asked after the content itself has been erased.
  Hash OfContent(absl::string_view content) const;

 private:
  struct Free {
    void operator()(EVP_MD* digest) const { EVP_MD_free(digest); }
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
    void operator()(EVP_MAC* mac) const { EVP_MAC_free(mac); }
    void operator()(EVP_MAC_CTX* context) const { EVP_MAC_CTX_free(context); }
  };

  mutable base::Mutex mutex_;
  const std::unique_ptr<EVP_MD, Free> sha256_;
  const std::unique_ptr<EVP_MAC, Free> hmac_;
  // Kept, because making one costs as much as two hashes.
  const std::unique_ptr<EVP_MD_CTX, Free> hashing_ ABSL_PT_GUARDED_BY(mutex_);
  const std::unique_ptr<EVP_MAC_CTX, Free> digesting_
      ABSL_PT_GUARDED_BY(mutex_);
};

}  // namespace actionplan::eventstore

#endif  // ACTIONPLAN_EVENTSTORE_ROCKSDB_LOG_HASHES_H_
