#include "services/cli/import_options.h"

#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "eventstore/base/status.h"
#include "services/cli/sheet/field.h"
#include "services/cli/terminal_text.h"

namespace actionplan::cli {
namespace {

using Pair = std::pair<std::string, std::string>;

// "TEXT=MEANING"; the text may have equals signs, the meaning has none.
absl::StatusOr<Pair> ReadPair(const std::string& value) {
  const std::size_t equals = value.rfind('=');
  if (equals == std::string::npos || equals == 0) {
    return absl::InvalidArgumentError(
        absl::StrCat("\"", Printable(value), "\" is not \"TEXT\"=MEANING"));
  }
  return Pair(
      sheet::Words(value.substr(0, equals)),
      absl::StripAsciiWhitespace(absl::string_view(value).substr(equals + 1)));
}

absl::Status Choose(const std::string& value, bool may_be_none,
                    std::map<std::string, std::string>& chosen) {
  ASSIGN_OR_RETURN(Pair pair, ReadPair(value));
  if (pair.second.empty()) {
    return absl::InvalidArgumentError(absl::StrCat(
        "\"", Printable(value), "\" says nothing behind the equals sign"));
  }
  if (may_be_none && pair.second == "none") pair.second.clear();
  chosen[pair.first] = pair.second;
  return absl::OkStatus();
}

absl::Status ChooseColumn(const std::string& value,
                          sheet::ChosenColumns& chosen) {
  ASSIGN_OR_RETURN(const Pair pair, ReadPair(value));
  const auto field = sheet::ParseField(pair.second);
  if (!field && pair.second != "ignore") {
    return absl::InvalidArgumentError(absl::StrCat(
        "\"", Printable(pair.second), "\" is not one of ignore, ",
        absl::StrJoin(sheet::AllFields(), ", ",
                      [](std::string* out, sheet::Field known) {
                        absl::StrAppend(out, sheet::FieldName(known));
                      })));
  }
  chosen[pair.first] = field;
  return absl::OkStatus();
}

absl::Status ReadDateOrder(absl::string_view value,
                           std::optional<sheet::DateOrder>& order) {
  if (value == "day-first") order = sheet::DateOrder::kDayFirst;
  if (value == "month-first") order = sheet::DateOrder::kMonthFirst;
  return order ? absl::OkStatus()
               : absl::InvalidArgumentError(
                     absl::StrCat("\"", Printable(value),
                                  "\" is not one of day-first, month-first"));
}

absl::Status ReadPriority(absl::string_view value,
                          v1::Action::Priority& priority) {
  const bool known =
      v1::Action::Priority_Parse(absl::AsciiStrToUpper(value), &priority);
  return known && priority != v1::Action::PRIORITY_UNSPECIFIED
             ? absl::OkStatus()
             : absl::InvalidArgumentError(
                   absl::StrCat("\"", Printable(value),
                                "\" is not one of high, medium, low"));
}

absl::Status ReadFlag(const FlagUse& use, const Moment& moment,
                      ImportOptions& options) {
  if (use.name == "column") return ChooseColumn(use.value, options.columns);
  if (use.name == "agency") return Choose(use.value, true, options.agencies);
  if (use.name == "owner") return Choose(use.value, true, options.owners);
  if (use.name == "date") return Choose(use.value, false, options.dates);
  if (use.name == "date-order") {
    return ReadDateOrder(use.value, options.date_order);
  }
  if (use.name == "review-date") {
    ASSIGN_OR_RETURN(options.review_date, ParseDay(use.value, moment));
  }
  if (use.name == "priority") return ReadPriority(use.value, options.priority);
  if (use.name == "occur-time") {
    ASSIGN_OR_RETURN(options.occur_time, ParseTime(use.value, moment));
  }
  if (use.name == "commit") options.commit = true;
  if (use.name == "skip-rows-with-errors") {
    options.skip_rows_with_errors = true;
  }
  return absl::OkStatus();
}

bool IsPlanName(absl::string_view text) {
  const std::vector<absl::string_view> parts = absl::StrSplit(text, '/');
  return parts.size() == 4 && parts[0] == "boards" && parts[2] == "plans" &&
         !parts[1].empty() && !parts[3].empty();
}

// As a shell takes it: in single quotes where it has to be.
std::string Quoted(absl::string_view word) {
  constexpr absl::string_view kPlain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
      "-_./:,=@+";
  if (!word.empty() && word.find_first_not_of(kPlain) == word.npos) {
    return std::string(word);
  }
  return absl::StrCat("'", absl::StrReplaceAll(word, {{"'", R"('\'')"}}), "'");
}

}  // namespace

std::string ImportOptions::Board() const {
  const std::vector<absl::string_view> parts = absl::StrSplit(plan, '/');
  return parts.size() < 2 ? "" : absl::StrCat(parts[0], "/", parts[1]);
}

std::vector<FlagSpec> ImportFlags() {
  const auto many = [](std::string name, std::string value_name,
                       std::string help) {
    return FlagSpec{.name = std::move(name),
                    .takes = Takes::kManyValues,
                    .value_name = std::move(value_name),
                    .help = std::move(help)};
  };
  return {
      {.name = "commit",
       .takes = Takes::kNothing,
       .help = "Send it. Without this the sheet is only checked and what would "
               "be done is shown"},
      {.name = "skip-rows-with-errors",
       .takes = Takes::kNothing,
       .help = "Import the rows without errors; otherwise one error stops all"},
      many("column", "\"HEADING\"=FIELD",
           "What a heading means that is not known; =ignore leaves the column "
           "out"),
      many("agency", "\"TEXT\"=AGENCY",
           "Which agency a text means, by id; =none leaves the lead open"),
      many("owner", "\"TEXT\"=ROLE",
           "Which role a person has, or that a text is a role; =none leaves "
           "the owner open"),
      many("date", "\"TEXT\"=DATE",
           "What a due date means that cannot be read, such as "
           "\"ASAP\"=2026-04-30 or \"When funded\"=TBC"),
      {.name = "date-order",
       .value_name = "day-first|month-first",
       .help = "How 03/04/2026 is read; day-first, unless the sheet has dates "
               "that speak against it"},
      {.name = "review-date",
       .value_name = "DATE",
       .help = "When the board looks again at what is ongoing or TBC; without "
               "it those stay drafts"},
      {.name = "priority",
       .value_name = "high|medium|low",
       .help = "Of rows that say none; medium when absent"},
      {.name = "occur-time",
       .value_name = "TIME",
       .help = "When the plan in the sheet was agreed, if before today: due "
               "dates after it may have passed"},
  };
}

ImportOptions ReadImportOptions(const Arguments& arguments,
                                const Moment& moment,
                                std::vector<std::string>& problems) {
  ImportOptions options;
  if (arguments.words.size() != 2) {
    problems.push_back("name the PLAN and one FILE");
  } else {
    options.plan = arguments.words[0];
    options.path = arguments.words[1];
    if (!IsPlanName(options.plan)) {
      problems.push_back(
          absl::StrCat("\"", Printable(options.plan),
                       "\" is not a plan's name: boards/{board}/plans/{plan}"));
    }
  }
  for (const FlagUse& use : arguments.flags) {
    const absl::Status status = ReadFlag(use, moment, options);
    if (!status.ok()) {
      problems.push_back(absl::StrCat("--", use.name, ": ", status.message()));
    }
  }
  return options;
}

std::string CommitCommand(const Arguments& arguments) {
  std::string line = "actionplan import";
  for (const std::string& word : arguments.words) {
    absl::StrAppend(&line, " ", Quoted(word));
  }
  for (const FlagUse& use : arguments.flags) {
    if (use.name == "commit" || use.name == "output") continue;
    absl::StrAppend(&line, " --", use.name);
    if (!use.value.empty()) absl::StrAppend(&line, " ", Quoted(use.value));
  }
  return absl::StrCat(line, " --commit");
}

}  // namespace actionplan::cli
