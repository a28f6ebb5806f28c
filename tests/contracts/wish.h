// Small appends for tests of the log, and plain readings of what came of them.
#ifndef ACTIONPLAN_TESTS_CONTRACTS_WISH_H_
#define ACTIONPLAN_TESTS_CONTRACTS_WISH_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "eventstore/event_store.h"
#include "gtest/gtest.h"

namespace actionplan::eventstore {

// What a request of a test looks like. The request's content follows from what
// it appends, as it does for real ones.
struct Wish {
  std::string request_id;
  std::string stream = "boards/1";
  Revision expected = 0;
  std::vector<std::string> payloads = {"payload"};
  std::string actor = "actor";
};

Append AppendFor(const Wish& wish);

// One line for each event: "position stream@revision payload".
std::vector<std::string> ReadWholeLog(const EventStore& store);
std::vector<std::string> ReadWholeStream(const EventStore& store,
                                         absl::string_view stream);

// Matches the answer to an append that was written now, or was written before.
struct Placed {
  Position first_position;
  Revision first_revision;
  uint32_t count = 1;
};

testing::AssertionResult IsWritten(const absl::StatusOr<Committed>& answer,
                                   const Placed& placed);
testing::AssertionResult IsRepeated(const absl::StatusOr<Committed>& answer,
                                    const Placed& placed);

}  // namespace actionplan::eventstore

#endif  // ACTIONPLAN_TESTS_CONTRACTS_WISH_H_
