#include "services/cli/sheet/date_cell.h"

#include <cstddef>
#include <initializer_list>
#include <iterator>
#include <optional>
#include <utility>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"
#include "services/cli/sheet/row_text.h"

namespace actionplan::sheet {
namespace {

constexpr absl::string_view kMonths[] = {
    "january", "february", "march",     "april",   "may",      "june",
    "july",    "august",   "september", "october", "november", "december"};
constexpr absl::string_view kWeekdays[] = {"monday",   "tuesday", "wednesday",
                                           "thursday", "friday",  "saturday",
                                           "sunday"};

// Numbers that Excel shows for the days of 2000 to 2099 when a cell has lost
// its format.
constexpr int kFirstDayNumber = 36526;
constexpr int kLastDayNumber = 73050;

enum class Kind { kNumber, kWord, kSeparator };

struct Token {
  Kind kind;
  std::string text;
  int number = 0;
};

using Tokens = std::vector<Token>;

Kind KindOf(char c) {
  const auto byte = static_cast<unsigned char>(c);
  if (absl::ascii_isdigit(byte)) return Kind::kNumber;
  return absl::ascii_isalpha(byte) ? Kind::kWord : Kind::kSeparator;
}

// Runs of digits, of letters, of what separates them; spaces and commas are
// only kept where nothing else does: "31 / 3" is "31/3".
Tokens Split(absl::string_view text) {
  Tokens tokens;
  for (std::size_t i = 0; i < text.size();) {
    const Kind kind = KindOf(text[i]);
    std::size_t end = i + 1;
    while (end < text.size() && KindOf(text[end]) == kind) ++end;
    std::string part(text.substr(i, end - i));
    i = end;
    if (kind == Kind::kSeparator) {
      part = absl::StrReplaceAll(part, {{" ", ""}, {",", ""}});
      if (part.empty()) part.push_back(' ');
    }
    Token token{kind, std::move(part)};
    if (kind == Kind::kNumber && !absl::SimpleAtoi(token.text, &token.number)) {
      token.number = -1;  // Too long to be any part of a date.
    }
    tokens.push_back(std::move(token));
  }
  return tokens;
}

// 1 for "january" or "jan"; nothing for a word that is no month.
std::optional<int> MonthOf(absl::string_view word) {
  if (word.size() < 3) return std::nullopt;
  if (word == "sept") return 9;
  for (std::size_t i = 0; i < std::size(kMonths); ++i) {
    if (word == kMonths[i] || word == kMonths[i].substr(0, 3)) {
      return static_cast<int>(i) + 1;
    }
  }
  return std::nullopt;
}

bool IsWeekday(absl::string_view word) {
  if (word == "tues" || word == "thur" || word == "thurs") return true;
  return absl::c_any_of(kWeekdays, [&](absl::string_view day) {
    return word == day || word == day.substr(0, 3);
  });
}

bool IsOrdinal(absl::string_view word) {
  return word == "st" || word == "nd" || word == "rd" || word == "th";
}

absl::Status NoDate(absl::string_view text, absl::string_view why) {
  return absl::InvalidArgumentError(absl::StrCat("\"", text, "\" ", why));
}

bool HasShape(const Tokens& tokens, std::initializer_list<Kind> shape) {
  return absl::c_equal(tokens, shape, [](const Token& token, Kind kind) {
    return token.kind == kind;
  });
}

// One text on its way to a date.
class Reading {
 public:
  Reading(absl::string_view text, DateOrder order)
      : text_(text), order_(order) {}

  absl::StatusOr<CellDate> Read() {
    std::string rest = absl::AsciiStrToLower(OneLine(text_));
    if (const auto undated = ReadUndated(rest)) return *undated;
    TakeLeadingWords(rest);
    TakeMidnight(rest);
    tokens_ = Split(rest);
    DropDecoration();
    return ReadTokens();
  }

 private:
  static std::optional<CellDate> ReadUndated(absl::string_view text) {
    for (const absl::string_view word :
         {"ongoing", "on-going", "on going", "continuous", "rolling"}) {
      if (text == word) return CellDate{.kind = CellDate::Kind::kOngoing};
    }
    for (const absl::string_view word :
         {"tbc", "tba", "tbd", "t.b.c.", "to be confirmed", "to be agreed",
          "to be determined", "to be decided"}) {
      if (text == word) return CellDate{.kind = CellDate::Kind::kToBeConfirmed};
    }
    return std::nullopt;
  }

  // "by the end of".
  void TakeLeadingWords(std::string& text) {
    absl::string_view rest = text;
    bool took = true;
    while (took) {
      took = absl::ConsumePrefix(&rest, "by ") ||
             absl::ConsumePrefix(&rest, "the ");
      if (absl::ConsumePrefix(&rest, "end of ") ||
          absl::ConsumePrefix(&rest, "end ")) {
        took = says_end_ = true;
      }
    }
    if (says_end_) absl::ConsumePrefix(&rest, "financial year ");
    text = absl::StrReplaceAll(rest, {{"quarter ", "q"}});
  }

