// What an inspector keeps, and what it proves later: checkpoints, proofs and
// the export of the log.
#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/types/span.h"
#include "actionplan/eventstore/v1/envelope.pb.h"
#include "actionplan/v1/audit_trail_service.pb.h"
#include "eventstore/export/export_reader.h"
#include "eventstore/merkle/checkpoint.h"
#include "eventstore/merkle/proof.h"
#include "gmock/gmock.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"
#include "services/client/method.h"
#include "tests/support/fake_clock.h"
#include "tests/support/running_server.h"
#include "tests/support/status_matchers.h"

namespace actionplan::support {
namespace {

using eventstore::MerkleHash;
using eventstore::TreeHasher;

MerkleHash HashOf(absl::string_view bytes) {
  return eventstore::HashesOf(bytes)->front();
}

template <typename Proof>
std::vector<MerkleHash> HashesOf(const Proof& proof) {
  std::vector<MerkleHash> hashes;
  for (const std::string& hash : proof.hashes()) hashes.push_back(HashOf(hash));
  return hashes;
}

class ProofsTest : public ::testing::Test {
 protected:
  // One event each.
  void CreateBoards(int first, int last) {
    for (int id = first; id <= last; ++id) {
      ASSERT_OK(server_.Manager().Try(
          "BoardService.CreateBoard",
          absl::StrCat("board_id: 'b", id,
                       "' board { title: 'B' division: SCOTLAND }")));
    }
  }

  template <typename Answer>
  absl::StatusOr<Answer> Ask(absl::string_view method,
                             const std::string& request) {
    return server_.Manager().Call<Answer>(
        absl::StrCat("AuditTrailService.", method), request);
  }

  v1::Checkpoint Newest() {
    return Ask<v1::Checkpoint>("GetCheckpoint", "").value();
  }

  // What the signed note says, opened with the key of another checkpoint.
  static absl::StatusOr<eventstore::Checkpoint> Open(
      const v1::Checkpoint& checkpoint, const v1::Checkpoint& known) {
    ASSIGN_OR_RETURN(auto key, eventstore::NoteVerifier::Parse(known.key()));
    return eventstore::OpenCheckpoint(checkpoint.signed_note(),
                                      {.origin = key.name(), .keys = {key}});
  }

  absl::StatusOr<std::string> Export() {
    std::string file;
    v1::ExportLogResponse piece;
    const absl::Status status = server_.Manager().client().Watch(
        *client::FindMethod("AuditTrailService.ExportLog"),
        *RequestFor("AuditTrailService.ExportLog", ""), piece, [&] {
          absl::StrAppend(&file, piece.data());
          return absl::OkStatus();
        });
    if (!status.ok()) return status;
    return file;
  }

