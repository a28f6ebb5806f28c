#include "services/cli/sheet/owner_role.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

namespace actionplan::sheet {
namespace {

constexpr absl::string_view kTitles[] = {"mr",   "mrs",  "ms",   "miss",
                                         "mx",   "dr",   "sir",  "rev",
                                         "cllr", "prof", "dame", "det"};

// Words of which offices are made. A name that is also one of them ("Dean",
// "Paige Turner, Head") is the user's to spot.
constexpr absl::string_view kRoleWords[] = {
    "action",         "administrator", "adult",
    "adults",         "adviser",       "advisor",
    "agencies",       "agency",        "all",
    "analyst",        "area",          "assistant",
    "associate",      "audit",         "authority",
    "board",          "business",      "care",
    "centre",         "chair",         "chairs",
    "chief",          "child",         "children",
    "childrens",      "clerk",         "clinical",
    "commissioner",   "commissioning", "community",
    "constable",      "consultant",    "contract",
    "coordinator",    "council",       "councillor",
    "county",         "crime",         "data",
    "delivery",       "department",    "deputy",
    "designated",     "detective",     "development",
    "director",       "district",      "doctor",
    "domestic",       "early",         "education",
    "engagement",     "executive",     "families",
    "family",         "finance",       "first",
    "general",        "governance",    "governor",
    "group",          "head",          "headteacher",
    "health",         "help",          "hospital",
    "housing",        "hub",           "improvement",
    "independent",    "information",   "inspector",
    "integrated",     "intelligence",  "interim",
    "joint",          "justice",       "lead",
    "leader",         "leads",         "learning",
    "legal",          "local",         "looked",
    "manager",        "managers",      "mash",
    "medical",        "member",        "members",
    "mental",         "midwife",       "midwifery",
    "named",          "national",      "neighbourhood",
    "nurse",          "nursing",       "offending",
    "office",         "officer",       "officers",
    "operational",    "operations",    "organisation",
    "paediatrician",  "panel",         "partner",
    "partners",       "partnership",   "people",
    "performance",    "police",        "policy",
    "portfolio",      "practice",      "practitioner",
    "prevention",     "primary",       "principal",
    "probation",      "professional",  "programme",
    "project",        "protection",    "public",
    "quality",        "regional",      "representative",
    "residential",    "response",      "review",
    "reviewing",      "safeguarding",  "school",
    "schools",        "secondary",     "secretary",
    "senior",         "sergeant",      "service",
    "services",       "social",        "solicitor",
    "specialist",     "staff",         "standards",
    "strategic",      "strategy",      "sub",
    "superintendent", "supervisor",    "support",
    "task",           "teacher",       "team",
    "training",       "trust",         "unit",
    "virtual",        "visiting",      "visitor",
    "voluntary",      "worker",        "workforce",
    "young",          "youth"};

static_assert(std::is_sorted(std::begin(kRoleWords), std::end(kRoleWords)));

bool IsTitle(absl::string_view word) {
  return absl::c_linear_search(
      kTitles, absl::AsciiStrToLower(absl::StripSuffix(word, ".")));
}

bool IsRoleWord(absl::string_view word) {
  std::string lower = absl::AsciiStrToLower(word);
  lower = absl::StrReplaceAll(lower, {{"'", ""}, {"’", ""}});
  return std::binary_search(std::begin(kRoleWords), std::end(kRoleWords),
                            absl::string_view(lower));
}

bool IsUpper(char c) {
  return absl::ascii_isupper(static_cast<unsigned char>(c));
}

// "J", "J.", "J.K."
bool IsInitial(absl::string_view word) {
  const std::string letters = absl::StrReplaceAll(word, {{".", ""}});
  return !letters.empty() && IsUpper(letters[0]) &&
         (letters.size() == 1 ||
          (absl::StrContains(word, '.') && absl::c_all_of(letters, IsUpper)));
}

// "QA", "DSL", "CCG's".
bool IsAcronym(absl::string_view word) {
  return word.size() >= 2 && IsUpper(word[0]) && IsUpper(word[1]);
}

// A capital and at least one small letter; letters beyond ASCII count as such.
bool IsCapitalised(absl::string_view word) {
  const auto first = static_cast<unsigned char>(word.empty() ? 0 : word[0]);
  return word.size() >= 2 && (IsUpper(word[0]) || first >= 0x80) &&
         absl::c_all_of(word, [](char c) {
           const auto byte = static_cast<unsigned char>(c);
           return absl::ascii_isalpha(byte) || byte >= 0x80 || c == '-' ||
                  c == '\'';
         });
}

bool IsPersonsName(absl::string_view part) {
  const std::vector<absl::string_view> words =
      absl::StrSplit(part, absl::ByAnyChar(" \t"), absl::SkipEmpty());
  if (words.empty()) return false;
  if (words.size() > 1 && IsTitle(words[0])) return true;
  if (words.size() > 3 || absl::c_any_of(words, IsRoleWord)) return false;
  const auto initials = absl::c_count_if(words, IsInitial);
  const auto names = absl::c_count_if(words, [](absl::string_view word) {
    return IsCapitalised(word) && !IsAcronym(word);
  });
  const auto count = static_cast<std::ptrdiff_t>(words.size());
  return count >= 2 && names >= 1 && names + initials == count;
}

}  // namespace

bool LooksLikePerson(absl::string_view text) {
  if (absl::StrContains(text, '@')) return true;
  // "Smith, J." is a name too.
  const std::string joined = absl::StrReplaceAll(text, {{",", " "}});
  if (IsPersonsName(joined)) return true;
  const std::string spaced = absl::StrReplaceAll(
      text, {{" and ", "/"}, {" - ", "/"}, {"–", "/"}, {"&", "/"}});
  for (const absl::string_view part :
       absl::StrSplit(spaced, absl::ByAnyChar("(),;/\n"))) {
    if (IsPersonsName(part)) return true;
  }
  return false;
}

}  // namespace actionplan::sheet