  // "2026-03-31 00:00:00", as a date with a clock is exported.
  static void TakeMidnight(std::string& text) {
    for (const absl::string_view midnight : {" 00:00:00", " 00:00"}) {
      if (!absl::EndsWith(text, midnight)) continue;
      text.resize(text.size() - midnight.size());
      return;
    }
  }

  // Weekdays, "of" and the "st" of "31st" say nothing more.
  void DropDecoration() {
    Tokens kept;
    for (Token& token : tokens_) {
      if (token.kind == Kind::kWord) {
        if (IsWeekday(token.text) || token.text == "of") continue;
        if (IsOrdinal(token.text) && !kept.empty() &&
            kept.back().kind == Kind::kNumber) {
          continue;
        }
      }
      const bool repeats =
          token.kind == Kind::kSeparator &&
          (kept.empty() || (kept.back().kind == Kind::kSeparator &&
                            (token.text == " " || token.text == ".")));
      if (!repeats) kept.push_back(std::move(token));
    }
    const bool dangles = !kept.empty() &&
                         kept.back().kind == Kind::kSeparator &&
                         (kept.back().text == " " || kept.back().text == ".");
    if (dangles) kept.pop_back();
    tokens_ = std::move(kept);
  }

  absl::StatusOr<CellDate> ReadTokens() {
    constexpr Kind kN = Kind::kNumber, kW = Kind::kWord, kS = Kind::kSeparator;
    if (HasShape(tokens_, {kN, kS, kN, kS, kN})) return ReadNumbers();
    if (HasShape(tokens_, {kN, kS, kW, kS, kN}) ||
        HasShape(tokens_, {kN, kW, kS, kN}) ||
        HasShape(tokens_, {kN, kS, kW, kN}) ||
        HasShape(tokens_, {kN, kW, kN})) {
      return ReadNamed(tokens_.front(), WordOf(), tokens_.back());
    }
    if (HasShape(tokens_, {kW, kS, kN, kS, kN})) {
      return ReadNamed(tokens_[2], tokens_[0], tokens_[4]);
    }
    if (HasShape(tokens_, {kW, kS, kN})) return ReadMonth();
    if (HasShape(tokens_, {kW, kN, kS, kN, kS, kN}) ||
        HasShape(tokens_, {kW, kN, kS, kN})) {
      return ReadQuarter();
    }
    if (HasShape(tokens_, {kN, kS, kN})) return ReadTwoNumbers();
    if (HasShape(tokens_, {kN})) return ReadOneNumber();
    if (HasShape(tokens_, {kN, kS, kW}) || HasShape(tokens_, {kN, kW}) ||
        HasShape(tokens_, {kW})) {
      if (MonthOf(WordOf().text)) return Refuse("has no year");
    }
    return Refuse(
        "is not one date; write 31/03/2026, March 2026, Q2 2026/27, ongoing or "
        "TBC");
  }

  const Token& WordOf() const {
    return *absl::c_find_if(
        tokens_, [](const Token& token) { return token.kind == Kind::kWord; });
  }

  absl::StatusOr<CellDate> ReadNumbers() {
    const std::string& separator = tokens_[1].text;
    if (tokens_[3].text != separator || !absl::StrContains("/.- ", separator) ||
        separator.size() != 1) {
      return Refuse("is not one date");
    }
    if (tokens_[0].text.size() == 4) {
      if (separator == " ") return Refuse("is not one date");
      return Day(tokens_[0], tokens_[2].number, tokens_[4].number);
    }
    if (order_ == DateOrder::kMonthFirst) {
      return Day(tokens_[4], tokens_[0].number, tokens_[2].number);
    }
    if (EvidenceOf(text_) == OrderEvidence::kMonthFirst) {
      return Refuse(
          "has no such month; the day comes first, or say --date-order "
          "month-first for the whole sheet");
    }
    return Day(tokens_[4], tokens_[2].number, tokens_[0].number);
  }

  absl::StatusOr<CellDate> ReadNamed(const Token& day, const Token& month,
                                     const Token& year) {
    const auto number = MonthOf(month.text);
    if (!number) return Refuse(absl::StrCat("has no month: ", month.text));
    return Day(year, *number, day.number);
  }

  // "March 2026"; "Mar-26" as Excel shows a month. "March 26" may be a day.
  absl::StatusOr<CellDate> ReadMonth() {
    const Token& year = tokens_[2];
    if (tokens_[0].text == "q") return Refuse("has no year");
    const auto month = MonthOf(tokens_[0].text);
    if (!month) return Refuse("is not one date");
    if (year.text.size() == 2 && tokens_[1].text != "-") {
      return Refuse(
          "may be a day or a year; write all four digits of the year");
    }
    return EndOfMonth(year, *month);
  }

  // "Q2 2026/27" and, which is refused, "Q2 2026".
  absl::StatusOr<CellDate> ReadQuarter() {
    const int quarter = tokens_[1].number;
    if (tokens_[0].text != "q" || quarter < 1 || quarter > 4) {
      return Refuse("is not one date");
    }
    if (tokens_.size() == 4) {
      return Refuse(
          "may be of the calendar or of the financial year; write Q2 2026/27");
    }
    const auto year = FirstOfFinancialYear(tokens_[3], tokens_[4], tokens_[5]);
    if (!year) return Refuse("has no financial year; write Q2 2026/27");
    const absl::CivilMonth april(*year, 4);
    return EndOf(april + 3 * quarter);
  }

