// Who leads what: the part of the action plan's rows that finds the actions of
// an agency, and of an organization on all boards, without reading the others.
//
//   key                                     value
//   "g" agency                              its organization
//   "i" organization \0 agency              nothing
//   "l" agency \0 standing day action       nothing
//   "n" organization \0 standing day action nothing
//
// `standing` is one byte, open actions before all others; `day` is the due
// date in eight bytes, actions without one last.
#ifndef ACTIONPLAN_PROJECTIONS_AGENCY_INDEX_H_
#define ACTIONPLAN_PROJECTIONS_AGENCY_INDEX_H_

#include <cstdint>
#include <limits>
#include <string>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "actionplan/events/v1/event.pb.h"
#include "actionplan/projections/v1/rows.pb.h"
#include "projections/projection.h"

namespace actionplan::projections {

// The day of an action without a due date: after every other.
inline constexpr int32_t kNoDueDay = std::numeric_limits<int32_t>::max();

// Where an action is listed. Equal places need no change of the index.
struct LedPlace {
  std::string agency;  // Empty when nobody leads it: it is not listed.
  bool open = false;
  int32_t day = kNoDueDay;

  friend bool operator==(const LedPlace&, const LedPlace&) = default;
};

LedPlace LedPlaceOf(const v1::ActionPlanRow& row);

// Byte order is the order in which an agency's actions are listed.
std::string LedKey(const LedPlace& place, absl::string_view action);

// Remembers of which organization a new agency is.
void IndexAgency(const events::v1::Event& event, ViewWriter& rows);

// Lists the action where it stands now, and no longer where it stood.
absl::Status MoveInIndex(absl::string_view action, const LedPlace& before,
                         const LedPlace& after, ViewWriter& rows);

// What an agency leads, or all agencies of an organization.
struct LedQuery {
  enum class Standing { kOpen, kAny };

  std::string agency;        // By resource name; or empty:
  std::string organization;  // By id.
  Standing standing = Standing::kOpen;
  int32_t last_day = kNoDueDay;  // Inclusive; for kOpen alone.
  std::string after_key;         // Goes on after this LedKey(), or empty.
};

// The names of the actions and their LedKey(): open ones first, each by due
// date, then by name; until `visit` returns false.
absl::Status ScanLed(
    const ViewReader& rows, const LedQuery& query,
    absl::FunctionRef<bool(absl::string_view action, absl::string_view key)>
        visit);

// The agencies of an organization, by name, until `visit` returns false.
absl::Status ScanAgencies(const ViewReader& rows,
                          absl::string_view organization,
                          absl::FunctionRef<bool(absl::string_view)> visit);

}  // namespace actionplan::projections

#endif  // ACTIONPLAN_PROJECTIONS_AGENCY_INDEX_H_
