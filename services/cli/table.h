// Rows under headings, as wide as the terminal allows.
#ifndef ACTIONPLAN_SERVICES_CLI_TABLE_H_
#define ACTIONPLAN_SERVICES_CLI_TABLE_H_

#include <cstddef>
#include <string>
#include <vector>

#include "services/cli/palette.h"

namespace actionplan::cli {

// What a column does when the terminal is too narrow for the table.
enum class Fit { kWhole, kTruncate, kWrap };

enum class Align { kLeft, kRight };

// Whether a column may be left out. Those that may are left out from the right
// until the columns of text are comfortable.
enum class Need { kAlways, kIfRoom };

struct TableColumn {
  std::string heading;
  Fit fit = Fit::kWhole;
  Align align = Align::kLeft;
  Need need = Need::kAlways;

  // A column that is cut or wrapped is never narrower than `least`; others are
  // left out rather than make it narrower than `comfortable`.
  int least = 12;
  int comfortable = 24;
};

struct Cell {
  std::string text;  // Any text; the table makes it printable.
  Tone tone = Tone::kPlain;

  // What belongs to it, shown faint in lines of its own; in a file, where a
  // row is one line, after it.
  std::string below;
};

class Table {
 public:
  explicit Table(std::vector<TableColumn> columns);

  // As many cells as there are columns.
  void AddRow(std::vector<Cell> cells);

  bool empty() const { return rows_.empty(); }

  // The table in lines that end with "\n", without spaces at their ends.
  // Columns that may be cut or wrapped share what the others leave of `width`
  // columns; 0 for any width. Numbers and dates are never cut: a terminal that
  // is too narrow for them wraps the line itself.
  std::string Render(int width, const Palette& palette) const;

 private:
  // The columns that are shown, by their places, and how wide each is.
  struct Layout {
    std::vector<std::size_t> places;
    std::vector<int> widths;
  };

  Layout NaturalLayout() const;
  Layout LayoutFor(int width) const;
  void LeaveOut(int width, Layout& layout) const;
  void Shrink(int width, Layout& layout) const;
  void Tighten(Layout& layout) const;
  int Bound(std::size_t place, int natural, int least) const;
  std::string RenderIn(const Layout& layout, const Palette& palette) const;
  std::string RenderRow(const std::vector<Cell>& cells, const Layout& layout,
                        const Palette& palette) const;

  std::vector<TableColumn> columns_;
  std::vector<std::vector<Cell>> rows_;
};

}  // namespace actionplan::cli

#endif  // ACTIONPLAN_SERVICES_CLI_TABLE_H_
