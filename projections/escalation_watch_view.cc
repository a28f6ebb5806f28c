#include "projections/escalation_watch_view.h"

#include <set>
#include <string>

#include "absl/strings/str_cat.h"
#include "actionplan/v1/action.pb.h"
#include "eventstore/base/status.h"
#include "projections/action_plan_row.h"
#include "projections/resources/names.h"
#include "projections/row_key.h"
#include "projections/row_parsing.h"

namespace actionplan::projections {
namespace {

using actionplan::v1::Action;
using v1::ActionPlanRow;

constexpr int64_t kSecondsPerDay = 24 * 60 * 60;

std::string KindPrefix(absl::string_view board, WatchKind kind) {
  std::string prefix = absl::StrCat("w", board);
  prefix.push_back(kTextEnd);
  prefix.push_back(static_cast<char>(kind));
  return prefix;
}

// Moved up, so that days before 1970 come first.
void AppendDay(int64_t day, std::string& key) {
  AppendNumber(uint64_t{1} << 63 ^ static_cast<uint64_t>(day), key);
}

int64_t DayOf(int64_t seconds) { return seconds / kSecondsPerDay; }

bool IsUnderWay(const ActionPlanRow& row) {
  return row.state() == Action::ACCEPTED ||
         row.state() == Action::IN_PROGRESS || row.state() == Action::BLOCKED;
}

// Every key under which the action is listed.
std::set<std::string> KeysOf(const ActionPlanRow& row) {
  std::set<std::string> keys;
  const auto list = [&](WatchKind kind, int64_t day) {
    std::string key = KindPrefix(resources::BoardOf(row.action()), kind);
    AppendDay(day, key);
    keys.insert(absl::StrCat(key, row.action()));
  };
  if (!row.open_escalations().empty()) list(WatchKind::kEscalated, 0);
  if (row.state() == Action::ASSIGNED) {
    list(WatchKind::kAssigned, DayOf(row.entered().record_seconds()));
  }
  if (row.state() == Action::DECLINED) {
    list(WatchKind::kDeclined, DayOf(row.entered().record_seconds()));
  }
  if (ClockRuns(row) && row.due_day() != 0)
    list(WatchKind::kDue, row.due_day());
  if (!IsUnderWay(row)) return keys;
  list(WatchKind::kReported, DayOf(row.reported().occur_seconds()));
  if (row.rejections() > 0) {
    list(WatchKind::kRejected, DayOf(row.rejected().record_seconds()));
  }
  if (row.block_review_day() != 0) {
    list(WatchKind::kReview, row.block_review_day());
  }
  if (row.due_day() == 0 && row.review_day() != 0) {
    list(WatchKind::kReview, row.review_day());
  }
  if (row.extension_pending()) {
    list(WatchKind::kExtension,
         DayOf(row.pending_extension().recorded_seconds()));
  }
  return keys;
}

}  // namespace

absl::Status EscalationWatchProjection::Apply(const events::v1::Event& event,
                                              ViewWriter& rows) const {
  ASSIGN_OR_RETURN(ActionPlanRow * row, EditActionPlanRow(event, rows));
  if (row == nullptr) return absl::OkStatus();
  const std::set<std::string> before = KeysOf(*row);
  Evolve(event, *row);
  const std::set<std::string> after = KeysOf(*row);
  for (const std::string& key : before) {
    if (after.count(key) == 0) rows.Delete(key);
  }
  for (const std::string& key : after) {
    if (before.count(key) == 0) rows.Put(key, "");
  }
  return absl::OkStatus();
}

absl::Status EscalationWatchView::Scan(
    absl::string_view board, WatchKind kind, int32_t last_day,
    absl::FunctionRef<bool(absl::string_view action)> visit) const {
  const std::string first = KindPrefix(board, kind);
  std::string last = first;
  AppendDay(int64_t{last_day} + 1, last);
  return rows_.Scan(first, last, [&](absl::string_view key, absl::string_view) {
    return visit(key.substr(first.size() + kNumberBytes));
  });
}

absl::StatusOr<bool> EscalationWatchView::Get(absl::string_view action,
                                              ActionPlanRow& row) const {
  return GetRow(rows_, ActionPlanKey(action), row);
}

}  // namespace actionplan::projections
