#include "services/cli/status_view.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/cli/basis_text.h"
#include "services/cli/table.h"
#include "services/cli/terminal_text.h"

namespace actionplan::cli {
namespace {

using Counts = v1::ActionPlanStatus::Counts;

constexpr int kLongestBar = 60;

struct Share {
  v1::Rating rating;
  int actions;
};

// Worst first, as a board reads it.
std::array<Share, 5> SharesOf(const Counts& counts) {
  return {{{v1::RED, counts.red()},
           {v1::AMBER, counts.amber()},
           {v1::GREEN, counts.green()},
           {v1::BLUE, counts.blue()},
           {v1::GREY, counts.grey()}}};
}

std::string RatingLine(const Counts& counts, const Palette& palette) {
  std::vector<std::string> words;
  for (const Share& share : SharesOf(counts)) {
    words.push_back(palette.Paint(
        share.actions == 0 ? Tone::kFaint : ToneOf(share.rating),
        absl::StrCat(EnumWords(*v1::Rating_descriptor(), share.rating), " ",
                     share.actions)));
  }
  return absl::StrJoin(words, "   ");
}

// A bar in the colours of the ratings; every rating that occurs is seen.
std::string Bar(const Counts& counts, const Presentation& presentation) {
  const auto shares = SharesOf(counts);
  const int total = std::accumulate(
      shares.begin(), shares.end(), 0,
      [](int sum, const Share& share) { return sum + share.actions; });
  if (presentation.width == 0 || total == 0) return "";
  const int length = std::min(kLongestBar, presentation.width - 4);
  std::string bar = "  ";
  for (const Share& share : shares) {
    if (share.actions == 0) continue;
    const int cells = std::max(1, share.actions * length / total);
    std::string part;
    for (int i = 0; i < cells; ++i) part += "█";
    bar += presentation.palette.Paint(ToneOf(share.rating), part);
  }
  return bar + "\n";
}

// What most plans have none of is told only where there is some.
void AppendSome(int count, absl::string_view what, std::string& text) {
  if (count > 0) absl::StrAppend(&text, " · ", count, " ", what);
}

std::string Figures(const Counts& counts) {
  std::string text = absl::StrCat(
      counts.actions(), counts.actions() == 1 ? " action" : " actions", ", ",
      counts.open(), " open · ", counts.overdue(), " overdue · ",
      counts.due_soon(), " due soon · ", counts.awaiting_verification(),
      " awaiting verification · ", counts.escalated(), " escalated · ",
      counts.re_dated(), " re-dated");
  AppendSome(counts.overdue_against_original(), "past the original date", text);
  AppendSome(counts.stale(), "stale", text);
  AppendSome(counts.rating_overridden(), "given another colour", text);
  return text;
}

// "1–5", or "over 60".
std::string BandWords(const v1::AgeingBand& band) {
  return band.last_working_day() == 0
             ? absl::StrCat("over ", band.first_working_day() - 1)
             : absl::StrCat(band.first_working_day(), "–",
                            band.last_working_day());
}

// How long the overdue ones are overdue; "" when none is or nobody counted.
std::string Ageing(const Counts& counts) {
  if (counts.overdue() == 0 || counts.ageing().empty()) return "";
  return absl::StrCat(
      "overdue by working days: ",
      absl::StrJoin(
          counts.ageing(), " · ",
          [](std::string* out, const v1::ActionPlanStatus::AgeingCount& count) {
            absl::StrAppend(out, BandWords(count.band()), ": ",
                            count.actions());
          }));
}

std::string States(const v1::ActionPlanStatus& status) {
  return absl::StrJoin(
      status.states(), " · ",
      [](std::string* out, const v1::ActionPlanStatus::StateCount& count) {
        absl::StrAppend(
            out, EnumWords(*v1::Action_State_descriptor(), count.state()), " ",
            count.actions());
      });
}

Cell Number(int number, Tone tone = Tone::kPlain) {
  return {number == 0 ? "-" : absl::StrCat(number),
          number == 0 ? Tone::kFaint : tone};
}

std::string Agencies(const v1::ActionPlanStatus& status,
                     const Presentation& presentation) {
  std::vector<TableColumn> columns = {{.heading = "AGENCY", .fit = Fit::kWrap}};
  for (const char* heading : {"ALL", "OPEN", "LATE", "SOON", "ESC", "RED",
                              "AMB", "GRN", "BLU", "GRY"}) {
    columns.push_back({.heading = heading, .align = Align::kRight});
  }
  Table table(std::move(columns));
  for (const auto& agency : status.agencies()) {
    const Counts& counts = agency.counts();
    std::string title = agency.title();
    if (title.empty()) title = LastSegment(agency.agency());
    if (title.empty()) title = "(no agency yet)";
    std::vector<Cell> cells = {{title},
                               Number(counts.actions()),
                               Number(counts.open()),
                               Number(counts.overdue(), Tone::kRed),
                               Number(counts.due_soon()),
                               Number(counts.escalated(), Tone::kRed)};
    for (const Share& share : SharesOf(counts)) {
      cells.push_back(Number(share.actions, ToneOf(share.rating)));
    }
    table.AddRow(std::move(cells));
  }
  if (table.empty()) return "";
  return "\n" + table.Render(presentation.width, presentation.palette);
}

}  // namespace

std::string StatusView(const v1::ActionPlanStatus& status,
                       const Presentation& presentation) {
  const Palette& palette = presentation.palette;
  std::string page = absl::StrCat(
      palette.Paint(Tone::kStrong, Printable(status.board_title())), "  ",
      palette.Paint(Tone::kFaint, Printable(status.board())), "\n",
      BasisText(status.basis(), presentation), "\n");
  absl::StrAppend(&page, "  ", RatingLine(status.total(), palette), "\n",
                  Bar(status.total(), presentation), "\n",
                  Paragraph(Figures(status.total()), 2, presentation.width));
  if (const std::string ageing = Ageing(status.total()); !ageing.empty()) {
    absl::StrAppend(&page, Paragraph(ageing, 2, presentation.width));
  }
  if (status.states_size() > 0) {
    absl::StrAppend(&page, Paragraph(States(status), 2, presentation.width));
  }
  return page + Agencies(status, presentation);
}

}  // namespace actionplan::cli
