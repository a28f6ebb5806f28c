#include "services/cli/progress.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "services/cli/terminal_text.h"

namespace actionplan::cli {
namespace {

constexpr int kBar = 24;

}  // namespace

void Progress::Show(const Portion& portion) {
  if (portion.total <= 0) return;
  if (parts_.kind == Stream::kTerminal) {
    Draw(portion);
    return;
  }
  const std::int64_t tenth = portion.done * 10 / portion.total;
  if (tenth == tenth_) return;
  tenth_ = tenth;
  parts_.out << portion.done << " of " << portion.total << "\n" << std::flush;
}

void Progress::Clear() {
  if (!drawn_) return;
  parts_.out << "\r\x1b[K" << std::flush;
  drawn_ = false;
}

void Progress::Draw(const Portion& portion) {
  const std::int64_t filled = portion.done * kBar / portion.total;
  std::string bar;
  for (int i = 0; i < kBar; ++i) bar += i < filled ? "█" : "░";
  const std::string line = absl::StrCat(
      bar, " ", portion.done, "/", portion.total, " ", Printable(portion.what));
  // A full last column would make the next line drawn below.
  parts_.out << "\r" << Truncate(line, std::max(10, parts_.width - 1))
             << "\x1b[K" << std::flush;
  drawn_ = true;
}

}  // namespace actionplan::cli
