// Work in a process of its own, which may end in any way.
#ifndef ACTIONPLAN_TESTS_DURABILITY_CHILD_H_
#define ACTIONPLAN_TESTS_DURABILITY_CHILD_H_

#include <functional>
#include <optional>

namespace actionplan::durability {

// What `work` returned, 0 to 255; empty when a signal ended the process. The
// caller must have no other thread, and what the work writes to stderr is not
// kept.
std::optional<int> InChild(const std::function<int()>& work);

}  // namespace actionplan::durability

#endif  // ACTIONPLAN_TESTS_DURABILITY_CHILD_H_
