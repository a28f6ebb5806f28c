#include "projections/overdue_view.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "eventstore/base/status.h"
#include "projections/action_plan_row.h"
#include "projections/resources/names.h"
#include "projections/row_key.h"
#include "projections/row_parsing.h"

namespace actionplan::projections {
namespace {

struct Due {
  absl::string_view board;
  DueDate against;
  int32_t day;
};

std::string DueKey(const Due& due) {
  std::string key = absl::StrCat("d", due.board);
  key.push_back(kTextEnd);
  key.push_back(due.against == DueDate::kCurrent ? 'c' : 'o');
  // Moved up, so that days before 1970 come first.
  AppendNumber(uint64_t{1} << 63 ^ static_cast<uint64_t>(int64_t{due.day}),
               key);
  return key;
}

int32_t DayOf(const v1::ActionPlanRow& row, DueDate against) {
  return against == DueDate::kCurrent ? row.due_day() : row.original_due_day();
}

}  // namespace

int32_t ListedDay(const v1::ActionPlanRow& row, DueDate against) {
  return ClockRuns(row) ? DayOf(row, against) : 0;
}

std::string ListedKey(const v1::ActionPlanRow& row, DueDate against,
                      int32_t day) {
  std::string key = DueKey({.board = resources::BoardOf(row.action()),
                            .against = against,
                            .day = day});
  key += row.action();
  return key;
}

absl::Status OverdueProjection::Apply(const events::v1::Event& event,
                                      ViewWriter& rows) const {
  ASSIGN_OR_RETURN(v1::ActionPlanRow * row, EditActionPlanRow(event, rows));
  if (row == nullptr) return absl::OkStatus();
  constexpr DueDate kDates[] = {DueDate::kCurrent, DueDate::kOriginal};
  const int32_t listed[] = {ListedDay(*row, kDates[0]),
                            ListedDay(*row, kDates[1])};
  Evolve(event, *row);
  std::string value;
  for (const DueDate against : kDates) {
    const int32_t before = listed[against == DueDate::kOriginal];
    const int32_t after = ListedDay(*row, against);
    if (before != 0 && before != after) {
      rows.Delete(ListedKey(*row, against, before));
    }
    if (after == 0) continue;
    if (value.empty()) row->SerializeToString(&value);
    rows.Put(ListedKey(*row, against, after), value);
  }
  return absl::OkStatus();
}

absl::Status OverdueView::ScanDue(
    const DueQuery& query,
    absl::FunctionRef<bool(const v1::ActionPlanRow& row, absl::string_view key)>
        visit) const {
  if (query.first_day > query.last_day) return absl::OkStatus();
  Due due{
      .board = query.board, .against = query.against, .day = query.first_day};
  KeyRange range{.first = DueKey(due)};
  if (!query.after_key.empty()) {
    range.first = std::max(range.first, After(query.after_key));
  }
  due.day = query.last_day;
  // A key of the last day goes on with a name, whose first byte is no 255.
  range.last = DueKey(due) + '\xff';
  if (range.first >= range.last) return absl::OkStatus();
  return ScanRows<v1::ActionPlanRow>(rows_, range, visit);
}

}  // namespace actionplan::projections
