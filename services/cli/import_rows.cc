#include "services/cli/import_rows.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/cli/sheet/field.h"
#include "services/cli/sheet/owner_role.h"
#include "services/cli/sheet/row_text.h"

namespace actionplan::cli {
namespace {

using sheet::CellDate;
using sheet::Field;
using sheet::Issue;
using sheet::OrderEvidence;
using sheet::Place;
using sheet::Severity;
using sheet::Sheet;
using sheet::SheetRow;

// A due date that is further away is a slip of the hand more often than not.
constexpr int kFarYears = 10;

// What people write into a cell that has nothing to say.
bool SaysNothing(absl::string_view cell) {
  const std::string words = sheet::Words(cell);
  return words.empty() || words == "n a" || words == "na" || words == "none";
}

std::string Quoted(absl::string_view text) {
  return absl::StrCat("\"", text, "\"");
}

// A text that is wrong wherever it stands.
struct Wrong {
  std::string text;
  Place place;  // The first one.
  std::vector<int> rows;
};

// From the rows of one sheet to those of the API.
class Interpreter {
 public:
  Interpreter(const Sheet& sheet, const sheet::AgencyNames& agencies,
              const ImportOptions& options, const ImportDay& day)
      : sheet_(sheet), agencies_(agencies), options_(options), day_(day) {}

  ImportRows Interpret() {
    result_.issues = sheet_.issues;
    FindOrder();
    for (const SheetRow& row : sheet_.rows) {
      result_.rows.push_back(Interpret(row));
    }
    CheckKeys();
    CheckTexts();
    TellUnknownAgencies();
    TellShortYears();
    MarkErrors();
    return std::move(result_);
  }

 private:
  static std::string Cell(const SheetRow& row, Field field) {
    return std::string(Sheet::CellOf(row, field));
  }

  void Tell(Severity severity, const SheetRow& row, Field field,
            std::string text) {
    result_.issues.push_back(
        {severity, sheet_.PlaceOf(row, field), std::move(text)});
  }

  ImportRow Interpret(const SheetRow& row) {
    ImportRow import{.number = row.number,
                     .reference = Cell(row, Field::kReference),
                     .priority = PriorityOf(row),
                     .due = DueOf(row)};
    const std::string action = Cell(row, Field::kAction);
    import.key = sheet::RowKey(import.reference, action);
    sheet::ActionText text = sheet::SplitAction(action);
    v1::ImportedRow& said = import.row;
    said.set_title(std::move(text.title));
    said.set_description(std::move(text.description));
    said.set_intended_outcome(Cell(row, Field::kOutcome));
    said.set_success_measure(Cell(row, Field::kSuccessMeasure));
    said.set_lead_agency(LeadOf(row));
    for (std::string& name : SupportersOf(row, said.lead_agency())) {
      said.add_supporting_agencies(std::move(name));
    }
    const std::optional<std::string> owner = OwnerOf(row);
    said.set_owner_role(owner.value_or(""));
    import.leaves_owner_out = !owner.has_value();
    said.set_priority(Cell(row, Field::kPriority));
    said.set_due(Cell(row, Field::kDueDate));
    said.set_state(Cell(row, Field::kState));
    said.set_rating(Cell(row, Field::kRag));
    said.set_progress(Cell(row, Field::kProgress));
    said.set_completion(Cell(row, Field::kCompletion));
    said.set_evidence(Cell(row, Field::kEvidence));
    said.set_milestones(Cell(row, Field::kMilestones));
    said.set_recommendation(Cell(row, Field::kRecommendation));
    said.set_scope(Cell(row, Field::kScope));
    import.absent = absent_;
    return import;
  }

  // The fields of a row that no column of the sheet is for.
  static std::vector<std::string> AbsentIn(const Sheet& sheet) {
    constexpr std::pair<Field, absl::string_view> kFields[] = {
        {Field::kLeadAgency, "lead_agency"},
        {Field::kSupportingAgencies, "supporting_agencies"},
        {Field::kOwner, "owner_role"},
        {Field::kPriority, "priority"},
        {Field::kDueDate, "due"},
        {Field::kMilestones, "milestones"},
        {Field::kState, "state"},
        {Field::kProgress, "progress"},
        {Field::kSuccessMeasure, "success_measure"},
        {Field::kOutcome, "intended_outcome"},
        {Field::kCompletion, "completion"},
        {Field::kRag, "rating"},
        {Field::kEvidence, "evidence"},
        {Field::kRecommendation, "recommendation"},
        {Field::kScope, "scope"}};
    std::vector<std::string> absent;
    for (const auto& [field, name] : kFields) {
      const bool has = absl::c_any_of(
          sheet.headings.columns, [of = field](const sheet::Column& column) {
            return column.field == of;
          });
      if (!has) absent.emplace_back(name);
    }
    return absent;
  }

