#include "tests/durability/history.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "projections/resources/instant.h"
#include "tests/durability/logged_streams.h"

namespace actionplan::durability {
namespace {

using events::v1::Event;
using Events = LoggedStreams::Events;
using RequestKey = LoggedStreams::RequestKey;
using resources::AsMessage;

// Many calls of one request are one operation.
struct Operation {
  std::vector<const Call*> calls;
  absl::Duration asked = absl::InfiniteDuration();     // First.
  absl::Duration answered = absl::InfiniteDuration();  // First of success.
  bool refused_only = true;
};

std::string Describe(const Call& call) {
  return absl::StrCat(call.client, " about ", call.name, ", asked at ",
                      absl::FormatDuration(call.asked), ", answered at ",
                      absl::FormatDuration(call.answered));
}

std::string Describe(const RequestKey& request) {
  return absl::StrCat("request ", request.second, " of ", request.first);
}

int64_t PositionOf(const Event& event) { return event.context().position(); }

class Judge {
 public:
  explicit Judge(const History& history)
      : history_(history), logged_(history.log) {
    for (const Call& call : history.calls) {
      if (call.kind != Call::Kind::kCommand) continue;
      Operation& operation = operations_[{call.actor, call.request_id}];
      operation.calls.push_back(&call);
      operation.asked = std::min(operation.asked, call.asked);
      if (call.outcome == Call::Outcome::kAnswered) {
        operation.answered = std::min(operation.answered, call.answered);
      }
      operation.refused_only &= call.outcome == Call::Outcome::kRefused;
    }
  }

  std::vector<std::string> Violations() {
    JudgeLog();
    JudgeStreams();
    for (const auto& [request, operation] : operations_) {
      JudgeRequest(request, operation);
    }
    JudgeWinners();
    JudgeOrder();
    for (const Call& call : history_.calls) JudgeSeen(call);
    JudgeFreshness();
    return std::move(violations_);
  }

 private:
  template <typename... Parts>
  void Say(const Parts&... parts) {
    violations_.push_back(absl::StrCat(parts...));
  }

  void JudgeLog() {
    int64_t expected = 0;
    absl::Time last = absl::InfinitePast();
    for (const Event& event : history_.log) {
      const auto& context = event.context();
      ++expected;
      if (context.position() != expected) {
        Say("gap in the log: position ", context.position(), " where ",
            expected, " was next");
        expected = context.position();
      }
      const absl::Time recorded = resources::ToTime(context.record_time());
      if (recorded < last) {
        Say("record_time decreases at position ", context.position());
      }
      last = std::max(last, recorded);
      if (resources::ToTime(context.occur_time()) > recorded) {
        Say("occur_time after record_time at position ", context.position());
      }
    }
  }

  void JudgeStreams() {
    for (const auto& [stream, events] : logged_.streams()) {
      int64_t expected = 0;
      for (const Event* event : events) {
        if (event->context().revision() == ++expected) continue;
        Say("gap in ", stream, ": revision ", event->context().revision(),
            " at position ", PositionOf(*event), " where ", expected,
            " was next");
        break;
      }
    }
    // One request writes in one go.
    for (const auto& [request, events] : logged_.requests()) {
      for (size_t i = 1; i < events.size(); ++i) {
        if (PositionOf(*events[i]) == PositionOf(*events[0]) + int64_t(i) &&
            events[i]->context().stream() == events[0]->context().stream()) {
          continue;
        }
        Say("duplicate: ", Describe(request), " is in the log at ",
            PositionOf(*events[0]), " and again at ", PositionOf(*events[i]));
        break;
      }
    }
  }

