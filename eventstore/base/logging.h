// Structured log lines on stderr, one event a line:
//
//   2026-11-20T09:00:00.000Z INFO  server listening address=127.0.0.1:50051
//
// Thread-safe. Lines never mix. No value may hold personal data.
#ifndef ACTIONPLAN_EVENTSTORE_BASE_LOGGING_H_
#define ACTIONPLAN_EVENTSTORE_BASE_LOGGING_H_

#include <initializer_list>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

namespace actionplan::base {

enum class Severity { kInfo, kWarning, kError };

struct LogField {
  absl::string_view key;
  const absl::AlphaNum& value;
};

// Writes one line. Values with spaces are quoted, control characters escaped.
void Log(Severity severity, absl::string_view message,
         std::initializer_list<LogField> fields = {});

// Writes the line as an error and ends the process by abort(): for broken
// invariants and for storage whose state is not known any more.
[[noreturn]] void Fatal(absl::string_view message,
                        std::initializer_list<LogField> fields = {});

}  // namespace actionplan::base

#endif  // ACTIONPLAN_EVENTSTORE_BASE_LOGGING_H_
