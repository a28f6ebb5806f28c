// Every resource as it is now, and every comment.
//
//   key                       value
//   kind name                 the resource, folded
//   "#" action \0 revision    v1::Comment
//
// `kind` is one letter, so that a kind lies together; `revision` is eight
// bytes, so that comments are in the order in which they were made.
#ifndef ACTIONPLAN_PROJECTIONS_RESOURCE_VIEW_H_
#define ACTIONPLAN_PROJECTIONS_RESOURCE_VIEW_H_

#include <optional>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "actionplan/v1/action.pb.h"
#include "google/protobuf/message.h"
#include "projections/projection.h"
#include "projections/resources/names.h"
#include "projections/resources/resource.h"
#include "projections/row_parsing.h"

namespace actionplan::projections {

class ResourceProjection final : public Projection {
 public:
  static constexpr absl::string_view kName = "resources";

  absl::string_view name() const override { return kName; }
  int version() const override { return 3; }
  absl::Status Apply(const events::v1::Event& event,
                     ViewWriter& rows) const override;
};

// Thread-safe. The reader outlives it.
class ResourceView {
 public:
  explicit ResourceView(const ViewReader& rows) : rows_(rows) {}

  // Fills `resource` and returns true, or returns false when there is no such
  // resource or it is of another kind.
  template <typename Resource>
  absl::StatusOr<bool> Get(absl::string_view name, Resource& resource) const {
    return GetMessage(resources::kKindOf<Resource>, name, resource);
  }

  // The resource of whatever kind; empty when there is none of that name.
  absl::StatusOr<std::optional<resources::Resource>> GetAny(
      absl::string_view name) const;

  // The resources of a kind under a parent that resources::IsListParent()
  // takes, by name, until `visit` returns false. Begins after `after_key`, the
  // key of a row visited before, unless it is empty. The resource is reused
  // from call to call.
  template <typename Resource>
  absl::Status List(
      absl::string_view parent, absl::string_view after_key,
      absl::FunctionRef<bool(const Resource& resource, absl::string_view key)>
          visit) const {
    return ScanRows<Resource>(
        rows_, ListRange(resources::kKindOf<Resource>, parent, after_key),
        visit);
  }

  // The comments on an action, in the order in which they were recorded; else
  // as List().
  absl::Status ListComments(
      absl::string_view action, absl::string_view after_key,
      absl::FunctionRef<bool(const actionplan::v1::Comment& comment,
                             absl::string_view key)>
          visit) const;

 private:
  static KeyRange ListRange(resources::Kind kind, absl::string_view parent,
                            absl::string_view after_key);
  absl::StatusOr<bool> GetMessage(resources::Kind kind, absl::string_view name,
                                  google::protobuf::Message& message) const;

  const ViewReader& rows_;
};

}  // namespace actionplan::projections

#endif  // ACTIONPLAN_PROJECTIONS_RESOURCE_VIEW_H_
