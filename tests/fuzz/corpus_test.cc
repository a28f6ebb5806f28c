// Runs a fuzz target without a fuzzer: over each file of its corpus, each
// beginning of it, and the file with each of its bytes changed. Keeps targets
// and corpora from rotting where there is no clang.
//
//   corpus_test FOLDER
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "tests/fuzz/fuzz_entry.h"

namespace {

// Longer files are changed at as many places, spread evenly.
constexpr size_t kPlaces = 2'000;

using Input = std::vector<uint8_t>;

void Run(const Input& input) {
  LLVMFuzzerTestOneInput(input.data(), input.size());
}

void RunVariationsOf(const Input& input) {
  Run(input);
  const size_t step = input.size() / kPlaces + 1;
  for (size_t at = 0; at < input.size(); at += step) {
    const auto place = static_cast<ptrdiff_t>(at);
    Run(Input(input.begin(), input.begin() + place));
    Input changed = input;
    for (const uint8_t bit : {0x01, 0x80}) {
      changed[at] = input[at] ^ bit;
      Run(changed);
    }
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(argv[1])) {
    std::ifstream in(entry.path(), std::ios::binary);
    RunVariationsOf(Input(std::istreambuf_iterator<char>(in), {}));
    ++files;
  }
  std::printf("%zu files of a corpus\n", files);
  return files == 0 ? 1 : 0;  // An empty corpus tests nothing.
}
