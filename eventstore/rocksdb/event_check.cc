#include "eventstore/rocksdb/event_check.h"

#include "absl/strings/str_cat.h"
#include "eventstore/commit_group.h"

namespace actionplan::eventstore {

void EventCheck::Add(Position position, absl::string_view envelope) {
  const absl::Status placed = ParseEnvelope(position, envelope, envelope_);
  if (!placed.ok()) {
    problems_.Add(LogProblemKind::kEventMisplaced, position,
                  std::string(placed.message()));
    return;
  }
  const Hash stream = hashes_.OfStream(envelope_.stream());
  CheckRevision(position, stream);
  CheckRecordTime(position);
  streams_.Expect(position, IndexClaims::Of(stream, envelope_.revision()));
  FollowRequest(position);
}

void EventCheck::CheckRevision(Position position, const Hash& stream) {
  Revision& last = revisions_[stream];
  if (envelope_.revision() != last + 1) {
    problems_.Add(LogProblemKind::kRevisionOutOfOrder, position,
                  absl::StrCat("revision ", envelope_.revision(),
                               " follows revision ", last, " of its stream"));
  }
  last = envelope_.revision();
}

void EventCheck::CheckRecordTime(Position position) {
  const absl::Time time = TimeOf(envelope_.record_time());
  if (time < record_time_) {
    problems_.Add(LogProblemKind::kRecordTimeRunsBack, position,
                  "the event was recorded before the one before it");
  }
  record_time_ = time;
}

void EventCheck::FollowRequest(Position position) {
  const bool goes_on = request_count_ > 0 &&
                       request_.id == envelope_.request_id() &&
                       request_.actor == envelope_.actor();
  if (!goes_on) {
    EndRequest();
    request_.actor = envelope_.actor();
    request_.id = envelope_.request_id();
    request_first_ = position;
  }
  ++request_count_;
}

void EventCheck::EndRequest() {
  if (request_count_ == 0) return;
  requests_.Expect(request_first_, IndexClaims::Of(hashes_.OfRequest(request_),
                                                   request_count_));
  request_count_ = 0;
}

}  // namespace actionplan::eventstore
