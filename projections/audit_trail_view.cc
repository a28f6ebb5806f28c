#include "projections/audit_trail_view.h"

#include <algorithm>
#include <bitset>
#include <limits>

#include "absl/strings/str_cat.h"
#include "eventstore/base/status.h"
#include "projections/event_codec.h"
#include "projections/resources/names.h"
#include "projections/row_key.h"

namespace actionplan::projections {
namespace {

using eventstore::Position;

constexpr uint64_t kWindowSize = 256;
constexpr uint64_t kNoWindow = std::numeric_limits<uint64_t>::max();

constexpr char kBoard = 'b';
constexpr char kResource = 'r';
constexpr char kActor = 'a';
constexpr char kAgency = 'g';
constexpr char kKind = 'k';

// Makes `key` what the keys of all windows of one value begin with.
void StartKey(char index, absl::string_view value, std::string& key) {
  key.clear();
  key.push_back(index);
  key.append(value.data(), value.size());
  key.push_back(kTextEnd);
}

std::vector<std::string> Prefixes(const TrailFilter& filter) {
  std::vector<std::string> prefixes;
  const auto add = [&](char index, const std::string& value) {
    if (value.empty()) return;
    StartKey(index, value, prefixes.emplace_back());
  };
  add(kResource, filter.resource);
  add(kActor, filter.actor);
  add(kKind, filter.kind);
  add(kAgency, filter.agency);
  // A resource names its board, and one condition is read in one go.
  if (resources::BoardOf(filter.resource) != filter.board) {
    add(kBoard, filter.board);
  }
  return prefixes;
}

std::string WindowKey(absl::string_view prefix, uint64_t number) {
  std::string key(prefix);
  AppendNumber(number, key);
  return key;
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
  return absl::OkStatus();
}

struct AuditTrailView::Window {
  uint64_t number = kNoWindow;
  std::bitset<kWindowSize> places;
};

absl::Status AuditTrailView::Scan(
    const TrailFilter& filter, eventstore::Range range, TrailOrder order,
    absl::FunctionRef<bool(Position position)> visit) const {
  range.first = std::max<Position>(range.first, 1);
  range.last = std::min(range.last, rows_.position());
  if (range.first > range.last) return absl::OkStatus();
  const std::vector<std::string> prefixes = Prefixes(filter);
  const bool forward = order == TrailOrder::kOldestFirst;
  const uint64_t end = (forward ? range.last : range.first) / kWindowSize;
  uint64_t next = (forward ? range.first : range.last) / kWindowSize;
  // Returns whether windows that come later are wanted.
  const auto visit_window = [&](const Window& window) {
    if (forward ? window.number > end : window.number < end) return false;
    for (uint64_t i = 0; i < kWindowSize; ++i) {
      const uint64_t place = forward ? i : kWindowSize - 1 - i;
      const Position position = window.number * kWindowSize + place;
      if (!window.places[place] || position < range.first ||
          position > range.last) {
        continue;
      }
      if (!visit(position)) return false;
    }
    return window.number != end;
  };
  if (prefixes.size() == 1) {
    return ScanWindows(prefixes.front(), next, order, visit_window);
  }
  while (true) {
    ASSIGN_OR_RETURN(const Window window, SeekAll(prefixes, next, order));
    if (window.number == kNoWindow || !visit_window(window)) {
      return absl::OkStatus();
    }
    next = forward ? window.number + 1 : window.number - 1;
  }
}

// The windows of one value from `number` on, in this order, until `visit`
// returns false.
absl::Status AuditTrailView::ScanWindows(
    absl::string_view prefix, uint64_t number, TrailOrder order,
    absl::FunctionRef<bool(const Window& window)> visit) const {
  const auto take = [&](absl::string_view key, absl::string_view value) {
    // A longer key belongs to a value that has this one and \0 in front.
    if (key.size() != prefix.size() + kNumberBytes) return true;
    Window window{.number = ReadNumber(key.substr(prefix.size()))};
    for (const char place : value) {
      window.places.set(static_cast<unsigned char>(place));
    }
    return visit(window);
  };
  return order == TrailOrder::kOldestFirst
             ? rows_.Scan(WindowKey(prefix, number), PastPrefix(prefix), take)
             : rows_.ScanBack(prefix, After(WindowKey(prefix, number)), take);
}

// The first window of one value from `number` on, in this order.
absl::StatusOr<AuditTrailView::Window> AuditTrailView::Seek(
    absl::string_view prefix, uint64_t number, TrailOrder order) const {
  Window first;
  RETURN_IF_ERROR(ScanWindows(prefix, number, order, [&](const Window& window) {
    first = window;
    return false;
  }));
  return first;
}

// The first window from `number` on in which every value occurs. Each value in
// turn says how far the others may leap.
absl::StatusOr<AuditTrailView::Window> AuditTrailView::SeekAll(
    const std::vector<std::string>& prefixes, uint64_t number,
    TrailOrder order) const {
  Window all{.number = number};
  all.places.set();
  size_t agreed = 0;
  for (size_t i = 0; agreed < prefixes.size(); i = (i + 1) % prefixes.size()) {
    ASSIGN_OR_RETURN(const Window window, Seek(prefixes[i], all.number, order));
    if (window.number == kNoWindow) return window;
    if (window.number == all.number) {
      all.places &= window.places;
      ++agreed;
    } else {
      all = window;
      agreed = 1;
    }
  }
  return all;
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
