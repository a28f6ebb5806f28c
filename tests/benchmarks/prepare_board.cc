// Fills a server with a board and accepted actions, over gRPC, and prints how
// many bytes a command about such an action is answered with.
//
//   prepare_board --address=HOST:PORT [--actions=N]
#include <atomic>
#include <cstdio>
#include <functional>
#include <string>
#include <utility>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "tests/benchmarks/board_office.h"
#include "tests/benchmarks/call_pump.h"

ABSL_FLAG(std::string, address, "127.0.0.1:50051", "the server's");
ABSL_FLAG(size_t, actions, 10'000, "how many actions to make");

namespace actionplan::benchmarks {
namespace {

// Makes `count` calls, 64 at a time, and returns the size of an answer.
size_t CallAll(const std::string& address, size_t count,
               const std::function<Call(size_t number)>& call) {
  std::atomic<size_t> next = 0;
  std::atomic<size_t> answer_bytes = 0;
  CallPump pump(
      {.address = address},
      [&](size_t) {
        const size_t number = next++;
        return number < count ? call(number) : Call{};
      },
      [&](size_t, SteadyTime, const auto& answer) {
        answer_bytes = answer.ByteSizeLong();
      });
  pump.Start();
  pump.Wait();
  return answer_bytes;
}

void Run(const std::string& address, size_t actions) {
  BoardOffice office;
  CallAll(address, 1, [&](size_t) { return office.CreateBoard(); });
  CallAll(address, 1, [&](size_t) { return office.CreateAgency(); });
  CallAll(address, actions, [&](size_t i) { return office.Propose(i); });
  CallAll(address, actions, [&](size_t i) { return office.Assign(i); });
  CallAll(address, actions, [&](size_t i) { return office.Accept(i); });
  std::printf("%zu\n", CallAll(address, actions, [&](size_t i) {
                return office.RecordProgress(i);
              }));
}

}  // namespace
}  // namespace actionplan::benchmarks

int main(int argc, char** argv) {
  absl::ParseCommandLine(argc, argv);
  actionplan::benchmarks::Run(absl::GetFlag(FLAGS_address),
                              absl::GetFlag(FLAGS_actions));
}