  // "03/2026" is a month, "2026/27" a financial year.
  absl::StatusOr<CellDate> ReadTwoNumbers() {
    if (tokens_[2].text.size() == 4 && tokens_[0].text.size() <= 2 &&
        tokens_[1].text != " ") {
      return EndOfMonth(tokens_[2], tokens_[0].number);
    }
    const auto year = FirstOfFinancialYear(tokens_[0], tokens_[1], tokens_[2]);
    // "10/11" may be a day.
    if (year && tokens_[0].text.size() == 4) {
      return EndOf(absl::CivilMonth(*year + 1, 4));
    }
    return Refuse("has no year, or is not one date");
  }

  absl::StatusOr<CellDate> ReadOneNumber() {
    const Token& number = tokens_[0];
    if (number.text.size() == 4 && says_end_) return EndOfMonth(number, 12);
    if (number.text.size() == 4) {
      return Refuse("is a year only; write \"end of 2026\" or a day");
    }
    if (number.number >= kFirstDayNumber && number.number <= kLastDayNumber) {
      return Refuse(
          "is a day number of Excel, which counts from 1900 or from 1904; "
          "format the column as dates and save the sheet again");
    }
    return Refuse("is not a date");
  }

  // 2026 for "2026/27", "2026-27", "2026/2027" and "26/27".
  static std::optional<int> FirstOfFinancialYear(const Token& first,
                                                 const Token& separator,
                                                 const Token& second) {
    if (separator.text != "/" && separator.text != "-") return std::nullopt;
    const int from =
        first.text.size() == 2 ? 2000 + first.number : first.number;
    const int to = second.text.size() == 2 ? from / 100 * 100 + second.number
                                           : second.number;
    const bool follows =
        to == from + 1 || (second.text.size() == 2 && to + 100 == from + 1);
    if (from < 2000 || from > 2098 || !follows) return std::nullopt;
    return from;
  }

  // The four digits of a year, or 2000 to 2099 for two.
  std::optional<int> YearOf(const Token& token, CellDate& date) const {
    if (token.text.size() == 4) return token.number;
    if (token.text.size() != 2) return std::nullopt;
    date.has_short_year = true;
    return 2000 + token.number;
  }

  absl::StatusOr<CellDate> Day(const Token& year, int month, int day) const {
    CellDate date;
    const auto number = YearOf(year, date);
    if (!number) return Refuse("has no year of two or four digits");
    date.day = absl::CivilDay(*number, month, day);
    // A civil day of Abseil carries 31 April over into May.
    if (month < 1 || date.day.month() != month || date.day.day() != day) {
      return Refuse("is not in the calendar");
    }
    return InReach(date);
  }

  absl::StatusOr<CellDate> EndOfMonth(const Token& year, int month) const {
    CellDate date;
    const auto number = YearOf(year, date);
    if (!number) return Refuse("has no year of two or four digits");
    if (month < 1 || month > 12) return Refuse("has no such month");
    date.day = absl::CivilDay(absl::CivilMonth(*number, month) + 1) - 1;
    date.is_end_of_period = true;
    return InReach(date);
  }

  // The day before the month.
  static absl::StatusOr<CellDate> EndOf(absl::CivilMonth month) {
    return CellDate{.day = absl::CivilDay(month) - 1, .is_end_of_period = true};
  }

  // The API knows the years 1900 to 2199.
  absl::StatusOr<CellDate> InReach(const CellDate& date) const {
    if (date.day.year() < 1900 || date.day.year() > 2199) {
      return Refuse("is too far away");
    }
    return date;
  }

  absl::Status Refuse(absl::string_view why) const {
    return NoDate(text_, why);
  }

  const std::string text_;
  const DateOrder order_;
  bool says_end_ = false;
  Tokens tokens_;
};

}  // namespace

OrderEvidence EvidenceOf(absl::string_view text) {
  const Tokens tokens = Split(absl::StripAsciiWhitespace(text));
  if (tokens.size() < 5 || tokens[0].kind != Kind::kNumber ||
      tokens[2].kind != Kind::kNumber || tokens[4].kind != Kind::kNumber ||
      tokens[0].text.size() > 2 || tokens[2].text.size() > 2) {
    return OrderEvidence::kNone;
  }
  const int first = tokens[0].number, second = tokens[2].number;
  if (first > 12 && second <= 12) return OrderEvidence::kDayFirst;
  if (first <= 12 && second > 12) return OrderEvidence::kMonthFirst;
  if (first > 12 || first == second) return OrderEvidence::kNone;
  return OrderEvidence::kAmbiguous;
}

absl::StatusOr<CellDate> ReadDateCell(absl::string_view text, DateOrder order) {
  return Reading(absl::StripAsciiWhitespace(text), order).Read();
}

}  // namespace actionplan::sheet
