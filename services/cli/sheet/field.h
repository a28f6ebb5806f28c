// What the columns of an action plan say, and what boards head them.
#ifndef ACTIONPLAN_SERVICES_CLI_SHEET_FIELD_H_
#define ACTIONPLAN_SERVICES_CLI_SHEET_FIELD_H_

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace actionplan::sheet {

enum class Field {
  kReference,
  kRecommendation,
  kScope,
  kAction,
  kLeadAgency,
  kSupportingAgencies,
  kOwner,
  kPriority,
  kDueDate,
  kMilestones,
  kState,
  kProgress,
  kSuccessMeasure,
  kOutcome,
  kCompletion,
  kRag,
  kEvidence,
};

// In the order of the enum.
std::vector<Field> AllFields();

// "lead_agency" for Field::kLeadAgency, and back.
absl::string_view FieldName(Field field);
std::optional<Field> ParseField(absl::string_view name);

// How many characters of a cell the API takes.
std::size_t MostCharacters(Field field);

// The field that a heading means, in any case and punctuation; nullopt for one
// that no board is known to use.
std::optional<Field> FieldOfHeading(absl::string_view heading);

// The words of a text in lower case with single spaces: what is compared when
// case and punctuation do not matter. An apostrophe belongs to its word, "&" is
// "and". "Recommendation/Learning" and "recommendation – learning" are the
// same.
std::string Words(absl::string_view text);

}  // namespace actionplan::sheet

#endif  // ACTIONPLAN_SERVICES_CLI_SHEET_FIELD_H_
