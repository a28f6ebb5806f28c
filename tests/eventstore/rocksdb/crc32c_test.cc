#include "eventstore/rocksdb/crc32c.h"

#include <string>

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
    EXPECT_EQ(PortableCrc32c(vector.bytes), vector.crc);
  }
}

TEST(Crc32cTest, BothWaysAgreeOnEveryLengthAndAlignment) {
  std::string bytes;
  for (int i = 0; i < 100; ++i) bytes.push_back(static_cast<char>(i * 37));
  const absl::string_view all = bytes;
  for (size_t first = 0; first < 9; ++first) {
    for (size_t size = 0; first + size <= all.size(); ++size) {
      const absl::string_view part = all.substr(first, size);
      EXPECT_EQ(Crc32c(part), PortableCrc32c(part)) << first << " " << size;
    }
  }
}

}  // namespace
}  // namespace actionplan::eventstore
