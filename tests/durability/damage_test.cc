// A bit flipped, a file cut short, emptied, taken away or put back as it was
// before: whatever is left, a log gives the answers it gave, or says that it
// cannot.
//
// Each trial is a process of its own: RocksDB as Debian ships it may end the
// process over damaged files, which is an answer too.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <map>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "eventstore/base/logging.h"
#include "eventstore/rocksdb/log_store.h"
#include "gtest/gtest.h"
#include "tests/contracts/wish.h"
#include "tests/durability/child.h"
#include "tests/durability/log_answers.h"
#include "tests/durability/sanitized.h"
#include "tests/support/effort.h"
#include "tests/support/temporary_folder.h"

namespace actionplan::eventstore {
namespace {

namespace fs = std::filesystem;

// Small, so that a log of a few hundred events has files of every kind.
constexpr LogMemory kSmallMemory = {.block_cache_bytes = 256 << 10,
                                    .write_buffer_bytes = 64 << 10};
constexpr int kStreams = 12;
constexpr Position kOlderEvents = 600;
constexpr Position kEvents = 900;

enum Outcome { kSame, kSaid, kRefused, kEnded, kSilent, kOutcomes };
constexpr const char* kOutcomeNames[] = {"the same", "says so", "refuses",
                                         "ends", "SILENT"};

LogContents ContentsOf(Position events) {
  LogContents contents = {.events = events};
  for (int stream = 0; stream < kStreams; ++stream) {
    contents.streams.push_back(absl::StrCat("streams/", stream));
  }
  for (Position at = 0; at < events; ++at) {
    contents.requests.push_back(
        AppendFor({.request_id = absl::StrCat("r", at)}).request);
  }
  return contents;
}

Append NthAppend(Position at) {
  const size_t size = 100 + at * 37 % 600;
  return AppendFor({.request_id = absl::StrCat("r", at),
                    .stream = absl::StrCat("streams/", at % kStreams),
                    .expected = at / kStreams,
                    .payloads = {std::string(size, static_cast<char>(at))}});
}

// What the trial returned, or that its process ended.
int InChild(const std::function<int()>& work) {
  return durability::InChild(work).value_or(kEnded);
}

// A file of strings, each with its length before it.
void WriteStrings(const std::string& path,
                  const std::vector<std::string>& all) {
  std::ofstream file(path, std::ios::binary);
  for (const std::string& one : all) file << one.size() << ' ' << one;
}

std::vector<std::string> ReadStrings(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::vector<std::string> all;
  for (size_t size; file >> size;) {
    file.get();
    file.read(all.emplace_back(size, '\0').data(),
              static_cast<std::streamsize>(size));
  }
  return all;
}

std::string ContentsOfFile(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void PutFile(const fs::path& path, const std::string& contents) {
  std::ofstream(path, std::ios::binary | std::ios::trunc) << contents;
}

std::string KindOf(const fs::path& file) {
  const std::string name = file.filename().string();
  if (absl::EndsWith(name, ".mark")) return "mark";
  if (absl::EndsWith(name, ".sst")) return "SST";
  if (absl::EndsWith(name, ".log")) return "WAL";
  if (absl::StartsWith(name, "MANIFEST")) return "MANIFEST";
  if (absl::StartsWith(name, "OPTIONS")) return "OPTIONS";
  return name;
}

class DamageTest : public ::testing::Test {
 protected:
  // Makes the log whose history is known, and keeps how its files were before.
  void SetUp() override {
    ASSERT_EQ(InChild([this] { return Grow(0, kOlderEvents); }), 0);
    fs::copy(folder_.Path("whole"), folder_.Path("older"),
             fs::copy_options::recursive);
    ASSERT_EQ(InChild([this] { return Grow(kOlderEvents, kEvents); }), 0);
    for (const auto& entry :
         fs::recursive_directory_iterator(folder_.Path("whole"))) {
      const std::string kind = KindOf(entry.path());
      const bool is_data = kind != "LOG" && kind != "LOCK" &&
                           kind != "LOG.old" && entry.is_regular_file();
      if (is_data && entry.file_size() > 0) {
        files_[kind].push_back(
            fs::relative(entry.path(), folder_.Path("whole")));
      }
    }
    for (const char* kind : {"SST", "WAL", "MANIFEST", "CURRENT", "mark"}) {
      ASSERT_FALSE(files_[kind].empty()) << kind;
    }
  }

  int Grow(Position from, Position to) {
    fs::create_directories(folder_.Path("whole"));
    const auto store = LogStore::Open(
        {.path = folder_.Path("whole/log"), .memory = kSmallMemory});
    if (!store.ok()) return 1;
    for (Position at = from; at < to; ++at) {
      const auto committed = (*store)->Commit(
          absl::UnixEpoch() + absl::Hours(500'000), {NthAppend(at)});
      if (!committed.ok() || !committed->front().ok()) return 1;
    }
    WriteStrings(folder_.Path("answers"),
                 AnswersOf(**store, ContentsOf(kEvents)));
    return 0;
  }

  // Opens what is in the folder "trial" and asks everything.
  int Judge(const std::vector<std::string>& expected) const {
    const auto store = LogStore::Open(
        {.path = folder_.Path("trial/log"), .memory = kSmallMemory});
    if (!store.ok()) return kRefused;
    const auto answers = AnswersOf(**store, ContentsOf(kEvents));
    int outcome = kSame;
    for (size_t i = 0; i < expected.size(); ++i) {
      if (answers[i] == expected[i]) continue;
      if (!absl::StartsWith(answers[i], kNoAnswer)) return kSilent;
      outcome = kSaid;
    }
    return outcome;
  }

  // Changes one file of the folder "trial"; returns what was done.
  std::string Damage(const fs::path& name, std::mt19937_64& random) {
    const fs::path file = fs::path(folder_.Path("trial")) / name;
    std::string bytes = ContentsOfFile(file);
    const size_t at = random() % bytes.size();
    switch (random() % 8) {
      case 0:
        fs::remove(file);
        return "deleted";
      case 1:
        PutFile(file, bytes.substr(0, at));
        return "cut short";
      case 2:
        PutFile(file, bytes.substr(0, bytes.size() -
                                          std::min<size_t>(bytes.size(),
                                                           random() % 64 + 1)));
        return "cut short";
      case 3:
        PutFile(file, "");
        return "emptied";
      case 4: {
        std::fill_n(bytes.begin() + static_cast<ptrdiff_t>(at),
                    std::min<size_t>(bytes.size() - at, 512), '\0');
        PutFile(file, bytes);
        return "a sector zeroed";
      }
      case 5: {
        const fs::path older = fs::path(folder_.Path("older")) / name;
        if (fs::exists(older)) {
          fs::copy_file(older, file, fs::copy_options::overwrite_existing);
          return "put back";
        }
        [[fallthrough]];
      }
      default:
        bytes[at] ^= static_cast<char>(1 << random() % 8);
        PutFile(file, bytes);
        return "a bit flipped";
    }
  }

  const support::TemporaryFolder folder_;
  std::map<std::string, std::vector<fs::path>> files_;
};

TEST_F(DamageTest, WhateverIsDoneToAFileNoOtherHistoryIsTold) {
  const size_t trials = durability::WhenSanitized(
      support::CountOf({.short_form = 200, .long_form = 2'000}));
  const auto expected = ReadStrings(folder_.Path("answers"));
  std::vector<std::string> kinds;
  for (const auto& [kind, files] : files_) kinds.push_back(kind);
  std::map<std::pair<std::string, std::string>, std::vector<int>> table;
  for (size_t seed = 1; seed <= trials; ++seed) {
    std::mt19937_64 random(seed);
    const std::string& kind = kinds[seed % kinds.size()];
    const auto& files = files_[kind];
    const fs::path& name = files[random() % files.size()];
    fs::remove_all(folder_.Path("trial"));
    fs::copy(folder_.Path("whole"), folder_.Path("trial"),
             fs::copy_options::recursive);
    const std::string damage = Damage(name, random);
    const int outcome = InChild([&] { return Judge(expected); });
    EXPECT_NE(outcome, kSilent)
        << "seed " << seed << ": " << name << " " << damage;
    auto& counts = table[{kind, damage}];
    counts.resize(kOutcomes);
    ++counts[outcome];
  }
  for (const auto& [what, counts] : table) {
    std::string line = absl::StrFormat("%-9s %-16s", what.first, what.second);
    for (int outcome = 0; outcome < kOutcomes; ++outcome) {
      if (counts[outcome] == 0) continue;
      absl::StrAppend(&line, " ", kOutcomeNames[outcome], " ", counts[outcome]);
    }
    std::printf("%s\n", line.c_str());
  }
}

TEST_F(DamageTest, WhatIsNotDamagedIsTheSame) {
  fs::copy(folder_.Path("whole"), folder_.Path("trial"),
           fs::copy_options::recursive);
  const auto expected = ReadStrings(folder_.Path("answers"));
  EXPECT_GT(expected.size(), 3 * kEvents);
  EXPECT_EQ(InChild([&] { return Judge(expected); }), kSame);
}

// The judge itself: another history under a mark of its own.
TEST_F(DamageTest, AnotherHistoryIsNoticed) {
  fs::copy(folder_.Path("older"), folder_.Path("trial"),
           fs::copy_options::recursive);
  const auto expected = ReadStrings(folder_.Path("answers"));
  EXPECT_EQ(InChild([&] { return Judge(expected); }), kSilent);
}

}  // namespace
}  // namespace actionplan::eventstore
