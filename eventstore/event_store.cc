#include "eventstore/event_store.h"

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "eventstore/base/status.h"
#include "eventstore/commit_group.h"
#include "eventstore/event_store_errors.h"
#include "eventstore/utf8.h"

namespace actionplan::eventstore {
namespace {

struct Name {
  absl::string_view field;
  absl::string_view value;
  size_t max_bytes = kMaxNameBytes;
};

absl::Status Invalid(absl::string_view reason, std::string message) {
  return base::Error({.code = absl::StatusCode::kInvalidArgument,
                      .reason = reason,
                      .message = std::move(message)});
}

// An envelope's strings have to be UTF-8, or they could not be read back.
absl::Status CheckName(const Name& name) {
  if (name.value.size() > name.max_bytes) {
    return Invalid(
        "NAME_TOO_LONG",
        absl::StrCat("the ", name.field, " has ", name.value.size(),
                     " bytes, at most ", name.max_bytes, " are allowed"));
  }
  if (!IsUtf8(name.value)) {
    return Invalid("NAME_NOT_UTF8",
                   absl::StrCat("the ", name.field, " is not UTF-8"));
  }
  return absl::OkStatus();
}

absl::Status CheckRequiredName(const Name& name) {
  if (name.value.empty()) {
    return Invalid("NAME_MISSING", absl::StrCat("the ", name.field,
                                                " is empty; every append "
                                                "needs one"));
  }
  return CheckName(name);
}

// The years that google.protobuf.Timestamp can carry.
bool IsTimestamp(absl::Time time) {
  static constexpr absl::CivilYear kFirst(1);
  static constexpr absl::CivilYear kAfterLast(10000);
  const absl::TimeZone utc = absl::UTCTimeZone();
  return time >= absl::FromCivil(kFirst, utc) &&
         time < absl::FromCivil(kAfterLast, utc);
}

absl::Status CheckEvents(const std::vector<NewEvent>& events) {
  if (events.empty()) {
    return Invalid("NO_EVENTS", "an append needs at least one event");
  }
  if (events.size() > kMaxEventsPerAppend) {
    return Invalid(
        "TOO_MANY_EVENTS",
        absl::StrCat("an append of ", events.size(), " events, at most ",
                     kMaxEventsPerAppend, " are allowed; split the request"));
  }
  for (const NewEvent& event : events) {
    RETURN_IF_ERROR(
        CheckRequiredName({.field = "event type", .value = event.type}));
    if (event.payload.size() > kMaxEventBytes) {
      return Invalid(
          "EVENT_TOO_LARGE",
          absl::StrCat("an event of ", event.payload.size(), " bytes, at most ",
                       kMaxEventBytes, " are allowed; shorten its text"));
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::vector<absl::StatusOr<Committed>>> EventStore::Commit(
    absl::Time record_time, absl::Span<const Append> appends) {
  CommitGroup group(*this, record_time);
  std::vector<absl::StatusOr<Committed>> answers;
  answers.reserve(appends.size());
  for (const Append& append : appends) {
    answers.push_back(group.FindOrStage(append));
  }
  if (group.events() > 0) RETURN_IF_ERROR(Write(group));
  return answers;
}

absl::Status EventStore::ReadLog(Range positions, EventVisitor visit) const {
  v1::Envelope envelope;
  absl::Status parsed;
  const auto parse = [&](Position position, absl::string_view bytes) {
    parsed = ParseEnvelope(position, bytes, envelope);
    return parsed.ok() && visit(envelope);
  };
  RETURN_IF_ERROR(ReadStored(positions, parse));
  return parsed;
}

absl::Status ParseEnvelope(Position position, absl::string_view bytes,
                           v1::Envelope& envelope) {
  if (!envelope.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
    return EventDamaged(position, "is not an event");
  }
  if (envelope.position() != position) {
    return EventDamaged(position, "belongs to another position");
  }
  return absl::OkStatus();
}

absl::StatusOr<MerkleHash> LeafHashAt(const EventStore& store,
                                      Position position) {
  const NodePlace place = PlaceOf({.level = 0, .index = position - 1});
  ASSIGN_OR_RETURN(const std::vector<MerkleHash> hashes,
                   store.tiles().Read(place.tile, place.first + 1));
  return hashes[place.first];
}

absl::Status CheckRequest(const RequestIdentity& request) {
  RETURN_IF_ERROR(
      CheckRequiredName({.field = "request id", .value = request.id}));
  return CheckName({.field = "actor", .value = request.actor});
}

absl::Status CheckAppend(const Append& append) {
  RETURN_IF_ERROR(CheckRequest(append.request));
  RETURN_IF_ERROR(CheckRequiredName({.field = "stream",
                                     .value = append.stream,
                                     .max_bytes = kMaxStreamNameBytes}));
  RETURN_IF_ERROR(
      CheckName({.field = "affiliation", .value = append.affiliation}));
  RETURN_IF_ERROR(CheckName(
      {.field = "principal acted for", .value = append.on_behalf_of}));
  if (!IsTimestamp(append.occur_time)) {
    return Invalid("OCCUR_TIME_UNREPRESENTABLE",
                   "the occur_time is outside the years 1 to 9999");
  }
  return CheckEvents(append.events);
}

}  // namespace actionplan::eventstore
