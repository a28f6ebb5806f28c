// The handlers: one function for each service of the proto, which binds each of
// its methods. No rules inside: shapes are checked here, everything else is
// decided in services/domain or answered in services/queries.
#ifndef ACTIONPLAN_SERVICES_HANDLERS_SERVICES_H_
#define ACTIONPLAN_SERVICES_HANDLERS_SERVICES_H_

#include <functional>
#include <memory>
#include <vector>

#include "absl/time/time.h"
#include "eventstore/base/clock.h"
#include "eventstore/base/thread_pool.h"
#include "eventstore/event_store.h"
#include "eventstore/storage_standing.h"
#include "projections/projector.h"
#include "services/checkpoints/checkpoint_keeper.h"
#include "services/commands/command_processor.h"
#include "services/escalation/escalation_scheduler.h"
#include "services/handlers/command_binding.h"
#include "services/handlers/log_keeper.h"
#include "services/handlers/query_binding.h"
#include "services/handlers/watch_call.h"
#include "services/rpc/raw_service.h"

namespace actionplan::handlers {

// What the handlers work with; all of it outlives them.
struct Ports {
  const eventstore::EventStore& log;
  projections::Projector& projector;
  commands::CommandProcessor& commands;
  queries::QueryRunner& queries;
  escalation::EscalationScheduler& scheduler;
  checkpoints::CheckpointKeeper& checkpoints;
  Watchers& watchers;
  LogKeeper* keeper = nullptr;  // None where the log is in memory.
  base::ThreadPool& readers;
  std::function<eventstore::StorageStanding()> storage;
  const base::Clock& clock;
  absl::Time start_time;
  const char* version;
};

void BindBoardService(const Ports& ports, rpc::RawService& service);
void BindMeetingService(const Ports& ports, rpc::RawService& service);
void BindAgencyService(const Ports& ports, rpc::RawService& service);
void BindAuditService(const Ports& ports, rpc::RawService& service);
void BindFindingService(const Ports& ports, rpc::RawService& service);
void BindRecommendationService(const Ports& ports, rpc::RawService& service);
void BindPlanService(const Ports& ports, rpc::RawService& service);
void BindActionService(const Ports& ports, rpc::RawService& service);
void BindEscalationService(const Ports& ports, rpc::RawService& service);
void BindActionPlanService(const Ports& ports, rpc::RawService& service);
void BindAuditTrailService(const Ports& ports, rpc::RawService& service);
void BindEventService(const Ports& ports, rpc::RawService& service);
void BindAdminService(const Ports& ports, rpc::RawService& service);

// Every service of the product, every method bound.
std::vector<std::unique_ptr<rpc::RawService>> AllServices(const Ports& ports);

}  // namespace actionplan::handlers

#endif  // ACTIONPLAN_SERVICES_HANDLERS_SERVICES_H_
