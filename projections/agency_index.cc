#include "projections/agency_index.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "actionplan/v1/action.pb.h"
#include "eventstore/base/status.h"
#include "projections/action_plan_row.h"
#include "projections/row_key.h"

namespace actionplan::projections {
namespace {

constexpr char kOpen = 'a';
constexpr char kNotOpen = 'z';

std::string Prefix(absl::string_view letter, absl::string_view text) {
  std::string prefix = absl::StrCat(letter, text);
  prefix.push_back(kTextEnd);
  return prefix;
}

std::string OrganizationKey(absl::string_view agency) {
  return absl::StrCat("g", agency);
}

void AppendPlace(char standing, int32_t day, std::string& key) {
  key.push_back(standing);
  // Moved up, so that days before 1970 come first.
  AppendNumber(uint64_t{1} << 63 ^ static_cast<uint64_t>(int64_t{day}), key);
}

// The keys under which an action is listed at a place.
absl::StatusOr<std::vector<std::string>> KeysAt(const LedPlace& place,
                                                absl::string_view action,
                                                ViewWriter& rows) {
  std::vector<std::string> keys;
  if (place.agency.empty()) return keys;
  keys.push_back(Prefix("l", place.agency));
  std::string organization;
  ASSIGN_OR_RETURN(const bool of_one,
                   rows.Get(OrganizationKey(place.agency), organization));
  if (of_one) keys.push_back(Prefix("n", organization));
  for (std::string& key : keys) key += LedKey(place, action);
  return keys;
}

}  // namespace

LedPlace LedPlaceOf(const v1::ActionPlanRow& row) {
  return {.agency = row.lead_agency(),
          .open = ClockRuns(row) ||
                  row.state() == actionplan::v1::Action::SUBMITTED,
          .day = row.due_day() == 0 ? kNoDueDay : row.due_day()};
}

std::string LedKey(const LedPlace& place, absl::string_view action) {
  std::string key;
  AppendPlace(place.open ? kOpen : kNotOpen, place.day, key);
  key.append(action.data(), action.size());
  return key;
}

void IndexAgency(const events::v1::Event& event, ViewWriter& rows) {
  const std::string& organization =
      event.agency().agency_created().organization();
  if (organization.empty()) return;
  const std::string& agency = event.context().stream();
  rows.Put(OrganizationKey(agency), organization);
  rows.Put(Prefix("i", organization) + agency, "");
}

absl::Status MoveInIndex(absl::string_view action, const LedPlace& before,
                         const LedPlace& after, ViewWriter& rows) {
  if (before == after) return absl::OkStatus();
  ASSIGN_OR_RETURN(const auto left, KeysAt(before, action, rows));
  ASSIGN_OR_RETURN(const auto taken, KeysAt(after, action, rows));
  for (const std::string& key : left) rows.Delete(key);
  for (const std::string& key : taken) rows.Put(key, "");
  return absl::OkStatus();
}

absl::Status ScanLed(
    const ViewReader& rows, const LedQuery& query,
    absl::FunctionRef<bool(absl::string_view action, absl::string_view key)>
        visit) {
  const std::string prefix = query.agency.empty()
                                 ? Prefix("n", query.organization)
                                 : Prefix("l", query.agency);
  std::string first = prefix;
  if (!query.after_key.empty()) first = After(prefix + query.after_key);
  std::string last = prefix;
  if (query.standing == LedQuery::Standing::kOpen) {
    AppendPlace(kOpen, query.last_day, last);
  }
  // What follows, a standing or a name, does not begin with 255.
  last.push_back('\xff');
  if (first >= last) return absl::OkStatus();
  constexpr size_t kBeforeName = 1 + kNumberBytes;
  return rows.Scan(first, last, [&](absl::string_view key, absl::string_view) {
    key.remove_prefix(prefix.size());
    return visit(key.substr(kBeforeName), key);
  });
}

absl::Status ScanAgencies(const ViewReader& rows,
                          absl::string_view organization,
                          absl::FunctionRef<bool(absl::string_view)> visit) {
  const std::string prefix = Prefix("i", organization);
  return rows.Scan(prefix, PastPrefix(prefix),
                   [&](absl::string_view key, absl::string_view) {
                     return visit(key.substr(prefix.size()));
                   });
}

}  // namespace actionplan::projections
