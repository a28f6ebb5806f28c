#include "services/handlers/event_packing.h"

#include <utility>

#include "absl/strings/string_view.h"
#include "actionplan/v1/event_service.pb.h"
#include "eventstore/base/status.h"
#include "google/protobuf/wire_format_lite.h"
#include "projections/event_codec.h"

namespace actionplan::handlers {
namespace {

using google::protobuf::internal::WireFormatLite;

// A message is not made much larger; a reader takes up to 4 MiB.
constexpr size_t kMessageBytes = 64 * 1024;

// Adds a field that is a message to the bytes of a message.
void AppendField(int number, absl::string_view field, std::string& bytes) {
  using google::protobuf::io::CodedOutputStream;
  constexpr int kLongestHeader = 10;
  uint8_t header[kLongestHeader];
  uint8_t* end = CodedOutputStream::WriteTagToArray(
      WireFormatLite::MakeTag(number,
                              WireFormatLite::WIRETYPE_LENGTH_DELIMITED),
      header);
  end = CodedOutputStream::WriteVarint32ToArray(
      static_cast<uint32_t>(field.size()), end);
  bytes.append(header, end);
  bytes.append(field.data(), field.size());
}

}  // namespace

EventPacking::EventPacking(int32_t events_each)
    : events_each_(events_each),
      field_(events_each > 1 ? v1::WatchEventsResponse::kEventsFieldNumber
                             : v1::WatchEventsResponse::kEventFieldNumber) {}

absl::Status EventPacking::Add(const eventstore::v1::Envelope& envelope) {
  event_.clear();
  RETURN_IF_ERROR(projections::AppendDecoded(envelope, scratch_, event_));
  AppendField(field_, event_, unfinished_);
  ++unfinished_events_;
  position_ = envelope.position();
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
  const grpc::Slice bytes(unfinished_);
  messages_.push_back({grpc::ByteBuffer(&bytes, 1), position_});
  bytes_ += unfinished_.size();
  unfinished_.clear();
  unfinished_events_ = 0;
}

}  // namespace actionplan::handlers
