// The methods of the API, as the program was built with them.
#ifndef ACTIONPLAN_SERVICES_CLIENT_METHOD_H_
#define ACTIONPLAN_SERVICES_CLIENT_METHOD_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"

namespace actionplan::client {

// Every service of actionplan.v1.
std::vector<const google::protobuf::ServiceDescriptor*> Services();

// The method called "ActionService.AssignAction", or nullptr.
const google::protobuf::MethodDescriptor* FindMethod(absl::string_view name);

// The inverse of FindMethod.
std::string MethodName(const google::protobuf::MethodDescriptor& method);

}  // namespace actionplan::client

#endif  // ACTIONPLAN_SERVICES_CLIENT_METHOD_H_
