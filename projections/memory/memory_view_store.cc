#include "projections/memory/memory_view_store.h"

#include <algorithm>
#include <functional>
#include <map>
#include <utility>

namespace actionplan::projections {
namespace {

using Rows = std::map<std::string, std::string, std::less<>>;

struct Content {
  Rows rows;
  v1::Checkpoint checkpoint;
};

// What a generation holds now, and how many read it. A shared pointer's own
// count would say when nobody reads any more, but not order that before what is
// written next.
struct Present {
  base::Mutex mutex;
  std::shared_ptr<Content> content ABSL_GUARDED_BY(mutex) =
      std::make_shared<Content>();
  int readers ABSL_GUARDED_BY(mutex) = 0;
};

std::string_view Std(absl::string_view text) {
  return {text.data(), text.size()};
}

class MemoryCursor final : public RowCursor {
 public:
  MemoryCursor(const Rows& rows, Rows::const_iterator row,
               Rows::const_iterator end)
      : rows_(rows), row_(row), end_(end) {}

  bool Valid() const override { return row_ != end_; }
  absl::string_view key() const override { return row_->first; }
  absl::string_view value() const override { return row_->second; }
  void Next() override { ++row_; }

  void Seek(absl::string_view key) override {
    row_ = rows_.lower_bound(Std(key));
    if (end_ != rows_.end() && row_ != rows_.end() &&
        row_->first >= end_->first) {
      row_ = end_;
    }
  }

  absl::Status status() const override { return absl::OkStatus(); }

 private:
  const Rows& rows_;
  Rows::const_iterator row_;
  const Rows::const_iterator end_;
};

class MemoryReader final : public ViewReader {
 public:
  explicit MemoryReader(std::shared_ptr<Present> present)
      : present_(std::move(present)), content_(Begin(*present_)) {}

  ~MemoryReader() override {
    base::MutexLock lock(present_->mutex);
    if (present_->content == content_) --present_->readers;
  }

  uint64_t position() const override { return content_->checkpoint.position(); }

  absl::StatusOr<bool> Get(absl::string_view key,
                           std::string& value) const override {
    const auto row = content_->rows.find(Std(key));
    if (row == content_->rows.end()) return false;
    value = row->second;
    return true;
  }

  absl::Status Scan(absl::string_view first, absl::string_view last,
                    RowVisitor visit) const override {
    if (IsEmpty(first, last)) return absl::OkStatus();
    const auto end = End(last);
    for (auto row = content_->rows.lower_bound(Std(first));
         row != end && visit(row->first, row->second); ++row) {
    }
    return absl::OkStatus();
  }

  absl::Status ScanBack(absl::string_view first, absl::string_view last,
                        RowVisitor visit) const override {
    if (IsEmpty(first, last)) return absl::OkStatus();
    const auto begin = content_->rows.lower_bound(Std(first));
    for (auto row = End(last); row != begin;) {
      --row;
      if (!visit(row->first, row->second)) break;
    }
    return absl::OkStatus();
  }

  std::unique_ptr<RowCursor> Cursor(absl::string_view first,
                                    absl::string_view last) const override {
    const auto end = End(last);
    return std::make_unique<MemoryCursor>(
        content_->rows,
        IsEmpty(first, last) ? end : content_->rows.lower_bound(Std(first)),
        end);
  }

 private:
  static std::shared_ptr<const Content> Begin(Present& present) {
    base::MutexLock lock(present.mutex);
    ++present.readers;
    return present.content;
  }

  // A range that ends before it begins would never meet its end.
  static bool IsEmpty(absl::string_view first, absl::string_view last) {
    return !last.empty() && last <= first;
  }

  Rows::const_iterator End(absl::string_view last) const {
    return last.empty() ? content_->rows.end()
                        : content_->rows.lower_bound(Std(last));
  }

  const std::shared_ptr<Present> present_;
  const std::shared_ptr<const Content> content_;
};

// Copied when it is written while somebody reads it.
class MemoryGeneration final : public Generation {
 public:
  explicit MemoryGeneration(absl::string_view view) : view_(view) {}

