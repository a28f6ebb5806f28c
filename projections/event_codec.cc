#include "projections/event_codec.h"

#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "eventstore/base/status.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/wire_format_lite.h"
#include "projections/resources/names.h"

namespace actionplan::projections {
namespace {

using events::v1::Event;
using events::v1::EventContext;
using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::internal::WireFormatLite;
using google::protobuf::io::CodedInputStream;

// What is set in the one oneof of a message; null when nothing is.
const FieldDescriptor* Chosen(const Message& message) {
  return message.GetReflection()->GetOneofFieldDescriptor(
      message, message.GetDescriptor()->oneof_decl(0));
}

void FillContext(const eventstore::v1::Envelope& envelope,
                 EventContext& context) {
  context.set_name(resources::EventName(envelope.position()));
  context.set_position(static_cast<int64_t>(envelope.position()));
  context.set_stream(envelope.stream());
  context.set_revision(static_cast<int64_t>(envelope.revision()));
  *context.mutable_record_time() = envelope.record_time();
  *context.mutable_occur_time() = envelope.occur_time();
  context.set_actor(envelope.actor());
  context.set_affiliation(envelope.affiliation());
  context.set_on_behalf_of(envelope.on_behalf_of());
  context.set_request_id(envelope.request_id());
  context.set_cause(static_cast<int64_t>(envelope.cause()));
  context.set_ignorable(envelope.ignorable());
}

// The field of this number in the one oneof of a message; null for any other.
const FieldDescriptor* ChoiceOf(const Descriptor& message, int number) {
  const FieldDescriptor* field = message.FindFieldByNumber(number);
  return field != nullptr && field->containing_oneof() != nullptr ? field
                                                                  : nullptr;
}

// Reads the header of a message of which nothing follows; its number, or 0 when
// the bytes are anything else.
int OnlyField(CodedInputStream& bytes, int size) {
  const uint32_t tag = bytes.ReadTag();
  uint32_t length = 0;
  const bool is_only =
      WireFormatLite::GetTagWireType(tag) ==
          WireFormatLite::WIRETYPE_LENGTH_DELIMITED &&
      bytes.ReadVarint32(&length) &&
      length == static_cast<uint32_t>(size - bytes.CurrentPosition());
  return is_only ? WireFormatLite::GetTagFieldNumber(tag) : 0;
}

// Whether a payload is one fact that this program knows and nothing else,
// without looking into the fact.
bool IsOneKnownFact(absl::string_view payload) {
  const int size = static_cast<int>(payload.size());
  CodedInputStream bytes(reinterpret_cast<const uint8_t*>(payload.data()),
                         size);
  const FieldDescriptor* aggregate =
      ChoiceOf(*Event::descriptor(), OnlyField(bytes, size));
  return aggregate != nullptr && ChoiceOf(*aggregate->message_type(),
                                          OnlyField(bytes, size)) != nullptr;
}

absl::Status PayloadUnreadable(const eventstore::v1::Envelope& envelope) {
  return base::Error(
      {.code = absl::StatusCode::kDataLoss,
       .reason = "PAYLOAD_UNREADABLE",
       .message = absl::StrCat("The payload of ",
                               resources::EventName(envelope.position()), " (",
                               envelope.type(),
                               ") cannot be read; restore the log from a "
                               "backup that is whole."),
       .metadata = {{"event", resources::EventName(envelope.position())}}});
}

absl::Status FactUnknown(const eventstore::v1::Envelope& envelope) {
  return base::Error(
      {.code = absl::StatusCode::kFailedPrecondition,
       .reason = "FACT_UNKNOWN",
       .message = absl::StrCat(
           resources::EventName(envelope.position()), " is a ", envelope.type(),
           ", which this program does not know; use the version that wrote it "
           "or a later one."),
       .metadata = {{"event", resources::EventName(envelope.position())},
                    {"type", envelope.type()}}});
}

}  // namespace

absl::string_view FactName(const Event& event) {
  const FieldDescriptor* aggregate = Chosen(event);
  if (aggregate == nullptr) return "";
  const FieldDescriptor* fact =
      Chosen(event.GetReflection()->GetMessage(event, aggregate));
  if (fact == nullptr) return "";
  return fact->message_type()->name();
}

eventstore::NewEvent Encode(const Event& event) {
  eventstore::NewEvent encoded{.type = std::string(FactName(event))};
  if (event.has_context()) {
    Event bare = event;
    bare.clear_context();
    encoded.payload = bare.SerializeAsString();
  } else {
    encoded.payload = event.SerializeAsString();
  }
  return encoded;
}

absl::Status Decode(const eventstore::v1::Envelope& envelope, Event& event) {
  // Parsing would free the context; kept aside, its strings are used again.
  std::unique_ptr<EventContext> context(event.release_context());
  if (!event.ParseFromString(envelope.payload())) {
    return PayloadUnreadable(envelope);
  }
  if (FactName(event).empty()) {
    if (!envelope.ignorable()) return FactUnknown(envelope);
    event.Clear();
  }
  if (context == nullptr) context = std::make_unique<EventContext>();
  FillContext(envelope, *context);
  event.set_allocated_context(context.release());
  return absl::OkStatus();
}

absl::Status AppendDecoded(const eventstore::v1::Envelope& envelope,
                           Event& scratch, std::string& bytes) {
  if (!IsOneKnownFact(envelope.payload())) {
    RETURN_IF_ERROR(Decode(envelope, scratch));
    scratch.AppendToString(&bytes);
    return absl::OkStatus();
  }
  // Nothing stays of the event before but the memory of its context.
  std::unique_ptr<EventContext> context(scratch.release_context());
  scratch.Clear();
  scratch.set_allocated_context(context.release());
  // Serialised messages one after the other are the merged message.
  FillContext(envelope, *scratch.mutable_context());
  scratch.AppendToString(&bytes);
  bytes += envelope.payload();
  return absl::OkStatus();
}

}  // namespace actionplan::projections
