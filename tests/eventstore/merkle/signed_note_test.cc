#include "eventstore/merkle/signed_note.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "eventstore/merkle/base64.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/status_matchers.h"

namespace actionplan::eventstore {
namespace {

using ::actionplan::support::StatusIs;
using ::testing::HasSubstr;
using ::testing::SizeIs;

constexpr auto kInvalid = absl::StatusCode::kInvalidArgument;
constexpr auto kUnauthenticated = absl::StatusCode::kUnauthenticated;

// The examples of Go's note package, the format's first implementation.
constexpr char kPeter[] =
    "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
constexpr char kEnoch[] =
    "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop";
constexpr char kText[] =
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n";
constexpr char kPeterLine[] =
    "\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN"
    "1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
constexpr char kEnochLine[] =
    "\u2014 EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF"
    "1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n";

NoteVerifier Key(const char* text) { return *NoteVerifier::Parse(text); }

NoteSigner Signer(absl::string_view name) {
  return *NoteSigner::FromSeed(name, std::string(kNoteSeedBytes, 's'));
}

TEST(SignedNoteTest, PublishedNotesAreOpened) {
  const std::string note = absl::StrCat(kText, "\n", kPeterLine, kEnochLine);
  for (const std::vector<NoteVerifier>& keys :
       {std::vector{Key(kPeter)}, std::vector{Key(kEnoch)},
        std::vector{Key(kEnoch), Key(kPeter)}}) {
    ASSERT_OK_AND_ASSIGN(const std::string text, OpenNote(note, keys));
    EXPECT_EQ(text, kText);
  }
  // The example of c2sp.org/signed-note.
  ASSERT_OK_AND_ASSIGN(
      const std::string text,
      OpenNote("This is an example message.\n\n"
               "\u2014 example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXpp"
               "zi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n",
               {Key("example.com/foo+530d903a+"
                    "AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")}));
  EXPECT_EQ(text, "This is an example message.\n");
}

TEST(SignedNoteTest, IsSignedAsPublished) {
  const std::string seed =
      DecodeBase64("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz")->substr(1);
  ASSERT_OK_AND_ASSIGN(const NoteSigner signer,
                       NoteSigner::FromSeed("PeterNeumann", seed));
  ASSERT_OK_AND_ASSIGN(const std::string note, SignNote(kText, signer));
  EXPECT_EQ(note, absl::StrCat(kText, "\n", kPeterLine));
}

TEST(SignedNoteTest, TheLastEmptyLineEndsTheText) {
  const NoteSigner signer = Signer("name");
  const std::string text = "one\n\ntwo\n\n\nthree\n";
  ASSERT_OK_AND_ASSIGN(const std::string note, SignNote(text, signer));
  ASSERT_OK_AND_ASSIGN(const std::string opened,
                       OpenNote(note, {signer.verifier()}));
  EXPECT_EQ(opened, text);
}

TEST(SignedNoteTest, WhatOneKnownKeyDidNotSignIsRefused) {
  const std::string by_peter = absl::StrCat(kText, "\n", kPeterLine);
  EXPECT_THAT(OpenNote(by_peter, {Key(kEnoch)}), StatusIs(kUnauthenticated));
  EXPECT_THAT(OpenNote(by_peter, {}), StatusIs(kUnauthenticated));
  // One name, two keys: the id tells them apart.
  ASSERT_OK_AND_ASSIGN(const std::string other,
                       SignNote(kText, Signer("PeterNeumann")));
  EXPECT_THAT(OpenNote(other, {Key(kPeter)}), StatusIs(kUnauthenticated));
}

TEST(SignedNoteTest, AFalseSignatureOfAKnownKeySpoilsTheNote) {
  const std::string note = absl::StrCat(kText, "\n", kPeterLine, kEnochLine);
  const std::string changed =
      absl::StrReplaceAll(note, {{"rwz+eBzm", "rwz+eBzn"}});
  ASSERT_NE(changed, note);
  // The one who knows only the other key cannot tell.
  EXPECT_OK(OpenNote(changed, {Key(kPeter)}));
  const auto opened = OpenNote(changed, {Key(kPeter), Key(kEnoch)});
  EXPECT_THAT(opened, StatusIs(kUnauthenticated));
  EXPECT_THAT(opened.status().message(), HasSubstr("EnochRoot"));
}

TEST(SignedNoteTest, AChangedTextIsRefused) {
  const std::string note = absl::StrCat(kText, "\n", kPeterLine);
  for (size_t at = 0; at < std::string(kText).size(); ++at) {
    std::string changed = note;
    changed[at] ^= 1;
    EXPECT_FALSE(OpenNote(changed, {Key(kPeter)}).ok()) << changed;
  }
}

TEST(SignedNoteTest, BytesThatAreNoNoteAreRefused) {
  const std::string line = kPeterLine;
  const std::string value = line.substr(line.rfind(' ') + 1);
  const std::string unended = line.substr(0, line.size() - 1);
  for (const std::string& note : std::vector<std::string>{
           "",
           "\n",
           "\n\n",
           "text",
           "text\n",
           "text\n\n",
           "text\n\n\n",
           "text\n" + line,
           "text\n\n" + unended,
           "text\n\n" + line + "\n",
           "text\n\n" + line + "\n" + line + "\n",
           "text\n\n" + line + "more\n",
           "te\rxt\n\n" + line,
           std::string("te\0xt\n\n", 7) + line,
           "te\xffxt\n\n" + line,
           "text\n\n- PeterNeumann " + value,
           "text\n\n\u2013 PeterNeumann " + value,
           "text\n\n\u2014PeterNeumann " + value,
           "text\n\n\u2014  PeterNeumann " + value,
           "text\n\n\u2014 Peter Neumann " + value,
           "text\n\n\u2014 Peter+Neumann " + value,
           "text\n\n\u2014 PeterNeumann  " + value,
           "text\n\n\u2014 PeterNeumann\n",
           "text\n\n\u2014 PeterNeumann \n",
           "text\n\n\u2014 PeterNeumann x08go/Z\n",
           "text\n\n\u2014 PeterNeumann x08gow==\n",  // An id, no signature.
           "text\n\n\u2014 PeterNeumann x08go__Z\n",
           "text\n\n" + unended + " \n",
           "text\r\n\r\n" + line,
       }) {
    EXPECT_THAT(ParseNote(note), StatusIs(kInvalid)) << note;
  }
  EXPECT_OK(ParseNote("text\n\n" + line));
}

TEST(SignedNoteTest, ANoteHasUpTo100SignaturesAndAMillionBytes) {
  std::string note = "text\n\n";
  for (int signature = 0; signature < 100; ++signature) note += kPeterLine;
  ASSERT_OK_AND_ASSIGN(const SignedNote parsed, ParseNote(note));
  EXPECT_THAT(parsed.signatures, SizeIs(100));
  EXPECT_THAT(ParseNote(note + kPeterLine), StatusIs(kInvalid));

  const std::string end = absl::StrCat("\n\n", kPeterLine);
  const std::string text(kMaxNoteBytes - end.size(), 'x');
  EXPECT_OK(ParseNote(text + end));
  EXPECT_THAT(ParseNote("x" + text + end), StatusIs(kInvalid));
}

TEST(SignedNoteTest, TextThatCouldNotBeReadBackIsNotSigned) {
  const NoteSigner signer = Signer("name");
  for (const std::string text : {"", "no newline", "tab\t\n", "\xff\n"}) {
    EXPECT_THAT(SignNote(text, signer), StatusIs(kInvalid)) << text;
  }
}

}  // namespace
}  // namespace actionplan::eventstore