  absl::string_view view() const override { return view_; }

  absl::StatusOr<v1::Checkpoint> checkpoint() const override {
    base::MutexLock lock(present_->mutex);
    return present_->content->checkpoint;
  }

  absl::StatusOr<bool> Get(absl::string_view key,
                           std::string& value) const override {
    return (*Snapshot())->Get(key, value);
  }

  absl::StatusOr<std::unique_ptr<ViewReader>> Snapshot() const override {
    return std::make_unique<MemoryReader>(present_);
  }

  // Rows and checkpoint change in one step for whoever reads.
  void Change(absl::Span<const RowChange> changes,
              const v1::Checkpoint& checkpoint) {
    base::MutexLock lock(present_->mutex);
    if (present_->readers > 0) {
      present_->content = std::make_shared<Content>(*present_->content);
      present_->readers = 0;
    }
    present_->content->checkpoint = checkpoint;
    Rows& rows = present_->content->rows;
    for (const RowChange& change : changes) {
      switch (change.kind) {
        case RowChange::Kind::kPut:
          rows[std::string(change.key)] = std::string(change.value);
          break;
        case RowChange::Kind::kDelete:
          rows.erase(std::string(change.key));
          break;
        case RowChange::Kind::kAppend:
          rows[std::string(change.key)] += Std(change.value);
          break;
      }
    }
  }

 private:
  const std::string view_;
  const std::shared_ptr<Present> present_ = std::make_shared<Present>();
};

MemoryGeneration& Ours(Generation& generation) {
  return static_cast<MemoryGeneration&>(generation);
}

// Takes the generation out of the list; null when it is not in it.
std::shared_ptr<Generation> TakeOut(
    std::vector<std::shared_ptr<Generation>>& generations,
    const Generation& generation) {
  const auto found = std::find_if(
      generations.begin(), generations.end(),
      [&](const auto& candidate) { return candidate.get() == &generation; });
  if (found == generations.end()) return nullptr;
  std::shared_ptr<Generation> taken = *found;
  generations.erase(found);
  return taken;
}

}  // namespace

std::vector<std::string> MemoryViewStore::Views() const {
  base::MutexLock lock(mutex_);
  std::vector<std::string> names;
  for (const auto& generation : complete_) {
    names.emplace_back(generation->view());
  }
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

absl::StatusOr<std::shared_ptr<Generation>> MemoryViewStore::Find(
    absl::string_view view) {
  base::MutexLock lock(mutex_);
  const auto newest = std::find_if(
      complete_.rbegin(), complete_.rend(),
      [&](const auto& generation) { return generation->view() == view; });
  return newest == complete_.rend() ? nullptr : *newest;
}

absl::StatusOr<std::shared_ptr<Generation>> MemoryViewStore::Create(
    absl::string_view view) {
  base::MutexLock lock(mutex_);
  loading_.push_back(std::make_shared<MemoryGeneration>(view));
  return loading_.back();
}

absl::Status MemoryViewStore::Load(Generation& generation,
                                   absl::Span<const RowChange> changes) {
  Ours(generation).Change(changes, v1::Checkpoint());
  return absl::OkStatus();
}

absl::Status MemoryViewStore::FinishLoad(Generation& generation,
                                         const v1::Checkpoint& checkpoint) {
  Ours(generation).Change({}, checkpoint);
  base::MutexLock lock(mutex_);
  complete_.push_back(TakeOut(loading_, generation));
  return absl::OkStatus();
}

absl::Status MemoryViewStore::Write(absl::Span<const Batch> batches) {
  for (const Batch& batch : batches) {
    Ours(*batch.generation).Change(batch.changes, batch.checkpoint);
  }
  return absl::OkStatus();
}

absl::Status MemoryViewStore::Drop(Generation& generation) {
  base::MutexLock lock(mutex_);
  TakeOut(complete_, generation);
  TakeOut(loading_, generation);
  return absl::OkStatus();
}

}  // namespace actionplan::projections
