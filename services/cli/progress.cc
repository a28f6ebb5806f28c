#include "services/cli/progress.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "services/cli/terminal_text.h"

namespace actionplan::cli {
namespace {

constexpr int kBar = 24;

}  // namespace

void Progress::Show(int done, absl::string_view what) {
  if (parts_.total <= 0) return;
  if (parts_.kind == Stream::kTerminal) {
    Draw(done, what);
    return;
  }
  const int tenth = done * 10 / parts_.total;
  if (tenth == tenth_) return;
  tenth_ = tenth;
  parts_.out << done << " of " << parts_.total << "\n" << std::flush;
}

void Progress::Clear() {
  if (!drawn_) return;
  parts_.out << "\r\x1b[K" << std::flush;
  drawn_ = false;
}

void Progress::Draw(int done, absl::string_view what) {
  const int filled = done * kBar / parts_.total;
  std::string bar;
  for (int i = 0; i < kBar; ++i) bar += i < filled ? "█" : "░";
  const std::string line =
      absl::StrCat(bar, " ", done, "/", parts_.total, " ", Printable(what));
  // A full last column would make the next line drawn below.
  parts_.out << "\r" << Truncate(line, std::max(10, parts_.width - 1))
             << "\x1b[K" << std::flush;
  drawn_ = true;
}

}  // namespace actionplan::cli
