#include "tests/support/effort.h"

#include <cstdio>
#include <cstdlib>

namespace actionplan::support {

size_t CountOf(const Effort& effort) {
  const bool is_long = std::getenv("ACTIONPLAN_LONG_FORM") != nullptr;
  const size_t count = is_long ? effort.long_form : effort.short_form;
  std::printf("%s form: %zu\n", is_long ? "long" : "short", count);
  return count;
}

}  // namespace actionplan::support
