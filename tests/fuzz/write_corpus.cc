// Writes the corpora that are committed beside it, again when a format changes:
//
//   write_corpus tests/fuzz/corpus
#include <filesystem>
#include <fstream>
#include <string>

#include "absl/strings/str_cat.h"
#include "eventstore/merkle/base64.h"
#include "eventstore/merkle/memory_tiles.h"
#include "eventstore/merkle/proof.h"
#include "tests/eventstore/export/exported_log.h"

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

}  // namespace
}  // namespace actionplan::eventstore

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  const actionplan::eventstore::CorpusWriter corpus(argv[1]);
  actionplan::eventstore::WriteExports(corpus);
  actionplan::eventstore::WriteCheckpoints(corpus);
  actionplan::eventstore::WriteProofs(corpus);
  return 0;
}
