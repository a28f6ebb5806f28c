// What `actionplan-server backup|restore|verify|recover` are told.
#ifndef ACTIONPLAN_SERVICES_SERVER_MAINTENANCE_OPTIONS_H_
#define ACTIONPLAN_SERVICES_SERVER_MAINTENANCE_OPTIONS_H_

#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace actionplan::server {

enum class Task { kBackup, kRestore, kVerify, kRecover };

// Empty for any other word.
std::optional<Task> TaskCalled(absl::string_view name);

struct MaintenanceOptions {
  Task task = Task::kVerify;
  std::string data;        // The folder of log and views.
  std::string to;          // Backups go there, or what was recovered.
  std::string from;        // Backups come from there.
  uint32_t backup = 0;     // The newest when 0.
  std::string checkpoint;  // A file with a signed note.
  std::string key;         // The public key it was signed with.
  std::optional<uint64_t> accept_loss_after;
  bool drill = false;
  bool list = false;
  bool rewrite_mark = false;
  bool help = false;
};

// Every wrong flag at once: INVALID_ARGUMENT. The arguments after the task's.
absl::StatusOr<MaintenanceOptions> ParseMaintenanceOptions(
    Task task, absl::Span<const char* const> arguments);

// What `actionplan-server <task> --help` prints.
std::string MaintenanceHelp(Task task);

}  // namespace actionplan::server

#endif  // ACTIONPLAN_SERVICES_SERVER_MAINTENANCE_OPTIONS_H_
