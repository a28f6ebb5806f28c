#include "eventstore/base/logging.h"

#include <cstdio>
#include <cstdlib>
#include <string>

#include "absl/strings/escaping.h"
#include "absl/time/time.h"
#include "eventstore/base/clock.h"

namespace actionplan::base {
namespace {

absl::string_view Name(Severity severity) {
  switch (severity) {
    case Severity::kInfo:
      return "INFO ";
    case Severity::kWarning:
      return "WARN ";
    case Severity::kError:
      return "ERROR";
  }
  return "?????";
}

std::string Quoted(absl::string_view value) {
  const std::string escaped = absl::CHexEscape(value);
  if (!escaped.empty() && escaped.find(' ') == std::string::npos) {
    return escaped;
  }
  return absl::StrCat("\"", escaped, "\"");
}

}  // namespace

void Log(Severity severity, absl::string_view message,
         std::initializer_list<LogField> fields) {
  const absl::Time now = SystemClock().Now();
  std::string line = absl::StrCat(
      absl::FormatTime("%Y-%m-%dT%H:%M:%E3SZ", now, absl::UTCTimeZone()), " ",
      Name(severity), " ", absl::CHexEscape(message));
  for (const auto& [key, value] : fields) {
    absl::StrAppend(&line, " ", key, "=", Quoted(value.Piece()));
  }
  line.push_back('\n');
  // One call writes the whole line, so lines of two threads never mix.
  std::fwrite(line.data(), 1, line.size(), stderr);
}

void Fatal(absl::string_view message, std::initializer_list<LogField> fields) {
  Log(Severity::kError, message, fields);
  std::abort();
}

}  // namespace actionplan::base
