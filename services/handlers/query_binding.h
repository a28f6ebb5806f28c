// From a request to a read: what every handler of a query does alike. A handler
// adds the checks of its own fields and the read itself.
#ifndef ACTIONPLAN_SERVICES_HANDLERS_QUERY_BINDING_H_
#define ACTIONPLAN_SERVICES_HANDLERS_QUERY_BINDING_H_

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "eventstore/base/status.h"
#include "projections/action_plan_view.h"
#include "projections/projector.h"
#include "services/queries/page.h"
#include "services/queries/query_runner.h"
#include "services/rpc/field_checks.h"
#include "services/rpc/page_token.h"
#include "services/rpc/raw_service.h"
#include "services/rpc/unary_call.h"
#include "services/rpc/wire_text.h"

namespace actionplan::handlers {

// For requests whose fields every handler checks already.
template <typename Request>
void NoChecks(const Request&, rpc::FieldChecks&) {}

// Fills `page` from the request's page fields. Violations go to `check`; a
// token that is not this query's is refused.
template <typename Request>
absl::Status ReadPage(const Request& request, rpc::FieldChecks& check,
                      queries::Page& page) {
  constexpr int kMostRows = 1000;
  if (request.page_size() != 0) {
    check.Range("page_size", request.page_size(), 1, kMostRows);
    page.size = static_cast<size_t>(request.page_size());
  }
  if (request.page_token().empty()) return absl::OkStatus();
  ASSIGN_OR_RETURN(const projections::v1::PageToken token,
                   rpc::DecodePageToken(request.page_token(), request));
  page.after_key = token.last_key();
  page.position = token.position();
  page.due_day = token.due_day();
  return absl::OkStatus();
}

// The token of the page after this one; "" when there is none.
template <typename Request>
std::string NextPageToken(const Request& request, const queries::Page& page,
                          const std::string& last_key) {
  if (last_key.empty()) return "";
  projections::v1::PageToken token;
  token.set_query_digest(rpc::QueryDigest(request));
  token.set_last_key(last_key);
  token.set_position(page.position);
  token.set_due_day(page.due_day);
  return rpc::EncodePageToken(token);
}

// Carries reads between a service's calls and the runner.
class QueryBinding {
 public:
  QueryBinding(rpc::RawService& service, queries::QueryRunner& runner,
               const projections::Projector& projector)
      : service_(service), runner_(runner), projector_(projector) {}

  const projections::Projector& projector() const { return projector_; }

  // `check(request, FieldChecks&)`, then, when the views have caught up,
  // on a reader's thread, `read(request) → StatusOr<response>`. A question
  // about the past waits for the action plan too, which keeps it.
  template <typename Request, typename CheckFields, typename Read>
  void Bind(absl::string_view method, std::vector<absl::string_view> views,
            CheckFields check, Read read) {
    service_.Bind(
        method, [runner = &runner_, views = std::move(views), check, read](
                    rpc::UnaryCallPointer call, const grpc::ByteBuffer& bytes) {
          Request request;
          absl::Status usable = rpc::ParseMessage(rpc::Flatten(bytes), request);
          if (usable.ok()) usable = Usable(request, check);
          if (!usable.ok()) return call->Finish(usable);
          const int64_t position = MinPosition(request);
          std::vector<absl::string_view> needed = views;
          if (IsAboutPast(request)) {
            needed.push_back(projections::ActionPlanProjection::kName);
          }
          runner->Run(std::move(needed), position, call->deadline(),
                      [call, read, request = std::move(request)](
                          const absl::Status& ready) {
                        if (!ready.ok()) return call->Finish(ready);
                        auto response = read(request);
                        if (!response.ok())
                          return call->Finish(response.status());
                        call->Finish(*response);
                      });
        });
  }

 private:
  template <typename Request>
  static int64_t MinPosition(const Request& request) {
    if constexpr (requires { request.min_position(); }) {
      return request.min_position();
    }
    return 0;
  }

  template <typename Request>
  static bool IsAboutPast(const Request& request) {
    if constexpr (requires { request.has_as_at(); }) {
      return request.has_as_at();
    }
    return false;
  }

  template <typename Request, typename CheckFields>
  static absl::Status Usable(const Request& request, CheckFields check) {
    rpc::FieldChecks checks;
    if (MinPosition(request) < 0) {
      checks.Violation("min_position", "NUMBER_OUT_OF_RANGE",
                       "is negative; positions start at 1");
    }
    queries::Page page;
    if constexpr (requires { request.page_size(); }) {
      RETURN_IF_ERROR(ReadPage(request, checks, page));
    }
    check(request, checks);
    return checks.Result();
  }

  rpc::RawService& service_;
  queries::QueryRunner& runner_;
  const projections::Projector& projector_;
};

}  // namespace actionplan::handlers

#endif  // ACTIONPLAN_SERVICES_HANDLERS_QUERY_BINDING_H_
