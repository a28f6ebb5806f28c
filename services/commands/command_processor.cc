#include "services/commands/command_processor.h"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>

#include "absl/strings/numbers.h"
#include "eventstore/base/status.h"
#include "projections/event_codec.h"
#include "projections/resources/instant.h"
#include "projections/resources/names.h"
#include "services/commands/command_errors.h"
#include "services/commands/deciding.h"

namespace actionplan::commands {
namespace {

// Enough for every open action of a large board office; about 100 MB at most.
constexpr size_t kCachedResources = 65536;

// The revision that the quoted etag stands for; 0 when there is none yet.
eventstore::Revision RevisionOf(const resources::Resource& resource) {
  const std::string& etag = EtagOf(resource);
  uint64_t revision = 0;
  if (etag.size() > 2) {
    (void)absl::SimpleAtoi(etag.substr(1, etag.size() - 2), &revision);
  }
  return revision;
}

}  // namespace

class CommandProcessor::Run final : public eventstore::Transaction {
 public:
  Run(CommandProcessor& processor, Command command, Answer answer)
      : processor_(processor),
        command_(std::move(command)),
        answer_(std::move(answer)),
        request_{.actor = command_.caller.principal,
                 .id = command_.request_id,
                 .content = std::move(command_.content)} {}

  const eventstore::RequestIdentity& request() const override {
    return request_;
  }
  absl::Time deadline() const override { return command_.deadline; }

  const std::string& name() const { return command_.name; }
  const std::vector<events::v1::Event>& events() const { return events_; }

  absl::StatusOr<eventstore::Append> Prepare(
      const eventstore::Upcoming& upcoming) override {
    ResourceCache& cache = processor_.cache_;
    ASSIGN_OR_RETURN(std::shared_ptr<const resources::Resource> state,
                     cache.Load(command_.name));
    RETURN_IF_ERROR(CheckTarget(command_, *state));
    ASSIGN_OR_RETURN(domain::Circumstances now,
                     CircumstancesOf(command_, upcoming.record_time,
                                     [&cache](absl::string_view name) {
                                       return cache.Load(name);
                                     }));
    if (command_.knows == Knows::kHistory) {
      ASSIGN_OR_RETURN(now.history, processor_.HistoryOf(command_.name));
    }
    ASSIGN_OR_RETURN(std::vector<events::v1::Event> events,
                     command_.decide(*state, now));
    eventstore::Append append = MakeAppend(*state, now, events);
    if (events.empty()) {  // The answer is the resource as it is.
      after_ = std::move(state);
      return append;
    }
    RETURN_IF_ERROR(eventstore::CheckAppend(append));
    after_ = Fold(*state, upcoming, append, events);
    cache.Store(command_.name, after_);
    events_ = std::move(events);
    processor_.under_way_.push_back(this);
    return append;
  }

  void Complete(absl::StatusOr<eventstore::Committed> result) override {
    // Only what has something to write is in the list, and completes on its
    // thread.
    if (!events_.empty()) processor_.under_way_.erase(Place());
    if (!result.ok()) {
      if (after_ != nullptr) processor_.cache_.Forget(command_.name);
      return answer_(result.status());
    }
    if (!result->repeated) return answer_(std::move(after_));
    AnswerAgain(*result);
  }

 private:
  eventstore::Append MakeAppend(const resources::Resource& state,
                                const domain::Circumstances& now,
                                const std::vector<events::v1::Event>& events) {
    eventstore::Append append{.stream = command_.name,
                              .expected = RevisionOf(state),
                              .request = request_,
                              .affiliation = command_.caller.agency,
                              .cause = command_.cause,
                              .occur_time = now.occur_time};
    append.events.reserve(events.size());
    for (const events::v1::Event& event : events) {
      append.events.push_back(projections::Encode(event));
    }
    return append;
  }

  // Where this is among what is under way: in front, as they complete in order.
  std::deque<const Run*>::const_iterator Place() const {
    return std::find(processor_.under_way_.begin(), processor_.under_way_.end(),
                     this);
  }

  // The resource after the events, which are given the context that the log
  // will give them.
  std::shared_ptr<const resources::Resource> Fold(
      const resources::Resource& state, const eventstore::Upcoming& upcoming,
      const eventstore::Append& append,
      std::vector<events::v1::Event>& events) {
    auto after = std::make_shared<resources::Resource>(state);
    for (size_t i = 0; i < events.size(); ++i) {
      events::v1::EventContext& context = *events[i].mutable_context();
      context.set_name(resources::EventName(upcoming.first_position + i));
      context.set_position(static_cast<int64_t>(upcoming.first_position + i));
      context.set_stream(append.stream);
      context.set_revision(static_cast<int64_t>(append.expected + 1 + i));
      *context.mutable_record_time() =
          resources::ToTimestamp(upcoming.record_time);
      *context.mutable_occur_time() = resources::ToTimestamp(append.occur_time);
      context.set_actor(request_.actor);
      context.set_affiliation(append.affiliation);
      context.set_request_id(request_.id);
      context.set_cause(static_cast<int64_t>(append.cause));
      resources::Evolve(events[i], *after);
    }
    return after;
  }

  // The first answer again: the resource folded up to what was written then.
  void AnswerAgain(const eventstore::Committed& first) {
    const bool posted = processor_.readers_.Post([&log = processor_.log_,
                                                  answer = answer_, first] {
      std::string stream;
      const absl::Status read = log.ReadLog(
          {.first = first.first_position, .last = first.first_position},
          [&](const eventstore::v1::Envelope& envelope) {
            stream = envelope.stream();
            return false;
          });
      if (!read.ok()) return answer(read);
      answer(FoldStream(log, stream, first.first_revision + first.count - 1));
    });
    if (!posted) answer_(TooManyReaders());
  }

  CommandProcessor& processor_;
  Command command_;
  Answer answer_;
  eventstore::RequestIdentity request_;
  std::shared_ptr<const resources::Resource> after_;
  std::vector<events::v1::Event> events_;  // Decided, with their contexts.
};

CommandProcessor::CommandProcessor(const eventstore::EventStore& log,
                                   eventstore::Sequencer& sequencer,
                                   base::ThreadPool& readers)
    : log_(log),
      sequencer_(sequencer),
      readers_(readers),
      cache_(log, kCachedResources) {}

absl::StatusOr<std::vector<events::v1::Event>> CommandProcessor::HistoryOf(
    absl::string_view name) const {
  std::vector<events::v1::Event> history;
  absl::Status decoded;
  RETURN_IF_ERROR(
      log_.ReadStream(name, {}, [&](const eventstore::v1::Envelope& envelope) {
        decoded = projections::Decode(envelope, history.emplace_back());
        return decoded.ok();
      }));
  RETURN_IF_ERROR(decoded);
  // What the group under way has decided is in the cache and not in the log.
  for (const Run* run : under_way_) {
    if (run->name() != name) continue;
    history.insert(history.end(), run->events().begin(), run->events().end());
  }
  return history;
}

void CommandProcessor::Submit(Command command, Answer answer) {
  sequencer_.Submit(
      std::make_unique<Run>(*this, std::move(command), std::move(answer)));
}

}  // namespace actionplan::commands
