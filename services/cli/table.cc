#include "services/cli/table.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "services/cli/terminal_text.h"

namespace actionplan::cli {
namespace {

constexpr int kGap = 2;
constexpr int kNarrowest = 12;

std::string Pad(const Cell& cell, int width, Align align,
                const Palette& palette) {
  const std::string space(std::max(0, width - DisplayWidth(cell.text)), ' ');
  const std::string text = palette.Paint(cell.tone, cell.text);
  return align == Align::kLeft ? text + space : space + text;
}

std::vector<std::string> Lines(const std::string& text, Fit fit, int width) {
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

}  // namespace

Table::Table(std::vector<TableColumn> columns) : columns_(std::move(columns)) {}

void Table::AddRow(std::vector<Cell> cells) {
  for (Cell& cell : cells) cell.text = Printable(cell.text);
  rows_.push_back(std::move(cells));
}

std::vector<int> Table::Widths(int width) const {
  std::vector<int> widths;
  int total = -kGap;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    int natural = DisplayWidth(columns_[i].heading);
    for (const auto& row : rows_) {
      natural = std::max(natural, DisplayWidth(row[i].text));
    }
    widths.push_back(natural);
    total += natural + kGap;
  }
  // The widest column that may shrink gives up a column of the terminal until
  // the table fits.
  while (width > 0 && total > width) {
    int* widest = nullptr;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      const int least = std::max(kNarrowest, DisplayWidth(columns_[i].heading));
      if (columns_[i].fit == Fit::kWhole || widths[i] <= least) continue;
      if (widest == nullptr || widths[i] > *widest) widest = &widths[i];
    }
    if (widest == nullptr) break;
    --*widest;
    --total;
  }
  return widths;
}

std::string Table::RenderRow(const std::vector<Cell>& cells,
                             const std::vector<int>& widths,
                             const Palette& palette) const {
  std::vector<std::vector<std::string>> columns;
  std::size_t height = 0;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    columns.push_back(Lines(cells[i].text, columns_[i].fit, widths[i]));
    height = std::max(height, columns.back().size());
  }
  std::string result;
  for (std::size_t line = 0; line < height; ++line) {
    std::string text;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      if (i > 0) text.append(kGap, ' ');
      const Cell part = {
          .text = line < columns[i].size() ? columns[i][line] : "",
          .tone = cells[i].tone};
      text += Pad(part, widths[i], columns_[i].align, palette);
    }
    absl::StripTrailingAsciiWhitespace(&text);
    absl::StrAppend(&result, text, "\n");
  }
  return result;
}

std::string Table::Render(int width, const Palette& palette) const {
  const std::vector<int> widths = Widths(width);
  std::vector<Cell> headings;
  for (const TableColumn& column : columns_) {
    headings.push_back({.text = column.heading, .tone = Tone::kStrong});
  }
  std::string result = RenderRow(headings, widths, palette);
  for (const auto& row : rows_) {
    result += RenderRow(row, widths, palette);
  }
  return result;
}

}  // namespace actionplan::cli
