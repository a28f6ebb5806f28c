// A client that keeps a number of calls in flight over a number of connections,
// with gRPC's callback API and no stubs.
#ifndef ACTIONPLAN_TESTS_BENCHMARKS_CALL_PUMP_H_
#define ACTIONPLAN_TESTS_BENCHMARKS_CALL_PUMP_H_

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "eventstore/base/mutex.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "grpcpp/channel.h"
#include "grpcpp/support/status.h"
#include "services/client/client.h"
#include "tests/benchmarks/measurement.h"

namespace actionplan::benchmarks {

struct Call {
  const google::protobuf::MethodDescriptor* method = nullptr;  // Null: none.
  std::unique_ptr<google::protobuf::Message> request;
  const client::Identity* identity = nullptr;
};

// Ends the program when a call fails.
class CallPump {
 public:
  // What a slot is to call next; a call without a method ends the slot. Calls
  // come from several threads, one at a time for each slot.
  using Source = std::function<Call(size_t slot)>;

  // A slot's call that began then was answered now.
  using Answered = std::function<void(size_t slot, SteadyTime begin,
                                      const google::protobuf::Message& answer)>;

  struct Options {
    std::string address;
    size_t connections = 1;
    size_t in_flight = 64;  // Slots, dealt to the connections in turn.
  };

  CallPump(const Options& options, Source source, Answered answered);
  ~CallPump();

  // Makes the first call of every slot.
  void Start();

  // Returns when every slot has ended.
  void Wait();

 private:
  struct Slot;

  void CallNext(Slot& slot);
  void Finish(Slot& slot, const grpc::Status& status);

  const Source source_;
  const Answered answered_;
  std::vector<std::unique_ptr<Slot>> slots_;
  base::Mutex mutex_;
  base::Condition ended_;
  size_t running_ ABSL_GUARDED_BY(mutex_) = 0;
};

}  // namespace actionplan::benchmarks

#endif  // ACTIONPLAN_TESTS_BENCHMARKS_CALL_PUMP_H_
