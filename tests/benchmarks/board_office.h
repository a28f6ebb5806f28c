// The people of one board at work: calls that make its actions, and calls that
// report on them. Everything that is written is about as long as in real plans.
#ifndef ACTIONPLAN_TESTS_BENCHMARKS_BOARD_OFFICE_H_
#define ACTIONPLAN_TESTS_BENCHMARKS_BOARD_OFFICE_H_

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string>

#include "services/client/client.h"
#include "tests/benchmarks/call_pump.h"

namespace actionplan::benchmarks {

inline constexpr char kBoard[] = "boards/bench";
inline constexpr char kAgency[] = "boards/bench/agencies/police";

std::string ActionName(size_t number);

// Thread-safe.
class BoardOffice {
 public:
  BoardOffice();

  Call CreateBoard();
  Call CreateAgency();

  // The three calls that bring an action from nothing to ACCEPTED. Its due date
  // lies years ahead.
  Call Propose(size_t action);
  Call Assign(size_t action);
  Call Accept(size_t action);

  // Each leads to one event of about 330 bytes.
  Call RecordProgress(size_t action);
  Call AddComment(size_t action);

  const client::Identity& manager() const { return manager_; }

 private:
  // The call of Service.Method for a request with an id of its own.
  template <typename Request>
  Call Ask(const google::protobuf::MethodDescriptor* method,
           const client::Identity& identity, Request request);

  std::string NewRequestId();

  const client::Identity manager_;
  const client::Identity owner_;
  const google::protobuf::MethodDescriptor* const propose_;
  const google::protobuf::MethodDescriptor* const assign_;
  const google::protobuf::MethodDescriptor* const accept_;
  const google::protobuf::MethodDescriptor* const record_progress_;
  const google::protobuf::MethodDescriptor* const add_comment_;
  const uint32_t run_;  // Tells the request ids of two runs apart.
  std::atomic<uint64_t> requests_ = 0;
};

}  // namespace actionplan::benchmarks

#endif  // ACTIONPLAN_TESTS_BENCHMARKS_BOARD_OFFICE_H_
