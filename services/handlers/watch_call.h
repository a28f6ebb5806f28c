// Streams of events: what was recorded after a position, then everything new.
//
// Memory is bounded: a stream holds at most two batches and reads the next when
// the reader has taken one. The switch from catching up to live misses nothing,
// because both are the same read of the log from the last position on.
#ifndef ACTIONPLAN_SERVICES_HANDLERS_WATCH_CALL_H_
#define ACTIONPLAN_SERVICES_HANDLERS_WATCH_CALL_H_

#include <cstdint>
#include <deque>
#include <memory>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/time/time.h"
#include "actionplan/v1/event_service.pb.h"
#include "eventstore/base/clock.h"
#include "eventstore/base/mutex.h"
#include "eventstore/base/thread_pool.h"
#include "eventstore/event_store.h"
#include "grpcpp/support/byte_buffer.h"
#include "grpcpp/support/server_callback.h"

namespace actionplan::handlers {

class WatchCall;

// All streams that are under way. Its thread sends heartbeats and ends readers
// that are too slow. Thread-safe.
class Watchers {
 public:
  struct Options {
    absl::Duration heartbeat = absl::Seconds(10);   // After so long a silence.
    absl::Duration slow_after = absl::Seconds(30);  // For one message.
    size_t batch_bytes = 256 * 1024;  // Read from the log at once.
    size_t batch_scanned = 10'000;    // Events looked at for one batch.
  };

  Watchers(const eventstore::EventStore& log, base::ThreadPool& readers,
           const base::Clock& clock, Options options);
  ~Watchers();

  // Starts a stream; gRPC owns it until it is done. The request is checked.
  grpc::ServerWriteReactor<grpc::ByteBuffer>* Start(
      v1::WatchEventsRequest request);

  // Ends every stream with UNAVAILABLE and the thread. New ones end at once.
  void Stop();

 private:
  friend class WatchCall;

  void Run();
  void Remove(WatchCall* call);

  const eventstore::EventStore& log_;
  base::ThreadPool& readers_;
  const base::Clock& clock_;
  const Options options_;
  base::Mutex mutex_;
  base::Condition changed_;
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  std::set<std::shared_ptr<WatchCall>> calls_ ABSL_GUARDED_BY(mutex_);
  std::thread thread_;  // Last: it uses all of the above.
};

}  // namespace actionplan::handlers

#endif  // ACTIONPLAN_SERVICES_HANDLERS_WATCH_CALL_H_
