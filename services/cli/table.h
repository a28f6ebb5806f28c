// Rows under headings, as wide as the terminal allows.
#ifndef ACTIONPLAN_SERVICES_CLI_TABLE_H_
#define ACTIONPLAN_SERVICES_CLI_TABLE_H_

#include <string>
#include <vector>

#include "services/cli/palette.h"

namespace actionplan::cli {

// What a column does when the terminal is too narrow for the table.
enum class Fit { kWhole, kTruncate, kWrap };

enum class Align { kLeft, kRight };

struct TableColumn {
  std::string heading;
  Fit fit = Fit::kWhole;
  Align align = Align::kLeft;
};

struct Cell {
  std::string text;  // Any text; the table makes it printable.
  Tone tone = Tone::kPlain;
};

class Table {
 public:
  explicit Table(std::vector<TableColumn> columns);

  // As many cells as there are columns.
  void AddRow(std::vector<Cell> cells);

  bool empty() const { return rows_.empty(); }

  // The table in lines that end with "\n", without spaces at their ends.
  // Columns that may be cut or wrapped share what the others leave of `width`
  // columns, each at least 12; 0 for any width. Numbers and dates are never
  // cut: a terminal that is too narrow for them wraps the line itself.
  std::string Render(int width, const Palette& palette) const;

 private:
  std::vector<int> Widths(int width) const;
  std::string RenderRow(const std::vector<Cell>& cells,
                        const std::vector<int>& widths,
                        const Palette& palette) const;

  std::vector<TableColumn> columns_;
  std::vector<std::vector<Cell>> rows_;
};

}  // namespace actionplan::cli

#endif  // ACTIONPLAN_SERVICES_CLI_TABLE_H_
