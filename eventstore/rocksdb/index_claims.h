// Whether an index says what the events say, neither less nor more.
#ifndef ACTIONPLAN_EVENTSTORE_ROCKSDB_INDEX_CLAIMS_H_
#define ACTIONPLAN_EVENTSTORE_ROCKSDB_INDEX_CLAIMS_H_

#include <cstdint>
#include <vector>

#include "eventstore/position_signal.h"
#include "eventstore/rocksdb/log_keys.h"

namespace actionplan::eventstore {

// The events say which entry each position must have; then every entry there is
// takes its own. What cannot be taken is wrong, what is left was missing. The
// order of the entries does not matter. 8 bytes a position.
//
// Entries are told apart by 64 bits of them: this finds what is broken or
// forgotten. Who wants to prove that nothing was forged asks the tree.
//
// For one thread at a time.
class IndexClaims {
 public:
  // What an entry of the index is known by.
  static uint64_t Of(const Hash& hash, uint64_t number);

  // An entry must lead to the position; positions come in order.
  void Expect(Position position, uint64_t claim);

  // Whether such an entry was expected and not taken before.
  bool Take(Position position, uint64_t claim);

  // The positions whose entry nobody took.
  std::vector<Position> Left() const;

 private:
  std::vector<uint64_t> claims_;  // By position; 0 for none.
};

}  // namespace actionplan::eventstore

#endif  // ACTIONPLAN_EVENTSTORE_ROCKSDB_INDEX_CLAIMS_H_
