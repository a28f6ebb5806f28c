#include "tests/durability/server_process.h"

#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "eventstore/base/clock.h"
#include "eventstore/base/logging.h"

namespace actionplan::durability {
namespace {

constexpr char kProgram[] = ACTIONPLAN_SERVER;
constexpr absl::Duration kPatience = absl::Minutes(1);

// "127.0.0.1:40123" once the server has said that it listens there.
std::optional<std::string> AddressIn(absl::string_view output) {
  const size_t line = output.find("server listening address=");
  if (line == absl::string_view::npos) return std::nullopt;
  output.remove_prefix(line);
  const size_t end = output.find('\n');
  if (end == absl::string_view::npos) return std::nullopt;
  output.remove_prefix(output.find('=') + 1);
  return std::string(output.substr(0, output.find_first_of(" \n")));
}

std::vector<char*> Pointers(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (std::string& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

bool IsStopped(const std::filesystem::path& task) {
  std::ifstream file(task / "stat");
  const std::string stat{std::istreambuf_iterator<char>(file), {}};
  // "17 (a name) T …"; the name may hold anything.
  const size_t name_end = stat.rfind(") ");
  return name_end != std::string::npos && stat.substr(name_end + 2, 1) == "T";
}

bool AreAllStopped(pid_t process) {
  std::error_code error;
  const std::filesystem::directory_iterator tasks(
      absl::StrCat("/proc/", process, "/task"), error);
  if (error) return false;
  for (const auto& task : tasks) {
    if (!IsStopped(task.path())) return false;
  }
  return true;
}

}  // namespace

ServerProcess::ServerProcess(const Options& options)
    : output_(::memfd_create("server-output", MFD_CLOEXEC)) {
  std::vector<std::string> arguments = {
      kProgram, absl::StrCat("--data=", options.data), "--address=127.0.0.1:0",
      "--insecure-identity"};
  arguments.insert(arguments.end(), options.flags.begin(), options.flags.end());
  std::vector<std::string> environment = options.environment;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    environment.emplace_back(*entry);
  }
  const std::vector<char*> argument_pointers = Pointers(arguments);
  const std::vector<char*> environment_pointers = Pointers(environment);
  process_ = ::fork();
  if (process_ == 0) {
    Become(argument_pointers.data(), environment_pointers.data());
  }
  if (output_ < 0 || process_ < 0) {
    base::Fatal("no server process", {{"program", kProgram}});
  }
}

// Between fork and exec only what is safe in a signal handler may be called:
// another thread of the test may hold any lock.
void ServerProcess::Become(char* const* arguments, char* const* environment) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  ::dup2(output_, STDOUT_FILENO);
  ::dup2(output_, STDERR_FILENO);
  ::close_range(STDERR_FILENO + 1, ~0U, 0);
  ::execve(kProgram, arguments, environment);
  ::_exit(127);
}

ServerProcess::~ServerProcess() {
  Kill().IgnoreError();
  ::close(output_);
}

bool ServerProcess::HasEnded() {
  if (!has_ended_) has_ended_ = ::waitpid(process_, &exit_, WNOHANG) != 0;
  return has_ended_;
}

void ServerProcess::Reap() {
  while (::waitpid(process_, &exit_, 0) < 0 && errno == EINTR) {
  }
  has_ended_ = true;
}

absl::Status ServerProcess::IsAlive() {
  return HasEnded() ? EndedByItself() : absl::OkStatus();
}

absl::Status ServerProcess::Stop() {
  if (HasEnded()) return EndedByItself();
  ::kill(process_, SIGTERM);
  Reap();
  return exit_ == 0 ? absl::OkStatus() : EndedByItself();
}

std::string ServerProcess::Output() const {
  std::string output;
  char piece[4096];
  for (;;) {
    const ssize_t count = ::pread(output_, piece, sizeof(piece),
                                  static_cast<off_t>(output.size()));
    if (count <= 0) return output;
    output.append(piece, static_cast<size_t>(count));
  }
}

absl::Status ServerProcess::EndedByItself() const {
  return absl::FailedPreconditionError(absl::StrCat(
      "the server ended by itself, ",
      WIFSIGNALED(exit_) ? absl::StrCat("by signal ", WTERMSIG(exit_))
                         : absl::StrCat("with exit code ", WEXITSTATUS(exit_)),
      ":\n", Output()));
}

absl::StatusOr<std::string> ServerProcess::AwaitAddress() {
  const base::SystemClock clock;
  const absl::Duration until = clock.Monotonic() + kPatience;
  while (clock.Monotonic() < until) {
    const bool has_ended = HasEnded();
    if (has_ended) return EndedByItself();
    if (auto address = AddressIn(Output())) return *std::move(address);
    absl::SleepFor(absl::Milliseconds(1));
  }
  return absl::DeadlineExceededError(
      absl::StrCat("the server does not serve:\n", Output()));
}

absl::Status ServerProcess::AwaitEnd() {
  const base::SystemClock clock;
  const absl::Duration until = clock.Monotonic() + kPatience;
  while (!HasEnded()) {
    if (clock.Monotonic() > until) {
      return absl::DeadlineExceededError("the server does not end");
    }
    absl::SleepFor(absl::Milliseconds(1));
  }
  return exit_ == 0 ? EndedByItself() : absl::OkStatus();
}

absl::Status ServerProcess::Freeze() {
  if (HasEnded()) return EndedByItself();
  ::kill(process_, SIGSTOP);
  const base::SystemClock clock;
  const absl::Duration until = clock.Monotonic() + kPatience;
  while (!AreAllStopped(process_)) {
    if (HasEnded()) return EndedByItself();
    if (clock.Monotonic() > until) {
      return absl::DeadlineExceededError("the server does not stand still");
    }
    absl::SleepFor(absl::Milliseconds(1));
  }
  return absl::OkStatus();
}

absl::Status ServerProcess::Kill() {
  // Not reaped yet, so the id is this process's and nobody else's.
  if (!HasEnded()) {
    ::kill(process_, SIGKILL);
    Reap();
  }
  const bool was_killed = WIFSIGNALED(exit_) && WTERMSIG(exit_) == SIGKILL;
  return was_killed ? absl::OkStatus() : EndedByItself();
}

}  // namespace actionplan::durability
