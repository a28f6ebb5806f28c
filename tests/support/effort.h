// How much of a harness runs: a short form with every build, the long form when
// ACTIONPLAN_LONG_FORM is set (tests/durability/long_form.sh sets it).
#ifndef ACTIONPLAN_TESTS_SUPPORT_EFFORT_H_
#define ACTIONPLAN_TESTS_SUPPORT_EFFORT_H_

#include <cstddef>

namespace actionplan::support {

struct Effort {
  size_t short_form;
  size_t long_form;
};

// What is asked for, and printed, so that a log says what was run.
size_t CountOf(const Effort& effort);

}  // namespace actionplan::support

#endif  // ACTIONPLAN_TESTS_SUPPORT_EFFORT_H_
