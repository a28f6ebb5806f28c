#include "services/rpc/wire_text.h"

#include <cstdint>
#include <string>

#include "absl/strings/str_cat.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/wire_format_lite.h"
#include "services/rpc/field_checks.h"

namespace actionplan::rpc {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::internal::WireFormatLite;

// Protobuf nests at most this deep by default.
constexpr int kMaxDepth = 100;

// Whether the bytes are well-formed UTF-8 without surrogates or values past
// U+10FFFF, by the table of RFC 3629.
bool IsUtf8(absl::string_view text) {
  size_t i = 0;
  while (i < text.size()) {
    const uint8_t lead = static_cast<uint8_t>(text[i++]);
    if (lead < 0x80) continue;
    int more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1;
    if (lead < 0xC2 || lead > 0xF4) return false;
    uint8_t low = 0x80, high = 0xBF;
    if (lead == 0xE0) low = 0xA0;
    if (lead == 0xED) high = 0x9F;
    if (lead == 0xF0) low = 0x90;
    if (lead == 0xF4) high = 0x8F;
    for (; more > 0; --more, low = 0x80, high = 0xBF) {
      if (i == text.size()) return false;
      const uint8_t next = static_cast<uint8_t>(text[i++]);
      if (next < low || next > high) return false;
    }
  }
  return true;
}

// The path of the first string field that is not UTF-8; "" when there is none
// or the bytes are not a message's.
std::string BadTextPath(absl::string_view bytes, const Descriptor& type,
                        int depth) {
  if (depth > kMaxDepth) return "";
  google::protobuf::io::CodedInputStream input(
      reinterpret_cast<const uint8_t*>(bytes.data()),
      static_cast<int>(bytes.size()));
  while (const uint32_t tag = input.ReadTag()) {
    const FieldDescriptor* field =
        type.FindFieldByNumber(WireFormatLite::GetTagFieldNumber(tag));
    if (WireFormatLite::GetTagWireType(tag) !=
        WireFormatLite::WIRETYPE_LENGTH_DELIMITED) {
      if (!WireFormatLite::SkipField(&input, tag)) return "";
      continue;
    }
    uint32_t size = 0;
    std::string value;
    if (!input.ReadVarint32(&size) ||
        !input.ReadString(&value, static_cast<int>(size))) {
      return "";
    }
    if (field == nullptr) continue;
    if (field->type() == FieldDescriptor::TYPE_STRING && !IsUtf8(value)) {
      return field->name();
    }
    if (field->type() == FieldDescriptor::TYPE_MESSAGE) {
      const std::string inner =
          BadTextPath(value, *field->message_type(), depth + 1);
      if (!inner.empty()) return absl::StrCat(field->name(), ".", inner);
    }
  }
  return "";
}

}  // namespace

absl::Status ParseMessage(absl::string_view bytes,
                          google::protobuf::Message& message) {
  if (message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
    return absl::OkStatus();
  }
  FieldChecks checks;
  const std::string path = BadTextPath(bytes, *message.GetDescriptor(), 0);
  if (path.empty()) {
    checks.Violation("", "MESSAGE_MALFORMED",
                     absl::StrCat("the bytes are no ",
                                  message.GetDescriptor()->full_name()));
  } else {
    checks.Violation(path, "TEXT_NOT_UTF8", "the text is not UTF-8");
  }
  return checks.Result();
}

}  // namespace actionplan::rpc
