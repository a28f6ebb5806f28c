// The program as a person starts it, but for the process: flags, files and the
// answer.
#include "services/verify/program.h"

#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "eventstore/merkle/base64.h"
#include "eventstore/merkle/memory_tiles.h"
#include "eventstore/merkle/proof.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/eventstore/export/exported_log.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temporary_folder.h"

namespace actionplan::verify {
namespace {

using eventstore::ExportedLog;
using eventstore::LogOf;
using eventstore::TestSigner;
using testing::HasSubstr;

class ProgramTest : public testing::Test {
 protected:
  ProgramTest() : key_("--key=" + TestSigner('a').verifier().ToString()) {}

  // Under its full name.
  std::string Path(absl::string_view name) const { return folder_.Path(name); }

  void Write(absl::string_view name, absl::string_view bytes) const {
    std::ofstream(Path(name), std::ios::binary) << bytes;
  }
  std::string Read(absl::string_view name) const {
    std::ifstream in(Path(name), std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }

  // With the key unless others are among the arguments.
  Answer Run(std::vector<std::string> arguments) const {
    bool has_key = false;
    for (const std::string& argument : arguments) {
      has_key = has_key || argument.rfind("--key", 0) == 0;
    }
    if (!has_key) arguments.push_back(key_);
    std::vector<const char*> flags;
    for (const std::string& argument : arguments) {
      flags.push_back(argument.c_str());
    }
    const auto options = ParseOptions(flags);
    EXPECT_OK(options);
    return Verify(*options);
  }

  Answer RunExport(const ExportedLog& log,
                   std::vector<std::string> arguments = {}) const {
    Write("export", log.Bytes());
    arguments.push_back(Path("export"));
    return Run(std::move(arguments));
  }

  std::string Flag(absl::string_view name, absl::string_view file) const {
    return absl::StrCat("--", name, "=", Path(file));
  }

  // The hashes as a file of lines.
  static std::string Lines(const std::vector<eventstore::MerkleHash>& proof) {
    std::string lines;
    for (const auto& hash : proof) {
      absl::StrAppend(&lines,
                      eventstore::EncodeBase64(eventstore::BytesOf({&hash, 1})),
                      "\n");
    }
    return lines;
  }

  support::TemporaryFolder folder_;
  const std::string key_;
};

TEST_F(ProgramTest, ProvesAnExport) {
  const Answer answer = RunExport(LogOf(10));
  EXPECT_EQ(answer.verdict, Verdict::kProven);
  EXPECT_EQ(ToText(answer),
            absl::StrCat(
                "PROVEN: the 10 events of example.org/log are those that the "
                "log has signed\n"
                "  events      10, all in view\n"
                "  streams     7\n"
                "  recorded    2026-02-25 06:13:20 UTC to 2026-02-25 06:13:23 "
                "UTC\n"
                "  signed by   ",
                TestSigner('a').verifier().ToString(), "\n"));
}

TEST_F(ProgramTest, ProvesAnExportOfAnEmptyLog) {
  EXPECT_EQ(RunExport(LogOf(0), {Flag("witness", "w")}).verdict,
            Verdict::kProven);
  EXPECT_EQ(RunExport(LogOf(3), {Flag("witness", "w")}).verdict,
            Verdict::kProven);
}

TEST_F(ProgramTest, NamesTheBadPositionInWords) {
  ExportedLog log = LogOf(10);
  log.parts[3].envelope = eventstore::EventAt(4, "!").SerializeAsString();
  const Answer answer = RunExport(log);
  EXPECT_EQ(answer.verdict, Verdict::kNotProven);
  EXPECT_THAT(
      ToText(answer),
      HasSubstr(
          "NOT PROVEN: position 4 is not the event whose hash the log "
          "kept\n"
          "  position    4\n"
          "  means       The event was changed after the log was signed"));
}

TEST_F(ProgramTest, ReadsKeysFromAFile) {
  Write("keys", absl::StrCat(TestSigner('b').verifier().ToString(), "\n",
                             TestSigner('a').verifier().ToString(), "\n"));
  EXPECT_EQ(
      RunExport(LogOf(3), {absl::StrCat("--key=@", Path("keys"))}).verdict,
      Verdict::kProven);
}

TEST_F(ProgramTest, RefusesAFileThatHoldsNoKey) {
  Write("keys", "not a key\n");
  const Answer answer =
      RunExport(LogOf(3), {absl::StrCat("--key=@", Path("keys"))});
  EXPECT_EQ(answer.verdict, Verdict::kUnusable);
  EXPECT_THAT(answer.headline, HasSubstr("keys, line 1 is not a verifier key"));
  EXPECT_EQ(
      RunExport(LogOf(3), {absl::StrCat("--key=@", Path("none"))}).verdict,
      Verdict::kUnusable);
}

TEST_F(ProgramTest, RefusesKeysOfDifferentLogs) {
  const Answer answer = RunExport(
      LogOf(3),
      {key_,
       "--key=" + TestSigner('a', "example.org/other").verifier().ToString()});
  EXPECT_EQ(answer.verdict, Verdict::kWrongFlags);
  EXPECT_THAT(answer.headline, HasSubstr("the keys are of different logs"));
}

TEST_F(ProgramTest, RefusesAnotherLogsExport) {
  ExportedLog log = LogOf(3);
  log.origin = "example.org/other";
  log.Sign();
  EXPECT_EQ(RunExport(log).verdict, Verdict::kNotProven);
}

TEST_F(ProgramTest, CannotCheckWhatItCannotRead) {
  EXPECT_EQ(Run({Path("absent")}).verdict, Verdict::kUnusable);
  const Answer folder = Run({folder_.path()});
  EXPECT_EQ(folder.verdict, Verdict::kUnusable);
  EXPECT_THAT(folder.headline, HasSubstr("cannot be read: Is a directory"));
}

TEST_F(ProgramTest, CannotCheckWhatIsNoExport) {
  Write("export", "Dear inspector");
  const Answer answer = Run({Path("export")});
  EXPECT_EQ(answer.verdict, Verdict::kUnusable);
  EXPECT_THAT(answer.headline, HasSubstr("the file is not a whole export"));
}

TEST_F(ProgramTest, KeepsTheFirstCheckpointItSees) {
  const ExportedLog log = LogOf(10);
  const Answer answer = RunExport(log, {Flag("witness", "w")});
  EXPECT_EQ(answer.verdict, Verdict::kProven);
  EXPECT_THAT(ToText(answer), HasSubstr("first sight of this log"));
  EXPECT_EQ(Read("w"), log.checkpoint);
}

TEST_F(ProgramTest, FollowsALogThatGrows) {
  for (const uint64_t size : {1, 2, 3, 8, 8, 9, 64, 100}) {
    const ExportedLog log = LogOf(size);
    EXPECT_EQ(RunExport(log, {Flag("witness", "w")}).verdict, Verdict::kProven)
        << size;
    EXPECT_EQ(Read("w"), log.checkpoint);
  }
}

TEST_F(ProgramTest, LeavesTheWitnessAloneWhenAnythingIsWrong) {
  const ExportedLog log = LogOf(10);
  RunExport(log, {Flag("witness", "w")});
  const ExportedLog rewritten = LogOf(20, "!");
  ExportedLog edited = LogOf(20);
  edited.parts[14].envelope.back() ^= 1;
  for (const ExportedLog& wrong : {LogOf(9), rewritten, edited}) {
    EXPECT_EQ(RunExport(wrong, {Flag("witness", "w")}).verdict,
              Verdict::kNotProven);
    EXPECT_EQ(Read("w"), log.checkpoint);
  }
}

TEST_F(ProgramTest, FollowsALogThatChangesItsKey) {
  RunExport(LogOf(10), {Flag("witness", "w")});
  ExportedLog log = LogOf(20);
  log.Sign('b');
  const std::string next = "--key=" + TestSigner('b').verifier().ToString();
  const Answer unknown = RunExport(log, {next, Flag("witness", "w")});
  EXPECT_EQ(unknown.verdict, Verdict::kNotProven);
  EXPECT_THAT(ToText(unknown), HasSubstr("give the old one and the new one"));
  EXPECT_EQ(RunExport(log, {key_, next, Flag("witness", "w")}).verdict,
            Verdict::kProven);
}

TEST_F(ProgramTest, RefusesAWitnessThatIsNoCheckpoint) {
  Write("w", "a note of mine");
  const Answer answer = RunExport(LogOf(3), {Flag("witness", "w")});
  EXPECT_EQ(answer.verdict, Verdict::kUnusable);
  EXPECT_EQ(Read("w"), "a note of mine");
}

TEST_F(ProgramTest, SaysWhenTheWitnessCannotBeKept) {
  const Answer answer = RunExport(LogOf(3), {Flag("witness", "absent/w")});
  EXPECT_EQ(answer.verdict, Verdict::kUnusable);
  EXPECT_THAT(answer.headline, HasSubstr("the log is proven, but the witness"));
}

TEST_F(ProgramTest, FollowsALogByItsCheckpointsAlone) {
  eventstore::TreeHasher hasher;
  eventstore::MemoryTiles tiles;
  const ExportedLog log = LogOf(20);
  for (const auto& part : log.parts) tiles.Append(part.hash, hasher);
  Write("c", LogOf(10).checkpoint);
  const std::vector<std::string> flags = {
      Flag("checkpoint", "c"), Flag("witness", "w"), Flag("proof", "p")};

  // First sight needs no proof, growth does.
  EXPECT_EQ(Run({flags[0], flags[1]}).verdict, Verdict::kProven);
  EXPECT_EQ(Run({flags[0], flags[1]}).verdict, Verdict::kProven);
  Write("c", log.checkpoint);
  EXPECT_EQ(Run({flags[0], flags[1]}).verdict, Verdict::kWrongFlags);
  Write("p", Lines(*ConsistencyProof({.old_size = 9, .new_size = 20}, tiles,
                                     hasher)));
  EXPECT_EQ(Run(flags).verdict, Verdict::kNotProven);
  EXPECT_EQ(Read("w"), LogOf(10).checkpoint);
  Write("p", Lines(*ConsistencyProof({.old_size = 10, .new_size = 20}, tiles,
                                     hasher)));
  EXPECT_EQ(Run(flags).verdict, Verdict::kProven);
  EXPECT_EQ(Read("w"), log.checkpoint);

  Write("p", "not a hash\n");
  EXPECT_EQ(Run(flags).verdict, Verdict::kUnusable);
  Write("c", LogOf(10).checkpoint);
  EXPECT_EQ(Run({flags[0], flags[1]}).verdict, Verdict::kNotProven);
  EXPECT_EQ(Read("w"), log.checkpoint);
}

TEST_F(ProgramTest, ProvesOneEvent) {
  eventstore::TreeHasher hasher;
  eventstore::MemoryTiles tiles;
  const ExportedLog log = LogOf(20);
  for (const auto& part : log.parts) tiles.Append(part.hash, hasher);
  Write("p",
        Lines(*InclusionProof({.index = 6, .tree_size = 20}, tiles, hasher)));
  Write("c", log.checkpoint);
  Write("e", log.parts[6].envelope);
  const std::vector<std::string> flags = {
      Flag("event", "e"), Flag("proof", "p"), Flag("checkpoint", "c"),
      "--position=7"};
  EXPECT_EQ(Run(flags).verdict, Verdict::kProven);
  Write("e", eventstore::EventAt(7, "!").SerializeAsString());
  EXPECT_EQ(Run(flags).verdict, Verdict::kNotProven);
  Write("c", "not a checkpoint");
  EXPECT_EQ(Run(flags).verdict, Verdict::kUnusable);
}

TEST_F(ProgramTest, DoesNotReadFilesThatAreTooLarge) {
  Write("w", std::string(1'100'000, 'w'));
  const Answer answer = RunExport(LogOf(3), {Flag("witness", "w")});
  EXPECT_EQ(answer.verdict, Verdict::kUnusable);
  EXPECT_THAT(answer.headline, HasSubstr("larger than 1000000 bytes"));
}

}  // namespace
}  // namespace actionplan::verify
