#include "services/server/server.h"

#include <atomic>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "eventstore/base/logging.h"
#include "eventstore/base/status.h"
#include "eventstore/base/thread_pool.h"
#include "eventstore/rocksdb/log_folder.h"
#include "eventstore/rocksdb/log_store.h"
#include "eventstore/rocksdb/storage_guard.h"
#include "eventstore/rocksdb/system_disk.h"
#include "eventstore/sequencer.h"
#include "grpcpp/ext/proto_server_reflection_plugin.h"
#include "grpcpp/health_check_service_interface.h"
#include "grpcpp/security/server_credentials.h"
#include "grpcpp/server.h"
#include "grpcpp/server_builder.h"
#include "projections/projection.h"
#include "projections/projector.h"
#include "projections/rocksdb/rocksdb_view_store.h"
#include "services/checkpoints/checkpoint_keeper.h"
#include "services/commands/command_processor.h"
#include "services/escalation/escalation_scheduler.h"
#include "services/handlers/services.h"
#include "services/queries/query_runner.h"
#include "services/server/checkpoint_files.h"
#include "services/server/version.h"

namespace actionplan::server {
namespace {

constexpr size_t kReaders = 4;
constexpr size_t kWaitingReads = 4096;
constexpr absl::Duration kShutdownGrace = absl::Seconds(10);

absl::Status CannotListen(const std::string& address) {
  return base::Error(
      {.code = absl::StatusCode::kUnavailable,
       .reason = "ADDRESS_UNUSABLE",
       .message = absl::StrCat("Cannot listen on ", address,
                               ": the port is in use or the address is not "
                               "this machine's. Choose another with "
                               "--address."),
       .metadata = {{"address", address}}});
}

}  // namespace

// In the order in which they start; they stop in reverse.
struct Server::Parts {
  explicit Parts(const base::Clock& the_clock) : clock(the_clock) {}

  const base::Clock& clock;
  eventstore::SystemDisk disk;
  base::ThreadPool readers{kReaders, kWaitingReads};
  std::unique_ptr<eventstore::LogStore> log;
  std::unique_ptr<checkpoints::CheckpointKeeper> checkpoints;
  std::unique_ptr<projections::RocksdbViewStore> views;
  std::atomic<bool> stores_open = false;
  // Starts before the stores, and stops before them too, as it calls them.
  std::unique_ptr<eventstore::StorageGuard> guard;
  std::unique_ptr<projections::Projector> projector;
  std::unique_ptr<eventstore::Sequencer> sequencer;
  std::unique_ptr<commands::CommandProcessor> commands;
  std::unique_ptr<queries::QueryRunner> queries;
  std::unique_ptr<escalation::EscalationScheduler> scheduler;
  std::unique_ptr<handlers::Watchers> watchers;
  std::unique_ptr<handlers::LogKeeper> keeper;
  std::vector<std::unique_ptr<rpc::RawService>> services;
  std::unique_ptr<grpc::Server> server;
  std::string address;

