#include "services/handlers/export_call.h"

#include <utility>
#include <vector>

#include "actionplan/v1/audit_trail_service.pb.h"
#include "eventstore/base/status.h"
#include "eventstore/export/export_writer.h"
#include "services/queries/query_errors.h"
#include "services/rpc/status.h"
#include "services/rpc/unary_call.h"

namespace actionplan::handlers {
namespace {

constexpr size_t kPieceBytes = 256 * 1024;

// Either one piece is being read or one is being written, so nothing here is
// used by two threads at once. A call that was cancelled fails its next write.
class ExportCall final : public grpc::ServerWriteReactor<grpc::ByteBuffer> {
 public:
  ExportCall(const eventstore::EventStore& log, base::ThreadPool& readers,
             checkpoints::SignedCheckpoint checkpoint)
      : log_(log), readers_(readers), checkpoint_(std::move(checkpoint)) {}

  void Begin(const std::string& origin) {
    writer_.Header(origin, checkpoint_.tree.size);
    ReadNext();
  }

  void OnWriteDone(bool ok) override {
    if (!ok) return Finish(grpc::Status::CANCELLED);
    ReadNext();
  }

  void OnDone() override { delete this; }

 private:
  void ReadNext() {
    if (!readers_.Post([this] { Read(); })) {
      Finish(rpc::ToGrpc(queries::TooManyReads()));
    }
  }

  void Read() {
    const absl::Status read = AddLeaves();
    if (!read.ok()) return Finish(rpc::ToGrpc(read));
    const bool is_last = position_ == checkpoint_.tree.size;
    if (is_last) writer_.Trailer(checkpoint_.note);
    v1::ExportLogResponse response;
    response.mutable_data()->swap(piece_);
    bytes_ = rpc::Serialize(response);
    if (is_last) {
      StartWriteAndFinish(&bytes_, {}, grpc::Status::OK);
    } else {
      StartWrite(&bytes_);
    }
  }

  // Adds what comes next, until the piece is large enough.
  absl::Status AddLeaves() {
    absl::Status hashed;
    const auto add = [&](eventstore::Position position,
                         absl::string_view envelope) {
      hashed = LoadTile(position);
      if (!hashed.ok()) return false;
      const auto place = eventstore::PlaceOf({.index = position - 1});
      writer_.Leaf(hashes_[place.first], envelope);
      position_ = position;
      return piece_.size() < kPieceBytes;
    };
    RETURN_IF_ERROR(log_.ReadStored(
        {.first = position_ + 1, .last = checkpoint_.tree.size}, add));
    return hashed;
  }

  // Reads the hashes of the tile that the event's leaf is in, once.
  absl::Status LoadTile(eventstore::Position position) {
    const auto place = eventstore::PlaceOf({.index = position - 1});
    if (place.tile == tile_ && !hashes_.empty()) return absl::OkStatus();
    tile_ = place.tile;
    const size_t count = eventstore::HashesInTile(tile_, checkpoint_.tree.size);
    ASSIGN_OR_RETURN(hashes_, log_.tiles().Read(tile_, count));
    return absl::OkStatus();
  }

  const eventstore::EventStore& log_;
  base::ThreadPool& readers_;
  const checkpoints::SignedCheckpoint checkpoint_;
  eventstore::Position position_ = 0;  // The last one in a piece.
  eventstore::TileId tile_;
  std::vector<eventstore::MerkleHash> hashes_;
  std::string piece_;
  eventstore::ExportWriter writer_{&piece_};
  grpc::ByteBuffer bytes_;
};

}  // namespace

grpc::ServerWriteReactor<grpc::ByteBuffer>* StartExport(
    const eventstore::EventStore& log, base::ThreadPool& readers,
    const std::string& origin, checkpoints::SignedCheckpoint checkpoint) {
  auto* const call = new ExportCall(log, readers, std::move(checkpoint));
  call->Begin(origin);
  return call;
}

}  // namespace actionplan::handlers