  v1::Action::Priority PriorityOf(const SheetRow& row) {
    const std::string words = sheet::Words(Cell(row, Field::kPriority));
    if (words == "high" || words == "h") return v1::Action::HIGH;
    if (words == "medium" || words == "med" || words == "m") {
      return v1::Action::MEDIUM;
    }
    if (words == "low" || words == "l") return v1::Action::LOW;
    if (!words.empty()) {
      Tell(Severity::kWarning, row, Field::kPriority,
           absl::StrCat(Quoted(Cell(row, Field::kPriority)),
                        " is not one of high, medium, low; ",
                        v1::Action::Priority_Name(options_.priority),
                        " is taken, or what --priority says"));
    }
    return options_.priority;
  }

  // Whether the sheet itself speaks for the month coming first.
  void FindOrder() {
    if (options_.date_order) {
      order_ = *options_.date_order;
      return;
    }
    for (const SheetRow& row : sheet_.rows) {
      const absl::string_view due = Sheet::CellOf(row, Field::kDueDate);
      if (sheet::EvidenceOf(due) == OrderEvidence::kMonthFirst) {
        month_first_row_ = row.number;
        month_first_ = std::string(due);
        return;
      }
    }
  }

  std::optional<CellDate> DueOf(const SheetRow& row) {
    std::string cell = Cell(row, Field::kDueDate);
    if (SaysNothing(cell)) return std::nullopt;
    const auto chosen = options_.dates.find(sheet::Words(cell));
    if (chosen != options_.dates.end()) cell = chosen->second;
    if (month_first_row_ > 0 &&
        sheet::EvidenceOf(cell) == OrderEvidence::kAmbiguous) {
      Tell(Severity::kError, row, Field::kDueDate,
           absl::StrCat(Quoted(cell), " may be two days: row ",
                        month_first_row_, " has ", month_first_,
                        ", where the month comes first. Say --date-order "
                        "day-first or month-first"));
      return std::nullopt;
    }
    const auto date = sheet::ReadDateCell(cell, order_);
    if (!date.ok()) {
      Tell(Severity::kError, row, Field::kDueDate,
           absl::StrCat(date.status().message(), "; or say --date ",
                        Quoted(cell), "=DATE"));
      return std::nullopt;
    }
    if (date->has_short_year) short_years_.push_back(row.number);
    CheckDistance(row, *date);
    return *date;
  }

  void CheckDistance(const SheetRow& row, const CellDate& date) {
    if (date.kind != CellDate::Kind::kDay) return;
    if (std::abs(date.day.year() - day_.today.year()) <= kFarYears) return;
    Tell(Severity::kWarning, row, Field::kDueDate,
         absl::StrCat(Quoted(Cell(row, Field::kDueDate)), " is ",
                      absl::FormatCivilTime(date.day),
                      ", more than ten years away"));
  }

  std::string LeadOf(const SheetRow& row) {
    const std::string cell = Cell(row, Field::kLeadAgency);
    if (SaysNothing(cell)) return "";
    auto name = agencies_.Find(cell);
    if (!name.ok()) TellAgency(row, Field::kLeadAgency, cell, name.status());
    return name.value_or("");
  }

  std::vector<std::string> SupportersOf(const SheetRow& row,
                                        const std::string& lead) {
    const std::string cell = Cell(row, Field::kSupportingAgencies);
    if (SaysNothing(cell)) return {};
    const auto names = agencies_.FindAll(cell);
    if (!names.ok()) {
      TellAgency(row, Field::kSupportingAgencies, cell, names.status());
      return {};
    }
    std::vector<std::string> others = *names;
    others.erase(std::remove(others.begin(), others.end(), lead), others.end());
    return others;
  }

  // One that is not known is told once, with all its rows.
  void TellAgency(const SheetRow& row, Field field, const std::string& cell,
                  const absl::Status& status) {
    if (!absl::IsNotFound(status)) {
      return Tell(Severity::kError, row, field,
                  absl::StrCat(Quoted(cell), " ", status.message()));
    }
    Wrong& wrong = unknown_agencies_[sheet::Words(status.message())];
    if (wrong.rows.empty()) {
      wrong.text = std::string(status.message());
      wrong.place = sheet_.PlaceOf(row, field);
    }
    if (!absl::c_linear_search(wrong.rows, row.number)) {
      wrong.rows.push_back(row.number);
    }
  }

