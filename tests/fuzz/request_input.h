// An input of the request target: the method, a line end, and the bytes of its
// request. The name stands there and not a number, so that a committed input
// stays the same request when methods are added.
#ifndef ACTIONPLAN_TESTS_FUZZ_REQUEST_INPUT_H_
#define ACTIONPLAN_TESTS_FUZZ_REQUEST_INPUT_H_

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"
#include "services/client/method.h"

namespace actionplan::fuzz {

using Methods = std::vector<const google::protobuf::MethodDescriptor*>;

struct RequestInput {
  const google::protobuf::MethodDescriptor* method;
  absl::string_view bytes;
};

// Every method of the API.
inline Methods AllMethods() {
  Methods methods;
  for (const auto* service : client::Services()) {
    for (int i = 0; i < service->method_count(); ++i) {
      methods.push_back(service->method(i));
    }
  }
  return methods;
}

inline std::string InputOf(const google::protobuf::MethodDescriptor& method,
                           absl::string_view bytes) {
  return absl::StrCat(client::MethodName(method), "\n", bytes);
}

// Any input is one of some method: a name that is none stands for one of them
// all the same.
inline RequestInput ParseInput(absl::string_view input,
                               const Methods& methods) {
  const size_t line_end = std::min(input.find('\n'), input.size());
  const absl::string_view name = input.substr(0, line_end);
  const auto* method = client::FindMethod(name);
  if (method == nullptr) {
    uint32_t sum = 0;
    for (const char c : name) sum = sum * 31 + static_cast<uint8_t>(c);
    method = methods[sum % methods.size()];
  }
  return {.method = method,
          .bytes = input.substr(std::min(line_end + 1, input.size()))};
}

}  // namespace actionplan::fuzz

#endif  // ACTIONPLAN_TESTS_FUZZ_REQUEST_INPUT_H_
