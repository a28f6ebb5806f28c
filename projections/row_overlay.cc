#include "projections/row_overlay.h"

#include <algorithm>

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
  const Row& row = **loaded;
  if (row.known == Known::kAbsent) return false;
  if (row.known == Known::kMessage) {
    row.message->SerializeToString(&value);
  } else {
    value = row.value;
  }
  return true;
}

void RowOverlay::Put(absl::string_view key, absl::string_view value) {
  Row& row = Find(key);
  row.known = Known::kValue;
  row.value.assign(value.data(), value.size());
  bytes_ += value.size();
  MarkChanged(row);
}

void RowOverlay::Delete(absl::string_view key) {
  Row& row = Find(key);
  row.known = Known::kAbsent;
  MarkChanged(row);
}

void RowOverlay::Append(absl::string_view key, absl::string_view bytes) {
  Row& row = Find(key);
  if (row.known == Known::kAbsent) {
    row.value.clear();
    row.known = Known::kValue;
  } else if (row.known == Known::kMessage) {
    row.message->SerializeToString(&row.value);
    row.known = Known::kValue;
  }
  row.value.append(bytes.data(), bytes.size());
  bytes_ += bytes.size();
  MarkChanged(row);
}

absl::StatusOr<google::protobuf::Message*> RowOverlay::EditMessage(
    absl::string_view key, const google::protobuf::Message& type) {
  auto loaded = Load(key);
  if (!loaded.ok()) return loaded.status();
  Row& row = **loaded;
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
  MarkChanged(row);
  return row.message.get();
}

std::vector<RowChange> RowOverlay::Changes() {
  std::vector<RowChange> changes;
  changes.reserve(changed_.size());
  for (Row* row : changed_) {
    RowChange change{.kind = RowChange::Kind::kPut, .key = row->key};
    if (row->known == Known::kAbsent) {
      if (beneath_ == nullptr) continue;
      change.kind = RowChange::Kind::kDelete;
    } else {
      if (row->known == Known::kMessage) {
        row->message->SerializeToString(&row->value);
      } else if (row->known == Known::kSuffix) {
        change.kind = RowChange::Kind::kAppend;
      }
      change.value = row->value;
    }
    changes.push_back(change);
  }
  return changes;
}

void RowOverlay::MarkWritten(const Generation& beneath) {
  beneath_ = &beneath;
  for (Row* row : changed_) {
    // Only parsed rows are worth keeping: the others are written blindly.
    if (row->known == Known::kMessage) {
      row->changed = false;
    } else {
      rows_->by_key.erase(row->key);
    }
  }
  changed_.clear();
}

void RowOverlay::Clear(const Generation* beneath) {
  beneath_ = beneath;
  changed_.clear();
  rows_ = std::make_unique<Rows>();
  bytes_ = 0;
}

RowOverlay::Row& RowOverlay::Find(absl::string_view key) {
  const auto found =
      rows_->by_key.lazy_emplace(key, [&](const auto& construct) {
        auto* const bytes =
            static_cast<char*>(rows_->memory.allocate(key.size(), 1));
        std::copy(key.begin(), key.end(), bytes);
        Row& row = rows_->rows.emplace_back();
        row.key = absl::string_view(bytes, key.size());
        if (beneath_ != nullptr) row.known = Known::kSuffix;
        bytes_ += kRowOverhead + key.size();
        construct(Slot{.hash = KeyHash()(key), .row = &row});
      });
  return *found->row;
}

absl::StatusOr<RowOverlay::Row*> RowOverlay::Load(absl::string_view key) {
  Row& row = Find(key);
  if (row.known == Known::kSuffix) {
    std::string before;
    auto found = beneath_->Get(key, before);
    if (!found.ok()) return found.status();
    bytes_ += before.size();
    row.value.insert(0, before);
    row.known = *found || row.changed ? Known::kValue : Known::kAbsent;
  }
  return &row;
}

void RowOverlay::MarkChanged(Row& row) {
  if (row.changed) return;
  row.changed = true;
  changed_.push_back(&row);
}

}  // namespace actionplan::projections
