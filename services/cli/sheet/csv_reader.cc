#include "services/cli/sheet/csv_reader.h"

#include <cstddef>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "eventstore/base/status.h"
#include "services/cli/sheet/issue.h"

namespace actionplan::sheet {
namespace {

// One pass over the text.
class Reader {
 public:
  Reader(absl::string_view text, char delimiter)
      : text_(text), delimiter_(delimiter) {}

  absl::StatusOr<std::vector<Cells>> Read() {
    while (at_ < text_.size()) {
      Cells row;
      while (true) {
        ASSIGN_OR_RETURN(std::string cell, ReadCell());
        row.push_back(std::move(cell));
        ++column_;
        if (!Take(delimiter_)) break;
      }
      TakeLineEnd();
      if (row.size() == 1 && row[0].empty()) row.clear();
      rows_.push_back(std::move(row));
      column_ = 0;
    }
    return std::move(rows_);
  }

 private:
  bool AtLineEnd() const { return text_[at_] == '\r' || text_[at_] == '\n'; }

  bool Take(char wanted) {
    if (at_ == text_.size() || text_[at_] != wanted) return false;
    ++at_;
    return true;
  }

  bool TakeLineEnd() {
    const bool carriage_return = Take('\r');
    return Take('\n') || carriage_return;
  }

  absl::StatusOr<std::string> ReadCell() {
    if (Take('"')) return ReadQuoted();
    const std::size_t first = at_;
    while (at_ < text_.size() && text_[at_] != delimiter_ && !AtLineEnd()) {
      ++at_;
    }
    return std::string(text_.substr(first, at_ - first));
  }

  absl::StatusOr<std::string> ReadQuoted() {
    std::string cell;
    while (at_ < text_.size()) {
      if (Take('"')) {
        if (!Take('"')) return Closed(std::move(cell));
        cell.push_back('"');
      } else if (TakeLineEnd()) {
        cell.push_back('\n');
      } else {
        cell.push_back(text_[at_++]);
      }
    }
    return Wrong("a quote is opened and never closed");
  }

  absl::StatusOr<std::string> Closed(std::string cell) const {
    if (at_ == text_.size() || text_[at_] == delimiter_ || AtLineEnd()) {
      return cell;
    }
    return Wrong(
        "text stands behind a closing quote; a quote within a cell is "
        "written twice");
  }

  absl::Status Wrong(absl::string_view what) const {
    return absl::InvalidArgumentError(
        absl::StrCat(PlaceText({.row = static_cast<int>(rows_.size()) + 1,
                                .column = column_}),
                     ": ", what));
  }

  absl::string_view text_;
  const char delimiter_;
  std::size_t at_ = 0;
  int column_ = 0;
  std::vector<Cells> rows_;
};

}  // namespace

absl::StatusOr<std::vector<Cells>> ReadCsv(absl::string_view text,
                                           char delimiter) {
  return Reader(text, delimiter).Read();
}

}  // namespace actionplan::sheet
