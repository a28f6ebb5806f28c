// What a watcher was sent, and whether it is what the log has.
#ifndef ACTIONPLAN_TESTS_DURABILITY_WATCHED_LOG_H_
#define ACTIONPLAN_TESTS_DURABILITY_WATCHED_LOG_H_

#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace actionplan::durability {

// Which events a stream is about, as WatchEventsRequest says it.
struct WatchFilter {
  std::string prefix;
  std::set<std::string> kinds;

  std::string Request(int64_t after) const;
  bool Matches(absl::string_view stream, absl::string_view kind) const;
};

// One event, as the log has it or as it was sent.
struct Sent {
  int64_t position = 0;
  size_t digest = 0;  // Of the whole message.

  friend bool operator==(const Sent&, const Sent&) = default;
};

// CaughtUp or Heartbeat, and how many events came before it.
struct Progress {
  enum class Kind { kCaughtUp, kHeartbeat };

  Kind kind = Kind::kCaughtUp;
  int64_t position = 0;
  size_t after_events = 0;
};

// One stream from its beginning to its end.
struct WatchedPart {
  WatchFilter filter;
  int64_t after = 0;
  int64_t acknowledged = 0;  // The highest position before it was asked for.
  std::vector<Sent> events;
  std::vector<Progress> progress;
  int64_t told = -1;  // From where to resume; -1 when it was not ended.

  // How far this part takes its reader.
  int64_t Reached() const;
};

// The log as every stream should show it.
class WatchedLog {
 public:
  // Reads a log that nobody else has open.
  static absl::StatusOr<WatchedLog> Read(const std::string& folder);

  // The first thing that is wrong with a part, in words; "" when nothing is.
  std::string Judge(const WatchedPart& part) const;

 private:
  struct Entry {
    Sent sent;
    std::string stream;
    std::string kind;
  };

  std::string JudgeProgress(const WatchedPart& part,
                            const std::vector<Sent>& due) const;

  std::vector<Entry> entries_;
};

}  // namespace actionplan::durability

#endif  // ACTIONPLAN_TESTS_DURABILITY_WATCHED_LOG_H_
