// A projection: code that turns events into the rows of one view.
#ifndef ACTIONPLAN_PROJECTIONS_PROJECTION_H_
#define ACTIONPLAN_PROJECTIONS_PROJECTION_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "actionplan/events/v1/event.pb.h"
#include "google/protobuf/message.h"

namespace actionplan::projections {

// The rows of one view while events are applied to it. A read sees what was
// written before. Keys are not empty. Used by one thread.
class ViewWriter {
 public:
  virtual ~ViewWriter() = default;

  // Fills `value` and returns true, or returns false when there is no such row.
  virtual absl::StatusOr<bool> Get(absl::string_view key,
                                   std::string& value) = 0;
  virtual void Put(absl::string_view key, absl::string_view value) = 0;
  virtual void Delete(absl::string_view key) = 0;

  // Adds bytes at the end of the row, which is made when there is none. It
  // reads nothing, so it costs less than Get() and Put().
  virtual void Append(absl::string_view key, absl::string_view bytes) = 0;

  // The row as a message to change in place until the end of Apply(); an empty
  // one when there is no such row. From then on there is such a row. It is
  // parsed and serialised once for many events, so it costs less than Get() and
  // Put(). DATA_LOSS when the stored bytes are no such message.
  template <typename Row>
  absl::StatusOr<Row*> Edit(absl::string_view key) {
    auto row = EditMessage(key, Row::default_instance());
    if (!row.ok()) return row.status();
    return static_cast<Row*>(*row);
  }

 protected:
  // As Edit(); the row is of the same type as `type`. One key has one type.
  virtual absl::StatusOr<google::protobuf::Message*> EditMessage(
      absl::string_view key, const google::protobuf::Message& type) = 0;
};

// Takes one row; returns whether to go on.
using RowVisitor =
    absl::FunctionRef<bool(absl::string_view key, absl::string_view value)>;

// A place among rows, in the order of the bytes of their keys. What it returns
// is valid until it moves. Used by one thread.
class RowCursor {
 public:
  virtual ~RowCursor() = default;

  // Whether it is at a row, and not past the last one or at an error.
  virtual bool Valid() const = 0;
  virtual absl::string_view key() const = 0;
  virtual absl::string_view value() const = 0;

  // To the row after this one. Only when Valid().
  virtual void Next() = 0;

  // To the first row whose key is not before this one, which is not before the
  // range.
  virtual void Seek(absl::string_view key) = 0;

  // OK, or why it cannot go on.
  virtual absl::Status status() const = 0;
};

// The rows of one view at one moment: every read of one reader sees the same
// position. Thread-safe.
class ViewReader {
 public:
  virtual ~ViewReader() = default;

  // The last position that the rows include.
  virtual uint64_t position() const = 0;

  // Fills `value` and returns true, or returns false when there is no such row.
  virtual absl::StatusOr<bool> Get(absl::string_view key,
                                   std::string& value) const = 0;

  // Rows with first <= key < last in the order of their bytes, until `visit`
  // returns false. An empty `last` is the end of the view.
  virtual absl::Status Scan(absl::string_view first, absl::string_view last,
                            RowVisitor visit) const = 0;

  // The same rows from the last to the first.
  virtual absl::Status ScanBack(absl::string_view first, absl::string_view last,
                                RowVisitor visit) const = 0;

  // A cursor at the first of the same rows, which sees no others: for reads
  // that leap. The reader outlives it.
  virtual std::unique_ptr<RowCursor> Cursor(absl::string_view first,
                                            absl::string_view last) const = 0;
};

// Stateless: all that Apply() knows is the event and the rows. Equal logs give
// equal rows, key by key and value by value.
class Projection {
 public:
  virtual ~Projection() = default;

  // The name of the view, [a-z-]+, as in `projections/{name}`.
  virtual absl::string_view name() const = 0;

  // Raised whenever the rows change shape: rows of another version are built
  // anew.
  virtual int version() const = 0;

  // An error stops the projection at the event before; it is never skipped.
  virtual absl::Status Apply(const events::v1::Event& event,
                             ViewWriter& rows) const = 0;
};

// Every projection of the product, in order of name.
std::vector<std::unique_ptr<Projection>> AllProjections();

}  // namespace actionplan::projections

#endif  // ACTIONPLAN_PROJECTIONS_PROJECTION_H_
