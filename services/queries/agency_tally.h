// How agencies keep their dates and answer escalations, counted row by row.
//
// Pure; used by one thread.
#ifndef ACTIONPLAN_SERVICES_QUERIES_AGENCY_TALLY_H_
#define ACTIONPLAN_SERVICES_QUERIES_AGENCY_TALLY_H_

#include <map>
#include <string>

#include "actionplan/projections/v1/rows.pb.h"
#include "actionplan/v1/agency_summary.pb.h"
#include "services/queries/standing.h"

namespace actionplan::queries {

// How an action keeps its original date.
struct Kept {
  enum class How {
    kUndated,    // It has no such date, or does not say when it was done.
    kNotYetDue,  // Open, and the date is not past.
    kClaimed,    // The claim that it was done in time waits for its check.
    kOnTime,
    kLate,
  };

  How how = How::kUndated;
  int slip_working_days = 0;   // Only for kLate, and 0 when no working day
  int slip_calendar_days = 0;  // lies between; so far while it is open.
  bool provisional = false;    // See domain::CalendarAnswer.
};

// For an action that is open or done.
Kept KeptOf(const projections::v1::ActionPlanRow& row,
            const Yardstick& yardstick);

class AgencyTally {
 public:
  // The yardstick outlives the tally.
  explicit AgencyTally(const Yardstick& yardstick) : yardstick_(yardstick) {}

  void Add(const projections::v1::ActionPlanRow& row);

  // Whether a figure rests on days that are not published yet.
  bool provisional() const { return provisional_; }

  // The board's agencies by name, each without its title. No more rows are
  // added afterwards.
  std::map<std::string, v1::AgencySummary> TakeAgencies();

  // All of them together, as long as the agencies were not taken.
  v1::AgencySummary Total() const;

 private:
  void CountAction(const projections::v1::ActionPlanRow& row,
                   v1::AgencySummary& summary);
  void CountKept(const projections::v1::ActionPlanRow& row,
                 v1::AgencySummary::Timeliness& timeliness);
  void CountResponses(const projections::v1::ActionPlanRow& row);

  const Yardstick& yardstick_;
  bool provisional_ = false;
  std::map<std::string, v1::AgencySummary> agencies_;
};

}  // namespace actionplan::queries

#endif  // ACTIONPLAN_SERVICES_QUERIES_AGENCY_TALLY_H_
