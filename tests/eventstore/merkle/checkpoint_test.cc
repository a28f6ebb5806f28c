#include "eventstore/merkle/checkpoint.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "eventstore/merkle/frontier.h"
#include "eventstore/merkle/signed_note.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/eventstore/merkle/reference_tree.h"
#include "tests/support/status_matchers.h"

namespace actionplan::eventstore {
namespace {

using ::actionplan::support::StatusIs;
using ::testing::HasSubstr;

constexpr auto kInvalid = absl::StatusCode::kInvalidArgument;
constexpr auto kUnauthenticated = absl::StatusCode::kUnauthenticated;

constexpr char kOrigin[] = "example.org/log";

// The root in the example of c2sp.org/tlog-checkpoint.
constexpr char kRoot[] = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=";
constexpr char kRootHex[] =
    "0ac5186a91863e8e1d90c808014aa89bf5da8e3ee1d9f07630f0378f68f1ab62";

Checkpoint Example() {
  return {.origin = "example.com/behind-the-sofa",
          .size = 20852163,
          .root = HashFromHex(kRootHex)};
}

NoteSigner Signer(char seed) {
  return *NoteSigner::FromSeed(kOrigin, std::string(kNoteSeedBytes, seed));
}

TEST(CheckpointTest, IsWrittenAsInTheExampleOfTheFormat) {
  const std::string expected =
      absl::StrCat("example.com/behind-the-sofa\n20852163\n", kRoot, "\n");
  ASSERT_OK_AND_ASSIGN(const std::string text, FormatCheckpoint(Example()));
  EXPECT_EQ(text, expected);
  ASSERT_OK_AND_ASSIGN(const Checkpoint parsed, ParseCheckpoint(expected));
  EXPECT_EQ(parsed, Example());
}

TEST(CheckpointTest, ACheckpointOfGosChecksumDatabaseIsOpened) {
  // A log of others, signed by their server; its key is in the go command.
  const std::string note = absl::StrCat(
      "go.sum database tree\n20852163\n", kRoot,
      "\n\n\u2014 sum.golang.org Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeO"
      "oRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n");
  ASSERT_OK_AND_ASSIGN(
      const NoteVerifier key,
      NoteVerifier::Parse("sum.golang.org+033de0ae+"
                          "Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8"));
  ASSERT_OK_AND_ASSIGN(
      const Checkpoint checkpoint,
      OpenCheckpoint(note, {.origin = "go.sum database tree", .keys = {key}}));
  EXPECT_EQ(checkpoint.size, 20852163);
  EXPECT_EQ(Hex(checkpoint.root), kRootHex);
}

TEST(CheckpointTest, ComesBackFromItsTextAtEverySize) {
  for (const uint64_t size : {uint64_t{0}, uint64_t{1}, uint64_t{10},
                              uint64_t{1'000'000}, kMaxTreeSize}) {
    const Checkpoint checkpoint{
        .origin = kOrigin, .size = size, .root = HashFromHex(kRootHex)};
    ASSERT_OK_AND_ASSIGN(const std::string text, FormatCheckpoint(checkpoint));
    ASSERT_OK_AND_ASSIGN(const Checkpoint parsed, ParseCheckpoint(text));
    EXPECT_EQ(parsed, checkpoint);
  }
}

TEST(CheckpointTest, OnlyItsOneSpellingIsRead) {
  const std::string root = absl::StrCat(kRoot, "\n");
  const std::string unpadded = root.substr(0, root.size() - 2);
  for (const std::string& text : std::vector<std::string>{
           "",
           "\n",
           "log\n7\n" + root.substr(0, root.size() - 1),  // No newline.
           "log\n7\n" + root + "\n",                      // An empty line more.
           "log\n7\n" + root + "extension\n",
           "log\n\n7\n" + root,
           "\nlog\n7\n" + root,
           "log\n7\n",
           "log\n" + root,
           "\n7\n" + root,  // No origin.
           "lo\tg\n7\n" + root,
           "lo\xffg\n7\n" + root,
           "log\n07\n" + root,
           "log\n00\n" + root,
           "log\n+7\n" + root,
           "log\n-7\n" + root,
           "log\n-0\n" + root,
           "log\n 7\n" + root,
           "log\n7 \n" + root,
           "log\n0x7\n" + root,
           "log\n7.0\n" + root,
           "log\n\n" + root,
           "log\nseven\n" + root,
           "log\n9223372036854775808\n" + root,   // 2^63.
           "log\n18446744073709551623\n" + root,  // 2^64 + 7.
           "log\r\n7\r\n" + root,
           "log\n7\n" + unpadded + "\n",
           "log\n7\n" + unpadded + "==\n",
           "log\n7\n " + root,
           "log\n7\n" + unpadded + "= \n",
           "log\n7\n" + absl::StrReplaceAll(root, {{"2I=", "2J="}}),
           "log\n7\n" + absl::StrReplaceAll(root, {{"/", "_"}}),
           "log\n7\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxqw==\n",  // 31.
           "log\n7\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2Ji\n",  // 33.
       }) {
    EXPECT_THAT(ParseCheckpoint(text), StatusIs(kInvalid)) << text;
  }
  EXPECT_OK(ParseCheckpoint("log\n7\n" + root));
}

TEST(CheckpointTest, WhatCouldNotBeReadBackIsNotWritten) {
  for (const std::string origin : {"", "two\nlines", "tab\t", "\xff"}) {
    Checkpoint checkpoint = Example();
    checkpoint.origin = origin;
    EXPECT_THAT(FormatCheckpoint(checkpoint), StatusIs(kInvalid)) << origin;
    EXPECT_THAT(SignCheckpoint(checkpoint, Signer('s')), StatusIs(kInvalid));
  }
  Checkpoint checkpoint = Example();
  checkpoint.size = kMaxTreeSize + 1;
  EXPECT_THAT(FormatCheckpoint(checkpoint), StatusIs(kInvalid));
}

class SignedCheckpointTest : public testing::Test {
 protected:
  const NoteSigner signer_ = Signer('s');
  const Checkpoint checkpoint_{
      .origin = kOrigin, .size = 300, .root = HashFromHex(kRootHex)};
  const CheckpointTrust trust_{.origin = kOrigin, .keys = {signer_.verifier()}};
};

TEST_F(SignedCheckpointTest, IsOpenedByWhoTrustsItsKey) {
  ASSERT_OK_AND_ASSIGN(const std::string note,
                       SignCheckpoint(checkpoint_, signer_));
  EXPECT_THAT(note,
              testing::StartsWith(absl::StrCat("example.org/log\n300\n", kRoot,
                                               "\n\n\u2014 example.org/log ")));
  ASSERT_OK_AND_ASSIGN(const Checkpoint opened, OpenCheckpoint(note, trust_));
  EXPECT_EQ(opened, checkpoint_);
}

TEST_F(SignedCheckpointTest, IsOpenedByTheOldKeyOrTheNewWhileItChanges) {
  const NoteSigner next = Signer('t');
  const CheckpointTrust both{.origin = kOrigin,
                             .keys = {signer_.verifier(), next.verifier()}};
  for (const NoteSigner* const signer : {&signer_, &next}) {
    ASSERT_OK_AND_ASSIGN(const std::string note,
                         SignCheckpoint(checkpoint_, *signer));
    EXPECT_OK(OpenCheckpoint(note, both));
  }
}

TEST_F(SignedCheckpointTest, OfAnotherKeyIsRefused) {
  ASSERT_OK_AND_ASSIGN(const std::string note,
                       SignCheckpoint(checkpoint_, Signer('t')));
  EXPECT_THAT(OpenCheckpoint(note, trust_), StatusIs(kUnauthenticated));
}

TEST_F(SignedCheckpointTest, OfAnotherLogIsRefusedThoughItsKeyIsTrusted) {
  Checkpoint other = checkpoint_;
  other.origin = "example.org/other";
  ASSERT_OK_AND_ASSIGN(const std::string note, SignCheckpoint(other, signer_));
  const auto opened = OpenCheckpoint(note, trust_);
  EXPECT_THAT(opened, StatusIs(kUnauthenticated));
  EXPECT_THAT(opened.status().message(), HasSubstr("example.org/other"));
}

TEST_F(SignedCheckpointTest, AnySignedTextThatIsNoCheckpointIsRefused) {
  ASSERT_OK_AND_ASSIGN(
      const std::string note,
      SignNote(absl::StrCat(kOrigin, "\n0300\n", kRoot, "\n"), signer_));
  EXPECT_THAT(OpenCheckpoint(note, trust_), StatusIs(kInvalid));
}

TEST_F(SignedCheckpointTest, NoBitOfItCanBeChanged) {
  ASSERT_OK_AND_ASSIGN(std::string note, SignCheckpoint(checkpoint_, signer_));
  for (size_t bit = 0; bit < 8 * note.size(); ++bit) {
    note[bit / 8] ^= 1 << bit % 8;
    EXPECT_FALSE(OpenCheckpoint(note, trust_).ok()) << note;
    note[bit / 8] ^= 1 << bit % 8;
  }
  EXPECT_OK(OpenCheckpoint(note, trust_));
}

TEST_F(SignedCheckpointTest, NoPartOfItIsOne) {
  ASSERT_OK_AND_ASSIGN(const std::string note,
                       SignCheckpoint(checkpoint_, signer_));
  for (size_t length = 0; length < note.size(); ++length) {
    EXPECT_FALSE(OpenCheckpoint(note.substr(0, length), trust_).ok());
    EXPECT_FALSE(OpenCheckpoint(note.substr(length + 1), trust_).ok());
  }
}

}  // namespace
}  // namespace actionplan::eventstore
