// What must hold of a log whatever happened to its server: every request that
// was answered is in it once and whole, at the place the answer named; one that
// was not answered is in it whole or not at all; and nothing else is in it.
#ifndef ACTIONPLAN_TESTS_DURABILITY_LOG_CHECK_H_
#define ACTIONPLAN_TESTS_DURABILITY_LOG_CHECK_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/span.h"

namespace actionplan::durability {

// An event as a reader of the log sees it, through the API or on disk.
struct RecordedEvent {
  int64_t position = 0;
  std::string stream;
  int64_t revision = 0;
  absl::Time record_time;
  std::string request_id;
  std::string fact;  // Its bytes.
};

// Where a request's last event was said to be.
struct Place {
  std::string stream;
  int64_t revision = 0;
  int64_t position = 0;
};

struct Request {
  std::string id;  // Of this request alone, whoever sent it.
  size_t events = 1;
  std::optional<Place> answer;  // None: nobody knows whether it was recorded.
};

// What was found of requests.
struct Totals {
  size_t answered = 0;
  size_t lost = 0;    // Answered, but not there.
  size_t twice = 0;   // With more events than it leads to.
  size_t halved = 0;  // With fewer, but some.
  size_t unanswered = 0;
  size_t unanswered_recorded = 0;

  Totals& operator+=(const Totals& other);
};

// "5 answered: 0 lost, …"
std::string InWords(const Totals& totals);

// For one log, over any number of restarts. Used by one thread.
class LogCheck {
 public:
  // Takes in the event that follows those that were taken in before.
  void Read(const RecordedEvent& event);

  // Judges requests whose events, if they have any, have been read. A request
  // is judged again when its answer has become known.
  void Judge(absl::Span<const Request> requests);

  // Whether the event is the one that was read at its position before.
  bool WasRead(const RecordedEvent& event) const;

  // Adds what another check found.
  void Report(absl::string_view problem);

  // The position of the last event that was read.
  int64_t head() const { return static_cast<int64_t>(digests_.size()); }

  const Totals& totals() const { return totals_; }

  // Everything that does not hold, in words; the first twenty.
  const std::vector<std::string>& problems() const { return problems_; }

 private:
  struct Found {
    int64_t first_position = 0;
    int64_t last_position = 0;
    int64_t last_revision = 0;
    size_t stream = 0;  // The hash of its name.
    size_t events = 0;
    bool is_judged = false;
  };

  void JudgeOne(const Request& request);
  void CheckWhole(const Request& request, const Found& found);
  void CheckPlace(const Request& request, const Found& found);

  absl::flat_hash_map<std::string, int64_t> revisions_;  // Of each stream.
  absl::flat_hash_map<std::string, Found> found_;        // By request id.
  std::vector<size_t> digests_;                          // By position.
  std::set<std::string> unclaimed_;  // Request ids that nobody sent so far.
  absl::Time last_record_time_ = absl::InfinitePast();
  Totals totals_;
  std::vector<std::string> problems_;
};

}  // namespace actionplan::durability

#endif  // ACTIONPLAN_TESTS_DURABILITY_LOG_CHECK_H_
