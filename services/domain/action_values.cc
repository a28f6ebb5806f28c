#include "services/domain/action_values.h"

#include <string>

#include "projections/resources/civil_date.h"
#include "projections/resources/fold.h"
#include "projections/resources/names.h"
#include "services/domain/decide.h"

namespace actionplan::domain {
namespace {

using events::v1::ActionDetails;

// Texts without words stay absent.
void Put(const std::string& words, absl::string_view author,
         events::v1::PersonalText* (ActionDetails::*text)(),
         ActionDetails& details) {
  if (words.empty()) return;
  *(details.*text)() = PersonalText(words, resources::PrincipalName(author));
}

}  // namespace

ActionDetails DetailsOf(const v1::Action& action) {
  return RewrittenDetails(action, action, "");
}

ActionDetails RewrittenDetails(const v1::Action& before,
                               const v1::Action& after,
                               absl::string_view author) {
  const auto author_of = [&](const std::string& was, const std::string& is,
                             const std::string& before_author) {
    return was == is ? absl::string_view(before_author) : author;
  };
  ActionDetails details;
  details.set_title(after.title());
  Put(after.description(),
      author_of(before.description(), after.description(),
                before.description_author()),
      &ActionDetails::mutable_description, details);
  Put(after.intended_outcome(),
      author_of(before.intended_outcome(), after.intended_outcome(),
                before.intended_outcome_author()),
      &ActionDetails::mutable_intended_outcome, details);
  Put(after.success_measure(),
      author_of(before.success_measure(), after.success_measure(),
                before.success_measure_author()),
      &ActionDetails::mutable_success_measure, details);
  *details.mutable_supporting_agencies() = after.supporting_agencies();
  return details;
}

events::v1::DueDate DueFact(const v1::DueDate& due) {
  events::v1::DueDate fact;
  switch (due.due_case()) {
    case v1::DueDate::kDate:
      *fact.mutable_date() = due.date();
      break;
    case v1::DueDate::kUndated:
      fact.set_undated(
          resources::SameValue<events::v1::Undated>(due.undated()));
      break;
    case v1::DueDate::DUE_NOT_SET:
      break;
  }
  if (due.has_review_date()) *fact.mutable_review_date() = due.review_date();
  return fact;
}

events::v1::DueDate DueOn(absl::CivilDay day) {
  events::v1::DueDate fact;
  *fact.mutable_date() = resources::ToDate(day);
  return fact;
}

events::v1::Evidence EvidenceFact(const v1::Action::Evidence& evidence,
                                  int number, const Circumstances& now) {
  events::v1::Evidence fact;
  fact.set_number(number);
  fact.set_title(evidence.title());
  fact.set_uri(evidence.uri());
  fact.set_sha256(evidence.sha256());
  if (evidence.has_effective_date()) {
    *fact.mutable_effective_date() = evidence.effective_date();
  }
  if (!evidence.note().empty()) {
    *fact.mutable_note() = Written(evidence.note(), now);
  }
  return fact;
}

}  // namespace actionplan::domain
