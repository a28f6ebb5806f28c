// What the server is told on its command line.
#ifndef ACTIONPLAN_SERVICES_SERVER_OPTIONS_H_
#define ACTIONPLAN_SERVICES_SERVER_OPTIONS_H_

#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/types/span.h"

namespace actionplan::server {

struct Options {
  std::string address = "127.0.0.1:50051";
  std::string data;                // The folder of log and views.
  std::string backups;             // The folder of backups; none when empty.
  bool insecure_identity = false;  // Callers say who they are.
  size_t max_message_bytes = 1 << 20;
  uint64_t storage_floor_bytes = uint64_t{1} << 30;
  uint64_t storage_reserve_bytes = uint64_t{256} << 20;
  bool help = false;
  bool version = false;
};

// Every wrong flag at once: INVALID_ARGUMENT.
absl::StatusOr<Options> ParseOptions(absl::Span<const char* const> arguments);

// What --help prints.
std::string HelpText();

}  // namespace actionplan::server

#endif  // ACTIONPLAN_SERVICES_SERVER_OPTIONS_H_
