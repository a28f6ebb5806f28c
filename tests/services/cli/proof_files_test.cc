#include "services/cli/proof_files.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "actionplan/v1/audit_trail_service.pb.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/services/cli/cli_run.h"
#include "tests/services/client/generic_server.h"
#include "tests/support/temporary_folder.h"

namespace actionplan::cli {
namespace {

using support::CliRun;
using support::GenericServer;
using support::ReceivedCall;
using support::Reply;
using support::RunCli;
using ::testing::HasSubstr;

class ProofFilesTest : public ::testing::Test {
 protected:
  // Runs `actionplan trail …` against a server that gives these answers.
  CliRun Run(std::vector<std::string> args, std::vector<std::string> answers,
             grpc::Status end = grpc::Status::OK) {
    GenericServer server([&](const ReceivedCall&) {
      Reply reply;
      reply.status = end;
      reply.messages = answers;
      return reply;
    });
    args.insert(args.begin(), "trail");
    args.insert(args.end(), {"--server", server.address()});
    return RunCli(args);
  }

  static std::string Contents(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }

  static std::string Piece(const std::string& bytes) {
    v1::ExportLogResponse piece;
    piece.set_data(bytes);
    return piece.SerializeAsString();
  }

  const support::TemporaryFolder folder_;
  const std::string path_ = folder_.Path("file");
};

TEST_F(ProofFilesTest, ACheckpointIsWrittenAsItWasSigned) {
  v1::Checkpoint checkpoint;
  checkpoint.set_size(7);
  checkpoint.set_root("\x01\xff");
  checkpoint.set_signed_note("log\n7\nroot\n\n\u2014 log c2ln\n");
  const CliRun run =
      Run({"checkpoint", "--to", path_}, {checkpoint.SerializeAsString()});
  EXPECT_EQ(run.code, ExitCode::kDone) << run.err;
  EXPECT_EQ(Contents(path_), checkpoint.signed_note());
  EXPECT_EQ(run.err, "Wrote " + path_ + "\n");
  EXPECT_THAT(run.out, HasSubstr("Af8="));
}

TEST_F(ProofFilesTest, AProofComesWithItsEventAndItsCheckpoint) {
  v1::InclusionProof proof;
  proof.set_name("events/4");
  proof.add_hashes("one");
  proof.add_hashes("two");
  proof.set_envelope(std::string("\0bytes", 6));
  proof.mutable_checkpoint()->set_signed_note("note\n");
  const CliRun run =
      Run({"proof", "events/4", "--to", path_}, {proof.SerializeAsString()});
  EXPECT_EQ(run.code, ExitCode::kDone) << run.err;
  EXPECT_EQ(Contents(path_), "b25l\ndHdv\n");
  EXPECT_EQ(Contents(path_ + ".event"), proof.envelope());
  EXPECT_EQ(Contents(path_ + ".checkpoint"), "note\n");
}

TEST_F(ProofFilesTest, AProofForAnOlderCheckpointHasNoneBesideIt) {
  v1::ConsistencyProof proof;
  proof.add_hashes("one");
  const CliRun run = Run({"consistency", "--old-size", "3", "--to", path_},
                         {proof.SerializeAsString()});
  EXPECT_EQ(run.code, ExitCode::kDone) << run.err;
  EXPECT_EQ(Contents(path_), "b25l\n");
  EXPECT_FALSE(std::filesystem::exists(path_ + ".checkpoint"));
  EXPECT_FALSE(std::filesystem::exists(path_ + ".event"));
}

TEST_F(ProofFilesTest, AnExportIsItsPiecesOneAfterTheOther) {
  const CliRun run =
      Run({"export", "--to", path_}, {Piece("one "), Piece(""), Piece("two")});
  EXPECT_EQ(run.code, ExitCode::kDone) << run.err;
  EXPECT_EQ(Contents(path_), "one two");
  EXPECT_EQ(run.out, "");
}

TEST_F(ProofFilesTest, AnExportThatBreaksOffLeavesNoFile) {
  const CliRun run = Run({"export", "--to", path_}, {Piece("one ")},
                         grpc::Status(grpc::StatusCode::DATA_LOSS, "damaged"));
  EXPECT_EQ(run.code, ExitCode::kOther);
  EXPECT_THAT(run.err, HasSubstr("damaged"));
  EXPECT_TRUE(std::filesystem::is_empty(folder_.path()));
}

TEST_F(ProofFilesTest, AnExportNeedsAFile) {
  const CliRun run = Run({"export"}, {});
  EXPECT_EQ(run.code, ExitCode::kUsage);
  EXPECT_THAT(run.err, HasSubstr("--to FILE is missing"));
}

TEST_F(ProofFilesTest, AFileThatCannotBeWrittenIsNamed) {
  const std::string path = folder_.Path("none/file");
  const CliRun run = Run({"export", "--to", path}, {Piece("one")});
  EXPECT_EQ(run.code, ExitCode::kConflict);
  EXPECT_THAT(run.err, HasSubstr(path));
  EXPECT_THAT(run.err, HasSubstr("No such file or directory"));
}

}  // namespace
}  // namespace actionplan::cli
