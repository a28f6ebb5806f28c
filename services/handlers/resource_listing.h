// Get and List, which every kind of resource answers alike.
#ifndef ACTIONPLAN_SERVICES_HANDLERS_RESOURCE_LISTING_H_
#define ACTIONPLAN_SERVICES_HANDLERS_RESOURCE_LISTING_H_

#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "eventstore/base/status.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "projections/resource_view.h"
#include "services/domain/resource_errors.h"
#include "services/handlers/query_binding.h"
#include "services/queries/view_access.h"
#include "services/rpc/field_checks.h"

namespace actionplan::handlers {

// For lists without filters.
template <typename Request, typename State>
bool EveryRow(const Request&, const State&) {
  return true;
}

template <typename State, typename Request>
void BindGet(QueryBinding& queries, absl::string_view method) {
  queries.Bind<Request>(
      method, {projections::ResourceProjection::kName},
      [](const Request& request, rpc::FieldChecks& check) {
        check.Name("name", request.name(), resources::kKindOf<State>,
                   rpc::Presence::kRequired);
      },
      [&projector = queries.projector()](const Request& request) {
        return queries::GetResource<State>(projector, request.name());
      });
}

template <typename Request, typename State>
using RowFilter = bool (*)(const Request& request, const State& state);

template <typename Response, typename State>
using RowsOf = google::protobuf::RepeatedPtrField<State>* (Response::*)();

// A parent without wildcards has to exist, or a misspelt name would look like
// an empty list.
inline absl::Status CheckParentExists(const projections::ViewReader& rows,
                                      absl::string_view parent) {
  if (!resources::KindOf(parent)) return absl::OkStatus();
  ASSIGN_OR_RETURN(const auto found,
                   projections::ResourceView(rows).GetAny(parent));
  return found ? absl::OkStatus() : domain::ResourceNotFound(parent);
}

// One page of the resources of a kind under the request's parent that match.
template <typename State, typename Request, typename Response>
absl::StatusOr<Response> ListPage(const projections::Projector& projector,
                                  const Request& request,
                                  absl::string_view parent,
                                  RowFilter<Request, State> matches,
                                  RowsOf<Response, State> rows_of) {
  rpc::FieldChecks check;
  queries::Page page;
  RETURN_IF_ERROR(ReadPage(request, check, page));
  ASSIGN_OR_RETURN(auto rows,
                   projector.Read(projections::ResourceProjection::kName));
  if (page.position == 0) page.position = rows->position();
  RETURN_IF_ERROR(CheckParentExists(*rows, parent));
  Response response;
  auto& listed = *(response.*rows_of)();
  queries::PageFiller filler(page.size);
  RETURN_IF_ERROR(projections::ResourceView(*rows).template List<State>(
      parent, page.after_key, [&](const State& state, absl::string_view key) {
        if (!matches(request, state)) return true;
        if (!filler.Take(key)) return false;
        *listed.Add() = state;
        return true;
      }));
  response.set_next_page_token(NextPageToken(request, page, filler.last_key()));
  return response;
}

template <typename State, typename Request, typename Response>
void BindList(QueryBinding& queries, absl::string_view method,
              void (*check_fields)(const Request&, rpc::FieldChecks&),
              RowFilter<Request, State> matches,
              RowsOf<Response, State> rows_of) {
  const auto parent_of = [](const Request& request) {
    if constexpr (requires { request.parent(); }) {
      return absl::string_view(request.parent());
    } else {
      return absl::string_view();
    }
  };
  queries.Bind<Request>(
      method, {projections::ResourceProjection::kName},
      [=](const Request& request, rpc::FieldChecks& check) {
        check.ListParent("parent", parent_of(request),
                         resources::kKindOf<State>);
        check_fields(request, check);
      },
      [=, &projector = queries.projector()](const Request& request) {
        return ListPage<State, Request, Response>(
            projector, request, parent_of(request), matches, rows_of);
      });
}

}  // namespace actionplan::handlers

#endif  // ACTIONPLAN_SERVICES_HANDLERS_RESOURCE_LISTING_H_
