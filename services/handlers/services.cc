#include "services/handlers/services.h"

#include "actionplan/v1/action_plan_service.pb.h"
#include "actionplan/v1/action_service.pb.h"
#include "actionplan/v1/admin_service.pb.h"
#include "actionplan/v1/agency_service.pb.h"
#include "actionplan/v1/audit_service.pb.h"
#include "actionplan/v1/audit_trail_service.pb.h"
#include "actionplan/v1/board_service.pb.h"
#include "actionplan/v1/escalation_service.pb.h"
#include "actionplan/v1/event_service.pb.h"
#include "actionplan/v1/finding_service.pb.h"
#include "actionplan/v1/meeting_service.pb.h"
#include "actionplan/v1/plan_service.pb.h"
#include "actionplan/v1/recommendation_service.pb.h"

namespace actionplan::handlers {
namespace {

using Bind = void (*)(const Ports& ports, rpc::RawService& service);

// The only service of the file that declares the message.
template <typename Message>
const google::protobuf::ServiceDescriptor& ServiceBeside() {
  return *Message::descriptor()->file()->service(0);
}

}  // namespace

std::vector<std::unique_ptr<rpc::RawService>> AllServices(const Ports& ports) {
  std::vector<std::unique_ptr<rpc::RawService>> services;
  const auto add = [&](const google::protobuf::ServiceDescriptor& descriptor,
                       Bind bind) {
    auto service = std::make_unique<rpc::RawService>(descriptor, ports.clock);
    bind(ports, *service);
    service->CheckAllBound();
    services.push_back(std::move(service));
  };
  add(ServiceBeside<v1::GetBoardRequest>(), BindBoardService);
  add(ServiceBeside<v1::GetMeetingRequest>(), BindMeetingService);
  add(ServiceBeside<v1::GetAgencyRequest>(), BindAgencyService);
  add(ServiceBeside<v1::GetAuditRequest>(), BindAuditService);
  add(ServiceBeside<v1::GetFindingRequest>(), BindFindingService);
  add(ServiceBeside<v1::GetRecommendationRequest>(), BindRecommendationService);
  add(ServiceBeside<v1::GetPlanRequest>(), BindPlanService);
  add(ServiceBeside<v1::GetActionRequest>(), BindActionService);
  add(ServiceBeside<v1::GetEscalationRequest>(), BindEscalationService);
  add(ServiceBeside<v1::ActionPlanStatus>(), BindActionPlanService);
  add(ServiceBeside<v1::TrailEntry>(), BindAuditTrailService);
  add(ServiceBeside<v1::GetEventRequest>(), BindEventService);
  add(ServiceBeside<v1::ServerInfo>(), BindAdminService);
  return services;
}

}  // namespace actionplan::handlers
