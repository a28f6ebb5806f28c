#include "projections/resources/names.h"

#include <algorithm>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

namespace actionplan::resources {
namespace {

struct Collection {
  Kind kind;
  std::optional<Kind> parent;  // nullopt for boards, which nothing holds.
  absl::string_view segment;
  absl::string_view noun;
};

constexpr Collection kCollections[] = {
    {Kind::kBoard, std::nullopt, "boards", "board"},
    {Kind::kMeeting, Kind::kBoard, "meetings", "meeting"},
    {Kind::kAgency, Kind::kBoard, "agencies", "agency"},
    {Kind::kAudit, Kind::kBoard, "audits", "audit"},
    {Kind::kFinding, Kind::kAudit, "findings", "finding"},
    {Kind::kRecommendation, Kind::kAudit, "recommendations", "recommendation"},
    {Kind::kPlan, Kind::kBoard, "plans", "plan"},
    {Kind::kAction, Kind::kBoard, "actions", "action"},
    {Kind::kEscalation, Kind::kBoard, "escalations", "escalation"},
};

constexpr absl::string_view kWildcard = "-";
constexpr absl::string_view kEventPrefix = "events/";
constexpr absl::string_view kPrincipalPrefix = "principals/";

const Collection& CollectionOf(Kind kind) {
  return kCollections[static_cast<int>(kind)];
}

// A name taken apart: which collections it walks through, and its ids.
struct Path {
  Kind kind;  // Of the last collection.
  std::vector<absl::string_view> ids;
};

std::optional<Path> Parse(absl::string_view name) {
  // A string_view without data would be split into nothing at all.
  if (name.empty()) return std::nullopt;
  const std::vector<absl::string_view> segments = absl::StrSplit(name, '/');
  if (segments.size() % 2 != 0) return std::nullopt;
  Path path{};
  std::optional<Kind> reached;
  for (size_t i = 0; i < segments.size(); i += 2) {
    const auto collection =
        std::find_if(std::begin(kCollections), std::end(kCollections),
                     [&](const Collection& candidate) {
                       return candidate.parent == reached &&
                              candidate.segment == segments[i];
                     });
    if (collection == std::end(kCollections)) return std::nullopt;
    reached = path.kind = collection->kind;
    path.ids.push_back(segments[i + 1]);
  }
  return path;
}

}  // namespace

absl::string_view Noun(Kind kind) { return CollectionOf(kind).noun; }

std::string NamePattern(Kind kind) {
  const Collection& collection = CollectionOf(kind);
  const std::string parent =
      collection.parent ? NamePattern(*collection.parent) : "";
  return ChildName(parent, kind, absl::StrCat("{", collection.noun, "}"));
}

bool IsValidId(absl::string_view id) {
  const auto is_letter_or_digit = [](char c) {
    return absl::ascii_islower(c) || absl::ascii_isdigit(c);
  };
  return id.size() >= 2 && id.size() <= 63 && is_letter_or_digit(id.front()) &&
         is_letter_or_digit(id.back()) &&
         std::all_of(id.begin(), id.end(),
                     [&](char c) { return is_letter_or_digit(c) || c == '-'; });
}

std::optional<Kind> KindOf(absl::string_view name) {
  const auto path = Parse(name);
  if (!path || !std::all_of(path->ids.begin(), path->ids.end(), IsValidId)) {
    return std::nullopt;
  }
  return path->kind;
}

bool IsName(Kind kind, absl::string_view name) { return KindOf(name) == kind; }

bool IsListParent(Kind kind, absl::string_view name) {
  const std::optional<Kind> parent = CollectionOf(kind).parent;
  if (!parent) return name.empty();
  const auto path = Parse(name);
  if (!path || path->kind != *parent) return false;
  const auto first_wildcard =
      std::find(path->ids.begin(), path->ids.end(), kWildcard);
  return std::all_of(path->ids.begin(), first_wildcard, IsValidId) &&
         std::all_of(first_wildcard, path->ids.end(),
                     [](absl::string_view id) { return id == kWildcard; });
}

absl::string_view ParentOf(absl::string_view name) {
  const size_t id = name.rfind('/');
  const size_t collection = name.rfind('/', id - 1);
  return collection == absl::string_view::npos ? absl::string_view()
                                               : name.substr(0, collection);
}

absl::string_view BoardOf(absl::string_view name) {
  return name.substr(0, name.find('/', name.find('/') + 1));
}

std::string ChildName(absl::string_view parent, Kind kind,
                      absl::string_view id) {
  return absl::StrCat(CollectionPrefix(parent, kind), id);
}

std::string CollectionPrefix(absl::string_view parent, Kind kind) {
  return absl::StrCat(parent, parent.empty() ? "" : "/",
                      CollectionOf(kind).segment, "/");
}

std::string EventName(uint64_t position) {
  return absl::StrCat(kEventPrefix, position);
}

std::optional<uint64_t> ParseEventName(absl::string_view name) {
  absl::string_view digits = name;
  uint64_t position = 0;
  if (!absl::ConsumePrefix(&digits, kEventPrefix) ||
      !absl::SimpleAtoi(digits, &position) || position == 0) {
    return std::nullopt;
  }
  // A position has one spelling: no sign, no space, no leading zero.
  if (EventName(position) != name) return std::nullopt;
  return position;
}

std::string CommentName(absl::string_view action, uint64_t revision) {
  return absl::StrCat(action, "/comments/", revision);
}

std::string PrincipalName(absl::string_view principal) {
  return absl::StrCat(kPrincipalPrefix, principal);
}

std::string PrincipalOf(absl::string_view name) {
  return absl::ConsumePrefix(&name, kPrincipalPrefix) ? std::string(name) : "";
}

std::string CaseName(absl::string_view audit, absl::string_view pseudonym) {
  return absl::StrCat(audit, "/cases/", pseudonym);
}

}  // namespace actionplan::resources
