#include "services/handlers/event_packing.h"

#include <algorithm>
#include <utility>

#include "actionplan/v1/event_service.pb.h"
#include "eventstore/base/status.h"
#include "google/protobuf/wire_format_lite.h"
#include "projections/event_codec.h"

namespace actionplan::handlers {
namespace {

using google::protobuf::internal::WireFormatLite;

// A message is not made much larger; a reader takes up to 4 MiB.
constexpr size_t kMessageBytes = 64 * 1024;

// What stands before the bytes of a message that is a field of another.
std::string FieldHeader(int number, size_t size) {
  std::string header;
  google::protobuf::io::StringOutputStream stream(&header);
  google::protobuf::io::CodedOutputStream out(&stream);
  out.WriteTag(WireFormatLite::MakeTag(
      number, WireFormatLite::WIRETYPE_LENGTH_DELIMITED));
  out.WriteVarint32(static_cast<uint32_t>(size));
  out.Trim();
  return header;
}

}  // namespace

absl::Status EventPacking::Add(const eventstore::v1::Envelope& envelope) {
  event_.clear();
  RETURN_IF_ERROR(projections::AppendDecoded(envelope, scratch_, event_));
  position_ = envelope.position();
  ++unfinished_events_;
  if (events_each_ > 1) {
    unfinished_ += FieldHeader(
        v1::WatchEventsResponse::EventBatch::kEventsFieldNumber, event_.size());
  }
  unfinished_ += event_;
  const bool is_full =
      unfinished_events_ >= events_each_ || unfinished_.size() >= kMessageBytes;
  if (is_full) Finish();
  return absl::OkStatus();
}

std::deque<WatchMessage> EventPacking::Take() {
  if (unfinished_events_ > 0) Finish();
  return std::move(messages_);
}

void EventPacking::Finish() {
  const std::string header =
      FieldHeader(events_each_ > 1 ? v1::WatchEventsResponse::kEventsFieldNumber
                                   : v1::WatchEventsResponse::kEventFieldNumber,
                  unfinished_.size());
  const grpc::Slice parts[] = {grpc::Slice(header), grpc::Slice(unfinished_)};
  messages_.push_back({grpc::ByteBuffer(parts, std::size(parts)), position_});
  bytes_ += header.size() + unfinished_.size();
  unfinished_.clear();
  unfinished_events_ = 0;
}

}  // namespace actionplan::handlers
