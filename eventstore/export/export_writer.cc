#include "eventstore/export/export_writer.h"

#include <array>

#include "eventstore/export/export_format.h"
#include "google/protobuf/io/coded_stream.h"

namespace actionplan::eventstore {
namespace {

constexpr size_t kMaxVarint32Bytes = 5;

}  // namespace

void ExportWriter::Header(absl::string_view origin, uint64_t size) {
  v1::ExportRecord record;
  record.mutable_header()->set_format_version(kExportFormatVersion);
  record.mutable_header()->set_origin(origin.data(), origin.size());
  record.mutable_header()->set_size(size);
  Append(record);
}

void ExportWriter::Leaf(const MerkleHash& hash, absl::string_view envelope) {
  v1::ExportLeaf& leaf = *leaf_.mutable_leaf();
  leaf.set_hash(hash.data(), hash.size());
  leaf.set_envelope(envelope.data(), envelope.size());
  Append(leaf_);
}

void ExportWriter::Trailer(absl::string_view checkpoint) {
  v1::ExportRecord record;
  record.mutable_trailer()->set_checkpoint(checkpoint.data(),
                                           checkpoint.size());
  Append(record);
}

void ExportWriter::Append(const v1::ExportRecord& record) {
  std::array<uint8_t, kMaxVarint32Bytes> length;
  const uint8_t* const begin = length.data();
  const uint8_t* const end =
      google::protobuf::io::CodedOutputStream::WriteVarint32ToArray(
          static_cast<uint32_t>(record.ByteSizeLong()), length.data());
  out_.append(begin, end);
  record.AppendToString(&out_);
}

}  // namespace actionplan::eventstore
