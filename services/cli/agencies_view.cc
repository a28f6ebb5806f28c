#include "services/cli/agencies_view.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "services/cli/basis_text.h"
#include "services/cli/field_text.h"
#include "services/cli/share_text.h"
#include "services/cli/table.h"
#include "services/cli/terminal_text.h"

namespace actionplan::cli {
namespace {

using v1::AgencySummary;

Cell Number(int number, Tone tone = Tone::kPlain) {
  return {number == 0 ? "-" : absl::StrCat(number),
          number == 0 ? Tone::kFaint : tone};
}

// A share with its percentage below; a share of nothing is none.
Cell ShareCell(const Share& share) {
  if (share.base == 0) return {"-", Tone::kFaint};
  return {.text = ShareText(share), .below = PercentText(share)};
}

Cell SlipCell(const AgencySummary::Timeliness& timeliness) {
  if (!timeliness.has_mean_slip_working_days()) return {"-", Tone::kFaint};
  return {.text = absl::StrFormat("%.1f", timeliness.mean_slip_working_days()),
          .below = absl::StrFormat("%.1f cal.",
                                   timeliness.mean_slip_calendar_days())};
}

Cell AnswersCell(const AgencySummary::Responses& responses) {
  if (responses.raised() == 0) return {"-", Tone::kFaint};
  Cell cell{.text = ShareText({.part = responses.acknowledged(),
                               .base = responses.raised()})};
  if (responses.has_mean_working_days_to_acknowledge()) {
    cell.below = absl::StrFormat("%.1f days",
                                 responses.mean_working_days_to_acknowledge());
  }
  return cell;
}

std::string NameOf(const AgencySummary& agency) {
  if (!agency.title().empty()) return agency.title();
  const std::string id = LastSegment(agency.agency());
  return id.empty() ? "(no agency yet)" : id;
}

void AddRow(const std::string& name, const AgencySummary& agency,
            Table& table) {
  const AgencySummary::Timeliness& timeliness = agency.timeliness();
  table.AddRow(
      {{name},
       Number(agency.open()),
       Number(agency.overdue(), Tone::kRed),
       Number(agency.done()),
       ShareCell({.part = timeliness.on_time(), .base = timeliness.judged()}),
       SlipCell(timeliness),
       Number(agency.times_re_dated()),
       AnswersCell(agency.responses()),
       ShareCell({.part = agency.open(), .base = agency.open_of_all()}),
       ShareCell({.part = agency.done_with_evidence(), .base = agency.done()}),
       Number(agency.extensions())});
}

Table TableOf(const v1::SummarizeAgenciesResponse& answer) {
  std::vector<TableColumn> columns = {{.heading = "AGENCY", .fit = Fit::kWrap}};
  for (const char* heading :
       {"OPEN", "LATE", "DONE", "ON TIME", "SLIP", "MOVED", "ANSWERED"}) {
    columns.push_back({.heading = heading, .align = Align::kRight});
  }
  for (const char* heading : {"LOAD", "EVIDENCED", "EXTENDED"}) {
    columns.push_back(
        {.heading = heading, .align = Align::kRight, .need = Need::kIfRoom});
  }
  Table table(std::move(columns));
  for (const AgencySummary& agency : answer.agencies()) {
    AddRow(NameOf(agency), agency, table);
  }
  if (answer.agencies_size() > 1) AddRow("All", answer.total(), table);
  return table;
}

// What the rate leaves out, in words.
std::string LeftOut(const AgencySummary::Timeliness& timeliness) {
  std::vector<std::string> parts;
  const auto add = [&](int count, const char* what) {
    if (count > 0) parts.push_back(absl::StrCat(count, " ", what));
  };
  add(timeliness.not_yet_due(), "not yet due");
  add(timeliness.claimed(), "claimed in time and not yet verified");
  add(timeliness.undated(), "without an original date");
  return parts.empty() ? "none" : absl::StrJoin(parts, ", ");
}

std::string Explanation(const AgencySummary& total, int width) {
  const AgencySummary::Timeliness& timeliness = total.timeliness();
  return absl::StrCat(
      Paragraph(absl::StrCat(
                    "ON TIME is done by the original date, of the actions that "
                    "are done or past it: ",
                    ShareAndPercentText({.part = timeliness.on_time(),
                                         .base = timeliness.judged()}),
                    ". Of all open and done actions it is ",
                    ShareAndPercentText({.part = timeliness.on_time(),
                                         .base = total.actions()}),
                    ". Left out: ", LeftOut(timeliness), "."),
                0, width),
      Paragraph("SLIP is the mean of working days past the original date, so "
                "far for what is open; calendar days below it. MOVED is how "
                "often a date changed. ANSWERED is escalations acknowledged, "
                "and after how many working days in the mean.",
                0, width));
}

}  // namespace

std::string AgenciesView(const v1::SummarizeAgenciesResponse& answer,
                         const Presentation& presentation) {
  const Palette& palette = presentation.palette;
  std::string page = absl::StrCat(
      palette.Paint(Tone::kStrong, Printable(answer.board_title())), "  ",
      palette.Paint(Tone::kFaint, Printable(answer.reading().board())), "\n",
      BasisText(answer.reading(), presentation), "\n");
  if (answer.agencies().empty()) {
    return absl::StrCat(page, "No agency leads an action yet.\n");
  }
  return absl::StrCat(page, TableOf(answer).Render(presentation.width, palette),
                      "\n", Explanation(answer.total(), presentation.width));
}

}  // namespace actionplan::cli