  void JudgeRequest(const RequestKey& request, const Operation& operation) {
    const Events& events = logged_.Of(request);
    if (operation.refused_only && !events.empty()) {
      Say("refused, and yet in the log: ", Describe(request), " at position ",
          PositionOf(*events[0]));
    }
    const Call* first = nullptr;
    for (const Call* call : operation.calls) {
      if (call->outcome != Call::Outcome::kAnswered) continue;
      if (events.empty()) {
        Say("lost: ", Describe(request),
            " was acknowledged and is not in the log, ", Describe(*call));
        return;
      }
      const auto revision =
          static_cast<uint64_t>(events.back()->context().revision());
      if (RevisionOf(call->seen.at(0)) != revision) {
        Say("wrong answer: ", Describe(request), " wrote revision ", revision,
            " and was answered ", RevisionOf(call->seen[0]));
      }
      if (first == nullptr) first = call;
      if (AsMessage(call->seen[0]).SerializeAsString() !=
          AsMessage(first->seen[0]).SerializeAsString()) {
        Say("two answers to ", Describe(request), ": ", Describe(*first),
            " and ", Describe(*call));
      }
    }
  }

  void JudgeWinners() {
    std::map<std::pair<std::string, uint64_t>, RequestKey> winners;
    for (const auto& [request, operation] : operations_) {
      const Call& call = *operation.calls[0];
      if (!call.expected || operation.answered == absl::InfiniteDuration()) {
        continue;
      }
      const auto [won, is_first] =
          winners.insert({{call.name, *call.expected}, request});
      if (!is_first) {
        Say("two winners of revision ", *call.expected + 1, " of ", call.name,
            ": ", Describe(won->second), " and ", Describe(request));
      }
      const Events& events = logged_.Of(request);
      if (!events.empty() && events[0]->context().revision() !=
                                 static_cast<int64_t>(*call.expected) + 1) {
        Say("condition ignored: ", Describe(request), " expected revision ",
            *call.expected, " of ", call.name, " and wrote ",
            events[0]->context().revision());
      }
    }
  }

  // What was acknowledged before another was asked for stands before it.
  void JudgeOrder() {
    std::vector<std::pair<absl::Duration, RequestKey>> asked, answered;
    for (const auto& [request, operation] : operations_) {
      if (logged_.Of(request).empty()) continue;
      asked.push_back({operation.asked, request});
      answered.push_back({operation.answered, request});
    }
    std::sort(asked.begin(), asked.end());
    std::sort(answered.begin(), answered.end());
    size_t next = 0;
    const Event* last = nullptr;  // Of those answered so far.
    for (const auto& [when, request] : asked) {
      for (; next < answered.size() && answered[next].first < when; ++next) {
        const Event* event = logged_.Of(answered[next].second).back();
        if (last == nullptr || PositionOf(*event) > PositionOf(*last)) {
          last = event;
        }
      }
      const Event& first = *logged_.Of(request)[0];
      if (last != nullptr && PositionOf(first) < PositionOf(*last)) {
        Say("order: ", Describe(request), " was asked at ",
            absl::FormatDuration(when), " and stands at ", PositionOf(first),
            ", before position ", PositionOf(*last),
            ", which had been acknowledged");
      }
    }
  }

  // Everything that was shown is the fold of a prefix of the log.
  void JudgeSeen(const Call& call) {
    if (call.outcome != Call::Outcome::kAnswered) return;
    for (const resources::Resource& resource : call.seen) {
      const std::string difference = logged_.Difference(resource);
      if (!difference.empty()) {
        Say("not the fold: revision ", RevisionOf(resource), " of ",
            NameOf(resource), " was shown to ", Describe(call), ": ",
            difference);
        continue;
      }
      JudgeNotFromTheFuture(call, resource);
    }
    if (call.kind == Call::Kind::kList) JudgeList(call);
    if (call.kind == Call::Kind::kWatch) JudgeWatch(call);
  }

  void JudgeNotFromTheFuture(const Call& call,
                             const resources::Resource& resource) {
    const auto& context =
        logged_.Of(NameOf(resource))[RevisionOf(resource) - 1]->context();
    const auto writer =
        operations_.find({context.actor(), context.request_id()});
    if (writer == operations_.end() || writer->second.asked <= call.answered) {
      return;
    }
    Say("read from the future: ", Describe(call), " saw revision ",
        context.revision(), ", which was asked for at ",
        absl::FormatDuration(writer->second.asked));
  }

