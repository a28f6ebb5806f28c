#include "services/handlers/comment_listing.h"

#include "actionplan/v1/action_record.pb.h"
#include "projections/resource_view.h"
#include "services/queries/view_access.h"

namespace actionplan::handlers {
namespace {

void CheckListComments(const v1::ListCommentsRequest& request,
                       rpc::FieldChecks& check) {
  check.Name("parent", request.parent(), resources::Kind::kAction,
             rpc::Presence::kRequired);
}

absl::StatusOr<v1::ListCommentsResponse> ListComments(
    const projections::Projector& projector,
    const v1::ListCommentsRequest& request) {
  rpc::FieldChecks check;
  queries::Page page;
  RETURN_IF_ERROR(ReadPage(request, check, page));
  RETURN_IF_ERROR(
      queries::GetResource<v1::Action>(projector, request.parent()).status());
  ASSIGN_OR_RETURN(auto rows,
                   projector.Read(projections::ResourceProjection::kName));
  if (page.position == 0) page.position = rows->position();
  v1::ListCommentsResponse response;
  queries::PageFiller filler(page.size);
  RETURN_IF_ERROR(projections::ResourceView(*rows).ListComments(
      request.parent(), page.after_key,
      [&](const v1::Comment& comment, absl::string_view key) {
        if (!filler.Take(key)) return false;
        *response.add_comments() = comment;
        return true;
      }));
  response.set_next_page_token(NextPageToken(request, page, filler.last_key()));
  return response;
}

}  // namespace

void BindListComments(QueryBinding& queries) {
  queries.Bind<v1::ListCommentsRequest>(
      "ListComments", {projections::ResourceProjection::kName},
      CheckListComments,
      [&projector =
           queries.projector()](const v1::ListCommentsRequest& request) {
        return ListComments(projector, request);
      });
}

}  // namespace actionplan::handlers
