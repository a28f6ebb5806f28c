// What every load program does alike: it keeps its operations going for a
// while, counts those that were answered within a window, and prints one line
// that table.py reads.
#ifndef ACTIONPLAN_TESTS_BENCHMARKS_MEASUREMENT_H_
#define ACTIONPLAN_TESTS_BENCHMARKS_MEASUREMENT_H_

#include <sys/types.h>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <string>
#include <thread>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace actionplan::benchmarks {

using SteadyTime = std::chrono::steady_clock::time_point;

// Ends the program with what went wrong: a benchmark whose operations fail
// measures nothing.
void Require(const absl::Status& status, absl::string_view what);
void Require(bool holds, absl::string_view what);

template <typename Value>
Value ValueOf(absl::StatusOr<Value> value, absl::string_view what) {
  Require(value.status(), what);
  return *std::move(value);
}

// CPU time used so far by the process and its children that are alive; by this
// process alone for 0.
absl::Duration CpuTime(pid_t process);

// CPU time that the whole machine has spent so far, by everybody.
absl::Duration MachineCpuTime();

// How long each answered operation took, and what they cost together.
struct Measurement {
  absl::Duration wall;
  absl::Duration cpu;            // Of this process and the server's.
  absl::Duration others_cpu;     // Of everybody else: the kernel, a neighbour.
  std::vector<int64_t> latency;  // Nanoseconds, sorted.
};

// Prints the measurement under the contender's name. Operations that stand for
// several events each (a batch) say for how many.
void Print(absl::string_view contender, const Measurement& measurement,
           int64_t events_per_operation = 1);

// Collects latencies while a window is open. Each slot belongs to one thread
// at a time.
class Recorder {
 public:
  struct Window {
    absl::Duration warm_up = absl::Seconds(1);
    absl::Duration measured = absl::Seconds(5);
    pid_t server = 0;  // Another process that takes part; 0 for none.
  };

  explicit Recorder(size_t slots) : latency_(slots) {}

  // An operation of the slot began then and is answered now.
  void Record(size_t slot, SteadyTime begin);

  // Whether no more operations are wanted.
  bool over() const { return over_.load(std::memory_order_relaxed); }

  // Blocks while others record. Afterwards over() is true, but operations may
  // still be under way: Take() is called when they have ended.
  void Keep(const Window& window);
  Measurement Take();

 private:
  std::vector<std::vector<int64_t>> latency_;
  std::atomic<bool> open_ = false;
  std::atomic<bool> over_ = false;
  absl::Duration wall_;
  absl::Duration cpu_;
  absl::Duration others_cpu_;
};

// Runs `operation` again and again on as many threads, each with its number.
Measurement MeasureThreads(size_t threads, const Recorder::Window& window,
                           absl::FunctionRef<void(size_t thread)> operation);

}  // namespace actionplan::benchmarks

#endif  // ACTIONPLAN_TESTS_BENCHMARKS_MEASUREMENT_H_