  bool IsListed(const Call& list, const std::string& stream) const {
    if (list.seen.empty() || !absl::StartsWith(stream, list.name + "/")) {
      return false;
    }
    return resources::KindOf(stream) == resources::KindOf(NameOf(list.seen[0]));
  }

  // There is a position at which everything was as the list shows it.
  void JudgeList(const Call& call) {
    std::map<std::string, uint64_t> shown;
    int64_t at_least = 0;
    for (const resources::Resource& resource : call.seen) {
      shown[NameOf(resource)] = RevisionOf(resource);
      at_least = std::max(at_least, LastPositionOf(resource));
    }
    for (const auto& [stream, events] : logged_.streams()) {
      if (!IsListed(call, stream)) continue;
      const auto found = shown.find(stream);
      const uint64_t revision = found == shown.end() ? 0 : found->second;
      if (revision >= events.size() ||
          PositionOf(*events[revision]) > at_least) {
        continue;
      }
      Say("torn list: ", Describe(call), " shows position ", at_least,
          " and of ", stream, " only revision ", revision,
          ", though the next stands at ", PositionOf(*events[revision]));
    }
  }

  void JudgeWatch(const Call& call) {
    int64_t position = call.after;
    for (const Event& event : call.watched) {
      ++position;
      const auto index = static_cast<size_t>(position - 1);
      if (index >= history_.log.size() ||
          event.SerializeAsString() !=
              history_.log[index].SerializeAsString()) {
        Say("watch: ", Describe(call), " was sent position ", PositionOf(event),
            " where the log has another at ", position);
        return;
      }
    }
    if (position != call.caught_up) {
      Say("watch: ", Describe(call), " was caught up at ", call.caught_up,
          " and sent up to ", position);
    }
  }

  // A read sees what was known to anybody before it was asked for.
  void JudgeFreshness() {
    std::vector<const Call*> known, reads;
    for (const Call& call : history_.calls) {
      if (call.outcome != Call::Outcome::kAnswered) continue;
      known.push_back(&call);
      if (call.kind != Call::Kind::kCommand) reads.push_back(&call);
    }
    std::sort(known.begin(), known.end(), [](const Call* a, const Call* b) {
      return a->answered < b->answered;
    });
    std::sort(reads.begin(), reads.end(),
              [](const Call* a, const Call* b) { return a->asked < b->asked; });
    std::map<std::string, uint64_t> revisions;
    int64_t position = 0;
    size_t next = 0;
    for (const Call* read : reads) {
      for (; next < known.size() && known[next]->answered < read->asked;
           ++next) {
        position = std::max(position, known[next]->caught_up);
        for (const resources::Resource& seen : known[next]->seen) {
          uint64_t& revision = revisions[NameOf(seen)];
          revision = std::max(revision, RevisionOf(seen));
          position = std::max(position, LastPositionOf(seen));
        }
      }
      JudgeFresh(*read, revisions, position);
    }
  }

  void JudgeFresh(const Call& read,
                  const std::map<std::string, uint64_t>& revisions,
                  int64_t position) {
    if (read.kind == Call::Kind::kWatch && read.caught_up < position) {
      Say("stale read: ", Describe(read), " was caught up at ", read.caught_up,
          " when ", position, " was known");
    }
    std::map<std::string, uint64_t> shown;
    for (const resources::Resource& seen : read.seen) {
      shown[NameOf(seen)] = RevisionOf(seen);
    }
    for (const auto& [stream, known] : revisions) {
      const bool is_read = read.kind == Call::Kind::kGet
                               ? stream == read.name
                               : IsListed(read, stream);
      if (!is_read || read.kind == Call::Kind::kWatch) continue;
      const auto found = shown.find(stream);
      const uint64_t revision = found == shown.end() ? 0 : found->second;
      if (revision < known) {
        Say("stale read: ", Describe(read), " saw revision ", revision, " of ",
            stream, " when ", known, " was known");
      }
    }
  }

  const History& history_;
  const LoggedStreams logged_;
  std::map<RequestKey, Operation> operations_;
  std::vector<std::string> violations_;
};

}  // namespace

std::vector<std::string> Violations(const History& history) {
  return Judge(history).Violations();
}

}  // namespace actionplan::durability
