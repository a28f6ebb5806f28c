// Any bytes as an export. What is accepted has one spelling: writing what was
// read gives the same bytes.
#include <string>

#include "eventstore/base/status.h"
#include "eventstore/export/export_reader.h"
#include "eventstore/export/export_writer.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"
#include "tests/fuzz/fuzz_entry.h"

namespace actionplan::eventstore {
namespace {

absl::Status Copy(absl::string_view file, std::string& copy) {
  google::protobuf::io::ArrayInputStream input(file.data(),
                                               static_cast<int>(file.size()));
  ExportReader reader(input);
  ExportWriter writer(&copy);
  ASSIGN_OR_RETURN(const v1::ExportHeader header, reader.ReadHeader());
  writer.Header(header.origin(), header.size());
  ExportedLeaf leaf;
  for (uint64_t at = 0; at < header.size(); ++at) {
    RETURN_IF_ERROR(reader.ReadLeaf(leaf));
    writer.Leaf(leaf.hash, leaf.envelope);
  }
  ASSIGN_OR_RETURN(const std::string trailer, reader.ReadTrailer());
  writer.Trailer(trailer);
  return absl::OkStatus();
}

}  // namespace
}  // namespace actionplan::eventstore

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const absl::string_view file = actionplan::fuzz::Bytes(data, size);
  std::string copy;
  const absl::Status read = actionplan::eventstore::Copy(file, copy);
  actionplan::fuzz::Require(!read.ok() || copy == file,
                            "an export has one spelling");
  return 0;
}
