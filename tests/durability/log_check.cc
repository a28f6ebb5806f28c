#include "tests/durability/log_check.h"

#include "absl/hash/hash.h"
#include "absl/strings/str_cat.h"

namespace actionplan::durability {
namespace {

constexpr size_t kMostProblems = 20;

size_t DigestOf(const RecordedEvent& event) {
  return absl::HashOf(event.position, event.stream, event.revision,
                      event.record_time, event.request_id, event.fact);
}

}  // namespace

Totals& Totals::operator+=(const Totals& other) {
  answered += other.answered;
  lost += other.lost;
  twice += other.twice;
  halved += other.halved;
  unanswered += other.unanswered;
  unanswered_recorded += other.unanswered_recorded;
  return *this;
}

std::string InWords(const Totals& totals) {
  return absl::StrCat(totals.answered, " answered: ", totals.lost, " lost, ",
                      totals.twice, " twice, ", totals.halved, " in part; of ",
                      totals.unanswered, " without an answer ",
                      totals.unanswered_recorded, " had been recorded");
}

void LogCheck::Read(const RecordedEvent& event) {
  const int64_t expected_position = head() + 1;
  if (event.position != expected_position) {
    Report(absl::StrCat("position ", event.position, " stands where ",
                        expected_position, " should"));
  }
  digests_.push_back(DigestOf(event));
  int64_t& revision = revisions_[event.stream];
  if (event.revision != ++revision) {
    Report(absl::StrCat(event.stream, " has revision ", event.revision,
                        " where ", revision, " should be"));
  }
  if (event.record_time < last_record_time_) {
    Report(absl::StrCat("the record time of position ", event.position,
                        " is before the one of the position before"));
  }
  last_record_time_ = event.record_time;

  const auto [entry, is_new] = found_.try_emplace(event.request_id);
  Found& found = entry->second;
  if (is_new) {
    found.first_position = event.position;
    found.stream = absl::HashOf(event.stream);
    unclaimed_.insert(event.request_id);
  }
  found.last_position = event.position;
  found.last_revision = event.revision;
  ++found.events;
  if (found.is_judged) {
    ++totals_.twice;
    Report(absl::StrCat("request ", event.request_id, " was recorded again at ",
                        event.position));
  }
}

void LogCheck::Judge(absl::Span<const Request> requests) {
  for (const Request& request : requests) JudgeOne(request);
  for (const std::string& id : unclaimed_) {
    Report(absl::StrCat("nobody sent request ", id));
  }
  unclaimed_.clear();
}

void LogCheck::JudgeOne(const Request& request) {
  unclaimed_.erase(request.id);
  const auto entry = found_.find(request.id);
  const bool is_found = entry != found_.end();
  if (request.answer) {
    ++totals_.answered;
    if (!is_found) {
      ++totals_.lost;
      Report(absl::StrCat("request ", request.id, " was answered with ",
                          request.answer->stream, " at position ",
                          request.answer->position, " and is lost"));
    }
  } else {
    ++totals_.unanswered;
    if (is_found) ++totals_.unanswered_recorded;
  }
  if (!is_found) return;
  Found& found = entry->second;
  if (!found.is_judged) CheckWhole(request, found);
  if (request.answer) CheckPlace(request, found);
  found.is_judged = true;
}

void LogCheck::CheckWhole(const Request& request, const Found& found) {
  if (found.events < request.events) {
    ++totals_.halved;
    Report(absl::StrCat("request ", request.id, " has ", found.events, " of ",
                        request.events, " events"));
  } else if (found.events > request.events) {
    ++totals_.twice;
    Report(absl::StrCat("request ", request.id, " has ", found.events,
                        " events instead of ", request.events));
  } else if (found.last_position - found.first_position + 1 !=
             static_cast<int64_t>(request.events)) {
    Report(absl::StrCat("the events of request ", request.id,
                        " do not stand together"));
  }
}

void LogCheck::CheckPlace(const Request& request, const Found& found) {
  const Place& answer = *request.answer;
  if (answer.position == found.last_position &&
      answer.revision == found.last_revision &&
      absl::HashOf(answer.stream) == found.stream) {
    return;
  }
  Report(absl::StrCat("request ", request.id, " was answered with revision ",
                      answer.revision, " of ", answer.stream, " at position ",
                      answer.position, " but has revision ",
                      found.last_revision, " at position ",
                      found.last_position));
}

bool LogCheck::WasRead(const RecordedEvent& event) const {
  return event.position >= 1 && event.position <= head() &&
         digests_[static_cast<size_t>(event.position - 1)] == DigestOf(event);
}

void LogCheck::Report(absl::string_view problem) {
  if (problems_.size() < kMostProblems) problems_.emplace_back(problem);
}

}  // namespace actionplan::durability
