#include "tests/durability/watched_log.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "actionplan/v1/event_service.pb.h"
#include "eventstore/base/status.h"
#include "eventstore/rocksdb/log_store.h"
#include "projections/event_codec.h"

namespace actionplan::durability {
namespace {

std::string Describe(const WatchedPart& part) {
  return absl::StrCat("the stream after ", part.after, " of '",
                      part.filter.Request(part.after), "'");
}

// How many of the events are at or before a position.
size_t UpTo(const std::vector<Sent>& events, int64_t position) {
  return std::upper_bound(events.begin(), events.end(), position,
                          [](int64_t wanted, const Sent& event) {
                            return wanted < event.position;
                          }) -
         events.begin();
}

}  // namespace

std::string WatchFilter::Request(int64_t after) const {
  std::string text = absl::StrCat("after_position: ", after,
                                  " resource_prefix: '", prefix, "'");
  for (const std::string& kind : kinds) {
    absl::StrAppend(&text, " kinds: '", kind, "'");
  }
  return text;
}

bool WatchFilter::Matches(absl::string_view stream,
                          absl::string_view kind) const {
  return absl::StartsWith(stream, prefix) &&
         (kinds.empty() || kinds.count(std::string(kind)) > 0);
}

int64_t WatchedPart::Reached() const {
  int64_t reached = after;
  if (!events.empty()) reached = std::max(reached, events.back().position);
  if (!progress.empty()) reached = std::max(reached, progress.back().position);
  return reached;
}

absl::StatusOr<WatchedLog> WatchedLog::Read(const std::string& folder) {
  ASSIGN_OR_RETURN(const auto log,
                   eventstore::LogStore::Open({.path = folder}));
  WatchedLog watched;
  absl::Status decoded;
  v1::WatchEventsResponse message;
  RETURN_IF_ERROR(
      log->ReadLog({}, [&](const eventstore::v1::Envelope& envelope) {
        decoded = projections::Decode(envelope, *message.mutable_event());
        watched.entries_.push_back(
            {.sent = {.position = static_cast<int64_t>(envelope.position()),
                      .digest = std::hash<std::string>()(
                          message.SerializeAsString())},
             .stream = envelope.stream(),
             .kind = envelope.type()});
        return decoded.ok();
      }));
  RETURN_IF_ERROR(decoded);
  return watched;
}

std::string WatchedLog::Judge(const WatchedPart& part) const {
  std::vector<Sent> due;
  for (const Entry& entry : entries_) {
    if (entry.sent.position > part.after &&
        part.filter.Matches(entry.stream, entry.kind)) {
      due.push_back(entry.sent);
    }
  }
  for (size_t i = 0; i < part.events.size(); ++i) {
    if (i >= due.size()) {
      return absl::StrCat(Describe(part), " sent ", part.events[i].position,
                          ", which is not in the log");
    }
    if (part.events[i].position != due[i].position) {
      return absl::StrCat(Describe(part), " sent ", part.events[i].position,
                          " where ", due[i].position, " was next");
    }
    if (part.events[i] != due[i]) {
      return absl::StrCat(Describe(part), " sent ", due[i].position,
                          " with other content than the log's");
    }
  }
  if (part.told >= 0 &&
      (part.told < part.after || part.told > part.Reached())) {
    return absl::StrCat(Describe(part), " was told to resume after ", part.told,
                        " when it had reached ", part.Reached());
  }
  return JudgeProgress(part, due);
}

std::string WatchedLog::JudgeProgress(const WatchedPart& part,
                                      const std::vector<Sent>& due) const {
  bool caught_up = false;
  for (const Progress& progress : part.progress) {
    const bool is_first = !std::exchange(caught_up, true);
    if (is_first != (progress.kind == Progress::Kind::kCaughtUp)) {
      return absl::StrCat(Describe(part), " was ",
                          is_first ? "not said" : "said again",
                          " to be caught up at ", progress.position);
    }
    if (is_first && progress.position < part.acknowledged) {
      return absl::StrCat(Describe(part), " was said to be caught up at ",
                          progress.position, " when ", part.acknowledged,
                          " had been acknowledged");
    }
    const size_t wanted = UpTo(due, progress.position);
    if (wanted != progress.after_events) {
      return absl::StrCat(Describe(part), " was said to have reached ",
                          progress.position, " after ", progress.after_events,
                          " events; it has ", wanted, " up to there");
    }
  }
  return "";
}

}  // namespace actionplan::durability
