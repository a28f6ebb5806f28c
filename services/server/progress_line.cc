#include "services/server/progress_line.h"

#include "absl/strings/str_cat.h"

namespace actionplan::server {
namespace {

constexpr absl::Duration kOnTerminal = absl::Milliseconds(100);
constexpr absl::Duration kInFile = absl::Seconds(5);

// Back to the start of the line, and nothing of what stood there.
constexpr char kFromStart[] = "\r\x1b[K";

}  // namespace

ProgressLine::ProgressLine(const base::Clock& clock, std::FILE* out, Kind kind)
    : clock_(clock), out_(out), kind_(kind), shown_(clock.Monotonic()) {}

ProgressLine::~ProgressLine() {
  if (drawn_) std::fputs(kFromStart, out_);
  std::fflush(out_);
}

void ProgressLine::Show(const std::string& done, const Portion& portion,
                        const std::string& unit) {
  const bool on_terminal = kind_ == Kind::kTerminal;
  base::MutexLock lock(mutex_);
  const absl::Duration now = clock_.Monotonic();
  if (now - shown_ < (on_terminal ? kOnTerminal : kInFile)) return;
  shown_ = now;
  const uint64_t percent =
      portion.total == 0 ? 100 : portion.done * 100 / portion.total;
  const std::string line =
      absl::StrCat(done, " ", portion.done, " of ", portion.total, " ", unit,
                   " (", percent, "%)");
  drawn_ = on_terminal;
  std::fputs(
      (on_terminal ? absl::StrCat(kFromStart, line) : absl::StrCat(line, "\n"))
          .c_str(),
      out_);
  std::fflush(out_);
}

}  // namespace actionplan::server
