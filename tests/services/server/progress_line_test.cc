#include "services/server/progress_line.h"

#include <cstdio>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/fake_clock.h"

namespace actionplan::server {
namespace {

class ProgressLineTest : public testing::Test {
 protected:
  ProgressLineTest() : file_(std::tmpfile()) {}
  ~ProgressLineTest() override { std::fclose(file_); }

  std::string Written() const {
    std::fflush(file_);
    std::rewind(file_);
    std::string text;
    for (int letter = fgetc(file_); letter != EOF; letter = fgetc(file_)) {
      text.push_back(static_cast<char>(letter));
    }
    return text;
  }

  support::FakeClock clock_;
  std::FILE* const file_;
};

TEST_F(ProgressLineTest, InAFileThereIsALineEveryFiveSeconds) {
  ProgressLine line(clock_, file_, ProgressLine::Kind::kFile);
  for (uint64_t done = 1; done <= 12; ++done) {
    clock_.Advance(absl::Seconds(1));
    line.Show("verified", {.done = done, .total = 12}, "events");
  }
  EXPECT_EQ(Written(),
            "verified 5 of 12 events (41%)\nverified 10 of 12 events (83%)\n");
}

TEST_F(ProgressLineTest, OnATerminalOneLineIsDrawnOverAndLeftEmpty) {
  {
    ProgressLine line(clock_, file_, ProgressLine::Kind::kTerminal);
    clock_.Advance(absl::Seconds(1));
    line.Show("copied", {.done = 1, .total = 4}, "bytes");
  }
  EXPECT_EQ(Written(), "\r\x1b[Kcopied 1 of 4 bytes (25%)\r\x1b[K");
}

TEST_F(ProgressLineTest, ShortWorkIsDoneWithoutAWord) {
  { ProgressLine(clock_, file_, ProgressLine::Kind::kTerminal); }
  EXPECT_EQ(Written(), "");
}

}  // namespace
}  // namespace actionplan::server