  void TellUnknownAgencies() {
    for (const auto& [words, wrong] : unknown_agencies_) {
      std::string also;
      if (wrong.rows.size() > 1) {
        also = absl::StrCat(
            " (also in row ",
            absl::StrJoin(wrong.rows.begin() + 1, wrong.rows.end(), ", "), ")");
      }
      result_.issues.push_back(
          {Severity::kError, wrong.place,
           absl::StrCat(Quoted(wrong.text), also,
                        " is no agency of the board; say --agency ",
                        Quoted(wrong.text),
                        "=ID (=none leaves it open), or create it with "
                        "`actionplan agency create`")});
      with_errors_.insert(wrong.rows.begin(), wrong.rows.end());
    }
  }

  // Nothing for one that was left out.
  std::optional<std::string> OwnerOf(const SheetRow& row) {
    const std::string cell = Cell(row, Field::kOwner);
    if (SaysNothing(cell)) return "";
    const auto chosen = options_.owners.find(sheet::Words(cell));
    if (chosen != options_.owners.end()) return chosen->second;
    if (!sheet::LooksLikePerson(cell)) return cell;
    Tell(Severity::kWarning, row, Field::kOwner,
         absl::StrCat(Quoted(cell),
                      " looks like a person's name and is left out: owners are "
                      "roles. Say --owner ",
                      Quoted(cell),
                      "=\"Head of Service\", or the same text "
                      "again if it is a role"));
    return std::nullopt;
  }

  void TellShortYears() {
    if (short_years_.empty()) return;
    result_.issues.push_back(
        {Severity::kWarning,
         {},
         absl::StrCat(short_years_.size(),
                      short_years_.size() == 1 ? " due date has a year"
                                               : " due dates have years",
                      " of two digits, taken for 2000 to 2099 (row ",
                      absl::StrJoin(short_years_, ", "), ")")});
  }

  const SheetRow& RowOf(std::size_t index) const { return sheet_.rows[index]; }

  // Two rows with one key would be one action.
  void CheckKeys() {
    std::map<std::string, std::size_t> first;
    for (std::size_t i = 0; i < result_.rows.size(); ++i) {
      const auto [earlier, is_first] = first.insert({result_.rows[i].key, i});
      if (is_first) continue;
      const int other = result_.rows[earlier->second].number;
      with_errors_.insert(other);
      if (result_.rows[i].reference.empty()) {
        Tell(Severity::kError, RowOf(i), Field::kAction,
             absl::StrCat("says what row ", other,
                          " says, and has no reference; give them references "
                          "or remove one"));
      } else {
        Tell(Severity::kError, RowOf(i), Field::kReference,
             absl::StrCat(Quoted(result_.rows[i].reference),
                          " is the reference of row ", other,
                          " too; number them apart, or tell rows by their "
                          "text with --column \"",
                          sheet_.PlaceOf(RowOf(i), Field::kReference).heading,
                          "\"=ignore"));
      }
    }
  }

  void CheckTexts() {
    std::map<std::string, std::size_t> first;
    for (std::size_t i = 0; i < result_.rows.size(); ++i) {
      const auto [earlier, is_first] = first.insert(
          {sheet::Words(Sheet::CellOf(RowOf(i), Field::kAction)), i});
      const ImportRow& other = result_.rows[earlier->second];
      if (is_first || other.key == result_.rows[i].key) continue;
      Tell(Severity::kWarning, RowOf(i), Field::kAction,
           absl::StrCat("says what row ", other.number,
                        " says: likely a duplicate"));
    }
  }

  void MarkErrors() {
    for (const Issue& issue : result_.issues) {
      if (issue.severity != Severity::kError) continue;
      with_errors_.insert(issue.place.row);
      if (issue.place.row <= sheet_.headings.row) {
        result_.has_sheet_errors = true;
      }
    }
    for (ImportRow& row : result_.rows) {
      row.has_errors = with_errors_.contains(row.number);
    }
  }

  const Sheet& sheet_;
  const std::vector<std::string> absent_ = AbsentIn(sheet_);
  const sheet::AgencyNames& agencies_;
  const ImportOptions& options_;
  const ImportDay& day_;
  sheet::DateOrder order_ = sheet::DateOrder::kDayFirst;
  int month_first_row_ = 0;  // A row that says so; 0 for none.
  std::string month_first_;
  std::vector<int> short_years_;
  std::map<std::string, Wrong> unknown_agencies_;
  std::set<int> with_errors_;
  ImportRows result_;
};

}  // namespace

ImportRows InterpretRows(const Sheet& sheet, const sheet::AgencyNames& agencies,
                         const ImportOptions& options, const ImportDay& day) {
  return Interpreter(sheet, agencies, options, day).Interpret();
}

}  // namespace actionplan::cli
