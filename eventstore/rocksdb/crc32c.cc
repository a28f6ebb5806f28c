#include "eventstore/rocksdb/crc32c.h"

#include <isa-l/crc.h>

namespace actionplan::eventstore {

uint32_t Crc32c(absl::string_view bytes) {
  // What the function only reads, its signature does not say is constant.
  auto* const data =
      reinterpret_cast<unsigned char*>(const_cast<char*>(bytes.data()));
  return ~crc32_iscsi(data, static_cast<int>(bytes.size()), 0xFFFFFFFF);
}

}  // namespace actionplan::eventstore
