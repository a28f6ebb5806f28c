#include "eventstore/merkle/note_key.h"

#include <string>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "eventstore/merkle/base64.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/status_matchers.h"

namespace actionplan::eventstore {
namespace {

using ::actionplan::support::StatusIs;
using ::testing::HasSubstr;

constexpr auto kInvalid = absl::StatusCode::kInvalidArgument;

// The example of Go's note package, the format's first implementation.
constexpr char kPublishedVerifier[] =
    "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
constexpr char kPublishedSeed[] =
    "810a1402d5146c8d84f2443330f54080ebf98ee17d9c74f6252fc5d5c7283173";

TEST(Base64Test, HasOneSpellingForAValue) {
  EXPECT_EQ(DecodeBase64("AQI="), "\x01\x02");
  EXPECT_EQ(DecodeBase64(""), "");
  for (const std::string other :
       {"AQI", "AQI==", "AQI.", "AQJ=", " AQI=", "AQI= ", "AQ I=", "AQI=\n",
        "A", "====", "-_-_", "AQI=AQI="}) {
    EXPECT_EQ(DecodeBase64(other), std::nullopt) << other;
  }
}

TEST(NoteKeyTest, APrivateKeyHasItsPublishedPublicKey) {
  ASSERT_OK_AND_ASSIGN(
      const NoteSigner signer,
      NoteSigner::FromSeed("PeterNeumann",
                           absl::HexStringToBytes(kPublishedSeed)));
  EXPECT_EQ(signer.verifier().ToString(), kPublishedVerifier);
  EXPECT_EQ(signer.verifier().key_id(), 0xc74f20a3);
}

TEST(NoteKeyTest, SignsAsRfc8032Publishes) {
  // RFC 8032, section 7.1, test 2.
  ASSERT_OK_AND_ASSIGN(
      const NoteSigner signer,
      NoteSigner::FromSeed("rfc8032", absl::HexStringToBytes(
                                          "4ccd089b28ff96da9db6c346ec114e0f"
                                          "5b8a319f35aba624da8cf6ed4fb8a6fb")));
  const std::string signature = signer.Sign("\x72");
  EXPECT_EQ(absl::BytesToHexString(signature),
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
            "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
  EXPECT_TRUE(signer.verifier().Verify("\x72", signature));
}

TEST(NoteKeyTest, AVerifierComesBackFromItsText) {
  ASSERT_OK_AND_ASSIGN(const NoteVerifier key,
                       NoteVerifier::Parse(kPublishedVerifier));
  EXPECT_EQ(key.name(), "PeterNeumann");
  EXPECT_EQ(key.key_id(), 0xc74f20a3);
  EXPECT_EQ(key.ToString(), kPublishedVerifier);
}

TEST(NoteKeyTest, NoPartAndNoMisprintOfAVerifierIsOne) {
  const std::string text = kPublishedVerifier;
  for (size_t begin = 0; begin <= text.size(); ++begin) {
    for (size_t end = begin; end <= text.size(); ++end) {
      if (end - begin == text.size()) continue;
      EXPECT_THAT(NoteVerifier::Parse(text.substr(begin, end - begin)),
                  StatusIs(kInvalid));
    }
  }
  for (size_t at = 0; at < text.size(); ++at) {
    std::string misprint = text;
    ++misprint[at];
    EXPECT_THAT(NoteVerifier::Parse(misprint), StatusIs(kInvalid)) << misprint;
  }
}

TEST(NoteKeyTest, AKeyOfAnotherTypeOrLengthIsRefusedForThat) {
  // Published with ids that fit, so that only type and length are wrong.
  const auto longer = NoteVerifier::Parse(
      "PeterNeumann+cc469956+"
      "ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==");
  EXPECT_THAT(longer, StatusIs(kInvalid));
  EXPECT_THAT(NoteVerifier::Parse("n+00000000+AQI=").status().message(),
              HasSubstr("1 bytes, not 32"));
  EXPECT_THAT(
      NoteVerifier::Parse("PeterNeumann+173116ae+"
                          "ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")
          .status()
          .message(),
      HasSubstr("not of type 0x01"));
}

TEST(NoteKeyTest, TheIdIsWrittenInOneWay) {
  EXPECT_THAT(
      NoteVerifier::Parse("PeterNeumann+C74F20A3+"
                          "ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"),
      StatusIs(kInvalid));
}

TEST(NoteKeyTest, NamesWithSpacesPlusesOrNothingAreRefused) {
  EXPECT_OK(CheckKeyName("example.com/log"));
  EXPECT_OK(CheckKeyName("caf\u00e9"));
  for (const std::string name :
       {"", "a b", "a+b", "a\nb", "a\tb", "a\u00a0b", "a\u2003b", "a\u3000",
        "\u0085", "\xff", "caf\xe9"}) {
    EXPECT_THAT(CheckKeyName(name), StatusIs(kInvalid)) << name;
    EXPECT_THAT(NoteSigner::FromSeed(name, std::string(32, 's')),
                StatusIs(kInvalid));
  }
}

TEST(NoteKeyTest, ASeedHas32BytesAndIsNotRepeatedInTheError) {
  EXPECT_OK(NoteSigner::FromSeed("name", std::string(32, 's')));
  for (const size_t length : {0, 31, 33, 64}) {
    const auto signer = NoteSigner::FromSeed("name", std::string(length, 'q'));
    EXPECT_THAT(signer, StatusIs(kInvalid));
    EXPECT_THAT(signer.status().message(), Not(HasSubstr("qq")));
  }
}

TEST(NoteKeyTest, ASignatureIsOfOneTextByOneKey) {
  ASSERT_OK_AND_ASSIGN(const NoteSigner signer,
                       NoteSigner::FromSeed("name", std::string(32, 's')));
  ASSERT_OK_AND_ASSIGN(const NoteSigner other,
                       NoteSigner::FromSeed("name", std::string(32, 't')));
  std::string signature = signer.Sign("text");
  EXPECT_EQ(signature.size(), kNoteSignatureBytes);
  EXPECT_TRUE(signer.verifier().Verify("text", signature));
  EXPECT_FALSE(signer.verifier().Verify("texts", signature));
  EXPECT_FALSE(other.verifier().Verify("text", signature));
  EXPECT_FALSE(signer.verifier().Verify("text", signature + "x"));
  EXPECT_FALSE(signer.verifier().Verify("text", ""));
  for (size_t bit = 0; bit < 8 * kNoteSignatureBytes; ++bit) {
    signature[bit / 8] ^= 1 << bit % 8;
    EXPECT_FALSE(signer.verifier().Verify("text", signature)) << bit;
    signature[bit / 8] ^= 1 << bit % 8;
  }
}

}  // namespace
}  // namespace actionplan::eventstore
