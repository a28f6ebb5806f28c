#include "services/cli/sheet/sheet.h"

#include <algorithm>
#include <set>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "eventstore/base/status.h"
#include "services/cli/sheet/csv_reader.h"
#include "services/cli/sheet/row_text.h"

namespace actionplan::sheet {
namespace {

constexpr char kDelimiters[] = {',', ';', '\t'};

bool IsSpreadsheetError(absl::string_view cell) {
  constexpr absl::string_view kErrors[] = {"#REF!",  "#VALUE!", "#N/A",
                                           "#NAME?", "#DIV/0!", "#NUM!",
                                           "#NULL!", "#SPILL!", "#CALC!"};
  return absl::c_linear_search(kErrors, cell);
}

// The rows as one delimiter makes them.
struct Delimited {
  char delimiter = ',';
  absl::StatusOr<std::vector<Cells>> rows;
  std::size_t headed = 0;  // Columns with a known heading.
  std::size_t widest = 0;  // Cells of the widest row.
};

Delimited ReadWith(char delimiter, absl::string_view text,
                   const ChosenColumns& chosen) {
  Delimited read{.delimiter = delimiter, .rows = ReadCsv(text, delimiter)};
  if (!read.rows.ok()) return read;
  for (const Cells& row : *read.rows) {
    read.widest = std::max(read.widest, row.size());
  }
  for (const Column& column : FindHeadingRow(*read.rows, chosen).columns) {
    if (column.field) ++read.headed;
  }
  return read;
}

// The delimiter under which most headings are known is the one that was meant;
// where none are, the one with most columns, unless commas leave a wrong quote:
// that is easier to mend than a sheet that nobody can make sense of.
Delimited Detect(absl::string_view text, const ChosenColumns& chosen) {
  Delimited best = ReadWith(kDelimiters[0], text, chosen);
  const absl::Status by_commas = best.rows.status();
  for (const char delimiter : {kDelimiters[1], kDelimiters[2]}) {
    Delimited read = ReadWith(delimiter, text, chosen);
    const bool better = std::pair(read.headed, read.widest) >
                        std::pair(best.headed, best.widest);
    if (better && read.rows.ok()) best = std::move(read);
  }
  if (best.headed == 0 && !by_commas.ok()) best.rows = by_commas;
  return best;
}

// What the rows of one sheet are.
class RowReader {
 public:
  explicit RowReader(Sheet& sheet) : sheet_(sheet) {}

  void Read(int number, const Cells& cells) {
    SheetRow row{.number = number};
    std::size_t filled = 0;
    for (const std::string& cell : cells) {
      if (!absl::StripAsciiWhitespace(cell).empty()) ++filled;
    }
    if (filled == 0) return;
    for (const Column& column : sheet_.headings.columns) {
      const auto place = static_cast<std::size_t>(column.number);
      if (!column.field || place >= cells.size()) continue;
      const absl::string_view cell = absl::StripAsciiWhitespace(cells[place]);
      if (!cell.empty()) row.cells.insert({*column.field, std::string(cell)});
    }
    NoteUnheaded(cells);
    if (RepeatsHeadings(cells)) return;
    if (Sheet::CellOf(row, Field::kAction).empty()) {
      return NoteNoAction(row, cells, filled);
    }
    CheckCells(row);
    sheet_.rows.push_back(std::move(row));
  }

  void NoteColumns() {
    for (const int column : unheaded_) {
      sheet_.issues.push_back(
          {Severity::kWarning,
           {.row = sheet_.headings.row, .column = column},
           "has no heading, so its cells are not imported"});
    }
  }

 private:
  void NoteUnheaded(const Cells& cells) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (absl::StripAsciiWhitespace(cells[i]).empty()) continue;
      const auto& columns = sheet_.headings.columns;
      const bool headed = std::any_of(
          columns.begin(), columns.end(), [&](const Column& column) {
            return column.number == static_cast<int>(i);
          });
      if (!headed) unheaded_.insert(static_cast<int>(i));
    }
  }

