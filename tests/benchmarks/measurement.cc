#include "tests/benchmarks/measurement.h"

#include <time.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "absl/time/clock.h"
#include "eventstore/base/logging.h"

namespace actionplan::benchmarks {
namespace {

absl::Duration ReadClock(clockid_t clock) {
  timespec time{};
  if (clock_gettime(clock, &time) != 0) return absl::ZeroDuration();
  return absl::DurationFromTimespec(time);
}

// A process that has just ended has used no time.
absl::Duration CpuTimeOfOne(pid_t process) {
  clockid_t clock{};
  if (clock_getcpuclockid(process, &clock) != 0) return absl::ZeroDuration();
  return ReadClock(clock);
}

pid_t ParentOf(absl::string_view process) {
  std::ifstream file("/proc/" + std::string(process) + "/stat");
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  // The name, in parentheses, may hold anything; then come state and parent.
  const std::vector<std::string> words =
      absl::StrSplit(text.substr(text.rfind(')') + 1), ' ', absl::SkipEmpty());
  pid_t parent = 0;
  if (words.size() > 1) (void)absl::SimpleAtoi(words[1], &parent);
  return parent;
}

int64_t At(const std::vector<int64_t>& sorted, double share) {
  const auto last = static_cast<double>(sorted.size() - 1);
  return sorted[static_cast<size_t>(share * last)];
}

}  // namespace

void Require(const absl::Status& status, absl::string_view what) {
  if (!status.ok()) {
    base::Fatal("the benchmark failed",
                {{"what", what}, {"why", status.ToString()}});
  }
}

void Require(bool holds, absl::string_view what) {
  if (!holds) base::Fatal("the benchmark failed", {{"what", what}});
}

absl::Duration CpuTime(pid_t process) {
  if (process == 0) return ReadClock(CLOCK_PROCESS_CPUTIME_ID);
  absl::Duration sum = CpuTimeOfOne(process);
  for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
    const std::string name = entry.path().filename().string();
    pid_t child = 0;
    if (absl::SimpleAtoi(name, &child) && ParentOf(name) == process) {
      sum += CpuTimeOfOne(child);
    }
  }
  return sum;
}

absl::Duration MachineCpuTime() {
  // Of the line "cpu user nice system idle iowait irq softirq steal …" all but
  // idle and iowait, in hundredths of a second.
  std::ifstream file("/proc/stat");
  std::string cpu;
  file >> cpu;
  int64_t busy = 0;
  for (int column = 0; column < 8; ++column) {
    int64_t hundredths = 0;
    file >> hundredths;
    if (column != 3 && column != 4) busy += hundredths;
  }
  return absl::Milliseconds(10 * busy);
}

void Print(absl::string_view contender, const Measurement& measurement,
           int64_t events_per_operation) {
  const std::vector<int64_t>& latency = measurement.latency;
  Require(!latency.empty(), "no operation was answered");
  const auto events =
      static_cast<double>(latency.size()) * events_per_operation;
  std::printf("%.*s\t%.1f\t%.1f\t%.1f\t%.1f\t%.2f\t%.2f\n",
              static_cast<int>(contender.size()), contender.data(),
              events / absl::ToDoubleSeconds(measurement.wall),
              At(latency, 0.50) / 1e3, At(latency, 0.99) / 1e3,
              At(latency, 1.00) / 1e3,
              absl::ToDoubleMicroseconds(measurement.cpu) / events,
              absl::FDivDuration(measurement.others_cpu, measurement.wall));
  std::fflush(stdout);
}

void Recorder::Record(size_t slot, SteadyTime begin) {
  if (!open_.load(std::memory_order_relaxed)) return;
  latency_[slot].push_back(
      std::chrono::nanoseconds(std::chrono::steady_clock::now() - begin)
          .count());
}

void Recorder::Keep(const Window& window) {
  const auto cpu = [&] {
    return CpuTime(0) +
           (window.server == 0 ? absl::ZeroDuration() : CpuTime(window.server));
  };
  absl::SleepFor(window.warm_up);
  cpu_ = -cpu();
  const absl::Duration busy = MachineCpuTime();
  const absl::Time begin = absl::Now();
  open_ = true;
  absl::SleepFor(window.measured);
  open_ = false;
  wall_ = absl::Now() - begin;
  cpu_ += cpu();
  others_cpu_ = MachineCpuTime() - busy - cpu_;
  over_ = true;
}

Measurement Recorder::Take() {
  Measurement measurement{
      .wall = wall_, .cpu = cpu_, .others_cpu = others_cpu_};
  for (const auto& slot : latency_) {
    measurement.latency.insert(measurement.latency.end(), slot.begin(),
                               slot.end());
  }
  std::sort(measurement.latency.begin(), measurement.latency.end());
  return measurement;
}

Measurement MeasureThreads(size_t threads, const Recorder::Window& window,
                           absl::FunctionRef<void(size_t thread)> operation) {
  Recorder recorder(threads);
  std::vector<std::thread> running;
  for (size_t i = 0; i < threads; ++i) {
    running.emplace_back([&recorder, operation, i] {
      while (!recorder.over()) {
        const SteadyTime begin = std::chrono::steady_clock::now();
        operation(i);
        recorder.Record(i, begin);
      }
    });
  }
  recorder.Keep(window);
  for (std::thread& thread : running) thread.join();
  return recorder.Take();
}

}  // namespace actionplan::benchmarks
