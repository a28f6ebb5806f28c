#include "eventstore/rocksdb/crc32c.h"

#include <string>
#include <vector>

#include "gtest/gtest.h"

namespace actionplan::eventstore {
namespace {

struct Vector {
  std::string bytes;
  uint32_t crc;
};

// RFC 3720, appendix B.4, and the check value of the usual catalogue.
std::vector<Vector> Vectors() {
  std::string rising;
  for (int i = 0; i < 32; ++i) rising.push_back(static_cast<char>(i));
  return {{std::string(32, '\0'), 0x8A9136AA},
          {std::string(32, '\xff'), 0x62A8AB43},
          {rising, 0x46DD794E},
          {{rising.rbegin(), rising.rend()}, 0x113FDB5C},
          {"123456789", 0xE3069283},
          {"", 0}};
}

TEST(Crc32cTest, MatchesThePublishedVectors) {
  for (const Vector& vector : Vectors()) {
    EXPECT_EQ(Crc32c(vector.bytes), vector.crc);
  }
}

}  // namespace
}  // namespace actionplan::eventstore
