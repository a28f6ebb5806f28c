#include "projections/trail_cursor.h"

#include <algorithm>
#include <utility>

#include "absl/strings/string_view.h"
#include "eventstore/base/status.h"
#include "projections/row_key.h"

namespace actionplan::projections {
namespace {

constexpr size_t kLongestStretch = 512;

std::string WindowKey(absl::string_view prefix, uint64_t number) {
  std::string key(prefix);
  AppendNumber(number, key);
  return key;
}

TrailWindow WindowOf(uint64_t number, absl::string_view places,
                     eventstore::Position last) {
  TrailWindow window{.number = number};
  for (const char byte : places) {
    const auto place = static_cast<unsigned char>(byte);
    if (number * kWindowSize + place <= last) window.places.set(place);
  }
  return window;
}

}  // namespace

absl::StatusOr<std::optional<TrailWindow>> TrailCursor::Seek(uint64_t number) {
  while (true) {
    while (next_ < ahead_.size() && IsBefore(ahead_[next_].number, number)) {
      ++next_;
    }
    if (next_ < ahead_.size()) return ahead_[next_];
    if (at_end_) return std::nullopt;
    RETURN_IF_ERROR(Read(number));
  }
}

absl::Status TrailCursor::Read(uint64_t number) {
  const std::string& prefix = source_.prefix;
  ahead_.clear();
  next_ = 0;
  at_end_ = true;
  const uint64_t last = source_.last / kWindowSize;
  const auto take = [&](absl::string_view key, absl::string_view value) {
    // A longer key belongs to a value that has this one and \0 in front.
    if (key.size() != prefix.size() + kNumberBytes) return true;
    const uint64_t found = ReadNumber(key.substr(prefix.size()));
    if (found > last) return false;
    const TrailWindow window = WindowOf(found, value, source_.last);
    if (window.places.any()) ahead_.push_back(window);
    at_end_ = ahead_.size() < stretch_;
    return at_end_;
  };
  if (order_ == TrailOrder::kOldestFirst) {
    if (number > last) return absl::OkStatus();
    RETURN_IF_ERROR(
        rows_->Scan(WindowKey(prefix, number), PastPrefix(prefix), take));
  } else {
    RETURN_IF_ERROR(rows_->ScanBack(
        prefix, After(WindowKey(prefix, std::min(number, last))), take));
  }
  stretch_ = std::min(stretch_ * 4, kLongestStretch);
  return absl::OkStatus();
}

}  // namespace actionplan::projections
