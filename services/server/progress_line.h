// How far long work has come, on stderr.
#ifndef ACTIONPLAN_SERVICES_SERVER_PROGRESS_LINE_H_
#define ACTIONPLAN_SERVICES_SERVER_PROGRESS_LINE_H_

#include <cstdint>
#include <cstdio>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/time/time.h"
#include "eventstore/base/clock.h"
#include "eventstore/base/mutex.h"

namespace actionplan::server {

struct Portion {
  uint64_t done = 0;
  uint64_t total = 0;
};

// On a terminal one line that is drawn over; elsewhere a line every five
// seconds, so that a file of them stays short. Thread-safe.
class ProgressLine {
 public:
  enum class Kind { kTerminal, kFile };

  // `what` is being done, to so many `unit`. Both outlive it.
  ProgressLine(const base::Clock& clock, std::FILE* out, Kind kind);
  ~ProgressLine();
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

  // "verified 20 of 300 events (6%)"
  void Show(const std::string& done, const Portion& portion,
            const std::string& unit);

 private:
  const base::Clock& clock_;
  std::FILE* const out_;
  const Kind kind_;
  base::Mutex mutex_;
  absl::Duration shown_ ABSL_GUARDED_BY(mutex_);
  bool drawn_ ABSL_GUARDED_BY(mutex_) = false;
};

}  // namespace actionplan::server

#endif  // ACTIONPLAN_SERVICES_SERVER_PROGRESS_LINE_H_
