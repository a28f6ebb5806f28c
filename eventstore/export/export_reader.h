// Reads an export: actionplan/eventstore/v1/export.proto. It checks the form
// and believes nothing: whether the leaves are the log's is the caller's part.
#ifndef ACTIONPLAN_EVENTSTORE_EXPORT_EXPORT_READER_H_
#define ACTIONPLAN_EVENTSTORE_EXPORT_EXPORT_READER_H_

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "actionplan/eventstore/v1/export.pb.h"
#include "eventstore/merkle/hash.h"
#include "google/protobuf/io/zero_copy_stream.h"

namespace actionplan::eventstore {

struct ExportedLeaf {
  MerkleHash hash{};
  absl::string_view envelope;  // Empty when withheld; until the next read.
};

// ReadHeader() once, ReadLeaf() as often as the header says, ReadTrailer()
// once. Nothing may be read after an error. Memory: one record, refused before
// it is allocated when it is longer than kMaxExportRecordBytes. For one thread
// at a time.
//
// Errors name the record, and the position where a leaf is meant:
//   INVALID_ARGUMENT  this is no export, or it is cut short: a length or a
//                     record that is not in its one spelling, a record of
//                     another kind than is due, bytes after the trailer, the
//                     end of the file before it
//   DATA_LOSS         the file has fewer leaves than its header says, or more,
//                     in a form that is right otherwise
class ExportReader {
 public:
  // `input` outlives the reader. A failure to read is the end of the file
  // here: ask the stream.
  explicit ExportReader(google::protobuf::io::ZeroCopyInputStream& input)
      : input_(input) {}

  // Refuses a newer format, and more leaves than a tree can have.
  absl::StatusOr<v1::ExportHeader> ReadHeader();

  absl::Status ReadLeaf(ExportedLeaf& leaf);

  // The signed note, of which nothing was checked, once it is certain that
  // nothing comes after it.
  absl::StatusOr<std::string> ReadTrailer();

  // How many leaves were read.
  uint64_t leaves() const { return leaves_; }

 private:
  // Into record_.
  absl::Status ReadRecord();
  absl::Status ReadBytes();
  bool AtEnd();

  // What is being read, for errors.
  std::string Place() const;
  absl::Status Malformed(absl::string_view what) const;

  google::protobuf::io::ZeroCopyInputStream& input_;
  uint64_t records_ = 0;  // Begun.
  uint64_t leaves_ = 0;
  std::string bytes_;     // Of the record.
  std::string spelling_;  // What they should be.
  v1::ExportRecord record_;
};

}  // namespace actionplan::eventstore

#endif  // ACTIONPLAN_EVENTSTORE_EXPORT_EXPORT_READER_H_