  absl::Status GuardStorage(const Options& options);
  absl::Status RecoverStores();
  absl::Status OpenStores(const std::string& data);
  absl::Status KeepCheckpoints(const std::string& data);
  void StartWork(const Options& options);
  absl::Status Listen(const Options& options);
};

// Before anything is opened: what a full disk ended may need the reserve to
// start.
absl::Status Server::Parts::GuardStorage(const Options& options) {
  RETURN_IF_ERROR(eventstore::MakeLogFolder(options.data));
  guard = std::make_unique<eventstore::StorageGuard>(
      disk, clock,
      eventstore::StorageGuard::Options{
          .folder = options.data,
          .floor_bytes = options.storage_floor_bytes,
          .reserve_bytes = options.storage_reserve_bytes,
          .recover = [this] { return RecoverStores(); }});
  guard->Start();
  return absl::OkStatus();
}

// What is opened later comes up with its work going.
absl::Status Server::Parts::RecoverStores() {
  if (!stores_open) return absl::OkStatus();
  RETURN_IF_ERROR(log->Recover());
  return views->Recover();
}

absl::Status Server::Parts::OpenStores(const std::string& data) {
  ASSIGN_OR_RETURN(log, eventstore::LogStore::Open({.path = data + "/log"}));
  ASSIGN_OR_RETURN(
      views, projections::RocksdbViewStore::Open({.path = data + "/views"}));
  stores_open = true;
  ASSIGN_OR_RETURN(projector,
                   projections::Projector::Start(
                       *log, *views, projections::AllProjections(), clock));
  return absl::OkStatus();
}

absl::Status Server::Parts::KeepCheckpoints(const std::string& data) {
  ASSIGN_OR_RETURN(
      eventstore::NoteSigner signer,
      LoadCheckpointKey(disk, data, checkpoints::OriginOf(log->LogId())));
  checkpoints = std::make_unique<checkpoints::CheckpointKeeper>(
      *log, std::move(signer), clock,
      [this, data](const checkpoints::SignedCheckpoint& newest) {
        const absl::Status kept = KeepCheckpoint(disk, data, newest.note);
        if (kept.ok()) return;
        base::Log(base::Severity::kWarning, "the checkpoint was not written",
                  {{"cause", kept.ToString()}});
      });
  return absl::OkStatus();
}

void Server::Parts::StartWork(const Options& options) {
  sequencer = std::make_unique<eventstore::Sequencer>(
      *log, clock, eventstore::Sequencer::Options{.may_write = [this] {
        return guard->MayWrite();
      }});
  commands =
      std::make_unique<commands::CommandProcessor>(*log, *sequencer, readers);
  queries =
      std::make_unique<queries::QueryRunner>(*log, *projector, readers, clock);
  scheduler = std::make_unique<escalation::EscalationScheduler>(
      *log, *projector, *commands, *queries, clock);
  watchers = std::make_unique<handlers::Watchers>(
      *log, readers, clock, handlers::Watchers::Options{});
  keeper = std::make_unique<handlers::LogKeeper>(*log, options.backups, clock);
  services =
      handlers::AllServices({.log = *log,
                             .projector = *projector,
                             .commands = *commands,
                             .queries = *queries,
                             .scheduler = *scheduler,
                             .checkpoints = *checkpoints,
                             .watchers = *watchers,
                             .keeper = keeper.get(),
                             .readers = readers,
                             .storage = [this] { return guard->standing(); },
                             .clock = clock,
                             .start_time = clock.Now(),
                             .version = kVersion});
}

absl::Status Server::Parts::Listen(const Options& options) {
  grpc::EnableDefaultHealthCheckService(true);
  grpc::reflection::InitProtoReflectionServerBuilderPlugin();
  grpc::ServerBuilder builder;
  int port = 0;
  builder.AddListeningPort(options.address, grpc::InsecureServerCredentials(),
                           &port);
  // Without this a second server would share the port in silence.
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
  builder.SetMaxReceiveMessageSize(static_cast<int>(options.max_message_bytes));
  for (const auto& service : services) builder.RegisterService(service.get());
  server = builder.BuildAndStart();
  if (server == nullptr || port == 0) return CannotListen(options.address);
  address = absl::StrCat(options.address.substr(0, options.address.rfind(':')),
                         ":", port);
  return absl::OkStatus();
}

absl::StatusOr<std::unique_ptr<Server>> Server::Start(
    const Options& options, const base::Clock& clock) {
  auto parts = std::make_unique<Parts>(clock);
  RETURN_IF_ERROR(parts->GuardStorage(options));
  RETURN_IF_ERROR(parts->OpenStores(options.data));
  RETURN_IF_ERROR(parts->KeepCheckpoints(options.data));
  parts->StartWork(options);
  RETURN_IF_ERROR(parts->Listen(options));
  parts->scheduler->Start();
  base::Log(base::Severity::kInfo, "server listening",
            {{"address", parts->address},
             {"log_id", parts->log->LogId()},
             {"head", parts->log->head().Get()}});
  return std::unique_ptr<Server>(new Server(std::move(parts)));
}

Server::Server(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

Server::~Server() {
  if (parts_ != nullptr) Stop();
}

std::string Server::address() const { return parts_->address; }

void Server::Stop() {
  base::Log(base::Severity::kInfo, "server stopping", {});
  parts_->server->GetHealthCheckService()->SetServingStatus(false);
  parts_->scheduler->Stop();
  parts_->watchers->Stop();
  parts_->keeper->Stop();
  parts_->server->Shutdown(
      absl::ToChronoTime(base::SystemClock().Now() + kShutdownGrace));
  parts_->server->Wait();
  parts_->sequencer->Drain();
  parts_->checkpoints->Stop();
  parts_->projector->Stop();
  parts_->readers.Drain();
  const eventstore::Position head = parts_->log->head().Get();
  parts_.reset();
  base::Log(base::Severity::kInfo, "server stopped", {{"head", head}});
}

}  // namespace actionplan::server
