#include "eventstore/rocksdb/log_hashes.h"

#include <string>

#include "absl/strings/escaping.h"
#include "gtest/gtest.h"

namespace actionplan::eventstore {
namespace {

std::string Hex(const Hash& hash) { return absl::BytesToHexString(View(hash)); }

TEST(LogHashesTest, AStreamIsHashedWithTruncatedSha256) {
  // FIPS 180-2, appendix B.1.
  EXPECT_EQ(Hex(LogHashes("key").OfStream("abc")),
            "ba7816bf8f01cfea414140de5dae2223");
}

TEST(LogHashesTest, ContentIsDigestedWithTruncatedHmac) {
  // RFC 4231, test cases 1 and 2, twice to see that nothing is left over.
  const LogHashes first(std::string(20, '\x0b'));
  const LogHashes second("Jefe");
  for (int time = 0; time < 2; ++time) {
    EXPECT_EQ(Hex(first.OfContent("Hi There")),
              "b0344c61d8db38535ca8afceaf0bf12b");
    EXPECT_EQ(Hex(second.OfContent("what do ya want for nothing?")),
              "5bdcc146bf60754e6a042426089575c7");
  }
}

TEST(LogHashesTest, ARequestIsHashedByWhoAskedAndUnderWhichId) {
  const LogHashes hashes("key");
  const Hash hash = hashes.OfRequest({.actor = "ab", .id = "c"});
  EXPECT_EQ(hash,
            hashes.OfRequest({.actor = "ab", .id = "c", .content = "other"}));
  EXPECT_NE(hash, hashes.OfRequest({.actor = "a", .id = "bc"}));
  EXPECT_NE(hash, hashes.OfRequest({.actor = "ab", .id = "d"}));
}

TEST(LogHashesTest, HashesAreComparedInFull) {
  const Hash hash = LogHashes("key").OfStream("abc");
  Hash other = hash;
  EXPECT_TRUE(SameHash(hash, other));
  other.back() ^= 1;
  EXPECT_FALSE(SameHash(hash, other));
}

TEST(LogHashesTest, RandomBytesAreNotTheSameTwice) {
  EXPECT_EQ(RandomBytes(16).size(), 16);
  EXPECT_NE(RandomBytes(16), RandomBytes(16));
}

}  // namespace
}  // namespace actionplan::eventstore
