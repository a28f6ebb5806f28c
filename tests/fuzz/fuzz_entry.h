// What every fuzz target defines, and libFuzzer and corpus_test.cc call: one
// input. It returns 0, and ends the process by Require() when a promise of the
// code under test does not hold.
#ifndef ACTIONPLAN_TESTS_FUZZ_FUZZ_ENTRY_H_
#define ACTIONPLAN_TESTS_FUZZ_FUZZ_ENTRY_H_

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "absl/strings/string_view.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

namespace actionplan::fuzz {

inline absl::string_view Bytes(const uint8_t* data, size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

inline void Require(bool holds, const char* promise) {
  if (holds) return;
  std::fprintf(stderr, "broken promise: %s\n", promise);
  std::abort();
}

}  // namespace actionplan::fuzz

#endif  // ACTIONPLAN_TESTS_FUZZ_FUZZ_ENTRY_H_
