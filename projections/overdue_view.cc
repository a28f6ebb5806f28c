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

// The key under which the action is listed; "" when it is not.
std::string ListedKey(const v1::ActionPlanRow& row, DueDate against) {
  const int32_t day = DayOf(row, against);
  if (day == 0 || !ClockRuns(row)) return "";
  return absl::StrCat(DueKey({.board = resources::BoardOf(row.action()),
                              .against = against,
                              .day = day}),
                      row.action());
}

}  // namespace

absl::Status OverdueProjection::Apply(const events::v1::Event& event,
                                      ViewWriter& rows) const {
  ASSIGN_OR_RETURN(v1::ActionPlanRow * row, EditActionPlanRow(event, rows));
  if (row == nullptr) return absl::OkStatus();
  const std::string listed[] = {ListedKey(*row, DueDate::kCurrent),
                                ListedKey(*row, DueDate::kOriginal)};
  Evolve(event, *row);
  std::string value;
  for (const std::string& before : listed) {
    const DueDate against =
        &before == &listed[0] ? DueDate::kCurrent : DueDate::kOriginal;
    const std::string after = ListedKey(*row, against);
    if (!before.empty() && before != after) rows.Delete(before);
    if (after.empty()) continue;
    if (value.empty()) row->SerializeToString(&value);
    rows.Put(after, value);
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