  FakeClock clock_;
  RunningServer server_{clock_};
  TreeHasher hasher_;
};

TEST_F(ProofsTest, ACheckpointSaysHowLongTheLogIsAndIsSigned) {
  const v1::Checkpoint empty = Newest();
  EXPECT_EQ(empty.size(), 0);
  EXPECT_EQ(HashOf(empty.root()), hasher_.EmptyRoot());
  CreateBoards(1, 3);
  const v1::Checkpoint checkpoint = Newest();
  EXPECT_EQ(checkpoint.size(), 3);
  EXPECT_TRUE(checkpoint.has_sign_time());
  ASSERT_OK_AND_ASSIGN(const auto opened, Open(checkpoint, empty));
  EXPECT_EQ(opened.size, 3);
  EXPECT_EQ(opened.root, HashOf(checkpoint.root()));
}

TEST_F(ProofsTest, EveryEventIsProvedToBeInEveryLaterCheckpoint) {
  CreateBoards(1, 7);
  std::vector<MerkleHash> roots(1, hasher_.EmptyRoot());
  for (int64_t size = 1; size <= 7; ++size) {
    ASSERT_OK_AND_ASSIGN(
        const auto last,
        Ask<v1::InclusionProof>(
            "GetInclusionProof",
            absl::StrCat("name: 'events/", size, "' tree_size: ", size)));
    // The root that the newest leaf's proof leads to is the tree's.
    const v1::Checkpoint newest = Newest();
    ASSERT_OK_AND_ASSIGN(
        const auto growth,
        Ask<v1::ConsistencyProof>("GetConsistencyProof",
                                  absl::StrCat("old_size: ", size)));
    EXPECT_EQ(growth.new_size(), 7);
    EXPECT_EQ(growth.checkpoint().signed_note(), newest.signed_note());
    EXPECT_EQ(last.has_checkpoint(), size == 7);
    ASSERT_OK_AND_ASSIGN(
        const auto proof,
        Ask<v1::InclusionProof>("GetInclusionProof",
                                absl::StrCat("name: 'events/", size, "'")));
    const absl::Status in_newest = eventstore::VerifyInclusion(
        {.place = {.index = static_cast<uint64_t>(size) - 1, .tree_size = 7},
         .leaf = hasher_.Leaf(proof.envelope()),
         .root = HashOf(newest.root())},
        HashesOf(proof), hasher_);
    EXPECT_OK(in_newest);
    eventstore::v1::Envelope envelope;
    ASSERT_TRUE(envelope.ParseFromString(proof.envelope()));
    EXPECT_EQ(envelope.position(), size);
  }
}

TEST_F(ProofsTest, AnOlderCheckpointIsProvedToBeTheBeginningAfterARestart) {
  CreateBoards(1, 5);
  const v1::Checkpoint before = Newest();
  server_.Stop();
  server_.Start();
  CreateBoards(6, 12);
  const v1::Checkpoint now = Newest();
  EXPECT_EQ(now.key(), before.key());
  ASSERT_OK_AND_ASSIGN(const auto proof,
                       Ask<v1::ConsistencyProof>("GetConsistencyProof",
                                                 "old_size: 5 new_size: 12"));
  EXPECT_OK(
      eventstore::VerifyConsistency({.growth = {.old_size = 5, .new_size = 12},
                                     .old_root = HashOf(before.root()),
                                     .new_root = HashOf(now.root())},
                                    HashesOf(proof), hasher_));
}

TEST_F(ProofsTest, AnExportHoldsEveryEventAndProvesItself) {
  CreateBoards(1, 600);
  ASSERT_OK_AND_ASSIGN(const std::string file, Export());
  google::protobuf::io::ArrayInputStream input(file.data(),
                                               static_cast<int>(file.size()));
  eventstore::ExportReader reader(input);
  ASSERT_OK_AND_ASSIGN(const auto header, reader.ReadHeader());
  EXPECT_EQ(header.size(), 600);
  eventstore::Frontier frontier;
  eventstore::ExportedLeaf leaf;
  for (uint64_t position = 1; position <= header.size(); ++position) {
    ASSERT_OK(reader.ReadLeaf(leaf));
    ASSERT_EQ(hasher_.Leaf(leaf.envelope), leaf.hash) << position;
    frontier.Append(leaf.hash, hasher_);
  }
  v1::Checkpoint exported;
  ASSERT_OK_AND_ASSIGN(*exported.mutable_signed_note(), reader.ReadTrailer());
  ASSERT_OK_AND_ASSIGN(const auto opened, Open(exported, Newest()));
  EXPECT_EQ(opened.origin, header.origin());
  EXPECT_EQ(opened.size, header.size());
  EXPECT_EQ(opened.root, frontier.Root(hasher_));
}

TEST_F(ProofsTest, AnEmptyLogIsExportedToo) {
  ASSERT_OK_AND_ASSIGN(const std::string file, Export());
  google::protobuf::io::ArrayInputStream input(file.data(),
                                               static_cast<int>(file.size()));
  eventstore::ExportReader reader(input);
  ASSERT_OK_AND_ASSIGN(const auto header, reader.ReadHeader());
  EXPECT_EQ(header.size(), 0);
  EXPECT_OK(reader.ReadTrailer());
}

TEST_F(ProofsTest, WhatCannotBeProvedIsRefusedInWords) {
  CreateBoards(1, 4);
  const auto inclusion = [this](const std::string& request) {
    return Ask<v1::InclusionProof>("GetInclusionProof", request).status();
  };
  const auto consistency = [this](const std::string& request) {
    return Ask<v1::ConsistencyProof>("GetConsistencyProof", request).status();
  };
  EXPECT_THAT(inclusion("name: 'events/5'"), FailsWith("RESOURCE_NOT_FOUND"));
  EXPECT_THAT(inclusion("name: 'events/4' tree_size: 3"),
              FailsWith("EVENT_AFTER_CHECKPOINT"));
  EXPECT_THAT(inclusion("name: 'events/4' tree_size: 5"),
              FailsWith("CHECKPOINT_NOT_REACHED"));
  EXPECT_THAT(consistency("old_size: 5"), FailsWith("CHECKPOINT_NOT_REACHED"));
  EXPECT_THAT(consistency("old_size: 1 new_size: 5"),
              FailsWith("CHECKPOINT_NOT_REACHED"));
  EXPECT_THAT(consistency("old_size: 3 new_size: 2"),
              FailsWith("SIZES_OUT_OF_ORDER"));
}

}  // namespace
}  // namespace actionplan::support
