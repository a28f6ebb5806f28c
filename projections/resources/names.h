// The one place that spells resource names. A resource name is also the name of
// its stream, the argument on the command line and the word in a log line.
//
//   boards/{board}
//   boards/{board}/{meetings|agencies|audits|plans|actions|escalations}/{id}
//   boards/{board}/audits/{audit}/{findings|recommendations}/{id}
//   events/{position}, projections/{projection}
//
// and the subjects of personal texts, which are no resources:
//
//   principals/{principal}
//   boards/{board}/audits/{audit}/cases/{pseudonym}
#ifndef ACTIONPLAN_PROJECTIONS_RESOURCES_NAMES_H_
#define ACTIONPLAN_PROJECTIONS_RESOURCES_NAMES_H_

#include <cstdint>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"

namespace actionplan::resources {

enum class Kind {
  kBoard,
  kMeeting,
  kAgency,
  kAudit,
  kFinding,
  kRecommendation,
  kPlan,
  kAction,
  kEscalation,
};

// "action" for Kind::kAction, and so on; for messages to people.
absl::string_view Noun(Kind kind);

// "boards/{board}/actions/{action}" for Kind::kAction, and so on.
std::string NamePattern(Kind kind);

// Ids are [a-z0-9][a-z0-9-]{0,61}[a-z0-9].
bool IsValidId(absl::string_view id);

// The kind that a resource name says; nullopt when it is no resource's name or
// one of its ids is not valid.
std::optional<Kind> KindOf(absl::string_view name);

// Whether `name` is the name of a resource of this kind.
bool IsName(Kind kind, absl::string_view name);

// Whether `name` may be the parent in a list of this kind: a parent's name in
// which any id, from some id on to the right or all of them, is the wildcard
// `-`. Boards have the parent "".
bool IsListParent(Kind kind, absl::string_view name);

// The name of the resource that holds this one: of a finding its audit, of an
// action its board, of a board "". The argument is a valid name.
absl::string_view ParentOf(absl::string_view name);

// The board that a resource belongs to, by name. The argument is a valid name.
absl::string_view BoardOf(absl::string_view name);

// The name of a child: ChildName("boards/ncc", Kind::kAction, "a12"). For a
// board the parent is "".
std::string ChildName(absl::string_view parent, Kind kind,
                      absl::string_view id);

// What the names of all resources of this kind under a parent begin with, such
// as "boards/ncc/actions/".
std::string CollectionPrefix(absl::string_view parent, Kind kind);

// "events/42", and back; nullopt when it is no event's name.
std::string EventName(uint64_t position);
std::optional<uint64_t> ParseEventName(absl::string_view name);

// "boards/ncc/actions/a12/comments/7": the remark that revision 7 made.
std::string CommentName(absl::string_view action, uint64_t revision);

// "principals/p1": the subject of words that a principal wrote; and back, ""
// when it is no principal's.
std::string PrincipalName(absl::string_view principal);
std::string PrincipalOf(absl::string_view name);

// The subject of words that tell a case's story. Two audits may both have a
// "Case 1", and they are not the same child.
std::string CaseName(absl::string_view audit, absl::string_view pseudonym);

}  // namespace actionplan::resources

#endif  // ACTIONPLAN_PROJECTIONS_RESOURCES_NAMES_H_
