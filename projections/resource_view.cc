#include "projections/resource_view.h"

#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "eventstore/base/status.h"
#include "projections/resources/fold.h"
#include "projections/row_key.h"

namespace actionplan::projections {
namespace {

using actionplan::v1::Comment;
using events::v1::Event;
using resources::Kind;

// The letters of the kinds are part of the rows: changing one makes another
// version of the projection.
absl::string_view KindLetter(Kind kind) {
  switch (kind) {
    case Kind::kBoard:
      return "b";
    case Kind::kMeeting:
      return "m";
    case Kind::kAgency:
      return "g";
    case Kind::kAudit:
      return "u";
    case Kind::kFinding:
      return "f";
    case Kind::kRecommendation:
      return "r";
    case Kind::kPlan:
      return "p";
    case Kind::kAction:
      return "a";
    case Kind::kEscalation:
      return "e";
  }
  return "";
}

std::string ResourceKey(Kind kind, absl::string_view name) {
  return absl::StrCat(KindLetter(kind), name);
}

std::string CommentsPrefix(absl::string_view action) {
  std::string prefix = absl::StrCat("#", action);
  prefix.push_back(kTextEnd);
  return prefix;
}

template <typename Resource>
absl::Status Fold(const Event& event, ViewWriter& rows) {
  ASSIGN_OR_RETURN(Resource * resource,
                   rows.Edit<Resource>(ResourceKey(resources::kKindOf<Resource>,
                                                   event.context().stream())));
  resources::Evolve(event, *resource);
  return absl::OkStatus();
}

absl::Status FoldKind(Kind kind, const Event& event, ViewWriter& rows) {
  switch (kind) {
    case Kind::kBoard:
      return Fold<actionplan::v1::Board>(event, rows);
    case Kind::kMeeting:
      return Fold<actionplan::v1::Meeting>(event, rows);
    case Kind::kAgency:
      return Fold<actionplan::v1::Agency>(event, rows);
    case Kind::kAudit:
      return Fold<actionplan::v1::Audit>(event, rows);
    case Kind::kFinding:
      return Fold<actionplan::v1::Finding>(event, rows);
    case Kind::kRecommendation:
      return Fold<actionplan::v1::Recommendation>(event, rows);
    case Kind::kPlan:
      return Fold<actionplan::v1::Plan>(event, rows);
    case Kind::kAction:
      return Fold<actionplan::v1::Action>(event, rows);
    case Kind::kEscalation:
      return Fold<actionplan::v1::Escalation>(event, rows);
  }
  return absl::OkStatus();
}

// The kind of resource that the event happened to. An event without a fact
// still counts in its stream.
std::optional<Kind> KindOf(const Event& event) {
  switch (event.fact_case()) {
    case Event::kBoard:
      return Kind::kBoard;
    case Event::kMeeting:
      return Kind::kMeeting;
    case Event::kAgency:
      return Kind::kAgency;
    case Event::kAudit:
      return Kind::kAudit;
    case Event::kFinding:
      return Kind::kFinding;
    case Event::kRecommendation:
      return Kind::kRecommendation;
    case Event::kPlan:
      return Kind::kPlan;
    case Event::kAction:
      return Kind::kAction;
    case Event::kEscalation:
      return Kind::kEscalation;
    case Event::FACT_NOT_SET:
      return resources::KindOf(event.context().stream());
  }
  return std::nullopt;
}

std::string CommentKey(absl::string_view action, uint64_t revision) {
  std::string key = CommentsPrefix(action);
  AppendNumber(revision, key);
  return key;
}

void PutComment(const Event& event, ViewWriter& rows) {
  const events::v1::EventContext& context = event.context();
  const auto revision = static_cast<uint64_t>(context.revision());
  Comment comment;
  comment.set_name(resources::CommentName(context.stream(), revision));
  comment.set_text(resources::ClearText(event.action().comment_added().text()));
  comment.set_author(context.actor());
  comment.set_agency(context.affiliation());
  *comment.mutable_occur_time() = resources::OccurTime(context);
  *comment.mutable_record_time() = context.record_time();
  rows.Put(CommentKey(context.stream(), revision), comment.SerializeAsString());
}

// The comment stays, and says that it was retracted.
absl::Status RetractComment(const Event& event, ViewWriter& rows) {
  const events::v1::EntryRetracted& fact = event.action().entry_retracted();
  if (fact.kind() != events::v1::EntryRetracted::COMMENT) {
    return absl::OkStatus();
  }
  ASSIGN_OR_RETURN(
      Comment * comment,
      rows.Edit<Comment>(CommentKey(event.context().stream(),
                                    static_cast<uint64_t>(fact.revision()))));
  comment->set_retracted(true);
  comment->set_retraction_reason(resources::ClearText(fact.reason()));
  comment->set_retractor(event.context().actor());
  return absl::OkStatus();
}

// The rows that begin with `prefix`, after one of them if one is given.
KeyRange RangeOf(const std::string& prefix, absl::string_view after_key) {
  const std::string after = after_key.empty() ? prefix : After(after_key);
  return {.first = std::max(prefix, after), .last = PastPrefix(prefix)};
}

}  // namespace

absl::Status ResourceProjection::Apply(const Event& event,
                                       ViewWriter& rows) const {
  const std::optional<Kind> kind = KindOf(event);
  if (!kind) return absl::OkStatus();
  RETURN_IF_ERROR(FoldKind(*kind, event, rows));
  if (event.action().has_comment_added()) PutComment(event, rows);
  return event.action().has_entry_retracted() ? RetractComment(event, rows)
                                              : absl::OkStatus();
}

absl::StatusOr<std::optional<resources::Resource>> ResourceView::GetAny(
    absl::string_view name) const {
  std::optional<resources::Resource> resource = resources::EmptyResource(name);
  if (!resource) return std::nullopt;
  ASSIGN_OR_RETURN(
      const bool found,
      std::visit([&](auto& folded) { return Get(name, folded); }, *resource));
  if (!found) return std::nullopt;
  return resource;
}

absl::Status ResourceView::ListComments(
    absl::string_view action, absl::string_view after_key,
    absl::FunctionRef<bool(const Comment& comment, absl::string_view key)>
        visit) const {
  return ScanRows<Comment>(rows_, RangeOf(CommentsPrefix(action), after_key),
                           visit);
}

KeyRange ResourceView::ListRange(Kind kind, absl::string_view parent,
                                 absl::string_view after_key) {
  // Wildcards are to the right of every id, so what they allow lies together.
  const size_t wildcard = parent.find("/-");
  const std::string prefix =
      wildcard == absl::string_view::npos
          ? ResourceKey(kind, resources::CollectionPrefix(parent, kind))
          : ResourceKey(kind, parent.substr(0, wildcard + 1));
  return RangeOf(prefix, after_key);
}

absl::StatusOr<bool> ResourceView::GetMessage(
    Kind kind, absl::string_view name,
    google::protobuf::Message& message) const {
  return GetRow(rows_, ResourceKey(kind, name), message);
}

}  // namespace actionplan::projections
