// A list of the API, page by page.
#ifndef ACTIONPLAN_SERVICES_CLI_PAGED_CALL_H_
#define ACTIONPLAN_SERVICES_CLI_PAGED_CALL_H_

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "services/cli/environment.h"
#include "services/cli/options.h"
#include "services/client/client.h"

namespace actionplan::cli {

struct PagedCall {
  const client::Client& client;
  const google::protobuf::MethodDescriptor& method;
  Pages pages = Pages::kOne;
};

// Calls the method, with Pages::kAll until there is no next page, and hands
// over each page. Shows on a terminal how far a list is that tells it. What was
// handed over before an error stays handed over.
absl::Status CallPages(
    const PagedCall& call, google::protobuf::Message& request,
    const Environment& environment,
    absl::FunctionRef<void(const google::protobuf::Message& page)> visit);

// The same, with the rows of all pages in one answer.
absl::Status CallWhole(const PagedCall& call,
                       google::protobuf::Message& request,
                       const Environment& environment,
                       google::protobuf::Message& answer);

// The text of a string field, "" when the message has no such field.
std::string TextOf(const google::protobuf::Message& message, const char* name);

}  // namespace actionplan::cli

#endif  // ACTIONPLAN_SERVICES_CLI_PAGED_CALL_H_
