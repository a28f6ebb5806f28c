#include "services/cli/sheet/heading_row.h"

#include <algorithm>
#include <cstddef>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/cli/sheet/row_text.h"

namespace actionplan::sheet {
namespace {

// A title, a date, a legend: no plan has more than this before its headings.
constexpr std::size_t kMostRowsBefore = 30;

std::optional<Field> FieldFor(const std::string& cell,
                              const ChosenColumns& chosen) {
  const auto found = chosen.find(Words(cell));
  return found == chosen.end() ? FieldOfHeading(cell) : found->second;
}

// How many fields a row would head.
std::size_t Headed(const Cells& row, const ChosenColumns& chosen) {
  std::set<Field> fields;
  for (const std::string& cell : row) {
    if (const auto field = FieldFor(cell, chosen)) fields.insert(*field);
  }
  return fields.size();
}

std::string FieldNames() {
  return absl::StrJoin(AllFields(), ", ", [](std::string* out, Field field) {
    absl::StrAppend(out, FieldName(field));
  });
}

void CheckColumns(const ChosenColumns& chosen, HeadingRow& found) {
  std::map<Field, const Column*> columns;
  for (const Column& column : found.columns) {
    const Place place = {
        .row = found.row, .column = column.number, .heading = column.heading};
    if (!column.field) {
      if (chosen.contains(Words(column.heading))) continue;
      found.issues.push_back(
          {Severity::kWarning, place,
           absl::StrCat(
               "is not a known heading, so the column is not imported; "
               "--column \"",
               column.heading,
               "\"=FIELD says what it is, =ignore "
               "that it is left out. Fields: ",
               FieldNames())});
      continue;
    }
    const auto [first, is_first] = columns.insert({*column.field, &column});
    if (is_first) continue;
    found.issues.push_back(
        {Severity::kError, place,
         absl::StrCat("means ", FieldName(*column.field), ", as column ",
                      ColumnLetters(first->second->number), " (",
                      first->second->heading,
                      ") does; leave one out with "
                      "--column \"",
                      column.heading, "\"=ignore")});
  }
  if (!columns.contains(Field::kAction)) {
    found.issues.push_back(
        {Severity::kError,
         {.row = found.row},
         "no heading says where the action is; name it with --column "
         "\"HEADING\"=action"});
  }
}

void CheckChosen(const ChosenColumns& chosen, HeadingRow& found) {
  for (const auto& [words, field] : chosen) {
    const bool is_there = std::any_of(
        found.columns.begin(), found.columns.end(),
        [&](const Column& column) { return Words(column.heading) == words; });
    if (is_there) continue;
    found.issues.push_back(
        {Severity::kError,
         {.row = found.row},
         absl::StrCat("--column \"", words, "\": no column is headed so")});
  }
}

}  // namespace

HeadingRow FindHeadingRow(const std::vector<Cells>& rows,
                          const ChosenColumns& chosen) {
  HeadingRow found;
  std::size_t most = 1;  // One word may stand in any title.
  for (std::size_t i = 0; i < std::min(rows.size(), kMostRowsBefore); ++i) {
    const std::size_t headed = Headed(rows[i], chosen);
    if (headed <= most) continue;
    most = headed;
    found.row = static_cast<int>(i) + 1;
  }
  if (found.row == 0) {
    found.issues.push_back(
        {Severity::kError,
         {},
         "no row has headings, such as Reference, Action, Lead Agency and "
         "Target date: two are needed at least, or name those that it has "
         "with --column \"HEADING\"=FIELD"});
    return found;
  }
  const Cells& headings = rows[static_cast<std::size_t>(found.row) - 1];
  for (std::size_t i = 0; i < headings.size(); ++i) {
    std::string heading = OneLine(headings[i]);
    if (heading.empty()) continue;
    const auto field = FieldFor(heading, chosen);
    found.columns.push_back({.number = static_cast<int>(i),
                             .heading = std::move(heading),
                             .field = field});
  }
  CheckColumns(chosen, found);
  CheckChosen(chosen, found);
  return found;
}

}  // namespace actionplan::sheet
