#include "services/handlers/proof_binding.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "actionplan/v1/audit_trail_service.pb.h"
#include "eventstore/base/status.h"
#include "eventstore/merkle/proof.h"
#include "projections/resources/instant.h"
#include "projections/resources/names.h"
#include "services/domain/resource_errors.h"
#include "services/handlers/export_call.h"

namespace actionplan::handlers {
namespace {

using checkpoints::CheckpointKeeper;
using checkpoints::SignedCheckpoint;
using eventstore::MerkleHash;
using rpc::FieldChecks;

constexpr char kNegativeSize[] = "is negative; it counts events";

v1::Checkpoint CheckpointOf(const SignedCheckpoint& newest,
                            const CheckpointKeeper& keeper) {
  v1::Checkpoint checkpoint;
  checkpoint.set_size(static_cast<int64_t>(newest.tree.size));
  checkpoint.set_root(newest.tree.root.data(), newest.tree.root.size());
  checkpoint.set_signed_note(newest.note);
  checkpoint.set_key(keeper.verifier().ToString());
  *checkpoint.mutable_sign_time() = resources::ToTimestamp(newest.sign_time);
  return checkpoint;
}

absl::Status TreeTooLarge(const char* field, int64_t asked, uint64_t size) {
  return base::Error(
      {.code = absl::StatusCode::kOutOfRange,
       .reason = "CHECKPOINT_NOT_REACHED",
       .message = absl::StrCat("No checkpoint has a size of ", asked,
                               " yet; the newest has ", size,
                               ". Give a smaller ", field, " or none."),
       .metadata = {{"size", absl::StrCat(size)}}});
}

absl::Status SizesOutOfOrder(const v1::GetConsistencyProofRequest& request,
                             int64_t new_size) {
  return base::Error(
      {.code = absl::StatusCode::kInvalidArgument,
       .reason = "SIZES_OUT_OF_ORDER",
       .message = absl::StrCat("A log of ", request.old_size(),
                               " events does not grow to one of ", new_size,
                               ". Give the older size as old_size.")});
}

template <typename Proof>
void PutHashes(const std::vector<MerkleHash>& hashes, Proof& proof) {
  for (const MerkleHash& hash : hashes) {
    proof.add_hashes(hash.data(), hash.size());
  }
}

void CheckInclusion(const v1::GetInclusionProofRequest& request,
                    FieldChecks& check) {
  if (!resources::ParseEventName(request.name())) {
    check.Violation("name", "NAME_MALFORMED",
                    "is not the name of an event; names look like events/42");
  }
  if (request.tree_size() < 0) {
    check.Violation("tree_size", "NUMBER_OUT_OF_RANGE", kNegativeSize);
  }
}

absl::StatusOr<v1::InclusionProof> ProveInclusion(
    const Ports& ports, const v1::GetInclusionProofRequest& request) {
  const uint64_t position = *resources::ParseEventName(request.name());
  if (position > ports.log.head().Get()) {
    return domain::ResourceNotFound(request.name());
  }
  const auto asked = static_cast<uint64_t>(request.tree_size());
  const SignedCheckpoint newest = ports.checkpoints.Newest();
  const uint64_t size = asked == 0 ? newest.tree.size : asked;
  if (size > newest.tree.size) {
    return TreeTooLarge("tree_size", request.tree_size(), newest.tree.size);
  }
  if (position > size) {
    return base::Error(
        {.code = absl::StatusCode::kInvalidArgument,
         .reason = "EVENT_AFTER_CHECKPOINT",
         .message = absl::StrCat(request.name(),
                                 " was recorded after the "
                                 "checkpoint of size ",
                                 size, ". Give a tree_size of ", position,
                                 " or more, or none.")});
  }
  v1::InclusionProof proof;
  proof.set_name(request.name());
  proof.set_tree_size(static_cast<int64_t>(size));
  RETURN_IF_ERROR(ports.log.ReadStored(
      {.first = position, .last = position},
      [&proof](eventstore::Position, absl::string_view envelope) {
        proof.set_envelope(envelope.data(), envelope.size());
        return false;
      }));
  eventstore::TreeHasher hasher;
  ASSIGN_OR_RETURN(
      const auto hashes,
      eventstore::InclusionProof({.index = position - 1, .tree_size = size},
                                 ports.log.tiles(), hasher));
  PutHashes(hashes, proof);
  if (size == newest.tree.size) {
    *proof.mutable_checkpoint() = CheckpointOf(newest, ports.checkpoints);
  }
  return proof;
}

void CheckConsistency(const v1::GetConsistencyProofRequest& request,
                      FieldChecks& check) {
  if (request.old_size() < 1) {
    check.Violation("old_size", "NUMBER_OUT_OF_RANGE",
                    "is less than 1; it is the size of the older checkpoint");
  }
  if (request.new_size() < 0) {
    check.Violation("new_size", "NUMBER_OUT_OF_RANGE", kNegativeSize);
  }
}

absl::StatusOr<v1::ConsistencyProof> ProveConsistency(
    const Ports& ports, const v1::GetConsistencyProofRequest& request) {
  const SignedCheckpoint newest = ports.checkpoints.Newest();
  const int64_t newest_size = static_cast<int64_t>(newest.tree.size);
  const int64_t new_size =
      request.new_size() == 0 ? newest_size : request.new_size();
  if (new_size > newest_size) {
    return TreeTooLarge("new_size", new_size, newest.tree.size);
  }
  if (request.old_size() > new_size) {
    if (request.new_size() == 0) {
      return TreeTooLarge("old_size", request.old_size(), newest.tree.size);
    }
    return SizesOutOfOrder(request, new_size);
  }
  eventstore::TreeHasher hasher;
  ASSIGN_OR_RETURN(const auto hashes,
                   eventstore::ConsistencyProof(
                       {.old_size = static_cast<uint64_t>(request.old_size()),
                        .new_size = static_cast<uint64_t>(new_size)},
                       ports.log.tiles(), hasher));
  v1::ConsistencyProof proof;
  proof.set_old_size(request.old_size());
  proof.set_new_size(new_size);
  PutHashes(hashes, proof);
  if (new_size == newest_size) {
    *proof.mutable_checkpoint() = CheckpointOf(newest, ports.checkpoints);
  }
  return proof;
}

}  // namespace

void BindProofs(const Ports& ports, rpc::RawService& service) {
  QueryBinding queries(service, ports.queries, ports.projector);
  queries.Bind<v1::GetCheckpointRequest>(
      "GetCheckpoint", {}, NoChecks<v1::GetCheckpointRequest>,
      [&keeper = ports.checkpoints](
          const v1::GetCheckpointRequest&) -> absl::StatusOr<v1::Checkpoint> {
        return CheckpointOf(keeper.Newest(), keeper);
      });
  queries.Bind<v1::GetInclusionProofRequest>(
      "GetInclusionProof", {}, CheckInclusion,
      [ports](const v1::GetInclusionProofRequest& request) {
        return ProveInclusion(ports, request);
      });
  queries.Bind<v1::GetConsistencyProofRequest>(
      "GetConsistencyProof", {}, CheckConsistency,
      [ports](const v1::GetConsistencyProofRequest& request) {
        return ProveConsistency(ports, request);
      });
  service.BindStream(
      "ExportLog",
      [ports](const domain::Caller&, const grpc::ByteBuffer& bytes)
          -> grpc::ServerWriteReactor<grpc::ByteBuffer>* {
        v1::ExportLogRequest request;
        const absl::Status parsed =
            rpc::ParseMessage(rpc::Flatten(bytes), request);
        if (!parsed.ok()) return rpc::RefuseStream(parsed);
        return StartExport(ports.log, ports.readers,
                           ports.checkpoints.verifier().name(),
                           ports.checkpoints.Newest());
      });
}

}  // namespace actionplan::handlers
