#include "eventstore/export/export_reader.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "eventstore/base/status.h"
#include "eventstore/export/export_format.h"
#include "eventstore/merkle/frontier.h"
#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/unknown_field_set.h"

namespace actionplan::eventstore {
namespace {

using google::protobuf::io::CodedInputStream;
using google::protobuf::io::CodedOutputStream;

absl::string_view KindOf(const v1::ExportRecord& record) {
  switch (record.record_case()) {
    case v1::ExportRecord::kHeader:
      return "a header";
    case v1::ExportRecord::kLeaf:
      return "a leaf";
    case v1::ExportRecord::kTrailer:
      return "a trailer";
    case v1::ExportRecord::RECORD_NOT_SET:
      break;
  }
  return "neither header, leaf nor trailer";
}

bool HasUnknown(const google::protobuf::Message& message) {
  return !message.GetReflection()->GetUnknownFields(message).empty();
}

bool HasUnknownFields(const v1::ExportRecord& record) {
  return HasUnknown(record) || HasUnknown(record.header()) ||
         HasUnknown(record.leaf()) || HasUnknown(record.trailer());
}

}  // namespace

absl::StatusOr<v1::ExportHeader> ExportReader::ReadHeader() {
  RETURN_IF_ERROR(ReadRecord());
  if (!record_.has_header()) {
    return Malformed(
        absl::StrCat("a header should be here, it is ", KindOf(record_)));
  }
  const v1::ExportHeader& header = record_.header();
  if (header.format_version() != kExportFormatVersion) {
    return Malformed(
        absl::StrCat("the export has format ", header.format_version(),
                     ", this program reads format ", kExportFormatVersion));
  }
  if (header.size() > kMaxTreeSize) {
    return Malformed(absl::StrCat("it names ", header.size(), " leaves, ",
                                  kMaxTreeSize, " is the limit"));
  }
  return header;
}

absl::Status ExportReader::ReadLeaf(ExportedLeaf& leaf) {
  RETURN_IF_ERROR(ReadRecord());
  if (record_.has_trailer()) {
    return absl::DataLossError(absl::StrCat(
        "position ", leaves_ + 1, " is missing: the trailer comes after ",
        leaves_, " leaves, before as many as the header names"));
  }
  if (!record_.has_leaf()) {
    return Malformed(
        absl::StrCat("a leaf should be here, it is ", KindOf(record_)));
  }
  const std::string& hash = record_.leaf().hash();
  if (hash.size() != kMerkleHashBytes) {
    return Malformed(absl::StrCat("the hash of the leaf has ", hash.size(),
                                  " bytes, not ", kMerkleHashBytes));
  }
  std::copy(hash.begin(), hash.end(), leaf.hash.begin());
  leaf.envelope = record_.leaf().envelope();
  ++leaves_;
  return absl::OkStatus();
}

absl::StatusOr<std::string> ExportReader::ReadTrailer() {
  RETURN_IF_ERROR(ReadRecord());
  if (record_.has_leaf()) {
    return absl::DataLossError(absl::StrCat(
        "position ", leaves_ + 1, " should not be here: the header names ",
        leaves_, " leaves, and there is another"));
  }
  if (!record_.has_trailer()) {
    return Malformed(
        absl::StrCat("a trailer should be here, it is ", KindOf(record_)));
  }
  if (!AtEnd()) return Malformed("there are bytes after the trailer");
  return record_.trailer().checkpoint();
}

absl::Status ExportReader::ReadRecord() {
  ++records_;
  if (AtEnd()) {
    return Malformed("the file ends here: it is no whole export");
  }
  RETURN_IF_ERROR(ReadBytes());
  if (!record_.ParseFromString(bytes_)) {
    return Malformed("the bytes are no record of an export");
  }
  // Else a leaf whose event was renamed to a field that nobody knows would
  // pass for one that is withheld.
  if (HasUnknownFields(record_)) {
    return Malformed("the record has a field that this format does not have");
  }
  if (!record_.SerializeToString(&spelling_) || spelling_ != bytes_) {
    return Malformed("the record is not in its one spelling");
  }
  return absl::OkStatus();
}

absl::Status ExportReader::ReadBytes() {
  // One for each record, because it can count no more than 2 GiB.
  CodedInputStream coded(&input_);
  uint64_t length = 0;
  if (!coded.ReadVarint64(&length)) {
    return Malformed("the file is cut short, or this is no length");
  }
  const size_t spelling = CodedOutputStream::VarintSize64(length);
  if (static_cast<size_t>(coded.CurrentPosition()) != spelling) {
    return Malformed("its length is not in its one spelling");
  }
  if (length > kMaxExportRecordBytes) {
    return Malformed(absl::StrCat("it claims ", length, " bytes, ",
                                  kMaxExportRecordBytes, " is the limit"));
  }
  bytes_.resize(length);
  if (!coded.ReadRaw(bytes_.data(), static_cast<int>(length))) {
    return Malformed("the file is cut short inside it");
  }
  return absl::OkStatus();
}

bool ExportReader::AtEnd() {
  const void* data = nullptr;
  int size = 0;
  while (size == 0) {
    if (!input_.Next(&data, &size)) return true;
  }
  input_.BackUp(size);
  return false;
}

std::string ExportReader::Place() const {
  if (records_ == 1) return "the header, record 1";
  return absl::StrCat("record ", records_, ", after ", leaves_, " leaves");
}

absl::Status ExportReader::Malformed(absl::string_view what) const {
  return absl::InvalidArgumentError(absl::StrCat(Place(), ": ", what));
}

}  // namespace actionplan::eventstore
