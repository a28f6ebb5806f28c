// What is missing in an open action, or cannot be right.
//
// Pure; safe from any thread.
#ifndef ACTIONPLAN_SERVICES_QUERIES_QUALITY_ISSUES_H_
#define ACTIONPLAN_SERVICES_QUERIES_QUALITY_ISSUES_H_

#include <set>
#include <string>
#include <vector>

#include "actionplan/projections/v1/rows.pb.h"
#include "actionplan/v1/data_quality.pb.h"
#include "services/queries/standing.h"

namespace actionplan::queries {

// What is around an action, by resource name.
struct Surroundings {
  std::set<std::string> ended_actions;  // At least of those it is blocked by.
  std::set<std::string> agencies_gone;  // Deactivated.
};

// In the order of the kinds; none for an action that is not open.
std::vector<v1::DataQualityIssue> QualityIssues(
    const projections::v1::ActionPlanRow& row, const Yardstick& yardstick,
    const Surroundings& around);

}  // namespace actionplan::queries

#endif  // ACTIONPLAN_SERVICES_QUERIES_QUALITY_ISSUES_H_
