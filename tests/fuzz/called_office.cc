#include "tests/fuzz/called_office.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "grpcpp/client_context.h"
#include "grpcpp/support/sync_stream.h"
#include "services/client/status.h"
#include "services/rpc/identity.h"

namespace actionplan::fuzz {
namespace {

// More than any call of a test takes; one that takes longer hangs.
constexpr std::chrono::seconds kLongestCall{20};

}  // namespace

CalledOffice::CalledOffice() {
  AdoptPolicy();
  plan_.Record("meetings/march", "meeting { meeting_recorded { forum: 'B' } }");
  plan_.Record("audits/neglect",
               "audit { audit_created { title: 'T' state: FIELDWORK } }");
  plan_.Record(
      "audits/neglect/findings/f1",
      "finding { finding_recorded { kind: CONCERN text { clear: 'T' } } }");
  plan_.Record("audits/neglect/recommendations/r1",
               "recommendation { recommendation_drafted { kind: GAP } }");
  plan_.Record("plans/p1", "plan { plan_created { title: 'T' } }");
  plan_.Accept(
      {.id = "a1", .due = absl::CivilDay(2026, 2, 2), .agency = "health"});
  plan_.Record("escalations/a1-by-hand-1",
               "escalation { escalation_raised { level: 1 episode: 1 "
               "rule: MANUAL family: BY_HAND subject: 'boards/ncc/actions/a1' "
               "agency: 'boards/ncc/agencies/health' } }");
  watchers_.emplace(plan_.log(), few_readers_, plan_.clock(),
                    handlers::Watchers::Options{});
  watchers_->Stop();
  services_ = handlers::AllServices(AllPorts());
  grpc::ServerBuilder builder;
  for (const auto& service : services_) builder.RegisterService(service.get());
  server_ = builder.BuildAndStart();
  channel_ = server_->InProcessChannel(grpc::ChannelArguments());
}

CalledOffice::~CalledOffice() {
  channel_ = nullptr;
  TearDown();
}

CalledOffice::Answer CalledOffice::Call(
    const google::protobuf::MethodDescriptor& method, absl::string_view bytes,
    const client::Identity& caller) {
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() + kLongestCall);
  context.AddMetadata(rpc::kPrincipalKey, caller.principal);
  if (!caller.agency.empty()) {
    context.AddMetadata(rpc::kAgencyKey, caller.agency);
  }
  context.AddMetadata(rpc::kRolesKey, absl::StrJoin(caller.roles, ","));

  const std::string path =
      absl::StrCat("/", method.service()->full_name(), "/", method.name());
  // One answer is a stream of one.
  const grpc::internal::RpcMethod called(
      path.c_str(), grpc::internal::RpcMethod::SERVER_STREAMING, channel_);
  const grpc::Slice slice(bytes.data(), bytes.size());
  const std::unique_ptr<grpc::ClientReader<grpc::ByteBuffer>> answers(
      grpc::internal::ClientReaderFactory<grpc::ByteBuffer>::Create(
          channel_.get(), called, &context, grpc::ByteBuffer(&slice, 1)));
  Answer answer;
  grpc::ByteBuffer message;
  while (answers->Read(&message)) answer.bytes = rpc::Flatten(message);
  answer.status = client::FromGrpc(answers->Finish());
  return answer;
}

}  // namespace actionplan::fuzz
