#include "eventstore/rocksdb/index_claims.h"

#include <cstring>

namespace actionplan::eventstore {

uint64_t IndexClaims::Of(const Hash& hash, uint64_t number) {
  uint64_t halves[2];
  static_assert(sizeof(halves) == kHashBytes);
  std::memcpy(halves, hash.data(), kHashBytes);
  // Odd factors, so that no number is lost: that of the golden ratio, and one
  // that a hash does not know.
  const uint64_t claim = (halves[0] + number * 0x9E3779B97F4A7C15U) ^
                         (halves[1] * 0xD6E8FEB86659FD93U);
  return claim == 0 ? 1 : claim;
}

void IndexClaims::Expect(Position position, uint64_t claim) {
  if (position >= claims_.size()) claims_.resize(position + 1);
  claims_[position] = claim;
}

bool IndexClaims::Take(Position position, uint64_t claim) {
  if (position >= claims_.size() || claims_[position] != claim) return false;
  claims_[position] = 0;
  return true;
}

std::vector<Position> IndexClaims::Left() const {
  std::vector<Position> left;
  for (Position position = 0; position < claims_.size(); ++position) {
    if (claims_[position] != 0) left.push_back(position);
  }
  return left;
}

}  // namespace actionplan::eventstore
