// A recorded plan whose handlers are called over the wire, with parts that a
// test chooses: a clock for the calls, how streams are sent.
#ifndef ACTIONPLAN_TESTS_SERVICES_HANDLERS_SERVED_OFFICE_H_
#define ACTIONPLAN_TESTS_SERVICES_HANDLERS_SERVED_OFFICE_H_

#include <memory>
#include <optional>
#include <string>

#include "absl/strings/str_cat.h"
#include "grpcpp/security/server_credentials.h"
#include "grpcpp/server.h"
#include "grpcpp/server_builder.h"
#include "services/client/client.h"
#include "services/handlers/services.h"
#include "tests/services/escalation/escalation_office.h"
#include "tests/support/status_matchers.h"

namespace actionplan::handlers {

// The log has a board and two agencies at the positions 1 to 3.
class ServedOffice : public escalation::EscalationOffice {
 protected:
  using Bind = void (*)(const Ports& ports, rpc::RawService& service);

  // Serves the service that has the method, and connects to it as the manager,
  // who would wait longer than any call may take.
  void Serve(const google::protobuf::MethodDescriptor& method, Bind bind,
             const base::Clock& call_clock,
             const Watchers::Options& options = {}) {
    watchers_.emplace(WatchedLog(), few_readers_, plan_.clock(), options);
    service_.emplace(*method.service(), call_clock);
    bind(AllPorts(), *service_);
    grpc::ServerBuilder builder;
    int port = 0;
    builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(),
                             &port);
    builder.RegisterService(&*service_);
    server_ = builder.BuildAndStart();
    ASSERT_NE(server_, nullptr);
    ASSERT_OK_AND_ASSIGN(
        client_,
        client::Client::Connect(
            {.address = absl::StrCat("127.0.0.1:", port),
             .identity = {.principal = "manager-1", .roles = {"board-manager"}},
             .timeout = absl::Hours(1)}));
  }

  // What streams read.
  virtual const eventstore::EventStore& WatchedLog() { return plan_.log(); }

  void TearDown() override {
    if (server_ == nullptr) return;
    watchers_->Stop();
    server_->Shutdown();
    server_->Wait();
  }

  Ports AllPorts() {
    return {.log = plan_.log(),
            .projector = plan_.views(),
            .commands = processor_,
            .queries = queries_,
            .scheduler = scheduler_,
            .checkpoints = checkpoints_,
            .watchers = *watchers_,
            .readers = few_readers_,
            .storage = [this] { return storage_; },
            .clock = plan_.clock(),
            .start_time = plan_.clock().Now(),
            .version = "1"};
  }

  checkpoints::CheckpointKeeper checkpoints_{
      plan_.log(),
      *eventstore::NoteSigner::FromSeed(
          checkpoints::OriginOf(plan_.log().LogId()), std::string(32, 's')),
      plan_.clock(), [](const checkpoints::SignedCheckpoint&) {}};
  base::ThreadPool few_readers_{1, 1};  // Of streams.
  eventstore::StorageStanding storage_;
  std::optional<Watchers> watchers_;
  std::optional<rpc::RawService> service_;
  std::unique_ptr<grpc::Server> server_;
  std::optional<client::Client> client_;
};

}  // namespace actionplan::handlers

#endif  // ACTIONPLAN_TESTS_SERVICES_HANDLERS_SERVED_OFFICE_H_
