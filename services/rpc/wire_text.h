// What is wrong with bytes that do not parse as a message.
#ifndef ACTIONPLAN_SERVICES_RPC_WIRE_TEXT_H_
#define ACTIONPLAN_SERVICES_RPC_WIRE_TEXT_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/message.h"

namespace actionplan::rpc {

// Parses the bytes. A message that is refused is walked once more to name the
// reason: INVALID_ARGUMENT with a BadRequest that has the path of the first
// field whose text is not UTF-8, or says that the bytes are no such message.
absl::Status ParseMessage(absl::string_view bytes,
                          google::protobuf::Message& message);

}  // namespace actionplan::rpc

#endif  // ACTIONPLAN_SERVICES_RPC_WIRE_TEXT_H_
