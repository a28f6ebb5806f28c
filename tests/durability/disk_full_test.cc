// The real server on a small disk that is filled to its last block.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "actionplan/v1/admin_service.pb.h"
#include "gmock/gmock.h"
#include "services/client/client.h"
#include "tests/durability/filling.h"
#include "tests/durability/loop_volume.h"
#include "tests/durability/server_process.h"
#include "tests/support/effort.h"
#include "tests/support/status_matchers.h"

namespace actionplan::durability {
namespace {

using support::FailsWith;
using testing::Each;
using testing::IsEmpty;

constexpr int64_t kMebibyte = 1 << 20;
constexpr int64_t kDisk = 768 * kMebibyte;
constexpr uint64_t kFloor = 128 * kMebibyte;
constexpr uint64_t kReserve = 64 * kMebibyte;

// Beside the server's own writes. With the floor of this test that is a second
// and more until the disk is full.
constexpr uint64_t kOthersMebibytesPerSecond = 100;

constexpr size_t kAsManyAsItTakes = 10'000'000;
constexpr absl::Duration kPatience = absl::Minutes(1);

class DiskFullTest : public testing::Test {
 protected:
  void SetUp() override {
    const absl::Status entered = EnterOwnMounts();
    if (!entered.ok()) GTEST_SKIP() << entered.message();
    auto disk = LoopVolume::Make(kDisk);
    if (!disk.ok()) GTEST_SKIP() << disk.status().message();
    disk_ = *std::move(disk);
  }

  // A new disk with a board on it.
  void OpenDisk() {
    server_.reset();
    disk_.reset();
    ASSERT_OK_AND_ASSIGN(disk_, LoopVolume::Make(kDisk));
    acknowledged_.clear();
    StartServer();
    ASSERT_OK(OpenBoard(*connection_));
  }

  // Fills the log's memory nearly, so that it is soon written to files.
  void FillMemory() {
    constexpr size_t kNearlyFull = 1970;  // Of 64 MiB.
    Recorders recorders(*connection_, WriteSize::kLarge, kNearlyFull);
    recorders.Join();
    ASSERT_THAT(recorders.refusals(), IsEmpty());
    Remember(recorders);
  }

  void StartServer() {
    server_.emplace(ServerProcess::Options{
        .data = disk_->path() + "/data",
        .flags = {absl::StrCat("--storage-floor=", kFloor),
                  absl::StrCat("--storage-reserve=", kReserve)}});
    ASSERT_OK_AND_ASSIGN(const std::string address, server_->AwaitAddress());
    ASSERT_OK_AND_ASSIGN(
        connection_,
        client::Client::Connect(
            {.address = address,
             .identity = {.principal = "manager", .roles = {"board-manager"}},
             .retry = {.attempts = 1}}));
  }

  void Remember(const Recorders& recorders) {
    acknowledged_.insert(acknowledged_.end(), recorders.acknowledged().begin(),
                         recorders.acknowledged().end());
  }

  v1::Storage Storage() {
    const auto info = connection_->Call<v1::ServerInfo>(
        "AdminService.GetServerInfo", v1::GetServerInfoRequest());
    EXPECT_OK(info);
    return info.ok() ? info->storage() : v1::Storage();
  }

  // Everybody was refused for want of space, and the server is well.
  void ExpectReadOnly(const Recorders& recorders) {
    EXPECT_THAT(recorders.refusals(), Each(FailsWith("STORAGE_LOW")));
    ASSERT_OK(server_->IsAlive());
    const v1::Storage storage = Storage();
    EXPECT_TRUE(storage.read_only());
    std::printf("read-only after %zu commands with %lld MiB free\n",
                recorders.acknowledged().size(),
                static_cast<long long>(storage.free_bytes() >> 20));
  }

  // Others take at once what is left, and what the reserve gives back: what is
  // being written to files then fails, but the server answers and refuses.
  void ExpectItBearsAFullDisk(OtherFile& others, Reader& reader) {
    others.TakeAllBut(0);
    const absl::Time until = absl::Now() + kPatience;
    while (Storage().reserve_bytes() > 0 && absl::Now() < until) {
      absl::SleepFor(absl::Milliseconds(20));
    }
    EXPECT_EQ(Storage().reserve_bytes(), 0);
    others.TakeAllBut(0);
    EXPECT_OK(reader.AwaitReads(20));
    EXPECT_THAT(SizedRequest(size_).Send(*connection_),
                FailsWith("STORAGE_LOW"));
    ASSERT_OK(server_->IsAlive());
  }

  // The same request is sent until the server has resumed by itself.
  void ExpectItResumes() {
    SizedRequest request(size_);
    acknowledged_.push_back(request.Renew());
    const absl::Time until = absl::Now() + kPatience;
    absl::Status recorded = request.Send(*connection_);
    while (!recorded.ok() && absl::Now() < until) {
      ASSERT_THAT(recorded, FailsWith("STORAGE_LOW")) << server_->IsAlive();
      absl::SleepFor(absl::Milliseconds(20));
      recorded = request.Send(*connection_);
    }
    ASSERT_OK(recorded);
    EXPECT_FALSE(Storage().read_only());
    EXPECT_EQ(Storage().reserve_bytes(), static_cast<int64_t>(kReserve));
    Recorders recorders(*connection_, size_, 200);
    recorders.Join();
    EXPECT_THAT(recorders.refusals(), IsEmpty());
    Remember(recorders);
  }

