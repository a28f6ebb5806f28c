// The shape of what an answer is narrowed to.
#ifndef ACTIONPLAN_SERVICES_HANDLERS_FILTER_CHECKS_H_
#define ACTIONPLAN_SERVICES_HANDLERS_FILTER_CHECKS_H_

#include "absl/strings/string_view.h"
#include "actionplan/v1/action_filter.pb.h"
#include "projections/resources/names.h"
#include "services/queries/action_order.h"
#include "services/rpc/field_checks.h"

namespace actionplan::handlers {

// The name of an audit, of a recommendation or of a finding.
inline void CheckSource(absl::string_view field, absl::string_view source,
                        rpc::FieldChecks& check) {
  using resources::Kind;
  if (source.empty() || resources::IsName(Kind::kAudit, source) ||
      resources::IsName(Kind::kRecommendation, source) ||
      resources::IsName(Kind::kFinding, source)) {
    return;
  }
  check.Violation(field, "NAME_MALFORMED",
                  "is not the name of an audit, a recommendation or a finding; "
                  "names look like boards/ncc/audits/neglect/findings/f1");
}

inline void CheckFilter(const v1::ActionFilter& filter,
                        rpc::FieldChecks& check) {
  check.Name("filter.plan", filter.plan(), resources::Kind::kPlan,
             rpc::Presence::kOptional);
  CheckSource("filter.source", filter.source(), check);
}

inline void CheckOrder(absl::string_view order_by, rpc::FieldChecks& check) {
  if (queries::ParseActionOrder(order_by)) return;
  check.Violation("order_by", "ORDER_UNKNOWN",
                  "is none of due_date, priority, lead_agency, "
                  "escalation_level, times_re_dated and latest_progress");
}

}  // namespace actionplan::handlers

#endif  // ACTIONPLAN_SERVICES_HANDLERS_FILTER_CHECKS_H_
