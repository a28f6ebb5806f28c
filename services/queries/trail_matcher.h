// The conditions on a trail that no index knows.
#ifndef ACTIONPLAN_SERVICES_QUERIES_TRAIL_MATCHER_H_
#define ACTIONPLAN_SERVICES_QUERIES_TRAIL_MATCHER_H_

#include <memory>

#include "absl/time/time.h"
#include "actionplan/events/v1/event.pb.h"
#include "actionplan/v1/audit_trail_service.pb.h"
#include "projections/past.h"
#include "re2/re2.h"

namespace actionplan::queries {

// Thread-safe.
class TrailMatcher {
 public:
  // The text and the times of occurrence that the request asks for, and nothing
  // that happened after the past that it asks about.
  explicit TrailMatcher(const v1::ListTrailEntriesRequest& request,
                        const projections::Past& past = {});

  // Whether every event passes.
  bool PassesAll() const;

  bool Passes(const events::v1::Event& event) const;

 private:
  // Null when any text passes. Upper and lower case are Unicode's.
  std::unique_ptr<const RE2> text_;
  absl::Time first_ = absl::InfinitePast();
  absl::Time end_ = absl::InfiniteFuture();  // Exclusive.
};

}  // namespace actionplan::queries

#endif  // ACTIONPLAN_SERVICES_QUERIES_TRAIL_MATCHER_H_
