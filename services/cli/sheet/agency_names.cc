#include "services/cli/sheet/agency_names.h"

#include <algorithm>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "eventstore/base/status.h"
#include "services/cli/sheet/field.h"

namespace actionplan::sheet {
namespace {

absl::string_view IdOf(absl::string_view name) {
  return name.substr(name.rfind('/') + 1);
}

std::vector<std::string> Parts(absl::string_view text) {
  const std::string spaced = absl::StrReplaceAll(text, {{"&", ","},
                                                        {";", ","},
                                                        {"/", ","},
                                                        {"+", ","},
                                                        {"\n", ","},
                                                        {" and ", ","},
                                                        {" AND ", ","},
                                                        {" And ", ","}});
  std::vector<std::string> parts;
  for (const absl::string_view part : absl::StrSplit(spaced, ',')) {
    const absl::string_view stripped = absl::StripAsciiWhitespace(part);
    if (!stripped.empty()) parts.emplace_back(stripped);
  }
  return parts;
}

}  // namespace

AgencyNames::AgencyNames(const std::vector<KnownAgency>& agencies,
                         const ChosenAgencies& chosen) {
  for (const KnownAgency& agency : agencies) {
    Learn(agency.name, agency);
    Learn(IdOf(agency.name), agency);
    Learn(agency.title, agency);
  }
  for (const auto& [words, name] : chosen) {
    const Meaning* const meant = name.empty() ? nullptr : Look(name);
    by_words_[words] = meant == nullptr ? Meaning{.name = name} : *meant;
  }
}

void AgencyNames::Learn(absl::string_view text, const KnownAgency& agency) {
  const auto [meaning, is_new] = by_words_.insert(
      {Words(text), {.name = agency.name, .is_active = agency.is_active}});
  if (is_new || meaning->second.name == agency.name) return;
  // One that has left gives its title to one that has not.
  if (meaning->second.is_active == agency.is_active) {
    meaning->second.is_ambiguous = true;
  } else if (agency.is_active) {
    meaning->second = {.name = agency.name};
  }
}

const AgencyNames::Meaning* AgencyNames::Look(absl::string_view text) const {
  const auto found = by_words_.find(Words(text));
  return found == by_words_.end() ? nullptr : &found->second;
}

absl::StatusOr<std::string> AgencyNames::Find(absl::string_view text) const {
  if (Words(text).empty()) return std::string();
  const Meaning* const meaning = Look(text);
  if (meaning == nullptr) {
    const auto several = FindAll(text);
    if (!several.ok()) return absl::NotFoundError(text);
    return absl::InvalidArgumentError(absl::StrCat(
        "names more than one agency (",
        absl::StrJoin(*several, ", ",
                      [](std::string* out, const std::string& name) {
                        absl::StrAppend(out, IdOf(name));
                      }),
        "); put the one that leads here and the others into a column headed "
        "\"Supporting agencies\""));
  }
  if (meaning->is_ambiguous) {
    return absl::InvalidArgumentError(
        absl::StrCat("is what two agencies are called; say which with --agency "
                     "\"",
                     text, "\"=ID"));
  }
  if (!meaning->is_active) {
    return absl::InvalidArgumentError(
        absl::StrCat("is ", IdOf(meaning->name),
                     ", which has left the board; say who leads now with "
                     "--agency \"",
                     text, "\"=ID"));
  }
  return meaning->name;
}

absl::StatusOr<std::vector<std::string>> AgencyNames::FindAll(
    absl::string_view text) const {
  std::vector<std::string> parts = Parts(text);
  // "Children, Young People and Families" may be one agency.
  if (Look(text) != nullptr) parts = {std::string(text)};
  std::vector<std::string> names;
  for (const std::string& part : parts) {
    if (Look(part) == nullptr) return absl::NotFoundError(part);
    ASSIGN_OR_RETURN(std::string name, Find(part));
    if (name.empty() || std::count(names.begin(), names.end(), name) > 0) {
      continue;
    }
    names.push_back(std::move(name));
  }
  return names;
}

}  // namespace actionplan::sheet
