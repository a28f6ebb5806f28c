#include "services/queries/action_filter.h"

#include <algorithm>

#include "absl/strings/strip.h"
#include "eventstore/base/status.h"
#include "projections/resources/names.h"

namespace actionplan::queries {
namespace {

using projections::v1::ActionPlanRow;
using resources::Kind;

// Whether one name is the other, or that of something in it.
bool IsIn(absl::string_view name, absl::string_view place) {
  return absl::ConsumePrefix(&name, place) &&
         (name.empty() || name.front() == '/');
}

absl::Status CheckSource(const PlanReading& reading, absl::string_view source) {
  switch (resources::KindOf(source).value_or(Kind::kBoard)) {
    case Kind::kAudit:
      return reading.GetSetting<v1::Audit>(source).status();
    case Kind::kFinding:
      return reading.GetSetting<v1::Finding>(source).status();
    case Kind::kRecommendation:
      return reading.GetSetting<v1::Recommendation>(source).status();
    default:
      return domain::ResourceNotFound(source);
  }
}

}  // namespace

bool Passes(const ActionPlanRow& row, const v1::ActionFilter& filter) {
  const auto& plans = row.plans();
  const auto& sources = row.sources();
  return (filter.plan().empty() || std::find(plans.begin(), plans.end(),
                                             filter.plan()) != plans.end()) &&
         (filter.source().empty() ||
          std::any_of(sources.begin(), sources.end(),
                      [&](const std::string& source) {
                        return IsIn(source, filter.source());
                      }));
}

bool Passes(const ActionPlanRow& row, const v1::ActionFilter& filter,
            absl::string_view agency) {
  return (agency.empty() || row.lead_agency() == agency) && Passes(row, filter);
}

absl::Status CheckExists(const PlanReading& reading,
                         const v1::ActionFilter& filter,
                         absl::string_view agency) {
  if (!filter.plan().empty()) {
    RETURN_IF_ERROR(reading.GetSetting<v1::Plan>(filter.plan()).status());
  }
  if (!filter.source().empty()) {
    RETURN_IF_ERROR(CheckSource(reading, filter.source()));
  }
  if (agency.empty()) return absl::OkStatus();
  return reading.GetSetting<v1::Agency>(agency).status();
}

}  // namespace actionplan::queries
