// The n-th call to the disk fails, for every n of a script of 200 commands with
// a restart in the middle: RocksDB's calls and the mark's, counted together.
//
// Each trial is a process of its own, as the log ends the process rather than
// going on after a write that failed. What is left is then opened without
// faults: everything that was written, or, as after a power cut, only what a
// sync stands for.
#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "eventstore/merkle/frontier.h"
#include "eventstore/rocksdb/log_store.h"
#include "gtest/gtest.h"
#include "tests/contracts/wish.h"
#include "tests/durability/child.h"
#include "tests/durability/fault_files.h"
#include "tests/durability/sanitized.h"
#include "tests/support/effort.h"
#include "tests/support/temporary_folder.h"

namespace actionplan::eventstore {
namespace {

namespace fs = std::filesystem;

// Small, so that 200 commands are written to files several times.
constexpr LogMemory kSmallMemory = {.block_cache_bytes = 256 << 10,
                                    .write_buffer_bytes = 64 << 10};
constexpr uint32_t kCommands = 200;
constexpr uint32_t kAfterFailure = kCommands + 1;  // Asked for all the same.

// What is left afterwards.
enum class Rest { kWritten, kSynced };

struct Way {
  Fault fault;
  Rest rest;
};
constexpr std::array kWays = {
    Way{Fault::kBroken, Rest::kSynced},  Way{Fault::kFull, Rest::kWritten},
    Way{Fault::kHalfWay, Rest::kSynced}, Way{Fault::kBroken, Rest::kWritten},
    Way{Fault::kFull, Rest::kSynced},    Way{Fault::kHalfWay, Rest::kWritten},
};

// How a script ended.
enum Ending { kDone, kStopped, kWentOn };

// What was found afterwards.
enum Finding { kWhole, kRefused, kLost, kTorn, kTaken, kUnusable };
constexpr const char* kFindings[] = {"whole",
                                     "refuses to open",
                                     "lost what was acknowledged",
                                     "is not what its tree says",
                                     "took a command after the failure",
                                     "takes no more commands"};

absl::Time RecordTime() { return absl::UnixEpoch() + absl::Hours(500'000); }

// Every third command has two events.
Append CommandAt(uint32_t number) {
  Append append = AppendFor(
      {.request_id = absl::StrCat("r", number),
       .stream = absl::StrCat("streams/", number),
       .payloads = {std::string(900, static_cast<char>('a' + number % 26))}});
  if (number % 3 == 0) append.events.push_back(append.events.front());
  return append;
}

class IoFaultTest : public ::testing::Test {
 protected:
  void Prepare() {
    fs::remove_all(folder_.Path("data"));
    fs::remove_all(folder_.Path("synced"));
    fs::remove(folder_.Path("answered"));
    fs::create_directories(folder_.Path("data"));
    fs::create_directories(folder_.Path("synced"));
  }

  // The numbers of the commands that were answered, as they are.
  std::vector<uint32_t> Answered() const {
    std::vector<uint32_t> answered;
    const int file = open(folder_.Path("answered").c_str(), O_RDONLY);
    for (uint32_t number; read(file, &number, sizeof(number)) > 0;) {
      answered.push_back(number);
    }
    close(file);
    return answered;
  }

  // Runs the script up to the first refusal. `answered` is an open file.
  static int RunScript(const LogFiles& files, int answered) {
    for (uint32_t half = 0; half < 2; ++half) {
      const auto store = LogStore::Open(files);
      if (!store.ok()) return kStopped;
      for (uint32_t i = 0; i < kCommands / 2; ++i) {
        const uint32_t number = half * kCommands / 2 + i;
        const auto committed =
            (*store)->Commit(RecordTime(), {CommandAt(number)});
        if (!committed.ok() || !committed->front().ok()) {
          // As the sequencer ends the process: nothing may be taken any more.
          const auto later =
              (*store)->Commit(RecordTime(), {CommandAt(kAfterFailure)});
          return later.ok() && !committed.ok() ? kWentOn : kStopped;
        }
        if (write(answered, &number, sizeof(number)) < 0) return kStopped;
      }
    }
    return kDone;
  }

  // How many calls the script makes; `calls` gets it from the child.
  std::optional<int> RunWith(const FaultPlan::Options& options,
                             int* calls = nullptr) {
    Prepare();
    const std::string count = folder_.Path("count");
    const auto ending = durability::InChild([&] {
      durability::SyncLedger ledger(folder_.Path("synced"));
      FaultPlan plan(options, ledger);
      const auto environment = MakeFaultEnvironment(plan);
      const auto disk = MakeFaultDisk(plan);
      const int answered =
          open(folder_.Path("answered").c_str(), O_CREAT | O_WRONLY, 0600);
      const int result = RunScript({.path = folder_.Path("data/log"),
                                    .memory = kSmallMemory,
                                    .disk = disk.get(),
                                    .environment = environment.get()},
                                   answered);
      std::FILE* const file = std::fopen(count.c_str(), "w");
      std::fprintf(file, "%d", plan.calls());
      std::fclose(file);
      return result;
    });
    if (calls != nullptr) {
      std::FILE* const file = std::fopen(count.c_str(), "r");
      EXPECT_EQ(std::fscanf(file, "%d", calls), 1);
      std::fclose(file);
    }
    return ending;
  }

  void CutPower() const {
    durability::SyncLedger(folder_.Path("synced"))
        .CutPower(folder_.Path("data"));
  }

  // Opens what is left, without faults.
  int Examine(const std::vector<uint32_t>& answered) const {
    auto store = LogStore::Open(
        {.path = folder_.Path("data/log"), .memory = kSmallMemory});
    if (!store.ok()) {
      std::ofstream(folder_.Path("reason")) << store.status().message();
      return kRefused;
    }
    TreeHasher hasher;
    Frontier frontier;
    const absl::Status read =
        (*store)->ReadStored({}, [&](Position, absl::string_view envelope) {
          frontier.Append(hasher.Leaf(envelope), hasher);
          return true;
        });
    if (!read.ok() ||
        (*store)->tree_head() !=
            TreeHead{.size = frontier.size(), .root = frontier.Root(hasher)}) {
      return kTorn;
    }
    uint64_t events = 0;
    for (uint32_t number = 0; number <= kAfterFailure; ++number) {
      const Append command = CommandAt(number);
      const auto found = (*store)->FindRequest(command.request);
      if (!found.ok()) return kTorn;
      if (!found->has_value()) continue;
      if (number == kAfterFailure) return kTaken;
      events += (*found)->count;
      if ((*found)->count != command.events.size()) return kTorn;
    }
    if (events != frontier.size()) return kTorn;
    for (const uint32_t number : answered) {
      const auto found = (*store)->FindRequest(CommandAt(number).request);
      if (!found->has_value()) return kLost;
    }
    const auto next = (*store)->Commit(RecordTime(), {CommandAt(kCommands)});
    return next.ok() && next->front().ok() ? kWhole : kUnusable;
  }

  // Of the last refusal.
  std::string Reason() const {
    std::ifstream file(folder_.Path("reason"));
    return {std::istreambuf_iterator<char>(file), {}};
  }

  const support::TemporaryFolder folder_;
};

TEST_F(IoFaultTest, WithoutAFaultTheScriptIsDone) {
  int calls = 0;
  ASSERT_EQ(RunWith({}, &calls), kDone);
  EXPECT_GT(calls, 4 * static_cast<int>(kCommands));
  EXPECT_EQ(Answered().size(), kCommands);
  EXPECT_EQ(durability::InChild([this] { return Examine(Answered()); }),
            kWhole);
}

TEST_F(IoFaultTest, WhatWasAnsweredOutlivesAPowerCut) {
  ASSERT_EQ(RunWith({}), kDone);
  CutPower();
  EXPECT_EQ(durability::InChild([this] { return Examine(Answered()); }),
            kWhole);
}

TEST_F(IoFaultTest, ADiskWhoseSyncsDoNothingIsFoundOut) {
  ASSERT_EQ(RunWith({.liar = Liar::kEveryone}), kDone);
  CutPower();
  const auto finding =
      durability::InChild([this] { return Examine(Answered()); });
  EXPECT_TRUE(finding == kLost || finding == kRefused)
      << kFindings[finding.value_or(kWhole)];
}

TEST_F(IoFaultTest, ALogWhoseSyncsDoNothingIsRefusedForItsMark) {
  ASSERT_EQ(RunWith({.liar = Liar::kRocksDb}), kDone);
  CutPower();
  EXPECT_EQ(durability::InChild([this] { return Examine(Answered()); }),
            kRefused);
}

TEST_F(IoFaultTest, WhicheverCallFailsNothingAnsweredIsLost) {
  int calls = 0;
  ASSERT_EQ(RunWith({}, &calls), kDone);
  const size_t all = static_cast<size_t>(calls) * kWays.size();
  const size_t trials = durability::WhenSanitized(
      support::CountOf({.short_form = 150, .long_form = all}));
  std::map<std::string, int> endings;
  for (size_t trial = 0; trial < trials; ++trial) {
    const size_t place = trial * all / trials;
    const int before = static_cast<int>(place / kWays.size());
    // In the short form each way gets its share of the places.
    const Way way = kWays[trial % kWays.size()];
    const auto ending = RunWith({.before = before, .fault = way.fault});
    ++endings[!ending.has_value()  ? "the process ended"
              : *ending == kDone   ? "nobody was hurt"
              : *ending == kWentOn ? "WENT ON"
                                   : "no more commands"];
    EXPECT_NE(ending, kWentOn) << "call " << before;
    if (way.rest == Rest::kSynced) CutPower();
    const std::vector<uint32_t> answered = Answered();
    const auto finding = durability::InChild([&] { return Examine(answered); });
    EXPECT_EQ(finding, kWhole)
        << "call " << before << " of " << calls << ", fault "
        << static_cast<int>(way.fault)
        << (way.rest == Rest::kSynced ? ", power cut" : "") << ": the log "
        << (finding.has_value() ? kFindings[*finding] : "ends the process")
        << (finding == kRefused ? ": " + Reason() : "");
  }
  for (const auto& [what, count] : endings) {
    std::printf("%s: %d\n", what.c_str(), count);
  }
}

}  // namespace
}  // namespace actionplan::eventstore
