// Writes an export: actionplan/eventstore/v1/export.proto.
#ifndef ACTIONPLAN_EVENTSTORE_EXPORT_EXPORT_WRITER_H_
#define ACTIONPLAN_EVENTSTORE_EXPORT_EXPORT_WRITER_H_

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "actionplan/eventstore/v1/export.pb.h"
#include "eventstore/merkle/hash.h"

namespace actionplan::eventstore {

// Appends to a string that the caller may take the bytes out of between two
// calls: an export is never in memory as a whole. The caller keeps the order,
// one header, as many leaves as it says, one trailer, and the limits:
// kMaxExportRecordBytes each, which what the log accepts stays well within.
// For one thread at a time.
class ExportWriter {
 public:
  // `out` outlives the writer.
  explicit ExportWriter(std::string* out) : out_(*out) {}

  // Origin and size are those of the checkpoint that the trailer will bear.
  void Header(absl::string_view origin, uint64_t size);

  // The hash that the tree keeps at the next position, and the stored bytes of
  // its event, empty when it is withheld.
  void Leaf(const MerkleHash& hash, absl::string_view envelope);

  // The signed note of the checkpoint.
  void Trailer(absl::string_view checkpoint);

 private:
  void Append(const v1::ExportRecord& record);

  std::string& out_;
  v1::ExportRecord leaf_;  // Used again for each leaf.
};

}  // namespace actionplan::eventstore

#endif  // ACTIONPLAN_EVENTSTORE_EXPORT_EXPORT_WRITER_H_
