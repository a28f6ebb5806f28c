// Writes the corpora that are committed beside it, again when a format changes:
//
//   write_corpus tests/fuzz/corpus
#include <filesystem>
#include <fstream>
#include <string>

#include "absl/strings/str_cat.h"
#include "actionplan/projections/v1/rows.pb.h"
#include "actionplan/v1/action_service.pb.h"
#include "eventstore/merkle/base64.h"
#include "eventstore/merkle/memory_tiles.h"
#include "eventstore/merkle/proof.h"
#include "eventstore/rocksdb/log_keys.h"
#include "eventstore/rocksdb/log_record.h"
#include "eventstore/rocksdb/mark.h"
#include "services/rpc/page_token.h"
#include "tests/eventstore/export/exported_log.h"
#include "tests/golden/golden_file.h"

namespace actionplan::eventstore {
namespace {

class CorpusWriter {
 public:
  explicit CorpusWriter(const char* folder) : folder_(folder) {}

  void Write(const std::string& name, absl::string_view bytes) const {
    const std::filesystem::path file = folder_ / (name + ".case");
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << bytes;
  }

 private:
  const std::filesystem::path folder_;
};

void WriteExports(const CorpusWriter& corpus) {
  ExportedLog log = LogOf(3);
  corpus.Write("export_reader/three", log.Bytes());
  corpus.Write("export_reader/empty", LogOf(0).Bytes());
  log.parts[1].envelope.clear();
  corpus.Write("export_reader/withheld", log.Bytes());
  log.parts.pop_back();
  corpus.Write("export_reader/leaf_missing", log.Bytes());
  const std::string endless("\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80");
  corpus.Write("export_reader/endless_length", endless);
}

void WriteCheckpoints(const CorpusWriter& corpus) {
  const ExportedLog log = LogOf(3);
  corpus.Write("checkpoint/signed", log.checkpoint);
  const size_t text = log.checkpoint.find("\n\n") + 1;
  corpus.Write("checkpoint/text", log.checkpoint.substr(0, text));
  const NoteSigner other = TestSigner('b', "example.org/witness");
  const std::string cosigned = *SignCheckpoint(
      {.origin = log.origin, .size = 3, .root = RootOf(log, 3)}, other);
  corpus.Write("checkpoint/cosigned",
               absl::StrCat(log.checkpoint, cosigned.substr(text + 1)));
  corpus.Write("checkpoint/key", TestSigner('a').verifier().ToString());
}

void WriteProofs(const CorpusWriter& corpus) {
  constexpr uint64_t kSize = 100;  // As in proof_fuzz.cc.
  TreeHasher hasher;
  MemoryTiles tiles;
  for (uint64_t index = 0; index < kSize; ++index) {
    tiles.Append(hasher.Leaf(std::to_string(index)), hasher);
  }
  const auto inclusion =
      *InclusionProof({.index = 41, .tree_size = kSize}, tiles, hasher);
  const MerkleHash leaf = hasher.Leaf("41");
  corpus.Write("proof/inclusion",
               absl::StrCat("\x29", BytesOf({&leaf, 1}), BytesOf(inclusion)));
  const auto consistency =
      *ConsistencyProof({.old_size = 41, .new_size = kSize}, tiles, hasher);
  const MerkleHash root = *RootOfSize(41, tiles, hasher);
  corpus.Write("proof/consistency",
               absl::StrCat("\x29", BytesOf({&root, 1}), BytesOf(consistency)));
  std::string lines;
  for (const MerkleHash& hash : inclusion) {
    absl::StrAppend(&lines, EncodeBase64(BytesOf({&hash, 1})), "\n");
  }
  corpus.Write("proof/lines", lines);
}

// An envelope of every kind of fact, one whole record, and a payload alone.
void WriteRecords(const CorpusWriter& corpus) {
  v1::Envelope envelope;
  for (const std::string& kind : golden::AllKinds()) {
    envelope = golden::Stored(golden::FullEvent(kind));
    corpus.Write(absl::StrCat("record/", kind), envelope.SerializeAsString());
  }
  corpus.Write("record/payload", envelope.payload());
  envelope.set_position(7);  // As in record_fuzz.cc.
  std::string record;
  EncodeRecord(envelope, record);
  corpus.Write("record/whole", record);
}

void WriteLayout(const CorpusWriter& corpus) {
  corpus.Write("layout/position", View(EncodePosition(77)));
  corpus.Write("layout/stream_key", View(EncodeStreamKey(Hash{'s'}, 3)));
  corpus.Write("layout/request_entry",
               View(EncodeRequestEntry(
                   {.first_position = 77, .count = 2, .digest = {'d'}})));
  corpus.Write("layout/tile_key",
               View(EncodeTileKey({.level = 1, .index = 300})));
  TreeHasher hasher;
  Frontier frontier;
  for (int leaf = 0; leaf < 7; ++leaf) {
    frontier.Append(hasher.Leaf("leaf"), hasher);
  }
  corpus.Write("layout/frontier", frontier.Serialise());
  const MarkSlot older = {.sequence = 4,
                          .mark = {.log_id = std::string(kMarkLogIdBytes, 'l'),
                                   .tree_size = 7,
                                   .root = frontier.Root(hasher)}};
  MarkSlot newer = older;
  newer.sequence = 5;
  newer.mark.tree_size = 9;
  // The harness cuts an input in two and adds the checksums.
  constexpr size_t kBeforeChecksum = 504;
  const std::string first = EncodeMarkSlot(older).substr(0, kBeforeChecksum);
  corpus.Write("layout/mark_slot", first);
  corpus.Write(
      "layout/mark_file",
      absl::StrCat(first, EncodeMarkSlot(newer).substr(0, kBeforeChecksum)));
  corpus.Write("layout/whole_mark_slot", EncodeMarkSlot(older));
  corpus.Write("layout/whole_mark_file",
               absl::StrCat(EncodeMarkSlot(older), EncodeMarkSlot(newer)));
  projections::v1::ActionPlanRow row;
  row.set_action("boards/ncc/actions/a12");
  row.set_due_day(20000);
  row.add_open_escalations()->set_level(1);
  corpus.Write("layout/row", row.SerializeAsString());
}

void WritePageTokens(const CorpusWriter& corpus) {
  actionplan::v1::ListActionsRequest query;  // As in page_token_fuzz.cc.
  query.set_parent("boards/ncc");
  projections::v1::PageToken token;
  token.set_last_key("boards/ncc/actions/a12");
  token.set_position(77);
  token.set_due_day(20000);
  corpus.Write("page_token/without_digest", token.SerializeAsString());
  token.set_query_digest(rpc::QueryDigest(query));
  corpus.Write("page_token/bytes", token.SerializeAsString());
  corpus.Write("page_token/text", rpc::EncodePageToken(token));
}

}  // namespace
}  // namespace actionplan::eventstore

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  const actionplan::eventstore::CorpusWriter corpus(argv[1]);
  actionplan::eventstore::WriteExports(corpus);
  actionplan::eventstore::WriteCheckpoints(corpus);
  actionplan::eventstore::WriteProofs(corpus);
  actionplan::eventstore::WriteRecords(corpus);
  actionplan::eventstore::WriteLayout(corpus);
  actionplan::eventstore::WritePageTokens(corpus);
  return 0;
}
