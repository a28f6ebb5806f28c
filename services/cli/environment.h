// What a run of the program gets from outside, so that a test can hand it in.
#ifndef ACTIONPLAN_SERVICES_CLI_ENVIRONMENT_H_
#define ACTIONPLAN_SERVICES_CLI_ENVIRONMENT_H_

#include <functional>
#include <ostream>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "eventstore/base/clock.h"

namespace actionplan::cli {

enum class Stream { kFile, kTerminal };

struct Environment {
  std::ostream& out;
  std::ostream& err;
  Stream out_kind = Stream::kFile;
  Stream err_kind = Stream::kFile;
  int width = 80;  // Of the terminal, in columns.

  // The value of an environment variable, "" when it is not set.
  std::function<std::string(absl::string_view)> variable;

  const base::Clock& clock;
  absl::TimeZone time_zone;
  std::function<void(absl::Duration)> sleep = absl::SleepFor;
};

}  // namespace actionplan::cli

#endif  // ACTIONPLAN_SERVICES_CLI_ENVIRONMENT_H_
