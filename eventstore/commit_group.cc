#include "eventstore/commit_group.h"

#include <algorithm>
#include <cstdint>

#include "absl/strings/str_cat.h"
#include "eventstore/base/status.h"
#include "eventstore/event_store_errors.h"

namespace actionplan::eventstore {
namespace {

// What a Timestamp keeps, so that the time handed out is the time read back.
absl::Time RoundedToNanoseconds(absl::Time time) {
  return absl::FromUnixNanos(absl::ToUnixNanos(time));
}

void SetTimestamp(absl::Time time, google::protobuf::Timestamp& timestamp) {
  const int64_t seconds = absl::ToUnixSeconds(time);
  timestamp.set_seconds(seconds);
  timestamp.set_nanos(static_cast<int32_t>(
      absl::ToInt64Nanoseconds(time - absl::FromUnixSeconds(seconds))));
}

// An earlier answer to the same request, if its content was the same.
absl::StatusOr<std::optional<Committed>> Repeated(
    const CommitGroup::Staged& first, const RequestIdentity& request) {
  if (first.append.request.content != request.content) {
    return RequestIdReused(request);
  }
  Committed answer = first.committed;
  answer.repeated = true;
  return answer;
}

}  // namespace

CommitGroup::CommitGroup(const EventStore& store, absl::Time now)
    : store_(store),
      record_time_(std::max(RoundedToNanoseconds(now), store.LastRecordTime())),
      next_position_(store.head().Get() + 1) {}

absl::StatusOr<std::optional<Committed>> CommitGroup::Find(
    const RequestIdentity& request) const {
  RETURN_IF_ERROR(CheckRequest(request));
  const auto staged = requests_.find({request.actor, request.id});
  if (staged != requests_.end()) return Repeated(*staged->second, request);
  return store_.FindRequest(request);
}

absl::StatusOr<Committed> CommitGroup::Stage(Append append) {
  RETURN_IF_ERROR(CheckAppend(append));
  RETURN_IF_ERROR(CheckPlace(append));
  RETURN_IF_ERROR(CheckRevision(append));
  const Committed committed{
      .first_position = next_position_,
      .first_revision = append.expected + 1,
      .count = static_cast<uint32_t>(append.events.size()),
      .record_time = record_time_};
  next_position_ += committed.count;
  events_ += committed.count;
  for (const NewEvent& event : append.events) bytes_ += event.payload.size();
  const Staged& staged =
      staged_.emplace_back(Staged{std::move(append), committed});
  const RequestIdentity& request = staged.append.request;
  revisions_[staged.append.stream] = staged.append.expected + committed.count;
  requests_[{request.actor, request.id}] = &staged;
  return committed;
}

absl::StatusOr<Committed> CommitGroup::FindOrStage(Append append) {
  ASSIGN_OR_RETURN(const std::optional<Committed> found, Find(append.request));
  if (found.has_value()) return *found;
  return Stage(std::move(append));
}

absl::Status CommitGroup::CheckPlace(const Append& append) const {
  if (append.occur_time > record_time_) {
    return base::Error(
        {.code = absl::StatusCode::kInvalidArgument,
         .reason = "OCCUR_TIME_IN_FUTURE",
         .message = absl::StrCat("the occur_time ",
                                 absl::FormatTime(append.occur_time),
                                 " is after ", absl::FormatTime(record_time_),
                                 ", the time of recording")});
  }
  if (append.cause >= next_position_) {
    return base::Error(
        {.code = absl::StatusCode::kInvalidArgument,
         .reason = "CAUSE_NOT_IN_LOG",
         .message = absl::StrCat("the cause ", append.cause,
                                 " is not before position ", next_position_)});
  }
  return absl::OkStatus();
}

absl::Status CommitGroup::CheckRevision(const Append& append) const {
  const auto staged = revisions_.find(append.stream);
  Revision actual = 0;
  if (staged != revisions_.end()) {
    actual = staged->second;
  } else {
    ASSIGN_OR_RETURN(const bool as_expected,
                     store_.IsLastRevision(append.stream, append.expected));
    if (as_expected) return absl::OkStatus();
    ASSIGN_OR_RETURN(actual, store_.LastRevision(append.stream));
  }
  if (actual == append.expected) return absl::OkStatus();
  return RevisionMismatch(
      {.stream = append.stream, .expected = append.expected, .actual = actual});
}

void FillEnvelope(const CommitGroup::Staged& staged, size_t index,
                  v1::Envelope& envelope) {
  const auto& [append, committed] = staged;
  const NewEvent& event = append.events[index];
  envelope.set_position(committed.first_position + index);
  envelope.set_stream(append.stream);
  envelope.set_revision(committed.first_revision + index);
  envelope.set_type(event.type);
  SetTimestamp(committed.record_time, *envelope.mutable_record_time());
  SetTimestamp(append.occur_time, *envelope.mutable_occur_time());
  envelope.set_actor(append.request.actor);
  envelope.set_affiliation(append.affiliation);
  envelope.set_on_behalf_of(append.on_behalf_of);
  envelope.set_request_id(append.request.id);
  envelope.set_cause(append.cause);
  envelope.set_ignorable(event.ignorable);
  envelope.set_payload(event.payload);
}

absl::Time TimeOf(const google::protobuf::Timestamp& timestamp) {
  return absl::FromUnixSeconds(timestamp.seconds()) +
         absl::Nanoseconds(timestamp.nanos());
}

}  // namespace actionplan::eventstore
