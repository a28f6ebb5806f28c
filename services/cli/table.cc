#include "services/cli/table.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "services/cli/terminal_text.h"

namespace actionplan::cli {
namespace {

constexpr int kGap = 2;

std::string Pad(const Cell& cell, int width, Align align,
                const Palette& palette) {
  const std::string space(std::max(0, width - DisplayWidth(cell.text)), ' ');
  const std::string text = palette.Paint(cell.tone, cell.text);
  return align == Align::kLeft ? text + space : space + text;
}

std::vector<std::string> Fitted(const std::string& text, Fit fit, int width) {
  switch (fit) {
    case Fit::kWhole:
      return {text};
    case Fit::kTruncate:
      return {Truncate(text, width)};
    case Fit::kWrap:
      return Wrap(text, width);
  }
  return {text};
}

// A cell line by line.
std::vector<Cell> Lines(const Cell& cell, Fit fit, int width) {
  std::vector<Cell> lines;
  for (const std::string& line : Fitted(cell.text, fit, width)) {
    lines.push_back({.text = line, .tone = cell.tone});
  }
  if (cell.below.empty()) return lines;
  for (const std::string& line : Fitted(cell.below, fit, width)) {
    lines.push_back({.text = line, .tone = Tone::kFaint});
  }
  return lines;
}

// A cell of one line.
Cell Joined(const Cell& cell) {
  if (cell.below.empty()) return cell;
  return {.text = absl::StrCat(cell.text, " · ", cell.below),
          .tone = cell.tone};
}

}  // namespace

Table::Table(std::vector<TableColumn> columns) : columns_(std::move(columns)) {}

void Table::AddRow(std::vector<Cell> cells) {
  for (Cell& cell : cells) {
    cell.text = Printable(cell.text);
    cell.below = Printable(cell.below);
  }
  rows_.push_back(std::move(cells));
}

Table::Layout Table::NaturalLayout() const {
  Layout layout;
  for (std::size_t place = 0; place < columns_.size(); ++place) {
    int natural = DisplayWidth(columns_[place].heading);
    for (const auto& row : rows_) {
      natural = std::max({natural, DisplayWidth(row[place].text),
                          DisplayWidth(row[place].below)});
    }
    layout.places.push_back(place);
    layout.widths.push_back(natural);
  }
  return layout;
}

Table::Layout Table::LayoutFor(int width) const {
  Layout layout = NaturalLayout();
  LeaveOut(width, layout);
  Shrink(width, layout);
  Tighten(layout);
  return layout;
}

// How narrow a column may become when a column of text may become `least`.
int Table::Bound(std::size_t place, int natural, int least) const {
  const TableColumn& column = columns_[place];
  if (column.fit == Fit::kWhole) return natural;
  return std::min(natural, std::max(least, DisplayWidth(column.heading)));
}

void Table::LeaveOut(int width, Layout& layout) const {
  for (std::size_t i = columns_.size(); i-- > 0;) {
    int needed = -kGap;
    for (std::size_t j = 0; j < layout.places.size(); ++j) {
      needed += Bound(layout.places[j], layout.widths[j],
                      columns_[layout.places[j]].comfortable) +
                kGap;
    }
    if (needed <= width) return;
    if (columns_[i].need == Need::kAlways) continue;
    layout.places.erase(layout.places.begin() + static_cast<int>(i));
    layout.widths.erase(layout.widths.begin() + static_cast<int>(i));
  }
}

// The widest column of text gives up a column of the terminal until the table
// fits.
void Table::Shrink(int width, Layout& layout) const {
  const int gaps = kGap * (static_cast<int>(layout.widths.size()) - 1);
  int total = std::accumulate(layout.widths.begin(), layout.widths.end(), gaps);
  for (; total > width; --total) {
    int* widest = nullptr;
    for (std::size_t i = 0; i < layout.places.size(); ++i) {
      int& own = layout.widths[i];
      if (own <= Bound(layout.places[i], own, columns_[layout.places[i]].least))
        continue;
      if (widest == nullptr || own > *widest) widest = &own;
    }
    if (widest == nullptr) return;
    --*widest;
  }
}

// Wrapped text seldom fills its column to the last place.
void Table::Tighten(Layout& layout) const {
  for (std::size_t i = 0; i < layout.places.size(); ++i) {
    const TableColumn& column = columns_[layout.places[i]];
    if (column.fit != Fit::kWrap) continue;
    int widest = DisplayWidth(column.heading);
    for (const auto& row : rows_) {
      for (const Cell& line :
           Lines(row[layout.places[i]], column.fit, layout.widths[i])) {
        widest = std::max(widest, DisplayWidth(line.text));
      }
    }
    layout.widths[i] = widest;
  }
}

std::string Table::RenderRow(const std::vector<Cell>& cells,
                             const Layout& layout,
                             const Palette& palette) const {
  std::vector<std::vector<Cell>> columns;
  std::size_t height = 0;
  for (std::size_t i = 0; i < layout.places.size(); ++i) {
    const std::size_t place = layout.places[i];
    columns.push_back(
        Lines(cells[place], columns_[place].fit, layout.widths[i]));
    height = std::max(height, columns.back().size());
  }
  std::string result;
  for (std::size_t line = 0; line < height; ++line) {
    std::string text;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const Align align = columns_[layout.places[i]].align;
      if (i > 0) text.append(kGap, ' ');
      text += Pad(line < columns[i].size() ? columns[i][line] : Cell(),
                  layout.widths[i], align, palette);
    }
    absl::StripTrailingAsciiWhitespace(&text);
    absl::StrAppend(&result, text, "\n");
  }
  return result;
}

std::string Table::Render(int width, const Palette& palette) const {
  if (width == 0) {
    Table flat(columns_);
    for (const auto& row : rows_) {
      std::vector<Cell> cells;
      for (const Cell& cell : row) cells.push_back(Joined(cell));
      flat.rows_.push_back(std::move(cells));
    }
    return flat.RenderIn(flat.NaturalLayout(), palette);
  }
  return RenderIn(LayoutFor(width), palette);
}

std::string Table::RenderIn(const Layout& layout,
                            const Palette& palette) const {
  std::vector<Cell> headings;
  for (const TableColumn& column : columns_) {
    headings.push_back({.text = column.heading, .tone = Tone::kStrong});
  }
  std::string result = RenderRow(headings, layout, palette);
  for (const auto& row : rows_) {
    result += RenderRow(row, layout, palette);
  }
  return result;
}

}  // namespace actionplan::cli
