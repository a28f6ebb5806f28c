#include "services/domain/action_rating.h"

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "eventstore/base/status.h"
#include "projections/resources/civil_date.h"
#include "projections/resources/fold.h"
#include "services/domain/action_permissions.h"
#include "services/domain/action_transitions.h"
#include "services/domain/rating_rules.h"
#include "services/domain/references.h"

namespace actionplan::domain {
namespace {

using events::v1::ActionFact;
using events::v1::RatingOverridden;
using resources::FormatDate;

absl::Status OverrideEnded(absl::CivilDay end, absl::CivilDay given) {
  return base::Error({
      .code = absl::StatusCode::kInvalidArgument,
      .reason = "OVERRIDE_ENDED",
      .message = absl::StrCat(
          "end_date ", FormatDate(end), " is before ", FormatDate(given),
          ", the day on which the colour is given. Give that day or a later "
          "one."),
      .metadata = {{"end_date", FormatDate(end)}, {"day", FormatDate(given)}},
  });
}

absl::Status OverrideTooLong(absl::CivilDay end, absl::CivilDay last,
                             const RatingRules& rules) {
  return base::Error({
      .code = absl::StatusCode::kInvalidArgument,
      .reason = "OVERRIDE_TOO_LONG",
      .message = absl::StrCat(
          "end_date ", FormatDate(end), " is later than the rating policy ",
          rules.version, " allows, ", rules.policy.override_days(),
          " days from the day on which the colour is given. Give ",
          FormatDate(last), " or an earlier day; it can be given again then."),
      .metadata = {{"end_date", FormatDate(end)},
                   {"last_day", FormatDate(last)},
                   {"rating_policy_version", rules.version}},
  });
}

absl::Status CheckEndDate(const google::type::Date& end_date,
                          const Circumstances& now) {
  ASSIGN_OR_RETURN(const absl::CivilDay end, resources::FromDate(end_date));
  ASSIGN_OR_RETURN(const v1::Board* board, FindBoard(now));
  const RatingRules rules = RatingRulesOf(*board);
  const absl::CivilDay last = now.occurred_on + rules.policy.override_days();
  if (end < now.occurred_on) return OverrideEnded(end, now.occurred_on);
  if (end > last) return OverrideTooLong(end, last, rules);
  return absl::OkStatus();
}

// Whether the colour given before still counts.
bool Counts(const v1::RatingOverride& given, const Circumstances& now) {
  const auto end = resources::FromDate(given.end_date());
  return end.ok() && *end >= now.occurred_on;
}

}  // namespace

Facts<ActionFact> Decide(const v1::Action& state,
                         const v1::OverrideRatingRequest& command,
                         const Circumstances& now) {
  constexpr ActionCommand kCommand = ActionCommand::kOverrideRating;
  RETURN_IF_ERROR(CheckCommand(kCommand, state, now));
  RETURN_IF_ERROR(CheckRole(
      kCommand, now.caller,
      {Role::kBoardManager, Role::kSubGroupChair, Role::kIndependentChair}));
  RETURN_IF_ERROR(CheckEndDate(command.end_date(), now));
  ActionFact fact;
  RatingOverridden& overridden = *fact.mutable_rating_overridden();
  using Colour = RatingOverridden::Colour;
  if (Counts(state.rating_override(), now)) {
    overridden.set_previous_colour(
        resources::SameValue<Colour>(state.rating_override().colour()));
    *overridden.mutable_previous_end_date() =
        state.rating_override().end_date();
  }
  overridden.set_colour(resources::SameValue<Colour>(command.colour()));
  *overridden.mutable_end_date() = command.end_date();
  *overridden.mutable_reason() = Written(command.reason(), now);
  return Just(std::move(fact));
}

}  // namespace actionplan::domain
