// Between RocksDB's views of bytes and ours.
#ifndef ACTIONPLAN_EVENTSTORE_ROCKSDB_SLICES_H_
#define ACTIONPLAN_EVENTSTORE_ROCKSDB_SLICES_H_

#include <rocksdb/slice.h>

#include <array>
#include <cstddef>

#include "absl/strings/string_view.h"

namespace actionplan::eventstore {

template <size_t kSize>
rocksdb::Slice ToSlice(const std::array<char, kSize>& bytes) {
  return {bytes.data(), bytes.size()};
}

inline rocksdb::Slice ToSlice(absl::string_view bytes) {
  return {bytes.data(), bytes.size()};
}

inline absl::string_view ToView(const rocksdb::Slice& slice) {
  return {slice.data(), slice.size()};
}

}  // namespace actionplan::eventstore

#endif  // ACTIONPLAN_EVENTSTORE_ROCKSDB_SLICES_H_
