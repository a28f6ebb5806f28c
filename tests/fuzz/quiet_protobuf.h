// Protobuf says on stderr what it refuses, which is most of what a fuzzer
// makes.
#ifndef ACTIONPLAN_TESTS_FUZZ_QUIET_PROTOBUF_H_
#define ACTIONPLAN_TESTS_FUZZ_QUIET_PROTOBUF_H_

#include "google/protobuf/stubs/logging.h"

namespace actionplan::fuzz {

// From the first call on, for the whole process.
inline void QuietProtobuf() {
  [[maybe_unused]] static const auto before =
      google::protobuf::SetLogHandler(nullptr);
}

}  // namespace actionplan::fuzz

#endif  // ACTIONPLAN_TESTS_FUZZ_QUIET_PROTOBUF_H_
