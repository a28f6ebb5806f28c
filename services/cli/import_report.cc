#include "services/cli/import_report.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/cli/csv.h"
#include "services/cli/dates.h"
#include "services/cli/table.h"
#include "services/cli/terminal_text.h"

namespace actionplan::cli {
namespace {

using sheet::Issue;
using sheet::Severity;

// A value that is longer is named and not shown.
constexpr int kShort = 40;

std::string LastWord(const std::string& name) {
  return name.substr(name.rfind('/') + 1);
}

std::string DueText(const v1::DueDate& due) {
  if (due.has_date()) return absl::StrCat("due ", IsoDay(due.date()));
  return absl::StrCat(due.undated() == v1::DueDate::ONGOING
                          ? "ongoing"
                          : "date to be confirmed",
                      ", review ", IsoDay(due.review_date()));
}

std::string AssignmentText(const RowPlan& row) {
  return absl::StrCat("assigned to ", LastWord(row.assign->lead_agency), " (",
                      row.assign->owner_role, "), ", DueText(row.assign->due));
}

// "rating Amber → Green", or "progress" for what is long.
std::string ChangeText(const FieldChange& change) {
  const std::string before = Printable(change.before);
  const std::string after = Printable(change.after);
  if (DisplayWidth(before) > kShort || DisplayWidth(after) > kShort) {
    return change.field;
  }
  return absl::StrCat(change.field, " ", before.empty() ? "(empty)" : before,
                      " → ", after.empty() ? "(empty)" : after);
}

std::string ChangesText(const RowPlan& row) {
  return absl::StrJoin(row.changes, ", ",
                       [](std::string* out, const FieldChange& change) {
                         out->append(ChangeText(change));
                       });
}

std::string PlannedText(const RowPlan& row) {
  std::vector<std::string> parts;
  if (!row.changes.empty()) parts.push_back(ChangesText(row));
  if (row.assign) parts.push_back(AssignmentText(row));
  if (row.join && row.outcome == RowOutcome::kChanged) {
    parts.push_back("joins the plan");
  }
  const std::string outcome(OutcomeName(row.outcome));
  return parts.empty()
             ? outcome
             : absl::StrCat(outcome, ": ", absl::StrJoin(parts, "; "));
}

std::string DoneText(const RowResult& result) {
  std::string text = absl::StrJoin(result.steps, ", ");
  if (!result.status.ok()) {
    absl::StrAppend(&text, text.empty() ? "" : ", then ",
                    "refused: ", result.status.message());
  }
  return text;
}

Tone ToneOf(const RowPlan& row, const RowResult* result) {
  if (result != nullptr && !result->status.ok()) return Tone::kRed;
  switch (row.outcome) {
    case RowOutcome::kNew:
      return Tone::kGreen;
    case RowOutcome::kChanged:
      return Tone::kAmber;
    case RowOutcome::kUnchanged:
      return Tone::kFaint;
    case RowOutcome::kHasErrors:
      return Tone::kRed;
  }
  return Tone::kPlain;
}

std::string DelimiterName(char delimiter) {
  if (delimiter == ';') return "semicolons";
  return delimiter == '\t' ? "tabs" : "commas";
}

std::string ColumnsText(const sheet::HeadingRow& headings) {
  if (headings.columns.empty()) return "";
  std::vector<std::string> columns;
  for (const sheet::Column& column : headings.columns) {
    columns.push_back(absl::StrCat(
        sheet::ColumnLetters(column.number), " ", Printable(column.heading),
        " = ",
        column.field ? sheet::FieldName(*column.field) : "not imported"));
  }
  return absl::StrCat("Columns: ", absl::StrJoin(columns, "; "), "\n");
}

std::string HeadText(const ImportReport& report) {
  const sheet::HeadingRow& headings = report.sheet.headings;
  return absl::StrCat(
      Printable(report.options.path), " into ", report.options.plan, ": ",
      report.plan.rows.size(), " rows, ",
      headings.row == 0 ? "no headings"
                        : absl::StrCat("headings in row ", headings.row),
      ", separated by ", DelimiterName(report.sheet.delimiter),
      report.sheet.encoding == sheet::Encoding::kWindows1252
          ? ", read as Windows-1252 because it is not UTF-8"
          : "",
      "\n", ColumnsText(headings));
}

std::string CountText(const ImportPlan& plan) {
  return absl::StrCat(plan.Count(RowOutcome::kNew), " new, ",
                      plan.Count(RowOutcome::kChanged), " changed, ",
                      plan.Count(RowOutcome::kUnchanged), " unchanged, ",
                      plan.Count(RowOutcome::kHasErrors), " with errors, ",
                      plan.gone.size(), " not in the sheet any more\n");
}

std::string RowTable(const ImportReport& report,
                     const Presentation& presentation) {
  Table table({{.heading = "ROW", .align = Align::kRight},
               {.heading = "REFERENCE"},
               {.heading = "ACTION", .fit = Fit::kWrap},
               {.heading = "RESULT", .fit = Fit::kWrap}});
  for (const RowPlan& row : report.plan.rows) {
    const RowResult* const result = ResultOf(report, row);
    table.AddRow({{absl::StrCat(row.row.number)},
                  {row.row.reference},
                  {row.row.row.title()},
                  {.text = RowSummary(report, row),
                   .tone = ToneOf(row, result),
                   .below = absl::StrJoin(row.notes, "; ")}});
  }
  return table.empty() ? ""
                       : table.Render(presentation.width, presentation.palette);
}

std::string IssuesText(const ImportPlan& plan, Severity severity, int width) {
  std::string text;
  for (const Issue& issue : plan.issues) {
    if (issue.severity != severity) continue;
    const std::string place = Printable(sheet::PlaceText(issue.place));
    text += Paragraph(
        absl::StrCat(place, place.empty() ? "" : ": ", Printable(issue.text)),
        2, width);
  }
  if (text.empty()) return "";
  return absl::StrCat(
      "\n", severity == Severity::kError ? "Errors" : "Warnings", "\n", text);
}

std::string GoneText(const ImportPlan& plan, int width) {
  if (plan.gone.empty()) return "";
  std::string text = "\nNot in the sheet any more; nothing is done to them\n";
  for (const v1::Action* action : plan.gone) {
    text += Paragraph(
        absl::StrCat(action->name(), "  ", Printable(action->title())), 2,
        width);
  }
  return text;
}

std::string DoneEnd(const ImportResult& result) {
  if (result.rows.empty()) return "\nThere was nothing to import.\n";
  const auto done =
      std::count_if(result.rows.begin(), result.rows.end(),
                    [](const RowResult& row) { return row.status.ok(); });
  return absl::StrCat(
      "\n", done,
      " rows are done. What the sheet claims of state, rating and "
      "progress is kept as claimed, not verified here.\n",
      result.status.ok() ? ""
                         : "The rest was not sent; run the command again, what "
                           "is done stays done.\n");
}

// What the reader is to do now.
std::string EndText(const ImportReport& report) {
  if (report.result != nullptr) {
    return DoneEnd(*report.result);
  }
  const ImportPlan& plan = report.plan;
  std::string text = "\nNothing was sent.";
  if (plan.has_sheet_errors) {
    return absl::StrCat(text, " Put the errors right and run it again.\n");
  }
  const bool skips = report.options.skip_rows_with_errors;
  if (plan.HasErrors() && !skips) {
    return absl::StrCat(text,
                        " Put the errors right, or leave their rows out:\n  ",
                        report.commit_command, " --skip-rows-with-errors\n");
  }
  if (plan.Count(RowOutcome::kNew) + plan.Count(RowOutcome::kChanged) == 0) {
    return absl::StrCat(text, " There is nothing to import.\n");
  }
  return absl::StrCat(text, " To import it:\n  ", report.commit_command, "\n");
}

}  // namespace

const RowResult* ResultOf(const ImportReport& report, const RowPlan& row) {
  if (report.result == nullptr) return nullptr;
  for (const RowResult& result : report.result->rows) {
    if (result.plan == &row) return &result;
  }
  return nullptr;
}

std::string RowSummary(const ImportReport& report, const RowPlan& row) {
  if (row.outcome == RowOutcome::kHasErrors) return "errors, see below";
  if (report.result == nullptr) return PlannedText(row);
  const RowResult* const result = ResultOf(report, row);
  if (result != nullptr) return DoneText(*result);
  return row.outcome == RowOutcome::kUnchanged ? "unchanged" : "not sent";
}

std::string ReportAsText(const ImportReport& report,
                         const Presentation& presentation) {
  return absl::StrCat(
      HeadText(report), CountText(report.plan), "\n",
      RowTable(report, presentation),
      IssuesText(report.plan, Severity::kError, presentation.width),
      IssuesText(report.plan, Severity::kWarning, presentation.width),
      GoneText(report.plan, presentation.width), EndText(report));
}

std::string ReportAsCsv(const ImportReport& report) {
  std::string csv = CsvRecord(
      {"row", "reference", "key", "outcome", "action", "result", "notes"});
  for (const RowPlan& row : report.plan.rows) {
    const RowResult* const result = ResultOf(report, row);
    std::string action = row.action ? row.action->name() : "";
    if (result != nullptr) action = result->action;
    csv +=
        CsvRecord({absl::StrCat(row.row.number), row.row.reference, row.row.key,
                   std::string(OutcomeName(row.outcome)), action,
                   RowSummary(report, row), absl::StrJoin(row.notes, "; ")});
  }
  return csv;
}

}  // namespace actionplan::cli
