// No file with a flipped bit is ever proven. The seed is fixed: a failure can
// be repeated.
#include <cstdint>
#include <random>
#include <string>

#include "google/protobuf/io/zero_copy_stream_impl_lite.h"
#include "gtest/gtest.h"
#include "services/verify/export_scan.h"
#include "services/verify/export_verdict.h"
#include "tests/eventstore/export/exported_log.h"
#include "tests/support/effort.h"

namespace actionplan::verify {
namespace {

Verdict VerdictOf(const std::string& file) {
  google::protobuf::io::ArrayInputStream input(file.data(),
                                               static_cast<int>(file.size()));
  return JudgeExport(ScanExport(input, 0),
                     {.origin = std::string(eventstore::kTestOrigin),
                      .keys = {eventstore::TestSigner('a').verifier()}},
                     std::nullopt)
      .verdict;
}

// Every third event is withheld.
std::string ExportOf(uint64_t size) {
  eventstore::ExportedLog log = eventstore::LogOf(size);
  for (size_t at = 0; at < log.parts.size(); at += 3) {
    log.parts[at].envelope.clear();
  }
  return log.Bytes();
}

TEST(BitFlipTest, NoneOfASmallFileGoesUnnoticed) {
  const std::string file = ExportOf(4);
  ASSERT_EQ(VerdictOf(file), Verdict::kProven);
  for (size_t bit = 0; bit < file.size() * 8; ++bit) {
    std::string flipped = file;
    flipped[bit / 8] ^= static_cast<char>(1 << bit % 8);
    ASSERT_NE(VerdictOf(flipped), Verdict::kProven) << bit;
  }
}

TEST(BitFlipTest, NoneAtRandomPlacesOfALargeFileGoesUnnoticed) {
  const std::string file = ExportOf(1'000);
  ASSERT_EQ(VerdictOf(file), Verdict::kProven);
  std::mt19937_64 random(20'261'121);
  const size_t flips =
      support::CountOf({.short_form = 300, .long_form = 20'000});
  for (size_t flip = 0; flip < flips; ++flip) {
    const uint64_t bit = random() % (file.size() * 8);
    std::string flipped = file;
    flipped[bit / 8] ^= static_cast<char>(1 << bit % 8);
    ASSERT_NE(VerdictOf(flipped), Verdict::kProven) << bit;
  }
}

TEST(BitFlipTest, NoFileThatWasCutShortIsProven) {
  const std::string file = ExportOf(20);
  for (size_t size = 0; size < file.size(); ++size) {
    ASSERT_NE(VerdictOf(file.substr(0, size)), Verdict::kProven) << size;
  }
}

}  // namespace
}  // namespace actionplan::verify
