// How much less a harness does when a sanitizer makes everything slower.
#ifndef ACTIONPLAN_TESTS_DURABILITY_SANITIZED_H_
#define ACTIONPLAN_TESTS_DURABILITY_SANITIZED_H_

#include <algorithm>
#include <cstddef>

namespace actionplan::durability {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr size_t kSanitizerShare = 5;
#else
inline constexpr size_t kSanitizerShare = 1;
#endif

// One part in so many, and at least one.
constexpr size_t WhenSanitized(size_t count) {
  return std::max<size_t>(count / kSanitizerShare, 1);
}

}  // namespace actionplan::durability

#endif  // ACTIONPLAN_TESTS_DURABILITY_SANITIZED_H_
