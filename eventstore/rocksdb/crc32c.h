// The checksum of stored events: CRC-32C (Castagnoli), RFC 3720 appendix B.4,
// by ISA-L. RocksDB offers its own only for whole files, and Debian builds it
// without the processor's instruction: 320 ns for an event instead of 13, which
// replaying the log would pay for every one.
#ifndef ACTIONPLAN_EVENTSTORE_ROCKSDB_CRC32C_H_
#define ACTIONPLAN_EVENTSTORE_ROCKSDB_CRC32C_H_

#include <cstdint>

#include "absl/strings/string_view.h"

namespace actionplan::eventstore {

// Of fewer than 2 GiB. Thread-safe.
uint32_t Crc32c(absl::string_view bytes);

}  // namespace actionplan::eventstore

#endif  // ACTIONPLAN_EVENTSTORE_ROCKSDB_CRC32C_H_
