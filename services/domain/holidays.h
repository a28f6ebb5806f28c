// The bank holidays of the United Kingdom: what has been published, as data,
// and what follows from the standing rules for every other year.
//
// All of it is constant and may be read from any thread.
#ifndef ACTIONPLAN_SERVICES_DOMAIN_HOLIDAYS_H_
#define ACTIONPLAN_SERVICES_DOMAIN_HOLIDAYS_H_

#include "absl/container/inlined_vector.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/types/span.h"

namespace actionplan::domain {

// The parts of the United Kingdom that keep their own bank holidays.
enum class Division { kEnglandAndWales, kScotland, kNorthernIreland };

// What was published for one division, as one version of the program knew it.
struct HolidayTable {
  absl::string_view version;  // "scotland/2026-1": unique, never reused.
  Division division;
  absl::string_view source;
  int first_year;  // The published years, both counted.
  int last_year;
  // Year, month and day as one number (20261228), ascending, all on Monday to
  // Friday.
  absl::Span<const int> dates;
};

// Every version this program has known, for each division oldest first. A table
// is never edited once a release has carried it: a correction is a new version.
absl::Span<const HolidayTable> HolidayTables();

// A year's holidays, ascending, all on Monday to Friday.
using YearOfHolidays = absl::InlinedVector<absl::CivilDay, 10>;

// The holidays of one year from the rules alone, without what proclamations
// move or add. Every year of a division has the same number of them. `year` is
// from 1 to 9999, before and after the rules' own time too.
YearOfHolidays StandingHolidays(Division division, absl::civil_year_t year);

}  // namespace actionplan::domain

#endif  // ACTIONPLAN_SERVICES_DOMAIN_HOLIDAYS_H_
