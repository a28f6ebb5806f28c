#include "services/domain/references.h"

#include "eventstore/base/status.h"

namespace actionplan::domain {
namespace {

// Nothing happens to an agency after it has left, so its last change is that.
bool HadLeft(const v1::Agency& agency, absl::Time then) {
  const absl::Time last_change =
      absl::FromUnixSeconds(agency.last_occur_time().seconds()) +
      absl::Nanoseconds(agency.last_occur_time().nanos());
  return agency.state() == v1::Agency::DEACTIVATED && last_change <= then;
}

}  // namespace

absl::StatusOr<const v1::Board*> FindBoard(const Circumstances& now) {
  return FindReference<v1::Board>(resources::BoardOf(now.name), now);
}

absl::Status CheckActiveAgency(absl::string_view agency,
                               const Circumstances& now) {
  ASSIGN_OR_RETURN(const v1::Agency* const found,
                   FindReference<v1::Agency>(agency, now));
  if (found->state() != v1::Agency::ACTIVE) return AgencyNotActive(agency);
  return absl::OkStatus();
}

absl::Status CheckActiveAgencies(
    const google::protobuf::RepeatedPtrField<std::string>& agencies,
    const Circumstances& now) {
  for (const std::string& agency : agencies) {
    RETURN_IF_ERROR(CheckActiveAgency(agency, now));
  }
  return absl::OkStatus();
}

absl::Status CheckTookPart(absl::string_view agency, const Circumstances& now) {
  ASSIGN_OR_RETURN(const v1::Agency* const found,
                   FindReference<v1::Agency>(agency, now));
  if (HadLeft(*found, now.occur_time)) return AgencyNotActive(agency);
  return absl::OkStatus();
}

absl::Status CheckAllTookPart(
    const google::protobuf::RepeatedPtrField<std::string>& agencies,
    const Circumstances& now) {
  for (const std::string& agency : agencies) {
    RETURN_IF_ERROR(CheckTookPart(agency, now));
  }
  return absl::OkStatus();
}

}  // namespace actionplan::domain