  // It stops as it should, and started again it has what it acknowledged.
  void ExpectEverythingAfterARestart() {
    ASSERT_OK(server_->Stop());
    StartServer();
    ASSERT_OK_AND_ASSIGN(std::vector<std::string> recorded,
                         RecordedRequests(*connection_));
    std::sort(recorded.begin(), recorded.end());
    std::sort(acknowledged_.begin(), acknowledged_.end());
    EXPECT_TRUE(std::includes(recorded.begin(), recorded.end(),
                              acknowledged_.begin(), acknowledged_.end()));
  }

  WriteSize size_ = WriteSize::kMedium;
  std::unique_ptr<LoopVolume> disk_;
  std::optional<ServerProcess> server_;
  std::optional<client::Client> connection_;
  std::vector<std::string> acknowledged_;
};

class DiskFullBySizeTest : public DiskFullTest,
                           public testing::WithParamInterface<WriteSize> {
 protected:
  DiskFullBySizeTest() { size_ = GetParam(); }
};

TEST_P(DiskFullBySizeTest, CommandsFillItAndThenOthersTakeTheRest) {
  const size_t runs = support::CountOf({.short_form = 1, .long_form = 10});
  for (size_t run = 0; run < runs; ++run) {
    SCOPED_TRACE(run);
    ASSERT_NO_FATAL_FAILURE(OpenDisk());
    ASSERT_NO_FATAL_FAILURE(FillMemory());
    OtherFile others(disk_->path() + "/others");
    others.TakeAllBut(kFloor + 40 * kMebibyte);
    Reader reader(*connection_);
    {
      Recorders recorders(*connection_, size_, kAsManyAsItTakes);
      recorders.Join();
      Remember(recorders);
      ASSERT_NO_FATAL_FAILURE(ExpectReadOnly(recorders));
    }
    ASSERT_NO_FATAL_FAILURE(ExpectItBearsAFullDisk(others, reader));
    others.Free();
    ASSERT_NO_FATAL_FAILURE(ExpectItResumes());
    EXPECT_OK(reader.AwaitReads(1));
    reader.Stop();
    ASSERT_NO_FATAL_FAILURE(ExpectEverythingAfterARestart());
  }
}

TEST_P(DiskFullBySizeTest, OthersFillItWhileCommandsGoOn) {
  const size_t runs = support::CountOf({.short_form = 1, .long_form = 10});
  for (size_t run = 0; run < runs; ++run) {
    SCOPED_TRACE(run);
    ASSERT_NO_FATAL_FAILURE(OpenDisk());
    OtherFile others(disk_->path() + "/others");
    others.TakeAllBut(kFloor + 150 * kMebibyte);
    Reader reader(*connection_);
    {
      Recorders recorders(*connection_, size_, kAsManyAsItTakes);
      others.TakeEverything(kOthersMebibytesPerSecond);
      recorders.Join();
      Remember(recorders);
      ASSERT_NO_FATAL_FAILURE(ExpectReadOnly(recorders));
    }
    ASSERT_NO_FATAL_FAILURE(ExpectItBearsAFullDisk(others, reader));
    others.Free();
    ASSERT_NO_FATAL_FAILURE(ExpectItResumes());
    EXPECT_OK(reader.AwaitReads(1));
    reader.Stop();
    ASSERT_NO_FATAL_FAILURE(ExpectEverythingAfterARestart());
  }
}

// What the reserve is for: a start has to write the log's memory to files.
TEST_F(DiskFullTest, AServerThatWasKilledStartsOnTheFullDisk) {
  const size_t runs = support::CountOf({.short_form = 1, .long_form = 10});
  for (size_t run = 0; run < runs; ++run) {
    SCOPED_TRACE(run);
    ASSERT_NO_FATAL_FAILURE(OpenDisk());
    ASSERT_NO_FATAL_FAILURE(FillMemory());
    server_.reset();
    OtherFile others(disk_->path() + "/others");
    others.TakeAllBut(0);
    ASSERT_NO_FATAL_FAILURE(StartServer());
    Reader reader(*connection_);
    EXPECT_OK(reader.AwaitReads(1));
    EXPECT_THAT(SizedRequest(size_).Send(*connection_),
                FailsWith("STORAGE_LOW"));
    ASSERT_OK(server_->IsAlive());
    others.Free();
    ASSERT_NO_FATAL_FAILURE(ExpectItResumes());
    reader.Stop();
    ASSERT_NO_FATAL_FAILURE(ExpectEverythingAfterARestart());
  }
}

INSTANTIATE_TEST_SUITE_P(Writes, DiskFullBySizeTest,
                         testing::Values(WriteSize::kSmall, WriteSize::kMedium,
                                         WriteSize::kLarge),
                         [](const testing::TestParamInfo<WriteSize>& size) {
                           switch (size.param) {
                             case WriteSize::kSmall:
                               return "Small";
                             case WriteSize::kMedium:
                               return "Medium";
                             case WriteSize::kLarge:
                               return "Large";
                           }
                           return "";
                         });

}  // namespace
}  // namespace actionplan::durability
