#include "services/cli/sheet/field.h"

#include <algorithm>
#include <iterator>

#include "absl/strings/ascii.h"
#include "absl/strings/str_replace.h"

namespace actionplan::sheet {
namespace {

struct Known {
  Field field;
  absl::string_view name;
  std::size_t most_characters;
};

// In the order of the enum. The characters are those of ImportActionRequest.
constexpr Known kFields[] = {
    {Field::kReference, "reference", 200},
    {Field::kRecommendation, "recommendation", 2000},
    {Field::kScope, "scope", 200},
    {Field::kAction, "action", 4000},
    {Field::kLeadAgency, "lead_agency", 2000},
    {Field::kSupportingAgencies, "supporting_agencies", 10000},
    {Field::kOwner, "owner", 200},
    {Field::kPriority, "priority", 200},
    {Field::kDueDate, "due_date", 200},
    {Field::kMilestones, "milestones", 2000},
    {Field::kState, "state", 200},
    {Field::kProgress, "progress", 4000},
    {Field::kSuccessMeasure, "success_measure", 2000},
    {Field::kOutcome, "outcome", 2000},
    {Field::kCompletion, "completion", 2000},
    {Field::kRag, "rag", 200},
    {Field::kEvidence, "evidence", 2000},
};

struct Heading {
  absl::string_view words;
  Field field;
};

// As Words(): first the headings of published plans, of domestic homicide
// reviews and of boards; then plurals, and names of what those plans have no
// column for. "Completion date" is left to the user: some mean the target by
// it.
constexpr Heading kHeadings[] = {
    {"no", Field::kReference},
    {"nos", Field::kReference},
    {"ref", Field::kReference},
    {"reference", Field::kReference},
    {"item", Field::kReference},
    {"recommendation", Field::kRecommendation},
    {"recommendation learning", Field::kRecommendation},
    {"area for improvement", Field::kRecommendation},
    {"item to be rectified", Field::kRecommendation},
    {"what is the over arching recommendation", Field::kRecommendation},
    {"scope of recommendation", Field::kScope},
    {"scope of recommendation local regional national", Field::kScope},
    {"action", Field::kAction},
    {"action to be taken", Field::kAction},
    {"action to take", Field::kAction},
    {"specific actions", Field::kAction},
    {"what", Field::kAction},
    {"how will the lscb do this", Field::kAction},
    {"actions required", Field::kAction},
    {"lead agency", Field::kLeadAgency},
    {"lead", Field::kLeadAgency},
    {"responsible lead group", Field::kLeadAgency},
    {"responsibility", Field::kLeadAgency},
    {"who", Field::kLeadAgency},
    {"responsible officer", Field::kOwner},
    {"person responsible", Field::kOwner},
    {"owner", Field::kOwner},
    {"strategic lead", Field::kOwner},
    {"target date", Field::kDueDate},
    {"by when", Field::kDueDate},
    {"timescale", Field::kDueDate},
    {"timescale target", Field::kDueDate},
    {"date", Field::kDueDate},
    {"deadline", Field::kDueDate},
    {"when", Field::kDueDate},
    {"key milestones", Field::kMilestones},
    {"how", Field::kMilestones},
    {"progress", Field::kProgress},
    {"progress update", Field::kProgress},
    {"update on progress", Field::kProgress},
    {"current status", Field::kProgress},
    {"agency response", Field::kProgress},
    {"success measures", Field::kSuccessMeasure},
    {"output outcome measurement", Field::kSuccessMeasure},
    {"what will impact be and how measured", Field::kSuccessMeasure},
    {"desired outcome", Field::kOutcome},
    {"outcome", Field::kOutcome},
    {"date of completion and outcome", Field::kCompletion},
    {"completed", Field::kCompletion},
    {"rag", Field::kRag},
    {"brag", Field::kRag},
    {"progress indicator", Field::kRag},
    {"assessment of progress categories 1 4", Field::kRag},
    {"achieved on target", Field::kRag},
    {"evidence", Field::kEvidence},
    {"key documents", Field::kEvidence},

    {"number", Field::kReference},
    {"reference no", Field::kReference},
    {"ref no", Field::kReference},
    {"action no", Field::kReference},
    {"recommendations", Field::kRecommendation},
    {"scope", Field::kScope},
    {"actions", Field::kAction},
    {"lead organisation", Field::kLeadAgency},
    {"responsible agency", Field::kLeadAgency},
    {"supporting agency", Field::kSupportingAgencies},
    {"supporting agencies", Field::kSupportingAgencies},
    {"supported by", Field::kSupportingAgencies},
    {"partners", Field::kSupportingAgencies},
    {"action owner", Field::kOwner},
    {"lead officer", Field::kOwner},
    {"responsible person", Field::kOwner},
    {"priority", Field::kPriority},
    {"due date", Field::kDueDate},
    {"due", Field::kDueDate},
    {"target completion date", Field::kDueDate},
    {"milestones", Field::kMilestones},
    {"status", Field::kState},
    {"state", Field::kState},
    {"update", Field::kProgress},
    {"success measure", Field::kSuccessMeasure},
    {"measure of success", Field::kSuccessMeasure},
    {"outcomes", Field::kOutcome},
    {"intended outcome", Field::kOutcome},
    {"date completed", Field::kCompletion},
    {"rag rating", Field::kRag},
    {"rag status", Field::kRag},
    {"brag rating", Field::kRag},
    {"brag status", Field::kRag},
};

const Known& Of(Field field) {
  return kFields[static_cast<std::size_t>(field)];
}

}  // namespace

std::vector<Field> AllFields() {
  std::vector<Field> fields;
  for (const Known& known : kFields) fields.push_back(known.field);
  return fields;
}

absl::string_view FieldName(Field field) { return Of(field).name; }

std::optional<Field> ParseField(absl::string_view name) {
  for (const Known& known : kFields) {
    if (known.name == name) return known.field;
  }
  return std::nullopt;
}

std::size_t MostCharacters(Field field) { return Of(field).most_characters; }

std::optional<Field> FieldOfHeading(absl::string_view heading) {
  const std::string words = Words(heading);
  const auto found =
      std::find_if(std::begin(kHeadings), std::end(kHeadings),
                   [&](const Heading& known) { return known.words == words; });
  if (found == std::end(kHeadings)) return std::nullopt;
  return found->field;
}

std::string Words(absl::string_view text) {
  std::string words;
  bool between = false;
  for (const char c : absl::StrReplaceAll(text, {{"'", ""},
                                                 {"’", ""},
                                                 {"‘", ""},
                                                 {"&", " and "},
                                                 {"–", " "},
                                                 {"—", " "},
                                                 {"…", " "},
                                                 {"“", " "},
                                                 {"”", " "},
                                                 {"\u00a0", " "}})) {
    const auto byte = static_cast<unsigned char>(c);
    // Letters beyond ASCII stay as they are.
    if (!absl::ascii_isalnum(byte) && byte < 0x80) {
      between = true;
      continue;
    }
    if (between && !words.empty()) words.push_back(' ');
    between = false;
    words.push_back(absl::ascii_tolower(byte));
  }
  return words;
}

}  // namespace actionplan::sheet
