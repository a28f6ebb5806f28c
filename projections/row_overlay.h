// Rows as they are while events are applied, in memory over what a generation
// holds: many changes of one row become one write of it.
//
// A row that was edited as a message stays parsed until Clear(), so that the
// next batch of events does not read it again.
#ifndef ACTIONPLAN_PROJECTIONS_ROW_OVERLAY_H_
#define ACTIONPLAN_PROJECTIONS_ROW_OVERLAY_H_

#include <cstddef>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/node_hash_map.h"
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
    Known known = Known::kAbsent;
    bool changed = false;
    std::string value;
    std::unique_ptr<google::protobuf::Message> message;
  };

  using Rows = absl::node_hash_map<std::string, Row>;

  // The row, made as kAbsent or kSuffix without asking what is beneath.
  Rows::value_type& Find(absl::string_view key);
  // The row, whole: never kSuffix.
  absl::StatusOr<Rows::value_type*> Load(absl::string_view key);
  void MarkChanged(Rows::value_type& row);

  const Generation* beneath_;
  Rows rows_;
  std::vector<Rows::value_type*> changed_;
  size_t bytes_ = 0;
};

}  // namespace actionplan::projections

#endif  // ACTIONPLAN_PROJECTIONS_ROW_OVERLAY_H_
