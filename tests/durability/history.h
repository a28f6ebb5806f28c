// What clients asked and were answered, when, and the log that came of it; and
// the judge of whether the two agree.
#ifndef ACTIONPLAN_TESTS_DURABILITY_HISTORY_H_
#define ACTIONPLAN_TESTS_DURABILITY_HISTORY_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "actionplan/events/v1/event.pb.h"
#include "projections/resources/resource.h"

namespace actionplan::durability {

// One call, as its client saw it.
struct Call {
  enum class Kind { kCommand, kGet, kList, kWatch };
  enum class Outcome {
    kAnswered,
    kRefused,  // The server says that nothing was done.
    kUnknown,  // Nobody says.
  };

  Kind kind = Kind::kCommand;
  Outcome outcome = Outcome::kUnknown;
  std::string client;  // Who asked, for people who read a violation.

  // By a clock that all clients share.
  absl::Duration asked;
  absl::Duration answered;

  // Of a command or a Get the resource, of a list its parent.
  std::string name;

  // Of a command.
  std::string actor;
  std::string request_id;
  std::optional<uint64_t> expected;  // The revision it was conditional on.

  // What it was answered: one resource, a list's rows; none from a Get that
  // found nothing.
  std::vector<resources::Resource> seen;

  // Of a watch: from where, the events that came, and how far it said it was.
  int64_t after = 0;
  std::vector<events::v1::Event> watched;
  int64_t caught_up = 0;
};

struct History {
  std::vector<events::v1::Event> log;  // As it is at the end, in its order.
  std::vector<Call> calls;             // In any order.
};

// Everything that the history breaks of what is promised, in words; empty when
// it holds. Lists are of every resource of one kind under their parent.
std::vector<std::string> Violations(const History& history);

}  // namespace actionplan::durability

#endif  // ACTIONPLAN_TESTS_DURABILITY_HISTORY_H_
