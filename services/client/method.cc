#include "services/client/method.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
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

namespace actionplan::client {

std::vector<const google::protobuf::ServiceDescriptor*> Services() {
  // A message of each file is named so that the linker keeps the file.
  const google::protobuf::Descriptor* const messages[] = {
      v1::GetBoardRequest::descriptor(),
      v1::GetMeetingRequest::descriptor(),
      v1::GetAgencyRequest::descriptor(),
      v1::GetAuditRequest::descriptor(),
      v1::GetFindingRequest::descriptor(),
      v1::GetRecommendationRequest::descriptor(),
      v1::GetPlanRequest::descriptor(),
      v1::GetActionRequest::descriptor(),
      v1::GetEscalationRequest::descriptor(),
      v1::GetActionPlanStatusRequest::descriptor(),
      v1::ListTrailEntriesRequest::descriptor(),
      v1::GetEventRequest::descriptor(),
      v1::GetServerInfoRequest::descriptor(),
  };
  std::vector<const google::protobuf::ServiceDescriptor*> services;
  for (const auto* message : messages) {
    const auto* file = message->file();
    for (int i = 0; i < file->service_count(); ++i) {
      services.push_back(file->service(i));
    }
  }
  return services;
}

const google::protobuf::MethodDescriptor* FindMethod(absl::string_view name) {
  const std::pair<std::string, std::string> parts =
      absl::StrSplit(name, absl::MaxSplits('.', 1));
  for (const auto* service : Services()) {
    if (service->name() != parts.first) continue;
    return service->FindMethodByName(parts.second);
  }
  return nullptr;
}

std::string MethodName(const google::protobuf::MethodDescriptor& method) {
  return absl::StrCat(method.service()->name(), ".", method.name());
}

}  // namespace actionplan::client
