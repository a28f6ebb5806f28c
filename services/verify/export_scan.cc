#include "services/verify/export_scan.h"

#include <utility>

#include "eventstore/base/status.h"
#include "eventstore/export/export_reader.h"
#include "eventstore/merkle/frontier.h"

namespace actionplan::verify {
namespace {

using eventstore::ExportedLeaf;
using eventstore::ExportReader;
using eventstore::Frontier;
using eventstore::MerkleHash;
using eventstore::TreeHasher;

class ExportScanner {
 public:
  ExportScanner(google::protobuf::io::ZeroCopyInputStream& input,
                uint64_t beginning)
      : reader_(input), beginning_(beginning) {}

  ExportScan Scan() {
    NoteBeginning();
    scan_.end = ReadAll();
    if (scan_.end.code() == absl::StatusCode::kDataLoss) {
      Complain({.position = reader_.leaves() + 1,
                .kind = BadPosition::Kind::kCount,
                .order = std::string(scan_.end.message())});
    }
    scan_.leaves = reader_.leaves();
    scan_.withheld = order_.withheld();
    scan_.streams = order_.streams();
    scan_.recorded = order_.recorded();
    scan_.kept_root = kept_.Root(hasher_);
    scan_.event_root = own_ ? own_->Root(hasher_) : scan_.kept_root;
    return std::move(scan_);
  }

 private:
  absl::Status ReadAll() {
    ASSIGN_OR_RETURN(const auto header, reader_.ReadHeader());
    scan_.origin = header.origin();
    scan_.size = header.size();
    ExportedLeaf leaf;
    for (uint64_t position = 1; position <= scan_.size; ++position) {
      RETURN_IF_ERROR(reader_.ReadLeaf(leaf));
      Take(position, leaf);
      NoteBeginning();
    }
    ASSIGN_OR_RETURN(scan_.checkpoint, reader_.ReadTrailer());
    return absl::OkStatus();
  }

  void Take(uint64_t position, const ExportedLeaf& leaf) {
    if (leaf.envelope.empty()) {
      order_.Withhold();
      Append(leaf.hash, leaf.hash);
      return;
    }
    const MerkleHash own = hasher_.Leaf(leaf.envelope);
    const bool changed = own != leaf.hash;
    if (changed) ++scan_.changed;
    // After the first fault the order of the rest says little: what was moved
    // moves everything behind it.
    if (!scan_.bad) {
      std::string wrong = order_.Check(position, leaf.envelope);
      if (changed || !wrong.empty()) {
        Complain({.position = position,
                  .kind = changed ? BadPosition::Kind::kChanged
                                  : BadPosition::Kind::kOutOfPlace,
                  .order = std::move(wrong)});
      }
    }
    Append(leaf.hash, own);
  }

  void Append(const MerkleHash& kept, const MerkleHash& own) {
    if (!own_ && own != kept) own_ = kept_;
    if (own_) own_->Append(own, hasher_);
    kept_.Append(kept, hasher_);
  }

  void NoteBeginning() {
    if (kept_.size() == beginning_) scan_.beginning = kept_.Root(hasher_);
  }

  void Complain(BadPosition bad) {
    if (!scan_.bad) scan_.bad = std::move(bad);
  }

  ExportReader reader_;
  const uint64_t beginning_;
  TreeHasher hasher_;
  EventOrder order_;
  Frontier kept_;
  std::optional<Frontier> own_;  // Empty while it is the same.
  ExportScan scan_;
};

}  // namespace

ExportScan ScanExport(google::protobuf::io::ZeroCopyInputStream& input,
                      uint64_t beginning) {
  return ExportScanner(input, beginning).Scan();
}

}  // namespace actionplan::verify
