#include "projections/row_overlay.h"

#include "eventstore/base/status.h"
#include "projections/row_parsing.h"

namespace actionplan::projections {
namespace {

// What a row costs beside its bytes, and how much larger a message is than its
// serialised form: both from measurements with typical rows, rounded up.
constexpr size_t kRowOverhead = 200;
constexpr size_t kMessageOverhead = 600;
constexpr size_t kParsedFactor = 3;
// By how much an edit makes a row larger, on average.
constexpr size_t kEditGrowth = 64;

}  // namespace

absl::StatusOr<bool> RowOverlay::Get(absl::string_view key,
                                     std::string& value) {
  auto loaded = Load(key);
  if (!loaded.ok()) return loaded.status();
  const Row& row = (*loaded)->second;
  if (row.known == Known::kAbsent) return false;
  if (row.known == Known::kMessage) {
    row.message->SerializeToString(&value);
  } else {
    value = row.value;
  }
  return true;
}

void RowOverlay::Put(absl::string_view key, absl::string_view value) {
  Rows::value_type& row = Find(key);
  row.second.known = Known::kValue;
  row.second.value.assign(value.data(), value.size());
  bytes_ += value.size();
  MarkChanged(row);
}

void RowOverlay::Delete(absl::string_view key) {
  Rows::value_type& row = Find(key);
  row.second.known = Known::kAbsent;
  MarkChanged(row);
}

void RowOverlay::Append(absl::string_view key, absl::string_view bytes) {
  Rows::value_type& keyed = Find(key);
  Row& row = keyed.second;
  if (row.known == Known::kAbsent) {
    row.value.clear();
    row.known = Known::kValue;
  } else if (row.known == Known::kMessage) {
    row.message->SerializeToString(&row.value);
    row.known = Known::kValue;
  }
  row.value.append(bytes.data(), bytes.size());
  bytes_ += bytes.size();
  MarkChanged(keyed);
}

absl::StatusOr<google::protobuf::Message*> RowOverlay::EditMessage(
    absl::string_view key, const google::protobuf::Message& type) {
  auto loaded = Load(key);
  if (!loaded.ok()) return loaded.status();
  Row& row = (*loaded)->second;
  if (row.known != Known::kMessage) {
    row.message.reset(type.New());
    bytes_ += kMessageOverhead;
    if (row.known == Known::kValue) {
      RETURN_IF_ERROR(ParseRow(row.value, *row.message));
      bytes_ += kParsedFactor * row.value.size();
    }
    row.known = Known::kMessage;
  }
  bytes_ += kEditGrowth;
  MarkChanged(**loaded);
  return row.message.get();
}

std::vector<RowChange> RowOverlay::Changes() {
  std::vector<RowChange> changes;
  changes.reserve(changed_.size());
  for (Rows::value_type* keyed : changed_) {
    Row& row = keyed->second;
    RowChange change{.kind = RowChange::Kind::kPut, .key = keyed->first};
    if (row.known == Known::kAbsent) {
      if (beneath_ == nullptr) continue;
      change.kind = RowChange::Kind::kDelete;
    } else {
      if (row.known == Known::kMessage) {
        row.message->SerializeToString(&row.value);
      } else if (row.known == Known::kSuffix) {
        change.kind = RowChange::Kind::kAppend;
      }
      change.value = row.value;
    }
    changes.push_back(change);
  }
  return changes;
}

void RowOverlay::MarkWritten(const Generation& beneath) {
  beneath_ = &beneath;
  for (Rows::value_type* keyed : changed_) {
    // Only parsed rows are worth keeping: the others are written blindly.
    if (keyed->second.known == Known::kMessage) {
      keyed->second.changed = false;
    } else {
      rows_.erase(keyed->first);
    }
  }
  changed_.clear();
}

void RowOverlay::Clear(const Generation* beneath) {
  beneath_ = beneath;
  changed_.clear();
  rows_.clear();
  bytes_ = 0;
}

RowOverlay::Rows::value_type& RowOverlay::Find(absl::string_view key) {
  const auto [row, added] = rows_.try_emplace(key);
  if (added) {
    bytes_ += kRowOverhead + key.size();
    if (beneath_ != nullptr) row->second.known = Known::kSuffix;
  }
  return *row;
}

absl::StatusOr<RowOverlay::Rows::value_type*> RowOverlay::Load(
    absl::string_view key) {
  Rows::value_type& keyed = Find(key);
  Row& row = keyed.second;
  if (row.known == Known::kSuffix) {
    std::string before;
    auto found = beneath_->Get(key, before);
    if (!found.ok()) return found.status();
    bytes_ += before.size();
    row.value.insert(0, before);
    row.known = *found || row.changed ? Known::kValue : Known::kAbsent;
  }
  return &keyed;
}

void RowOverlay::MarkChanged(Rows::value_type& row) {
  if (row.second.changed) return;
  row.second.changed = true;
  changed_.push_back(&row);
}

}  // namespace actionplan::projections