  // Printed plans have them again on each page.
  bool RepeatsHeadings(const Cells& cells) const {
    const auto& columns = sheet_.headings.columns;
    return std::all_of(
        columns.begin(), columns.end(), [&](const Column& column) {
          const auto place = static_cast<std::size_t>(column.number);
          return place < cells.size() &&
                 Words(cells[place]) == Words(column.heading);
        });
  }

  void NoteNoAction(const SheetRow& row, const Cells& cells,
                    std::size_t filled) {
    if (filled > 1) {
      Issue issue{Severity::kError, sheet_.PlaceOf(row, Field::kAction),
                  "is empty, but the row is not: what is to be done?"};
      sheet_.issues.push_back(std::move(issue));
      return;
    }
    const auto text =
        std::find_if(cells.begin(), cells.end(), [](const std::string& cell) {
          return !absl::StripAsciiWhitespace(cell).empty();
        });
    sheet_.issues.push_back(
        {Severity::kWarning,
         {.row = row.number, .column = static_cast<int>(text - cells.begin())},
         absl::StrCat("\"", OneLine(*text),
                      "\" stands alone, so it is taken for the "
                      "heading of a section and not imported")});
  }

  void CheckCells(const SheetRow& row) {
    for (const auto& [field, cell] : row.cells) {
      const std::size_t characters = Characters(cell);
      if (characters > MostCharacters(field)) {
        sheet_.issues.push_back(
            {Severity::kError, sheet_.PlaceOf(row, field),
             absl::StrCat("has ", characters, " characters; at most ",
                          MostCharacters(field), " are allowed")});
      }
      if (IsSpreadsheetError(cell)) {
        sheet_.issues.push_back(
            {Severity::kError, sheet_.PlaceOf(row, field),
             absl::StrCat("\"", cell,
                          "\" is what a spreadsheet shows for a formula that "
                          "failed; put its value there")});
      } else if (absl::StartsWith(cell, "=")) {
        sheet_.issues.push_back(
            {Severity::kWarning, sheet_.PlaceOf(row, field),
             "is a formula and is taken as a text; save its value instead"});
      }
      if (HasControlCharacters(cell)) {
        sheet_.issues.push_back(
            {Severity::kError, sheet_.PlaceOf(row, field),
             "has control characters; type the text of the cell anew"});
      }
    }
  }

  Sheet& sheet_;
  std::set<int> unheaded_;
};

}  // namespace

absl::string_view Sheet::CellOf(const SheetRow& row, Field field) {
  const auto found = row.cells.find(field);
  if (found == row.cells.end()) return "";
  return found->second;
}

Place Sheet::PlaceOf(const SheetRow& row, Field field) const {
  for (const Column& column : headings.columns) {
    if (column.field != field) continue;
    return {
        .row = row.number, .column = column.number, .heading = column.heading};
  }
  return {.row = row.number};
}

absl::StatusOr<Sheet> ReadSheet(absl::string_view bytes,
                                const ChosenColumns& chosen) {
  ASSIGN_OR_RETURN(const DecodedText decoded, DecodeText(bytes));
  Delimited read = Detect(decoded.text, chosen);
  RETURN_IF_ERROR(read.rows.status());
  const std::vector<Cells>& rows = *read.rows;
  Sheet sheet{.encoding = decoded.encoding,
              .delimiter = read.delimiter,
              .headings = FindHeadingRow(rows, chosen)};
  sheet.issues = sheet.headings.issues;
  if (sheet.headings.row == 0) return sheet;
  RowReader reader(sheet);
  for (std::size_t i = static_cast<std::size_t>(sheet.headings.row);
       i < rows.size(); ++i) {
    reader.Read(static_cast<int>(i) + 1, rows[i]);
  }
  reader.NoteColumns();
  if (sheet.rows.size() > kMostRows) {
    return absl::InvalidArgumentError(
        absl::StrCat("the sheet has ", sheet.rows.size(),
                     " rows with an action; a plan holds at most ", kMostRows));
  }
  return sheet;
}

}  // namespace actionplan::sheet
