// How much less a harness does when a sanitizer makes everything slower.
#ifndef ACTIONPLAN_TESTS_DURABILITY_SANITIZED_H_
#define ACTIONPLAN_TESTS_DURABILITY_SANITIZED_H_

#include <algorithm>
#include <cstddef>

namespace actionplan::durability {

#ifdef ACTIONPLAN_SANITIZED
inline constexpr bool kIsSanitized = true;
#else
inline constexpr bool kIsSanitized = false;
#endif

// A fifth, and at least one.
constexpr size_t WhenSanitized(size_t count) {
  return kIsSanitized ? std::max<size_t>(count / 5, 1) : count;
}

}  // namespace actionplan::durability

#endif  // ACTIONPLAN_TESTS_DURABILITY_SANITIZED_H_
