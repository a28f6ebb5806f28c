#include "projections/audit_trail_view.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "eventstore/base/status.h"
#include "projections/event_codec.h"
#include "projections/resources/names.h"
#include "projections/row_key.h"
#include "projections/trail_links.h"

namespace actionplan::projections {
namespace {

using eventstore::Position;

constexpr char kBoard = 'b';
constexpr char kResource = 'r';
constexpr char kActor = 'a';
constexpr char kAgency = 'g';
constexpr char kKind = 'k';
constexpr char kUnder = 'u';

// Makes `key` what the keys of all windows of one value begin with.
void StartKey(char index, absl::string_view value, std::string& key) {
  key.clear();
  key.push_back(index);
  key.append(value.data(), value.size());
  key.push_back(kTextEnd);
}

std::string KeyStart(char index, absl::string_view value) {
  std::string key;
  StartKey(index, value, key);
  return key;
}

void RecordLinks(const events::v1::Event& event, ViewWriter& rows) {
  const auto position = static_cast<uint64_t>(event.context().position());
  VisitLinks(event, [&](const TrailLink& link) {
    std::string change(1, static_cast<char>(link.change));
    AppendNumber(position, change);
    rows.Append(absl::StrCat(KeyStart(kUnder, link.above), link.below), change);
  });
}

// Up to where a link counts that was changed so: UINT64_MAX while it lasts;
// empty when it had not begun.
std::optional<Position> LinkEnd(absl::string_view changes, Position links_at) {
  std::optional<Position> end;
  constexpr size_t kChangeBytes = 1 + kNumberBytes;
  for (; changes.size() >= kChangeBytes; changes.remove_prefix(kChangeBytes)) {
    const Position position = ReadNumber(changes.substr(1, kNumberBytes));
    if (position > links_at) break;
    end = changes[0] == static_cast<char>(LinkChange::kBegins) ? UINT64_MAX
                                                               : position;
  }
  return end;
}

std::vector<TrailCursor::Source> SourcesOf(
    char index, const std::vector<std::string>& values) {
  std::vector<TrailCursor::Source> sources;
  for (const std::string& value : values) {
    sources.push_back({.prefix = KeyStart(index, value)});
  }
  return sources;
}

bool IsBefore(uint64_t one, uint64_t other, TrailOrder order) {
  return order == TrailOrder::kOldestFirst ? one < other : one > other;
}

// The first window from `number` on that one of the cursors has, with the
// places of all of them.
absl::StatusOr<std::optional<TrailWindow>> SeekAny(
    std::vector<TrailCursor>& cursors, uint64_t number, TrailOrder order) {
  std::optional<TrailWindow> first;
  for (TrailCursor& cursor : cursors) {
    ASSIGN_OR_RETURN(const std::optional<TrailWindow> window,
                     cursor.Seek(number));
    if (!window.has_value()) continue;
    if (!first.has_value() || IsBefore(window->number, first->number, order)) {
      first = window;
    } else if (window->number == first->number) {
      first->places |= window->places;
    }
  }
  return first;
}

// The first window from `number` on in which every condition has a place. Each
// in turn says how far the others may leap.
absl::StatusOr<std::optional<TrailWindow>> SeekAll(
    std::vector<std::vector<TrailCursor>>& conditions, uint64_t number,
    TrailOrder order) {
  TrailWindow all{.number = number};
  all.places.set();
  size_t agreed = 0;
  for (size_t i = 0; agreed < conditions.size();
       i = (i + 1) % conditions.size()) {
    ASSIGN_OR_RETURN(const std::optional<TrailWindow> window,
                     SeekAny(conditions[i], all.number, order));
    if (!window.has_value()) return std::nullopt;
    if (window->number == all.number) {
      all.places &= window->places;
      ++agreed;
    } else {
      all = *window;
      agreed = 1;
    }
  }
  return all;
}

}  // namespace

absl::Status AuditTrailProjection::Apply(const events::v1::Event& event,
                                         ViewWriter& rows) const {
  const events::v1::EventContext& context = event.context();
  const auto position = static_cast<Position>(context.position());
  const char place = static_cast<char>(position % kWindowSize);
  std::string key;
  const auto add = [&](char index, absl::string_view value) {
    if (value.empty()) return;
    StartKey(index, value, key);
    AppendNumber(position / kWindowSize, key);
    rows.Append(key, absl::string_view(&place, 1));
  };
  add(kBoard, resources::BoardOf(context.stream()));
  add(kResource, context.stream());
  add(kActor, context.actor());
  add(kAgency, context.affiliation());
  add(kKind, FactName(event));
  RecordLinks(event, rows);
  return absl::OkStatus();
}

absl::Status AuditTrailView::Scan(
    const TrailFilter& filter, eventstore::Range range, TrailOrder order,
    absl::FunctionRef<bool(Position position)> visit) const {
  range.first = std::max<Position>(range.first, 1);
  range.last = std::min(range.last, rows_.position());
  if (range.first > range.last) return absl::OkStatus();
  ASSIGN_OR_RETURN(std::vector<Condition> conditions,
                   ConditionsOf(filter, range.last, order));
  const bool forward = order == TrailOrder::kOldestFirst;
  const uint64_t end = (forward ? range.last : range.first) / kWindowSize;
  uint64_t next = (forward ? range.first : range.last) / kWindowSize;
  while (true) {
    ASSIGN_OR_RETURN(const std::optional<TrailWindow> window,
                     SeekAll(conditions, next, order));
    if (!window.has_value() || IsBefore(end, window->number, order)) {
      return absl::OkStatus();
    }
    for (uint64_t i = 0; i < kWindowSize; ++i) {
      const uint64_t place = forward ? i : kWindowSize - 1 - i;
      const Position position = window->number * kWindowSize + place;
      if (!window->places[place] || position < range.first ||
          position > range.last) {
        continue;
      }
      if (!visit(position)) return absl::OkStatus();
    }
    if (window->number == end) return absl::OkStatus();
    next = forward ? window->number + 1 : window->number - 1;
  }
}

absl::StatusOr<std::vector<AuditTrailView::Condition>>
AuditTrailView::ConditionsOf(const TrailFilter& filter, Position last,
                             TrailOrder order) const {
  std::vector<Condition> conditions;
  const auto add_any = [&](const std::vector<TrailCursor::Source>& sources) {
    if (sources.empty()) return;
    Condition& condition = conditions.emplace_back();
    for (const TrailCursor::Source& source : sources) {
      condition.emplace_back(
          rows_,
          TrailCursor::Source{.prefix = source.prefix,
                              .last = std::min(source.last, last)},
          order);
    }
  };
  ASSIGN_OR_RETURN(const auto of_resource, SourcesOfResource(filter));
  add_any(of_resource);
  add_any(SourcesOf(kActor, filter.actors));
  add_any(SourcesOf(kKind, filter.kinds));
  add_any(SourcesOf(kAgency, filter.agencies));
  // A resource names its board, and one condition is read in one go.
  if (!filter.board.empty() &&
      resources::BoardOf(filter.resource) != filter.board) {
    add_any(SourcesOf(kBoard, {filter.board}));
  }
  return conditions;
}

absl::StatusOr<std::vector<TrailCursor::Source>>
AuditTrailView::SourcesOfResource(const TrailFilter& filter) const {
  if (filter.resource.empty()) return std::vector<TrailCursor::Source>();
  if (filter.reach == TrailReach::kOnlyItself) {
    return SourcesOf(kResource, {filter.resource});
  }
  if (resources::IsName(resources::Kind::kBoard, filter.resource)) {
    return SourcesOf(kBoard, {filter.resource});
  }
  ASSIGN_OR_RETURN(const auto reached,
                   Reached(filter.resource, filter.links_at));
  std::vector<TrailCursor::Source> sources;
  for (const auto& [name, end] : reached) {
    sources.push_back({.prefix = KeyStart(kResource, name), .last = end});
  }
  return sources;
}

absl::StatusOr<std::map<std::string, Position>> AuditTrailView::Reached(
    const std::string& resource, Position links_at) const {
  std::map<std::string, Position> reached = {{resource, UINT64_MAX}};
  std::vector<std::string> to_visit = {resource};
  while (!to_visit.empty()) {
    const std::string above = std::move(to_visit.back());
    to_visit.pop_back();
    const Position above_end = reached.at(above);
    const std::string prefix = KeyStart(kUnder, above);
    RETURN_IF_ERROR(rows_.Scan(
        prefix, PastPrefix(prefix),
        [&](absl::string_view key, absl::string_view changes) {
          const std::optional<Position> end = LinkEnd(changes, links_at);
          if (!end.has_value()) return true;
          const Position until = std::min(*end, above_end);
          std::string below(key.substr(prefix.size()));
          const auto [found, added] = reached.try_emplace(below, until);
          if (added || found->second < until) {
            found->second = until;
            to_visit.push_back(std::move(below));
          }
          return true;
        }));
  }
  return reached;
}

absl::StatusOr<Position> FirstRecordedAt(
    absl::Time time, Position head,
    absl::FunctionRef<absl::StatusOr<absl::Time>(Position)> record_time) {
  Position first = 1;
  Position past = head + 1;
  while (first < past) {
    const Position middle = first + (past - first) / 2;
    ASSIGN_OR_RETURN(const absl::Time recorded, record_time(middle));
    if (recorded < time) {
      first = middle + 1;
    } else {
      past = middle;
    }
  }
  return first;
}

}  // namespace actionplan::projections
