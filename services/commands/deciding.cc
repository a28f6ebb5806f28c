#include "services/commands/deciding.h"

#include <string>
#include <utility>
#include <variant>

#include "eventstore/base/status.h"
#include "projections/resources/names.h"
#include "services/commands/command_errors.h"
#include "services/domain/board_calendar.h"
#include "services/domain/resource_errors.h"

namespace actionplan::commands {
namespace {

bool Exists(const resources::Resource& resource) {
  return std::visit([](const auto& message) { return !message.name().empty(); },
                    resource);
}

absl::Status AddRelated(const std::string& name, Load load,
                        domain::Circumstances& now) {
  if (!resources::KindOf(name)) return absl::OkStatus();
  ASSIGN_OR_RETURN(std::shared_ptr<const resources::Resource> found,
                   load(name));
  if (Exists(*found)) now.related.Add(name, std::move(found));
  return absl::OkStatus();
}

}  // namespace

const std::string& EtagOf(const resources::Resource& resource) {
  return std::visit(
      [](const auto& message) -> const std::string& { return message.etag(); },
      resource);
}

absl::Status CheckTarget(const Command& command,
                         const resources::Resource& state) {
  if (command.target == Target::kExisting && !Exists(state)) {
    return domain::ResourceNotFound(command.name);
  }
  if (!command.etag.empty() && command.etag != EtagOf(state)) {
    return EtagStale(command.name, command.etag, EtagOf(state));
  }
  return absl::OkStatus();
}

absl::StatusOr<domain::Circumstances> CircumstancesOf(const Command& command,
                                                      absl::Time record_time,
                                                      Load load) {
  domain::Circumstances now{
      .name = command.name,
      .caller = command.caller,
      .now = record_time,
      .occur_time = command.occur_time.value_or(record_time)};
  for (const std::string& name : command.related) {
    RETURN_IF_ERROR(AddRelated(name, load, now));
  }
  const std::string board(resources::BoardOf(command.name));
  RETURN_IF_ERROR(AddRelated(board, load, now));
  // A board that does not exist yet has no days of its own.
  const v1::Board* found = now.related.Find<v1::Board>(board);
  now.zone = found == nullptr ? absl::UTCTimeZone() : domain::ZoneOf(*found);
  now.today = absl::ToCivilDay(now.now, now.zone);
  now.occurred_on = absl::ToCivilDay(now.occur_time, now.zone);
  return now;
}

}  // namespace actionplan::commands
