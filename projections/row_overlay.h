// Rows as they are while events are applied, in memory over what a generation
// holds: many changes of one row become one write of it.
//
// A row that was edited as a message stays parsed until Clear(), so that the
// next batch of events does not read it again.
#ifndef ACTIONPLAN_PROJECTIONS_ROW_OVERLAY_H_
#define ACTIONPLAN_PROJECTIONS_ROW_OVERLAY_H_

#include <cstddef>
#include <deque>
#include <memory>
#include <memory_resource>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/hash/hash.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/message.h"
#include "projections/projection.h"
#include "projections/view_store.h"

namespace actionplan::projections {

// Used by one thread.
class RowOverlay final : public ViewWriter {
 public:
  // `beneath` outlives the overlay; null while it has no rows, which saves
  // asking for them.
  explicit RowOverlay(const Generation* beneath) : beneath_(beneath) {}

  absl::StatusOr<bool> Get(absl::string_view key, std::string& value) override;
  void Put(absl::string_view key, absl::string_view value) override;
  void Delete(absl::string_view key) override;
  void Append(absl::string_view key, absl::string_view bytes) override;

  // What has to be written, each key once, in no order. Valid until the next
  // call of anything.
  std::vector<RowChange> Changes();

  // The changes are in the generation now, and from now on it is beneath.
  void MarkWritten(const Generation& beneath);

  // Forgets all rows. From now on `beneath` is beneath.
  void Clear(const Generation* beneath);

  // About how much memory the rows take.
  size_t bytes() const { return bytes_; }

 protected:
  absl::StatusOr<google::protobuf::Message*> EditMessage(
      absl::string_view key, const google::protobuf::Message& type) override;

 private:
  enum class Known {
    kAbsent,   // There is no such row.
    kValue,    // The row is `value`.
    kMessage,  // The row is `message`.
    kSuffix,   // The row ends in `value`; what comes before was not read.
  };

  struct Row {
    absl::string_view key;  // In the memory of the rows.
    Known known = Known::kAbsent;
    bool changed = false;
    std::string value;
    std::unique_ptr<google::protobuf::Message> message;
  };

  // The hash is kept beside, so that the set grows without looking at rows.
  struct Slot {
    size_t hash;
    Row* row;
  };
  struct KeyHash {
    using is_transparent = void;
    size_t operator()(absl::string_view key) const {
      return absl::Hash<absl::string_view>()(key);
    }
    size_t operator()(const Slot& slot) const { return slot.hash; }
  };
  struct KeyEqual {
    using is_transparent = void;
    bool operator()(const Slot& slot, absl::string_view key) const {
      return slot.row->key == key;
    }
    bool operator()(const Slot& one, const Slot& two) const {
      return one.row == two.row;
    }
  };

  // The row, made as kAbsent or kSuffix without asking what is beneath.
  Row& Find(absl::string_view key);
  // The row, whole: never kSuffix.
  absl::StatusOr<Row*> Load(absl::string_view key);
  void MarkChanged(Row& row);

  const Generation* beneath_;
  // Rows and keys lie one after the other and go all at once: a view is built
  // from millions of them.
  struct Rows {
    std::pmr::monotonic_buffer_resource memory;
    std::pmr::deque<Row> rows{&memory};
    absl::flat_hash_set<Slot, KeyHash, KeyEqual> by_key;
  };
  std::unique_ptr<Rows> rows_ = std::make_unique<Rows>();
  std::vector<Row*> changed_;
  size_t bytes_ = 0;
};

}  // namespace actionplan::projections

#endif  // ACTIONPLAN_PROJECTIONS_ROW_OVERLAY_H_
